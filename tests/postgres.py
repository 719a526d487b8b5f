"""A PostgreSQL server of the tests' own: a private cluster in a temporary folder, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

USER = "postgres"
START_WITHIN_S = 30
# Nothing here must survive a power cut, so no write waits for the disk.
SETTINGS = {"listen_addresses": "127.0.0.1", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# Its input is a pipe that the tests hold open: it closes when they end, however they end.
KEEPER = """
trap '' INT TERM HUP
folder=$1
shift
"$@" >"$folder/log" 2>&1 &
cat >/dev/null
kill -QUIT $! 2>/dev/null
wait
rm -rf "$folder"
"""


class PostgresError(RuntimeError):
    """No server can be started; the text says why or what to install."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, as any process of the tests can reach it."""

    address: str

    def url(self, database: str) -> str:
        """The address of a database for SQLAlchemy."""
        return f"postgresql+psycopg://{USER}@{self.address}/{database}"

    def create_database(self, name: str, *, template: str = "template1") -> str:
        """The address of a new database, empty or a copy; nobody may be connected to what is copied."""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Removes a database and ends its connections."""
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(f"postgresql://{USER}@{self.address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def started_server() -> Iterator[PostgresServer]:
    """A server that runs inside the block and leaves nothing behind, even when the tests are killed.

    Raises PostgresError.
    """
    binaries = _binaries()
    # Under the system's temporary folder: the user postgres cannot enter a private clone.
    folder = Path(tempfile.mkdtemp(prefix="craftsite-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, USER, USER)
    try:
        _initialise(binaries, folder)
        with _kept(binaries, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(binaries: Path, folder: Path) -> None:
    options = ["--auth=trust", f"--username={USER}", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync"]
    command = _as_owner([f"{binaries}/initdb", f"--pgdata={folder}/data", *options])
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise PostgresError(f"initdb failed: {done.stderr}")


@contextmanager
def _kept(binaries: Path, folder: Path) -> Iterator[PostgresServer]:
    port = _free_port()
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    server = [f"{binaries}/postgres", "-D", f"{folder}/data", "-p", str(port), "-k", str(folder), *settings]
    command = _as_owner(["sh", "-c", KEEPER, "keeper", str(folder), *server])
    # In a session of its own the terminal's Ctrl-C does not reach the server before the tests have tidied up.
    keeper = subprocess.Popen(command, stdin=subprocess.PIPE, cwd="/", start_new_session=True)
    try:
        address = f"127.0.0.1:{port}"
        _wait_for(address, folder / "log")
        yield PostgresServer(address)
    finally:
        keeper.communicate()


def _wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while True:
        try:
            psycopg.connect(f"postgresql://{USER}@{address}/postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL does not answer: {error}\n{log.read_text()}") from error
            time.sleep(0.02)


def _as_owner(command: list[str]) -> list[str]:
    # PostgreSQL refuses to run as root.
    return ["runuser", "-u", USER, "--", *command] if os.getuid() == 0 else command


def _binaries() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise PostgresError("The tests need a PostgreSQL server. On Debian: apt-get install postgresql")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
