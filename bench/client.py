"""A visitor over a kept connection: as little work as an HTTP client can do, since it shares the machine."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

HOST = "127.0.0.1"
PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: its path with the query, and what it says besides."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how long."""

    status: int
    body: bytes
    seconds: float


class Visitor:
    """One connection to a server of this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), PATIENCE_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream: BinaryIO = self._socket.makefile("rb")
        self._host = f"{HOST}:{port}"
        self.port: int = self._socket.getsockname()[1]

    def get(self, ask: Ask) -> Answer:
        """The answer to a request, read whole."""
        lines = [f"GET {ask.path} HTTP/1.1", f"Host: {self._host}", *(f"{k}: {v}" for k, v in ask.headers.items())]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")
        started = time.perf_counter()
        self._socket.sendall(request)
        status = int(self._stream.readline().split()[1])
        length = 0
        chunked = False
        while (line := self._stream.readline().strip()) != b"":
            name, _, value = line.lower().partition(b":")
            if name == b"content-length":
                length = int(value)
            elif name == b"transfer-encoding":
                chunked = b"chunked" in value
        body = self._chunks() if chunked else self._stream.read(length)
        return Answer(status, body, time.perf_counter() - started)

    def close(self) -> None:
        """Ends the connection."""
        self._stream.close()
        self._socket.close()

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._stream.readline().partition(b";")[0], 16):
            body += self._stream.read(size)
            self._stream.readline()
        self._stream.readline()
        return body


@dataclass(frozen=True, slots=True)
class Visits:
    """What many requests took: each in seconds, how large the last answer was, and all together."""

    seconds: Sequence[float]
    size: int
    elapsed: float

    def quantile(self, share: float) -> float:
        """The seconds that this share of the requests did not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def per_second(self) -> float:
        """How many were answered in a second."""
        return len(self.seconds) / self.elapsed


def visit(port: int, asks: Iterator[Ask], *, at_once: int, least: int, most: int, within_s: float) -> Visits:
    """Asks one after the other over so many connections, until the time is up: at least and at most so many times.

    Raises ValueError where an answer is an error.
    """
    visitors = [Visitor(port) for _ in range(at_once)]
    lock = threading.Lock()
    seconds: list[float] = []
    sizes: list[int] = []
    faults: list[str] = []
    deadline = time.perf_counter() + within_s
    begun = 0

    def next_ask() -> Ask | None:
        nonlocal begun
        with lock:
            if faults or begun >= most or (begun >= least and time.perf_counter() > deadline):
                return None
            begun += 1
            return next(asks)

    def stay(visitor: Visitor) -> None:
        while (ask := next_ask()) is not None:
            answer = visitor.get(ask)
            seconds.append(answer.seconds)
            sizes.append(len(answer.body))
            if answer.status >= 400:
                faults.append(f"{ask.path} answered {answer.status}")

    threads = [threading.Thread(target=stay, args=(visitor,)) for visitor in visitors]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    for visitor in visitors:
        visitor.close()
    if faults:
        raise ValueError(faults[0])
    return Visits(seconds, sizes[-1], elapsed)
