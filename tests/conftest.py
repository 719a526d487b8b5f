"""The fixtures of every test: an application on a loaded database, a transaction that is undone, and a browser."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask, has_app_context
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, select

from craftsite.app import create_app
from craftsite.catalog.index.current import catalogue
from craftsite.catalog.kept_cards import kept_cards
from craftsite.cli import load
from craftsite.extensions import db as database
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import today
from tests.browser import Browser, Device

pytest_plugins = ["tests.databases", "tests.live"]

# Gone when the run ends; nothing of a test comes into the folder of the site.
_media = tempfile.TemporaryDirectory(prefix="craftsite-media-")

SETTINGS = {
    "TESTING": True,
    "ENVIRONMENT": "development",
    "SECRET_KEY": "only for tests, and long enough for any check",
    "SITE_URL": "http://localhost",
    "ORGANISATION": "Contoh Pengelola",
    "ORGANISATION_ADDRESS": "Jalan Contoh 1, Surabaya",
    "CONTACT_EMAIL": "halo@contoh.invalid",
    "LOG_LEVEL": "CRITICAL",
    "EVENTS_WRITE_AFTER_S": 0,
    "PROOF_COST": 1,
    "MEDIA_FOLDER": _media.name,
}
# Hashing well takes 30 ms each time; production refuses this.
CHEAP_HASHES = {
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 8,
        "argon2__time_cost": 1,
        "argon2__parallelism": 1,
    },
}

Counter = Callable[[], AbstractContextManager[Callable[[], int]]]
Outbox = Callable[[], list[OutboxMessage]]


@pytest.fixture(scope="session")
def app(database_url: str) -> Flask:
    """The application on a migrated database with the regions, taxa and products; other tests share it."""
    app = create_app({**SETTINGS, **CHEAP_HASHES, "DATABASE_URL": database_url})
    database.session.session_factory.configure(join_transaction_mode="create_savepoint")
    with app.app_context():
        upgrade()
        load()
    return app


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database inside a transaction that is undone after the test; a commit ends only a savepoint."""
    with undone(app) as database:
        yield database


@contextmanager
def undone(app: Flask) -> Iterator[SQLAlchemy]:
    """The database inside a transaction that is undone after the block."""
    with app.app_context():
        engine = database.engine
        engines = database._app_engines[app]
        with engine.connect() as connection:
            outer = connection.begin()
            if connection.dialect.name == "postgresql":
                # What waits for the commit, which never comes here, happens at once.
                connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
            # Configuring the session alone is not enough: Flask-SQLAlchemy binds through this mapping.
            engines[None] = connection  # type: ignore[assignment]
            try:
                yield database
            finally:
                database.session.remove()
                engines[None] = engine
                outer.rollback()


@pytest.fixture
def browser(app: Flask, db: SQLAlchemy) -> Browser:
    """A visitor of the site on the database of this test."""
    return Browser(app)


@pytest.fixture
def device(app: Flask, db: SQLAlchemy) -> Device:
    """A browser of one person on the database of this test, which keeps its cookies."""
    return Device(app)


@pytest.fixture
def new_device(app: Flask, db: SQLAlchemy) -> Callable[[], Device]:
    """Makes more browsers, each with cookies of its own."""
    return lambda: Device(app)


@pytest.fixture
def outbox(db: SQLAlchemy) -> Callable[[], list[OutboxMessage]]:
    """The letters that were written so far in this test, the oldest first."""
    return lambda: list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.fixture
def count_queries() -> Counter:
    """Counts the statements inside a block: `with count_queries() as count: ...; count()`.

    The index of the catalogue reads what was written before the block first, and no card is kept.
    """

    @contextmanager
    def counting() -> Iterator[Callable[[], int]]:
        if has_app_context():
            catalogue(today())
            kept_cards().clear()
        statements: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                statements.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield lambda: len(statements)
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting
