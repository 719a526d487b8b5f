"""The storage of the package `limits` in the site's own database, the same on SQLite and PostgreSQL."""

import datetime

from limits.storage import Storage
from sqlalchemy import ColumnElement, case, delete, select
from sqlalchemy.exc import SQLAlchemyError

from craftsite.extensions import db, insert
from craftsite.throttling.models import ThrottleHit

SEPARATOR = "/"


class DatabaseStorage(Storage):
    """Counts inside the caller's unit of work, so that a hit lasts exactly if what it was spent on does.

    PostgreSQL locks the row of a window until the unit ends. Units that spend several limits never wait for each other
    in a circle as long as they spend them in one order; sweeping keeps to it, since it stays with the limit at hand and
    waits for nobody.
    """

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a database raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The hits of the window after this one; `expiry` is the length of a window in seconds. At most two queries."""
        instant = _now()
        new = insert(ThrottleHit).values(key=key, hits=amount, expires_at=instant + datetime.timedelta(seconds=expiry))
        has_ended = ThrottleHit.expires_at <= instant
        counted = new.on_conflict_do_update(
            index_elements=[ThrottleHit.key],
            set_={
                "hits": case((has_ended, new.excluded.hits), else_=ThrottleHit.hits + new.excluded.hits),
                "expires_at": case((has_ended, new.excluded.expires_at), else_=ThrottleHit.expires_at),
            },
        )
        hits = db.session.scalars(counted.returning(ThrottleHit.hits)).one()
        if hits == amount:
            # Only a window that opens makes the table longer, so only then it is made shorter.
            limit = key.partition(SEPARATOR)[0]
            _delete(ThrottleHit.expires_at <= instant, ThrottleHit.key.startswith(limit + SEPARATOR, autoescape=True))
        return hits

    def get(self, key: str) -> int:
        """The hits of the window that runs now. One query."""
        return db.session.scalar(select(ThrottleHit.hits).where(*_running(key))) or 0

    def get_expiry(self, key: str) -> float:
        """When the window that runs now ends, in seconds since 1970; now, where none runs. One query."""
        return (db.session.scalar(select(ThrottleHit.expires_at).where(*_running(key))) or _now()).timestamp()

    def check(self) -> bool:
        """True where the database answers."""
        return db.session.scalar(select(1)) == 1

    def reset(self) -> int:
        """Forgets every window; how many there were."""
        return _delete()

    def clear(self, key: str) -> None:
        """Forgets one window."""
        _delete(ThrottleHit.key == key)


def sweep() -> int:
    """Deletes every window that has ended; how many. One query."""
    return _delete(ThrottleHit.expires_at <= _now())


def _delete(*conditions: ColumnElement[bool]) -> int:
    rows = select(ThrottleHit.key).where(*conditions).with_for_update(skip_locked=True)
    gone = delete(ThrottleHit).where(ThrottleHit.key.in_(rows)).returning(ThrottleHit.key)
    return len(db.session.scalars(gone.execution_options(synchronize_session=False)).all())


def _running(key: str) -> tuple[ColumnElement[bool], ...]:
    return ThrottleHit.key == key, ThrottleHit.expires_at > _now()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
