"""Databases whose commits are real, for what threads, other processes and killed ones do to each other."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from craftsite.app import create_app
from craftsite.extensions import db
from tests.conftest import SETTINGS
from tests.databases import Databases


class LiveDatabase:
    """A migrated, empty database of one test, and the applications that use it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._apps: list[Flask] = []

    def app(self, **overrides: object) -> Flask:
        """An application on this database."""
        app = create_app({**SETTINGS, "DATABASE_URL": self.url, **overrides})
        self._apps.append(app)
        return app

    def disconnect(self) -> None:
        """Ends every connection of these applications."""
        for app in self._apps:
            with app.app_context():
                db.engine.dispose()


@pytest.fixture(scope="session")
def migrated_url(databases: Databases) -> str:
    """The address of a migrated, empty database that nobody is connected to."""
    live = LiveDatabase(databases.empty())
    with live.app().app_context():
        upgrade()
    live.disconnect()
    return live.url


@pytest.fixture
def live_db(databases: Databases, migrated_url: str) -> Iterator[LiveDatabase]:
    """A migrated, empty database of this test alone."""
    live = LiveDatabase(databases.copy(migrated_url))
    yield live
    live.disconnect()
    databases.drop(live.url)


@pytest.fixture
def live_app(live_db: LiveDatabase) -> Flask:
    """An application on a migrated, empty database of this test alone, whose commits are real."""
    return live_db.app()
