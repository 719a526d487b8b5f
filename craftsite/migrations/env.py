"""How Alembic reaches the database of the running application; one line of history for both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection

from craftsite.extensions import WRITING
from craftsite.listings import change_triggers

TARGET = current_app.extensions["migrate"].db


def run() -> None:
    """Runs the migrations in one transaction, so that a failure leaves everything as it was.

    Nothing is noted of what they do, so whoever follows the log of the catalogue has to begin anew after any of them.
    """
    with (
        TARGET.engine.connect().execution_options(**{WRITING: True}) as connection,
        _without_cascades(connection),
    ):
        context.configure(
            connection=connection,
            target_metadata=TARGET.metadata,
            on_version_apply=_refuse_broken_references,
            # Both databases can; Alembic does not trust SQLite to.
            transactional_ddl=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            before = context.get_context().get_current_heads()
            change_triggers.remove(connection)
            context.run_migrations()
            if change_triggers.install(connection) and context.get_context().get_current_heads() != before:
                change_triggers.begin_anew(connection)


@contextmanager
def _without_cascades(connection: Connection) -> Iterator[None]:
    """Lets SQLite rebuild a table, which drops the old one, without deleting all rows that refer to it.

    The switch works outside of a transaction only, so it goes past SQLAlchemy, which would begin one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    database: Any = connection.connection.driver_connection
    database.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        database.execute("PRAGMA foreign_keys = ON")


def _refuse_broken_references(ctx: MigrationContext, step: object, heads: object, run_args: object) -> None:
    """Raises RuntimeError where a migration leaves rows behind that refer to nothing, since SQLite did not look."""
    if ctx.dialect.name != "sqlite" or ctx.connection is None:
        return
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"Rows would refer to what is gone, in: {', '.join(sorted({row[0] for row in broken}))}")


if context.is_offline_mode():
    raise SystemExit("Migrations need a database to talk to: run them without --sql.")
run()
