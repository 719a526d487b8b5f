"""Taking a row of durable work for a while, and giving it back: done, held for its next try, or failed."""

import datetime
from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import ColumnElement, Update, and_, delete, func, or_, select, update

from craftsite.extensions import db
from craftsite.jobs.models import LONGEST_ERROR, Durable, State
from craftsite.web.clock import now

# A worker that is killed leaves its row held for this long; one that works longer loses the row to another.
LEASE = datetime.timedelta(minutes=10)
RETRY_AFTER = (
    datetime.timedelta(minutes=1),
    datetime.timedelta(minutes=5),
    datetime.timedelta(minutes=30),
    *[datetime.timedelta(hours=6)] * 8,
)
MOST_ATTEMPTS = len(RETRY_AFTER) + 1
DONE_ROWS_STAY = datetime.timedelta(days=30)
FAILED_ROWS_STAY = datetime.timedelta(days=90)

R = TypeVar("R", bound=Durable)


class NotNowError(Exception):
    """The work cannot be done now, for a reason outside of the site; the text says which."""


class HopelessError(Exception):
    """No later try can do better, so the row fails at once; the text says why."""


def take(model: type[R]) -> R | None:
    """The row that is due longest, held for us from now on and detached; None where nothing is due.

    One statement on both databases: SQLite lets one writer in at a time, PostgreSQL skips what others are taking. One
    row at a time, since a worker that is killed with a handful would hold them all back.
    """
    row = db.session.scalar(_lease(model, now()), execution_options={"synchronize_session": False})
    if row is not None:
        db.session.expunge(row)
    return row


def _lease(model: type[Durable], instant: datetime.datetime) -> Update:
    due = (
        select(model.id)
        .where(model.is_open(), model.due_at <= instant)
        .where(or_(model.held_until.is_(None), model.held_until <= instant))
        .order_by(model.due_at, model.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).cte("due")
    return (
        update(model)
        .where(model.id.in_(select(due.c.id)))
        .values(held_until=instant + LEASE, attempts=model.attempts + 1)
        .returning(model)
    )


def finish(row: Durable) -> bool:
    """Marks a row that was taken as done; False where the lease ran out and the row is another worker's by now."""
    return _change(row, done_at=now(), held_until=None)


def put_back(row: Durable, error: Exception) -> State:
    """Where a row stands after a try that failed: waiting for the next try, or failed where there is none left."""
    text = f"{type(error).__name__}: {error}" if not isinstance(error, (NotNowError, HopelessError)) else str(error)
    text = text.replace("\x00", "")[:LONGEST_ERROR]
    if isinstance(error, HopelessError) or row.attempts >= MOST_ATTEMPTS:
        _change(row, failed_at=now(), held_until=None, last_error=text)
        return State.FAILED
    _change(row, held_until=now() + RETRY_AFTER[row.attempts - 1], last_error=text)
    return State.WAITING


def _change(row: Durable, **values: object) -> bool:
    model = type(row)
    is_ours = and_(model.id == row.id, model.attempts == row.attempts, model.is_open())
    return db.session.scalar(update(model).where(is_ours).values(values).returning(model.id)) is not None


def revive(model: type[Durable], which: ColumnElement[bool]) -> int:
    """How many rows that are not done were made due at once, with all their tries before them."""
    chosen = and_(which, model.done_at.is_(None))
    fresh = {"due_at": now(), "held_until": None, "attempts": 0, "failed_at": None}
    return len(db.session.scalars(update(model).where(chosen).values(fresh).returning(model.id)).all())


def forget_old(model: type[Durable]) -> int:
    """How many rows were removed, done or failed longer ago than such rows stay."""
    is_old = or_(model.done_at < now() - DONE_ROWS_STAY, model.failed_at < now() - FAILED_ROWS_STAY)
    return len(db.session.scalars(delete(model).where(is_old).returning(model.id)).all())


def seconds_late(model: type[Durable]) -> int:
    """For how long the oldest open row has been due; 0 where none is. One query."""
    oldest = db.session.scalar(select(func.min(model.due_at)).where(model.is_open()))
    return 0 if oldest is None else max(0, int((now() - oldest).total_seconds()))


def count(model: type[Durable], state: State) -> int:
    """How many rows stand there. One query."""
    return db.session.scalar(select(func.count()).select_from(model).where(_is_in(model, state))) or 0


def newest(model: type[R], state: State | None = None, *, limit: int) -> Collection[R]:
    """At most `limit` rows, the newest first; only those in `state` where one is given. One query."""
    rows = select(model).order_by(model.id.desc()).limit(limit)
    if state is not None:
        rows = rows.where(_is_in(model, state))
    return db.session.scalars(rows).all()


def _is_in(model: type[Durable], state: State) -> ColumnElement[bool]:
    return {
        State.WAITING: model.is_open(),
        State.DONE: model.done_at.is_not(None),
        State.FAILED: model.failed_at.is_not(None),
    }[state]


def line_about(row: Durable, text: str) -> str:
    """One line for a command to print: where the row stands, since when, how often it was tried, and its last error."""
    since = row.done_at or row.failed_at or row.due_at
    error = f" ({row.last_error})" if row.last_error and row.done_at is None else ""
    return f"{row.id:>6}  {row.state:<7}  {since:%Y-%m-%d %H:%M} UTC  {row.attempts} tries  {row.kind}  {text}{error}"
