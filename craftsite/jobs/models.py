"""What every row of durable work has, and the table of jobs."""

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, String, and_
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from craftsite.extensions import Model, UtcDateTime

LONGEST_KIND, LONGEST_KEY, LONGEST_ERROR = 60, 120, 500

# A JSON object. Ids rather than contents: the row may wait for days, and what it speaks of may be deleted meanwhile.
Payload = Mapping[str, Any]


class State(StrEnum):
    """Where a row stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Durable(Model):
    """A row of work that a worker takes. It is open until `done_at` or `failed_at` is set.

    `due_at` is when it should be done and does not move, so its age tells how late it is. Nobody takes the row before
    `held_until`: a worker has it in hand, or it waits for its next try. `attempts` counts how often it was taken, which
    tells a worker that took too long that the row is another's by now.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(LONGEST_KIND))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(LONGEST_ERROR), default="")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805 - a class method by its decorator
        # Done rows outnumber the open ones by far, so only these are indexed.
        name, rows = f"ix_{cls.__tablename__}_open", cls.is_open()
        return (Index(name, "due_at", sqlite_where=rows, postgresql_where=rows),)

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """The condition that a row is neither done nor given up."""
        return and_(cls.done_at.is_(None), cls.failed_at.is_(None))

    @property
    def state(self) -> State:
        """Where the row stands."""
        if self.failed_at is not None:
            return State.FAILED
        return State.WAITING if self.done_at is None else State.DONE


class Job(Durable):
    """Work for later: `kind` names the function and `payload` is what it is given. No two jobs have the same `key`."""

    __tablename__ = "jobs"

    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(LONGEST_KEY), unique=True)


class WorkerSighting(Model):
    """When any worker of the site last looked for work: one row, with the id 1."""

    __tablename__ = "worker_sightings"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
