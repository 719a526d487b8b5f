"""A site that really runs: the server of production on a free port, with a database and examples of its own."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
START_WITHIN_S = 60


class SiteError(RuntimeError):
    """The site does not run; the text holds what it printed."""


@contextmanager
def running_site(database_url: str | None = None) -> Iterator[str]:
    """The address of a site with the examples, on an empty database or a new SQLite file; it ends with the block.

    Raises SiteError.
    """
    with tempfile.TemporaryDirectory(prefix="craftsite-site-") as name:
        folder = Path(name)
        address = f"http://{HOST}:{_free_port()}"
        environment = _environment(address, database_url or f"sqlite:///{folder}/craftsite.sqlite")
        log = folder / "log"
        _run([PROGRAMS / "flask", "--app", "wsgi", "setup", "--examples"], environment, log)
        with log.open("ab") as output:
            server = subprocess.Popen(
                _command(address), cwd=ROOT, env=environment, stdout=output, stderr=output, process_group=0
            )
        try:
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait()


def _environment(address: str, database_url: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CRAFTSITE_")}
    return inherited | {
        "CRAFTSITE_DATABASE_URL": database_url,
        "CRAFTSITE_SECRET_KEY": "only for tests, and long enough for any check",
        "CRAFTSITE_SITE_URL": address,
        "CRAFTSITE_LOG_LEVEL": "WARNING",
    }


def _command(address: str) -> list[str | Path]:
    return [
        *(PROGRAMS / "granian", "--interface", "wsgi", "--host", HOST, "--port", address.rpartition(":")[2], "--no-ws"),
        *("--workers", "1", "--blocking-threads", "8", "--workers-kill-timeout", "3", "wsgi:app"),
    ]


def _run(command: list[str | Path], environment: dict[str, str], log: Path) -> None:
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output, check=False)
    if done.returncode:
        raise SiteError(f"flask setup failed:\n{log.read_text()}")


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=START_WITHIN_S)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    raise SiteError(f"The server does not answer:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
