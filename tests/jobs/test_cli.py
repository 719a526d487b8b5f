"""`flask work` and `flask jobs`, as whoever runs the site uses them."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.jobs.models import Job
from craftsite.jobs.queue import enqueue
from craftsite.web.clock import now
from craftsite.web.converters import GREATEST_ID


def test_work_once_does_what_is_due_and_leaves(app: Flask, db: SQLAlchemy) -> None:
    job = enqueue("tidy", {})
    db.session.commit()

    done = app.test_cli_runner().invoke(args=["work", "--once"])

    assert done.exit_code == 0
    db.session.expire_all()
    assert db.session.get_one(Job, job.id).done_at is not None


def test_the_list_tells_where_each_job_stands_and_why(app: Flask, db: SQLAlchemy) -> None:
    failed(db, 1)
    enqueue("tidy", {"n": 2})
    db.session.commit()

    everything = app.test_cli_runner().invoke(args=["jobs", "list"]).stdout.splitlines()
    only_failed = app.test_cli_runner().invoke(args=["jobs", "list", "--state", "failed"]).stdout.splitlines()

    assert ["waiting" in everything[0], '{"n": 2}' in everything[0]] == [True, True]
    assert only_failed == [everything[1]]
    assert everything[1].endswith('12 tries  tidy  {"n": 1} (it broke)')


def test_failed_jobs_are_made_due_with_all_their_tries_before_them(app: Flask, db: SQLAlchemy) -> None:
    first, second = failed(db, 1), failed(db, 2)
    db.session.commit()

    one = app.test_cli_runner().invoke(args=["jobs", "retry", str(first.id)]).stdout
    db.session.expire_all()
    assert (one, first.failed_at, first.attempts, second.attempts) == ("1 due now\n", None, 0, 12)
    rest = app.test_cli_runner().invoke(args=["jobs", "retry"]).stdout

    db.session.expire_all()
    assert (rest, second.failed_at) == ("1 due now\n", None)


def test_a_number_that_no_row_can_have_is_refused(app: Flask, db: SQLAlchemy) -> None:
    refused = app.test_cli_runner().invoke(args=["jobs", "retry", str(GREATEST_ID + 1)])

    assert refused.exit_code == 2
    assert f"1<=x<={GREATEST_ID}" in refused.stderr


def failed(db: SQLAlchemy, number: int) -> Job:
    """A job that was given up."""
    job = enqueue("tidy", {"n": number})
    job.failed_at, job.attempts, job.last_error = now(), 12, "it broke"
    db.session.flush()
    return job
