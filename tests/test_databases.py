"""The databases of the tests: empty or true copies, apart from each other, and gone with the run that made them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import BACKEND, Databases, backend

ROOT = Path(__file__).parents[1]
TABLE = sa.Table("note", sa.MetaData(), sa.Column("text", sa.Text))
# What is started in the background of a shell ignores SIGINT, and so would all that it starts.
OWNER = """
import signal, time
from tests.postgres import started_server
signal.signal(signal.SIGINT, signal.default_int_handler)
with started_server() as server:
    print(server.url("postgres"), flush=True)
    time.sleep(60)
"""


def test_the_backend_is_the_one_that_was_asked_for(databases: Databases) -> None:
    assert databases.empty().startswith(backend())


def test_an_unknown_backend_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BACKEND, "oracle")

    with pytest.raises(pytest.UsageError, match="oracle"):
        backend()


def test_a_copy_holds_what_the_original_holds_and_then_goes_its_own_way(databases: Databases) -> None:
    original = databases.empty()
    _write(original, "first")

    copy = databases.copy(original)
    _write(copy, "second")

    assert (_read(original), _read(copy)) == (["first"], ["first", "second"])


def test_a_dropped_database_is_gone(databases: Databases) -> None:
    url = databases.empty()
    _write(url, "first")

    databases.drop(url)

    with pytest.raises(sa.exc.OperationalError):
        _read(url)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_goes_with_the_process_that_started_it(number: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    )
    assert owner.stdout is not None
    # Somebody else may get its port at once, and not answer.
    patience = {"connect_timeout": 5}
    engine = sa.create_engine(owner.stdout.readline().strip(), poolclass=sa.NullPool, connect_args=patience)
    with engine.connect() as connection:
        folder = Path(str(connection.scalar(sa.text("SHOW data_directory")))).parent
    assert folder.exists()

    owner.send_signal(number)
    owner.communicate()

    assert _is_gone(folder)
    with pytest.raises(sa.exc.OperationalError):
        engine.connect()


def _is_gone(folder: Path) -> bool:
    deadline = time.monotonic() + 10
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not folder.exists()


def _write(url: str, text: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        TABLE.create(connection, checkfirst=True)
        connection.execute(TABLE.insert().values(text=text))
    engine.dispose()


def _read(url: str) -> list[str]:
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return list(connection.scalars(sa.select(TABLE.c.text)))
    finally:
        engine.dispose()
