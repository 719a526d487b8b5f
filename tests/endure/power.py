"""A disk that loses power, rebuilt from what a server asked of the real one.

`strace` writes down every write to the database and its log, every order to bring them to the disk, and every answer.
At each answer that acknowledged something, the disk is rebuilt with what had been brought to it by then, as a file
system does that forgets the rest.
"""

import random
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CALLS = ("pwrite64", "ftruncate", "unlink", "fsync", "fdatasync", "writev")
_LINE = re.compile(r"(?P<thread>\d+) +(?P<rest>.+)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")
_NUMBER = re.compile(r"(?<=, )\d+\b")
_CUT = " <unfinished ...>"
_THREAD = re.compile(rb"HTTP/1\.1 303 .*?\r\nlocation: (\S+)", re.DOTALL | re.IGNORECASE)


def tracing(log: Path) -> Sequence[str]:
    """The command beneath which a server leaves its calls in a file."""
    options = ("-f", "-qq", "-y", "-xx", "--seccomp-bpf", "-e", "signal=none", "-s", "200000")
    return ["strace", *options, "-e", f"trace={','.join(CALLS)}", "-o", str(log)]


def can_trace(log: Path) -> bool:
    """Whether this machine has `strace` and lets it follow a program."""
    return shutil.which("strace") is not None and not subprocess.run([*tracing(log), "true"], check=False).returncode


@dataclass(frozen=True, slots=True)
class Change:
    """What a file is told: these bytes from here on, or with none to end here."""

    start: int
    content: bytes | None

    def apply(self, body: bytearray) -> None:
        """Does it."""
        if self.content is None:
            del body[self.start :]
            return
        body.extend(bytes(max(0, self.start - len(body))))
        body[self.start : self.start + len(self.content)] = self.content


@dataclass
class Disk:
    """Some files by name: what has surely come to the disk, and what may have."""

    safe: dict[str, bytearray]
    unsure: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))

    def bring(self, name: str, changes: int) -> None:
        """Makes the first of the unsure changes of a file safe."""
        for change in self.unsure[name][:changes]:
            change.apply(self.safe.setdefault(name, bytearray()))
        del self.unsure[name][:changes]

    def after_power_loss(self, lucky: random.Random | None) -> dict[str, bytes]:
        """What is left. Of what was unsure that is nothing, or with luck every other change."""
        left = {name: bytearray(body) for name, body in self.safe.items()}
        for name, changes in self.unsure.items():
            for change in changes if lucky else ():
                if lucky is not None and lucky.random() < 0.5:
                    change.apply(left.setdefault(name, bytearray()))
        return {name: bytes(body) for name, body in left.items()}


def acknowledgements(log: Path, disk: Disk) -> Iterator[str]:
    """The address that each 303 named, in their order; whenever one comes, `disk` is as it was at that moment."""
    for name, arguments, already_there in _calls(log, disk):
        if name == "writev":
            sent = b"".join(map(_bytes, _TEXT.findall(arguments)))
            yield from (found.decode() for found in _THREAD.findall(sent))
        elif (file := _file(name, arguments)) in disk.safe:
            _obey(disk, name, file, arguments, already_there)


def _obey(disk: Disk, name: str, file: str, arguments: str, already_there: int) -> None:
    if name in ("fsync", "fdatasync"):
        disk.bring(file, already_there)
    elif name == "unlink":
        disk.safe[file], disk.unsure[file] = bytearray(), []
    else:
        numbers = [int(number) for number in _NUMBER.findall(_TEXT.sub("", arguments))]
        content = _bytes(_TEXT.findall(arguments)[0]) if name == "pwrite64" else None
        disk.unsure[file].append(Change(numbers[-1], content))


def _calls(log: Path, disk: Disk) -> Iterator[tuple[str, str, int]]:
    """Each call that has succeeded, in the order of their ends, and how many changes its file had when it began."""
    begun: dict[str, tuple[str, int]] = {}
    for line in log.open(encoding="ascii", errors="replace"):
        if (parts := _LINE.match(line)) is None:
            continue
        thread, rest = parts["thread"], parts["rest"]
        if rest.endswith(_CUT):
            begun[thread] = (rest.removesuffix(_CUT), len(disk.unsure[_file("", rest)]))
            continue
        before: int | None = None
        if _RESUMED.match(rest) and thread in begun:
            start, before = begun.pop(thread)
            rest = start + _RESUMED.sub("", rest, count=1)
        call = _CALL.match(rest)
        if call is not None and int(call["result"]) >= 0:
            name, arguments = call["name"], call["arguments"]
            yield name, arguments, len(disk.unsure[_file(name, arguments)]) if before is None else before


def _file(name: str, arguments: str) -> str:
    found = (_TEXT if name == "unlink" else _FILE).search(arguments)
    return _bytes(found[1]).decode(errors="replace") if found is not None else ""


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
