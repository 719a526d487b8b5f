"""What a connection promises: durability, foreign keys, and writers that wait instead of failing."""

import datetime
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import sqlite

from craftsite.app import create_app
from craftsite.extensions import UtcDateTime
from craftsite.extensions import db as database
from craftsite.regions.models import Province
from craftsite.web.writing import writing
from tests.conftest import SETTINGS
from tests.databases import backend


def test_a_live_connection_keeps_what_it_acknowledged(db: SQLAlchemy) -> None:
    def value(statement: str) -> object:
        return db.session.execute(sa.text(statement)).scalar()

    if backend() == "sqlite":
        assert value("PRAGMA journal_mode") == "wal"
        assert value("PRAGMA synchronous") == 2
        assert value("PRAGMA foreign_keys") == 1
    else:
        assert value("SHOW statement_timeout") == "5s"
        assert value("SHOW timezone") == "UTC"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime.datetime(2026, 1, 1), sqlite.dialect())  # noqa: DTZ001


@pytest.fixture
def live_app(tmp_path: Path, app: Flask) -> Flask:
    """An application on a database file of its own, whose commits are real."""
    live = create_app({**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path}/live.sqlite"})
    with live.app_context():
        upgrade()
    return live


def test_writers_that_read_first_wait_for_each_other(live_app: Flask) -> None:
    faults: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(5):
                with live_app.app_context(), writing():
                    count = database.session.scalar(sa.select(sa.func.count()).select_from(Province))
                    code = f"{number}{turn}"
                    database.session.add(Province(code=code, name_id=f"{count}", name_en=""))
                    database.session.commit()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with live_app.app_context():
        assert sorted(int(name) for name in database.session.scalars(sa.select(Province.name_id))) == [*range(20)]


def test_a_unit_of_work_without_a_commit_leaves_nothing(live_app: Flask) -> None:
    with live_app.app_context():
        with writing():
            database.session.add(Province(code="99", name_id="Contoh", name_en="Example"))
            database.session.flush()
        assert database.session.get(Province, "99") is None
