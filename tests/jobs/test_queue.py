"""Jobs come into the queue with the transaction that causes them, bounded, and once for each key."""

import datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.extensions import db as database
from craftsite.jobs.models import Job
from craftsite.jobs.queue import LONGEST_PAYLOAD, UnknownJobError, enqueue
from craftsite.web.clock import now
from craftsite.web.writing import writing
from tests.live import LiveDatabase

KIND = "tidy"


def test_a_job_is_due_at_once_unless_told_otherwise(db: SQLAlchemy) -> None:
    tomorrow = now() + datetime.timedelta(days=1)

    soon, later = enqueue(KIND, {"listing": 1}), enqueue(KIND, {}, due_at=tomorrow)

    assert (soon.payload, soon.due_at, later.due_at) == ({"listing": 1}, soon.created_at, tomorrow)


def test_a_job_goes_with_the_transaction_that_caused_it(live_db: LiveDatabase) -> None:
    with live_db.app().app_context():
        with writing():
            enqueue(KIND, {})
        assert database.session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_there_is_one_job_for_each_key_and_the_rest_of_the_transaction_stands(db: SQLAlchemy) -> None:
    first = enqueue(KIND, {"n": 1}, key="a")
    other = enqueue(KIND, {"n": 2}, key="b")
    again = enqueue(KIND, {"n": 3}, key="a")

    assert again.id == first.id
    assert [job.payload["n"] for job in db.session.scalars(sa.select(Job).order_by(Job.id))] == [1, 2]
    assert other.id != first.id


def test_a_kind_without_a_function_is_refused_before_it_waits_for_nobody(app: Flask, db: SQLAlchemy) -> None:
    with pytest.raises(UnknownJobError, match=r"no\.such"):
        enqueue("no.such", {})


def test_a_payload_has_a_bound(db: SQLAlchemy) -> None:
    enqueue(KIND, {"a": "x" * (LONGEST_PAYLOAD - 9)})

    with pytest.raises(ValueError, match="longer than 4000"):
        enqueue(KIND, {"a": "x" * (LONGEST_PAYLOAD - 8)})
