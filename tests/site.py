"""A site that really runs: what `make serve` starts, on a free port, with a database and the examples of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY = "Open "


class SiteError(RuntimeError):
    """The site does not run; the text holds what it printed."""


@contextmanager
def running_site(
    database_url: str | None = None, *, media_folder: Path | None = None, stop: signal.Signals = signal.SIGTERM
) -> Iterator[str]:
    """The address of a site that ends with the block, on an empty database or else a new SQLite file.

    Its photographs are in the folder, or else gone with the block.

    Raises SiteError.
    """
    with tempfile.TemporaryDirectory(prefix="craftsite-site-") as folder:
        log = Path(folder) / "log"
        port = free_port()
        command = [sys.executable, "deploy/serve.py", str(port)]
        photographs = {"CRAFTSITE_MEDIA_FOLDER": str(media_folder or Path(folder) / "media")}
        environment = environment_of(database_url or f"sqlite:///{folder}/craftsite.sqlite") | photographs
        with (
            log.open("wb") as errors,
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as server,
        ):
            try:
                _wait_for(server, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.send_signal(stop)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(database_url: str) -> dict[str, str]:
    """The environment of every program of a site on this database."""
    # Each of the site's processes would compile all of it anew if none kept its bytecode.
    ours = ("CRAFTSITE_", "PYTHONDONTWRITEBYTECODE")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return inherited | {
        "CRAFTSITE_DATABASE_URL": database_url,
        "CRAFTSITE_SECRET_KEY": "only for tests, and long enough for any check",
        "CRAFTSITE_LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def _wait_for(server: subprocess.Popen[str], log: Path) -> None:
    printed = []
    for line in server.stdout or ():
        if line.startswith(READY):
            return
        printed.append(line)
    raise SiteError(f"The site does not start:\n{''.join(printed)}{log.read_text()}")
