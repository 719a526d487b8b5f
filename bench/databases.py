"""The databases of a run: SQLite files, or those of a PostgreSQL server that is started as the tests start theirs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from bench.loading import load
from bench.processes import parent
from craftsite.app import create_app
from craftsite.extensions import db
from craftsite.listings.models import Listing
from tests.postgres import started_server

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database with so many listings, and how long it took to load them; 0 where they were there already."""

    kind: str
    url: str
    listings: int
    load_s: float


@contextmanager
def loaded(kind: str, number: int, folder: Path) -> Iterator[Loaded]:
    """A database of a kind with so many listings. A SQLite file stays in the folder, and is taken from there again."""
    if kind == SQLITE:
        file = folder / f"{number}.sqlite"
        yield _filled(kind, f"sqlite:///{file}", number, is_full=file.exists())
        return
    with started_server() as server:
        yield _filled(kind, server.create_database(f"listings_{number}"), number, is_full=False)


def given(url: str) -> Loaded:
    """A database that is there, with the listings that it has."""
    app = create_app({"DATABASE_URL": url, "ENVIRONMENT": "development", "LOG_LEVEL": "ERROR"})
    with app.app_context():
        number = db.session.scalar(select(func.count()).select_from(Listing)) or 0
        kind = db.engine.dialect.name
        db.engine.dispose()
    return Loaded(kind, url, number, 0.0)


def server_process() -> int | None:
    """The process of the server behind the running application's database, if there is one; it is on this machine."""
    if db.engine.dialect.name == SQLITE:
        return None
    backend = db.session.scalar(text("SELECT pg_backend_pid()"))
    db.session.remove()
    return parent(int(backend or 0))


def _filled(kind: str, url: str, number: int, *, is_full: bool) -> Loaded:
    started = time.perf_counter()
    if not is_full:
        with create_app({"DATABASE_URL": url, "ENVIRONMENT": "development", "LOG_LEVEL": "ERROR"}).app_context():
            load(number)
            db.engine.dispose()
    return Loaded(kind, url, number, 0.0 if is_full else time.perf_counter() - started)
