"""How Alembic reaches the database of the running application; one line of history for both databases."""

from alembic import context
from flask import current_app

from craftsite.extensions import WRITING

TARGET = current_app.extensions["migrate"].db


def run() -> None:
    """Runs the migrations in one transaction, so that a failure leaves the schema as it was."""
    with TARGET.engine.connect().execution_options(**{WRITING: True}) as connection:
        context.configure(
            connection=connection,
            target_metadata=TARGET.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database to talk to: run them without --sql.")
run()
