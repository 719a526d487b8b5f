"""A PostgreSQL server of the tests' own: a private cluster in a temporary folder, on a free port, gone afterwards."""

import atexit
import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Self

USER = "postgres"


class PostgresMissingError(RuntimeError):
    """No PostgreSQL server is installed; the text says what to install."""


class PostgresServer:
    """Starts within a second or two; leaves nothing behind, also when the tests are interrupted."""

    def __init__(self) -> None:
        self.binaries = _binaries()
        self.port = _free_port()
        # Under the system's temporary folder: the user postgres cannot enter a private clone.
        self.folder = Path(tempfile.mkdtemp(prefix="craftsite-postgres-"))

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            shutil.chown(self.folder, USER, USER)
        atexit.register(self.stop)
        self._run("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", USER, "--locale=C.UTF-8", "-E", "UTF8")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", f"{self.folder}/log", "-w", "start")
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the server and removes its folder; a second call does nothing."""
        if self.folder.exists():
            self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self) -> str:
        """Host and port, as `url` and `create_database` take it from another process."""
        return f"127.0.0.1:{self.port}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [str(self.binaries / program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", USER, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        if check and done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed: {done.stderr}\n{log.read_text() if log.exists() else ''}")


def url(address: str, database: str) -> str:
    """The address of a database for SQLAlchemy."""
    return f"postgresql+psycopg://{USER}@{address}/{database}"


def _binaries() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0)
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).parent
    raise PostgresMissingError("The tests need a PostgreSQL server. On Debian: apt-get install postgresql")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
