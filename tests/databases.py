"""The database of a test run: SQLite, or with CRAFTSITE_TEST_DATABASE=postgresql a server that the run starts."""

import os

import pytest
import sqlalchemy as sa

from tests.postgres import PostgresServer, url

BACKEND = "CRAFTSITE_TEST_DATABASE"
ADDRESS = "CRAFTSITE_TEST_POSTGRES"
BACKENDS = ("sqlite", "postgresql")


def backend() -> str:
    """Which database this run is for."""
    chosen = os.environ.get(BACKEND, "sqlite")
    if chosen not in BACKENDS:
        raise pytest.UsageError(f"{BACKEND} is {chosen!r}, not one of: {', '.join(BACKENDS)}")
    return chosen


def pytest_configure(config: pytest.Config) -> None:
    """Starts one server for the whole run; the workers find its address in the environment."""
    if backend() == "postgresql" and ADDRESS not in os.environ:
        server = PostgresServer().__enter__()
        os.environ[ADDRESS] = server.address
        config.add_cleanup(server.stop)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """The address of an empty database that belongs to this worker alone."""
    if backend() == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('database')}/craftsite.sqlite"
    return new_database(f"craftsite_{worker_id}")


def new_database(name: str) -> str:
    """The address of a new empty PostgreSQL database."""
    engine = sa.create_engine(url(os.environ[ADDRESS], "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}"')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return url(os.environ[ADDRESS], name)
