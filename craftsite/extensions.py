"""The extensions, unbound, and what makes both databases keep the same promises."""

import datetime
import sqlite3
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

WRITING = "craftsite_writing"


class Model(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime.datetime]):
    """An aware instant in UTC. SQLite stores no zone and gives naive values back, so both ways are checked here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """The value in UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(datetime.UTC)

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """The stored instant, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


def byte_ordered(length: int) -> String:
    """A text column that both databases compare by code point: SQLite does so anyway, PostgreSQL by its locale."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


db = SQLAlchemy(model_class=Model, disable_autonaming=True)
migrate = Migrate()
babel = Babel()


def insert(model: type[Model]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT; the databases agree on it, and SQLAlchemy spells it twice."""
    return sqlite.insert(model) if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert(model)


def engine_options(url: str, timeout_ms: int) -> dict[str, Any]:
    """What `create_engine` needs so that a hung database answers instead of holding its workers, and errors tell less.

    The values of a statement are names, numbers and secrets of people, and an error goes into the log.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": timeout_ms / 1_000}}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 24,
        "pool_timeout": timeout_ms / 1_000,
        "connect_args": {
            "connect_timeout": max(2, timeout_ms // 1_000),
            "options": f"-c statement_timeout={timeout_ms} -c timezone=UTC",
        },
    }


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    """WAL with FULL keeps every acknowledged commit through a power loss; measured, NORMAL loses some of them."""
    if not isinstance(connection, sqlite3.Connection):
        return
    # SQLAlchemy begins transactions itself (see _begin_sqlite); the driver's own implicit BEGIN would be deferred.
    connection.isolation_level = None
    # The journal mode stays with the file, and setting it again needs a writable folder that a reader may not have.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    """A unit that writes takes the lock at once: a deferred one that reads first fails with "database is locked"."""
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@event.listens_for(Engine, "handle_error")
def _tell_no_values(context: ExceptionContext) -> None:
    """Leaves the first line of what the database said: PostgreSQL writes the values of the row into the lines below."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args and isinstance(error.args[0], str):
            error.args = (error.args[0].partition("\n")[0], *error.args[1:])
