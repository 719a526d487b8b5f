"""Tables that are filled fast: without indexes, triggers and waiting for the disk, until they are full."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import Connection, Engine

# An index is told by its own statement; what a constraint needs has none and stays.
SQLITE_PARTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
POSTGRESQL_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)


@contextmanager
def bare(engine: Engine, tables: Collection[str]) -> Iterator[Connection]:
    """A connection to these tables as they should be filled; after the block they have all that they had before."""
    with engine.connect() as connection:
        # Its settings must not come back to anybody from the pool.
        connection.detach()
        stripped = _strip_sqlite if connection.dialect.name == "sqlite" else _strip_postgresql
        missing = stripped(connection, tables)
        connection.commit()
        yield connection
        with click.progressbar(missing, label="Indexing") as statements:
            for statement in statements:
                connection.exec_driver_sql(statement)
        connection.commit()


def tidy(engine: Engine) -> None:
    """Leaves the database as one that has been running for a while."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM ANALYZE")


def _strip_sqlite(connection: Connection, tables: Collection[str]) -> list[str]:
    database: Any = connection.connection.dbapi_connection
    # Settings like these are ignored inside a transaction, and SQLAlchemy would begin one.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA foreign_keys = OFF")
    parts = connection.exec_driver_sql(f"{SQLITE_PARTS} AND tbl_name IN ({', '.join('?' * len(tables))})", (*tables,))
    missing = []
    for kind, name, statement in parts.all():
        connection.exec_driver_sql(f'DROP {kind} "{name}"')
        missing.append(statement)
    # Triggers last, since they would note what is made for the others.
    return sorted(missing, key=lambda statement: "TRIGGER" in statement[:20])


def _strip_postgresql(connection: Connection, tables: Collection[str]) -> list[str]:
    # No trigger runs in a replica, and no foreign key is looked up.
    for setting in ("statement_timeout = 0", "session_replication_role = replica", "maintenance_work_mem = '512MB'"):
        connection.exec_driver_sql(f"SET {setting}")
    missing = []
    for name, statement in connection.exec_driver_sql(POSTGRESQL_INDEXES, ([*tables],)).all():
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
        missing.append(statement)
    return missing
