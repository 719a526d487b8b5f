"""The migrations make what the models say, and can be taken back, on both databases."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from craftsite.app import create_app
from craftsite.extensions import db
from craftsite.web.health import newest_revisions
from tests.conftest import SETTINGS
from tests.databases import Databases


@pytest.fixture
def fresh_app(databases: Databases) -> Flask:
    """An application on an empty database of its own."""
    return create_app({**SETTINGS, "DATABASE_URL": databases.empty()})


def test_an_upgrade_makes_what_the_models_say(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, db.metadata) == []


def test_a_site_whose_database_was_never_migrated_says_when_to_come_back(databases: Databases) -> None:
    app = create_app({**SETTINGS, "TESTING": False, "DATABASE_URL": databases.empty()})

    answer = app.test_client().get("/katalog")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_everything_can_be_taken_back_and_made_again(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        upgrade()
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert len(newest_revisions()) == 1
