"""What a connection promises: durability, foreign keys, a limit on waiting, and instants that know their zone."""

import datetime
import traceback

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import postgresql, sqlite

from craftsite.extensions import UtcDateTime
from craftsite.regions.models import Region
from tests.databases import backend
from tests.factories import make_listing, make_user

DIALECTS = [sqlite.dialect(), postgresql.dialect()]


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


def test_a_row_that_others_point_to_cannot_be_taken_away(db: SQLAlchemy) -> None:
    make_listing(region="3578")

    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.delete(Region).where(Region.code == "3578"))


def test_an_error_tells_none_of_the_values_so_no_log_can(live_app: Flask) -> None:
    person = {"email": f"{'rahasia' * 2}@contoh.id", "name": f"Nama {'Rahasia' * 2}", "region_code": None}
    with live_app.app_context():
        make_user(**person)
        with pytest.raises(sa.exc.IntegrityError) as refused:
            make_user(**person)

    told = "".join(traceback.format_exception(refused.value))
    assert "INSERT INTO users" in told, "who looks for the fault needs the statement"
    assert not [value for value in (person["email"], person["name"]) if value in told]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_an_instant_is_kept_in_utc_and_comes_back_aware(dialect: sa.Dialect) -> None:
    kind, wib = UtcDateTime(), datetime.timezone(datetime.timedelta(hours=7))
    local = datetime.datetime(2026, 1, 1, 3, tzinfo=wib)
    kept = kind.process_bind_param(local, dialect)

    assert kept == local
    assert kept.utcoffset() == datetime.timedelta(0)
    assert kind.process_result_value(kept.replace(tzinfo=None), dialect) == local
    assert kind.process_result_value(local, dialect).utcoffset() == datetime.timedelta(0)
    assert kind.process_bind_param(None, dialect) is kind.process_result_value(None, dialect) is None


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_an_instant_without_a_zone_is_refused(dialect: sa.Dialect) -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime.datetime(2026, 1, 1), dialect)  # noqa: DTZ001
