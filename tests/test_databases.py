"""The databases of the tests: empty or true copies, apart from each other, and gone with the run that made them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import BACKEND, Databases, backend

TABLE = sa.Table("note", sa.MetaData(), sa.Column("text", sa.Text))
SERVER = (
    "from tests.postgres import *\nwith started_server() as server: print(server.address, flush=True); time.sleep(60)"
)


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
def test_a_server_goes_with_the_process_that_started_it(number: signal.Signals, tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[1],
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert owner.stdout is not None
    assert owner.stdout.readline().startswith("127.0.0.1:")

    owner.send_signal(number)
    owner.communicate()

    assert _emptied(tmp_path)


def _emptied(folder: Path) -> bool:
    deadline = time.monotonic() + 10
    while any(folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(folder.iterdir())


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
