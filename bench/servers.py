"""Starts what is measured: the site as it ships, the floor on the same server, and the peer."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from bench.client import HOST, Ask, Visitor
from bench.processes import children
from deploy.serve import server_command

ROOT = Path(__file__).parents[1]
START_WITHIN_S = 300


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, its processes, and how long it took until it answered."""

    port: int
    pid: int
    started_s: float

    @property
    def workers(self) -> list[int]:
        """The processes that answer: those that the first one has started, or itself."""
        return [pid for pid in children(self.pid) if b"resource_tracker" not in _command(pid)] or [self.pid]


@contextmanager
def site(settings: dict[str, str]) -> Iterator[Server]:
    """The site in the server and with the settings that it is delivered with, but for where its data are."""
    port = free_port()
    environment = {
        "CRAFTSITE_ENVIRONMENT": "production",
        "CRAFTSITE_SECRET_KEY": secrets.token_urlsafe(48),
        "CRAFTSITE_SITE_URL": f"http://{HOST}:{port}",
    }
    with running(server_command(port), port, environment | settings, Ask("/katalog")) as server:
        yield server


@contextmanager
def floor(page_bytes: int) -> Iterator[Server]:
    """Flask with next to nothing to do, in the same server: see `bench.floor`."""
    port = free_port()
    command = [*server_command(port)[:-1], "bench.floor:app"]
    with running(command, port, {"BENCH_PAGE_BYTES": str(page_bytes)}, Ask("/bytes")) as server:
        yield server


@contextmanager
def running(command: Sequence[str | Path], port: int, environment: dict[str, str], first: Ask) -> Iterator[Server]:
    """A server that ends with the block; it has answered the first question. Raises RuntimeError where it does not."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CRAFTSITE_")}
    with TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=inherited | environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            if not _answers(process, port, first):
                log.seek(0)
                raise RuntimeError(f"{command[0]} does not answer:\n{log.read().decode()}")
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _answers(process: "subprocess.Popen[bytes]", port: int, first: Ask) -> bool:
    deadline = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            visitor = Visitor(port)
        except OSError:
            time.sleep(0.01)
            continue
        answer = visitor.get(first)
        visitor.close()
        return answer.status < 400
    return False


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
