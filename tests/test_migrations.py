"""The migrations make what the models say, and can be taken back, on both databases."""

import datetime
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy.exc import IntegrityError

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


def test_facts_get_an_english_side_and_lose_it_again_while_all_else_stays(fresh_app: Flask) -> None:
    told = {"motif": "merak", "material": "katun", "technique_text": "tulis", "certification": "SK", "place": "Kerek"}
    with fresh_app.app_context():
        upgrade(revision="0001")
        add_product("P001", told)

        upgrade(revision="0002")
        both = {f"{name}_id": text for name, text in told.items()} | {f"{name}_en": "" for name in told}
        assert columns_of("P001", both) == both
        assert count_rows("product_regions") == 1

        downgrade(revision="0001")
        assert columns_of("P001", told) == told
        assert count_rows("product_regions") == 1


def test_a_table_that_is_rebuilt_keeps_the_rows_that_refer_to_it(fresh_app: Flask, tmp_path: Path) -> None:
    # SQLite cannot change a column, so Alembic makes a new table there and drops the old one.
    rebuild = 'with op.batch_alter_table("regional_products") as table: table.alter_column("code", server_default="X")'
    with fresh_app.app_context():
        upgrade()
        add_product("P001", {})

        upgrade(directory=with_migration(tmp_path, rebuild))

        assert count_rows("regional_products") == count_rows("product_regions") == 1
        with db.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM regional_products"))
        assert count_rows("product_regions") == 0


def test_a_migration_that_takes_away_what_rows_refer_to_changes_nothing(fresh_app: Flask, tmp_path: Path) -> None:
    with fresh_app.app_context():
        upgrade()
        add_product("P001", {})

        # PostgreSQL refuses the statement itself, and SQLite has its references counted behind it.
        with pytest.raises((SystemExit, IntegrityError)):
            upgrade(directory=with_migration(tmp_path, 'op.execute("DELETE FROM regions")'))

        assert count_rows("regions") == count_rows("product_regions") == 1


def with_migration(folder: Path, statement: str) -> str:
    """A copy of the migrations that has one more, which does this."""
    copy = shutil.copytree(current_app.extensions["migrate"].directory, folder / "migrations")
    [head] = newest_revisions()
    (copy / "versions" / "9999_more.py").write_text(
        f'from alembic import op\n\nrevision = "9999"\ndown_revision = "{head}"\n\n\ndef upgrade():\n    {statement}\n'
    )
    return str(copy)


def add_product(code: str, texts: Mapping[str, str]) -> None:
    """Adds a product with a taxon and a region to the tables as they are; what it does not name is empty or 0."""
    rows: dict[str, dict[str, str | int]] = {
        "taxa": {"slug": "batik-pesisir"},
        "regions": {"code": "3523", "kind": "kabupaten"},
        "regional_products": {"id": 1, "code": code, "kind": "batik", "taxon_slug": "batik-pesisir", **texts},
        "product_regions": {"product_id": 1, "region_code": "3523", "is_origin": True},
    }
    with db.engine.begin() as connection:
        for name, row in rows.items():
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            unsaid = {column.name: column.type.python_type() for column in table.columns if not column.nullable}
            connection.execute(table.insert(), [unsaid | row])


def columns_of(code: str, names: Iterable[str]) -> dict[str, str]:
    """These columns of a product as the database has them."""
    with db.engine.connect() as connection:
        table = sa.Table("regional_products", sa.MetaData(), autoload_with=connection)
        statement = sa.select(*(table.c[name] for name in names)).where(table.c.code == code)
        return dict(connection.execute(statement).mappings().one())


def count_rows(name: str) -> int:
    """How many rows a table has."""
    with db.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0


def test_the_numbers_of_food_become_certificates_and_numbers_again(fresh_app: Flask) -> None:
    halal = {"halal": "nomor", "halal_number": "ID1", "published_at": datetime.datetime.now(datetime.UTC)}
    with fresh_app.app_context():
        upgrade(revision="0019")
        add_row("regions", {"code": "3523", "kind": "kabupaten"})
        add_row("taxa", {"slug": "keripik"})
        add_row("producers", {"id": 1, "slug": "contoh", "region_code": "3523"})
        food = {"producer_id": 1, "kind": "agro", "taxon_slug": "keripik"}
        add_row("listings", food | halal | {"id": 1, "pirt_number": "P1"})
        add_row("listings", food | halal | {"id": 2})
        add_row("listings", food | {"id": 3, "pirt_number": "P2"})

        upgrade(revision="0020")
        with db.engine.connect() as connection:
            made = connection.execute(sa.text("SELECT kind, number, state, assurance FROM certificates ORDER BY id"))
            assert [tuple(row) for row in made] == [
                ("halal", "ID1", "shown", "own"),
                ("pirt", "P1", "shown", "own"),
                ("pirt", "P2", "waiting", "own"),
            ]
        assert count_rows("certificate_listings") == 4

        downgrade(revision="0019")
        with db.engine.connect() as connection:
            kept = connection.execute(sa.text("SELECT halal_number, pirt_number FROM listings ORDER BY id"))
            assert [tuple(row) for row in kept] == [("ID1", "P1"), ("ID1", ""), ("", "P2")]


def add_row(name: str, values: Mapping[str, Any]) -> None:
    """Adds a row to a table as it is; what it does not name is empty, 0, or now."""
    with db.engine.begin() as connection:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        unsaid = {column.name: empty(column) for column in table.columns if not column.nullable}
        connection.execute(table.insert(), [unsaid | dict(values)])


def empty(column: sa.Column[Any]) -> object:
    """The least that a column takes."""
    if isinstance(column.type, sa.DateTime):
        return datetime.datetime.now(datetime.UTC)
    return {} if isinstance(column.type, sa.JSON) else column.type.python_type()


def test_everything_can_be_taken_back_and_made_again(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        upgrade()
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert len(newest_revisions()) == 1
