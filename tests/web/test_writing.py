"""Units of work on a database file whose commits are real: writers wait for each other, and nothing half-done stays."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from craftsite.app import create_app
from craftsite.extensions import db
from craftsite.regions.models import Province
from craftsite.web.writing import writing
from tests.conftest import SETTINGS


@pytest.fixture
def live_app(tmp_path: Path) -> Iterator[Flask]:
    """An application on a database file of its own."""
    app = create_app({**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path}/live.sqlite"})
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_unit_takes_the_write_lock_before_it_reads(live_app: Flask) -> None:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    with live_app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", note)
        provinces()
        with writing():
            provinces()

    assert [statement for statement in statements if statement.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


def test_a_unit_sees_what_others_wrote_since_the_page_began_to_read(live_app: Flask) -> None:
    with live_app.app_context():
        assert provinces() == []
        write_elsewhere(live_app, "11")
        assert provinces() == []
        with writing():
            assert provinces() == ["11"]


def test_writers_that_read_first_wait_for_each_other(live_app: Flask) -> None:
    faults: list[Exception] = []

    def write(number: int) -> None:
        try:
            for turn in range(5):
                with live_app.app_context(), writing():
                    count = db.session.scalar(sa.select(sa.func.count()).select_from(Province))
                    db.session.add(Province(code=f"{number}{turn}", name_id=f"{count}", name_en=""))
                    db.session.commit()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with live_app.app_context():
        # Each saw all that had been written before it, so no count stands twice.
        assert sorted(int(name) for name in db.session.scalars(sa.select(Province.name_id))) == [*range(20)]


def test_a_unit_without_a_commit_leaves_nothing(live_app: Flask) -> None:
    with live_app.app_context():
        with writing():
            add_province("99")
        assert provinces() == []


def test_a_unit_that_fails_leaves_nothing_and_lets_others_write(live_app: Flask) -> None:
    with live_app.app_context():
        with pytest.raises(ZeroDivisionError), writing():
            add_province("99")
            raise ZeroDivisionError
        write_elsewhere(live_app, "11")
        assert provinces() == ["11"]


def provinces() -> list[str]:
    """The codes of all provinces."""
    return list(db.session.scalars(sa.select(Province.code).order_by(Province.code)))


def add_province(code: str) -> None:
    """Flushes a province."""
    db.session.add(Province(code=code, name_id="Contoh", name_en="Example"))
    db.session.flush()


def write_elsewhere(app: Flask, code: str) -> None:
    """Commits a province from another thread, as another visitor would."""

    def write() -> None:
        with app.app_context(), writing():
            add_province(code)
            db.session.commit()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
