"""Queues of durable work, and the one of jobs: `enqueue` adds to it in the transaction of the caller."""

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import Flask, current_app
from sqlalchemy import select

from craftsite.extensions import db, insert
from craftsite.jobs.models import Durable, Job, Payload
from craftsite.web.clock import now

LONGEST_PAYLOAD = 4_000

R = TypeVar("R", bound=Durable)
Write = Callable[[], object]
JobFunction = Callable[[Payload], Write]


@dataclass(frozen=True, slots=True)
class Queue(Generic[R]):
    """The rows of a table that wait, and what is done with one.

    `work` does what is slow, outside of any writing transaction, and returns what is to be written: that runs in the
    transaction that marks the row as done, so both stand or neither. `work` may run twice where a worker is killed.
    A queue that is closed waits; the text says for what.
    """

    name: str
    model: type[R]
    work: Callable[[R], Write]
    closed_because: str = ""


class UnknownJobError(LookupError):
    """No function does jobs of this kind."""


def init_app(app: Flask, functions: Mapping[str, JobFunction]) -> None:
    """Makes the kinds of jobs known, each with its function."""
    app.extensions["craftsite_jobs"] = functions


def job_queue() -> Queue[Job]:
    """The queue of all jobs."""
    return Queue("jobs", Job, lambda job: _function(job.kind)(job.payload))


def enqueue(kind: str, payload: Payload, *, due_at: datetime.datetime | None = None, key: str | None = None) -> Job:
    """A new job, flushed; the job that has the `key` already where there is one. Due at once unless told otherwise.

    Raises UnknownJobError for a kind without a function, ValueError for a payload past 4,000 characters of JSON.
    """
    _function(kind)
    if len(json.dumps(payload)) > LONGEST_PAYLOAD:
        raise ValueError(f"The payload of {kind} is longer than {LONGEST_PAYLOAD} characters: give ids, not contents.")
    instant = now()
    values = {"kind": kind, "payload": payload, "key": key, "created_at": instant, "due_at": due_at or instant}
    new = insert(Job).values(values).on_conflict_do_nothing(index_elements=[Job.key]).returning(Job)
    return db.session.scalar(new) or db.session.scalars(select(Job).where(Job.key == key)).one()


def _function(kind: str) -> JobFunction:
    try:
        return current_app.extensions["craftsite_jobs"][kind]
    except KeyError:
        raise UnknownJobError(kind) from None
