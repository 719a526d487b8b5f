"""The databases of a test run: SQLite files, or with CRAFTSITE_TEST_DATABASE=postgresql those of a server it starts."""

import itertools
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import make_url

from tests.postgres import PostgresError, PostgresServer, started_server

BACKEND = "CRAFTSITE_TEST_DATABASE"
ADDRESS = "CRAFTSITE_TEST_POSTGRES"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Databases(Protocol):
    """Where this worker's databases come from; each call gives a new one, and all are gone after the run."""

    def empty(self) -> str:
        """The address of an empty database."""

    def copy(self, url: str) -> str:
        """The address of a copy; nobody may be connected to the original."""

    def drop(self, url: str) -> None:
        """Removes a database that is not needed any more."""


class SqliteDatabases:
    """Files in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def empty(self) -> str:
        """The address of a file that does not exist yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.sqlite'}"

    def copy(self, url: str) -> str:
        """The address of a copy of a file that nobody has open."""
        new = self.empty()
        shutil.copyfile(_file(url), _file(new))
        return new

    def drop(self, url: str) -> None:
        """Removes the file and its write-ahead log."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{_file(url)}{suffix}").unlink(missing_ok=True)


class PostgresDatabases:
    """Databases of the run's server, named after the worker."""

    def __init__(self, server: PostgresServer, worker: str) -> None:
        self._server = server
        self._names = (f"craftsite_{worker}_{number}" for number in itertools.count(1))

    def empty(self) -> str:
        """The address of a new database."""
        return self._server.create_database(next(self._names))

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody is connected to."""
        return self._server.create_database(next(self._names), template=_name(url))

    def drop(self, url: str) -> None:
        """Removes the database and ends its connections."""
        self._server.drop_database(_name(url))


def backend() -> str:
    """Which database this run is for."""
    chosen = os.environ.get(BACKEND, SQLITE)
    if chosen not in (SQLITE, POSTGRESQL):
        raise pytest.UsageError(f"{BACKEND} is {chosen!r}, not {SQLITE} or {POSTGRESQL}")
    return chosen


def pytest_configure(config: pytest.Config) -> None:
    """Starts one server for the whole run; the workers find its address in the environment."""
    if backend() == SQLITE or hasattr(config, "workerinput"):
        return
    stack = ExitStack()
    try:
        server = stack.enter_context(started_server())
    except PostgresError as error:
        raise pytest.UsageError(str(error)) from error
    os.environ[ADDRESS] = server.address
    config.add_cleanup(stack.close)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out of a run on PostgreSQL what reads no database: it is the same on both, and SQLite's run has it."""
    runs = _runs_on_sqlite if backend() == SQLITE else _runs_on_postgresql
    config.hook.pytest_deselected(items=[item for item in items if not runs(item)])
    items[:] = [item for item in items if runs(item)]


def _runs_on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("only_on_postgresql") is None


def _runs_on_postgresql(item: pytest.Item) -> bool:
    return "databases" in getattr(item, "fixturenames", ()) and item.get_closest_marker("same_on_both") is None


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Databases:
    """Makes, copies and removes databases of the kind this run is for."""
    if backend() == SQLITE:
        return SqliteDatabases(tmp_path_factory.mktemp("databases"))
    return PostgresDatabases(PostgresServer(os.environ[ADDRESS]), worker_id)


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> str:
    """The address of an empty database that belongs to this worker alone."""
    return databases.empty()


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _name(url: str) -> str:
    return str(make_url(url).database)
