"""The worker: what is due is done, what fails is tried again and then given up, and no two workers do the same."""

import datetime
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.extensions import db as database
from craftsite.jobs import leases, queue
from craftsite.jobs.models import Job, Payload, State
from craftsite.jobs.queue import Write, enqueue, job_queue
from craftsite.jobs.worker import Plan, Stop, Worker, init_app, stopped_by_signals, work_one
from craftsite.regions.models import Province
from craftsite.web.clock import now
from craftsite.web.writing import writing
from tests.live import LiveDatabase

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


class Notebook:
    """A job that notes its payload, outside of the database and in it, or fails as told."""

    def __init__(self) -> None:
        self.begun: list[Any] = []
        self.error: Exception | None = None
        self.meanwhile: Callable[[], object] = bool

    def note(self, payload: Payload) -> Write:
        """The job."""
        self.begun.append(payload["n"])
        self.meanwhile()
        if self.error is not None:
            raise self.error
        return lambda: database.session.add(Province(code=payload["n"], name_id="Contoh", name_en="Example"))


@pytest.fixture
def notebook() -> Notebook:
    """What the jobs of this test did."""
    return Notebook()


@pytest.fixture
def live_app(live_db: LiveDatabase, notebook: Notebook) -> Iterator[Flask]:
    """An application whose only job is to note."""
    app = live_db.app()
    queue.init_app(app, {"note": notebook.note})
    init_app(app, Plan((job_queue(),), {}))
    with app.app_context():
        yield app


def test_a_due_job_is_done_once_and_one_for_later_is_left(live_app: Flask, notebook: Notebook) -> None:
    note("11", "12")
    note("13", due_at=now() + HOUR)

    Worker(live_app, Stop()).drain()

    assert notebook.begun == noted() == ["11", "12"]
    assert [job.state for job in jobs()] == [State.DONE, State.DONE, State.WAITING]


def test_what_has_been_due_longest_is_done_first(live_app: Flask, notebook: Notebook) -> None:
    note("11", due_at=now() - MINUTE)
    note("12", due_at=now() - HOUR)

    Worker(live_app, Stop()).drain()

    assert notebook.begun == ["12", "11"]


def test_a_job_that_fails_is_tried_after_1_5_and_30_minutes_then_each_6_hours_for_48(
    live_app: Flask, notebook: Notebook
) -> None:
    notebook.error = leases.NotNowError("the server is away")
    start = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    waits = []
    with time_machine.travel(start, tick=False) as clock:
        note("11")
        while work_one(job_queue()) and jobs()[0].state is State.WAITING:
            held_until = jobs()[0].held_until
            assert held_until is not None
            waits.append(held_until - now())
            clock.move_to(held_until - datetime.timedelta(seconds=1))
            assert not work_one(job_queue())
            clock.move_to(held_until)
        assert now() - start == 48 * HOUR + 36 * MINUTE

    assert waits == [MINUTE, 5 * MINUTE, 30 * MINUTE, *[6 * HOUR] * 8]
    [job] = jobs()
    assert (job.state, job.last_error, job.due_at) == (State.FAILED, "the server is away", start)
    assert not work_one(job_queue())


def test_a_hopeless_job_is_not_tried_again(live_app: Flask, notebook: Notebook) -> None:
    notebook.error = leases.HopelessError("the address does not exist")
    note("11")

    Worker(live_app, Stop()).drain()

    [job] = jobs()
    assert (job.state, job.attempts, job.last_error) == (State.FAILED, 1, "the address does not exist")


def test_a_fault_in_one_job_keeps_no_other_from_being_done(live_app: Flask, notebook: Notebook) -> None:
    note("no province has so long a code", "12")

    def stumble() -> None:
        if notebook.begun == ["no province has so long a code"]:
            raise ZeroDivisionError("x\x00" * 1_000)

    notebook.meanwhile = stumble
    Worker(live_app, Stop()).drain()

    first, second = jobs()
    assert (first.state, second.state) == (State.WAITING, State.DONE)
    assert first.last_error.startswith("ZeroDivisionError: xxx")
    assert len(first.last_error) == 500


def test_what_a_job_writes_stands_only_with_the_mark_that_it_is_done(live_app: Flask, notebook: Notebook) -> None:
    note("11")

    def fail() -> None:
        database.session.add(Province(code="11", name_id="Contoh", name_en="Example"))
        database.session.flush()
        raise ZeroDivisionError

    queue.init_app(live_app, {"note": lambda payload: fail})
    Worker(live_app, Stop()).drain()

    assert (noted(), jobs()[0].state) == ([], State.WAITING)


def test_a_worker_that_took_longer_than_its_lease_writes_nothing(live_app: Flask, notebook: Notebook) -> None:
    note("11")

    def be_overtaken() -> None:
        notebook.meanwhile = bool
        in_a_thread(live_app, lambda: database.session.execute(sa.update(Job).values(held_until=now())))
        in_a_thread(live_app, lambda: work_one(job_queue()))

    notebook.meanwhile = be_overtaken
    Worker(live_app, Stop()).drain()

    assert notebook.begun == ["11", "11"]
    assert (noted(), jobs()[0].state, jobs()[0].attempts) == (["11"], State.DONE, 2)


def test_a_job_that_ends_the_worker_each_time_is_given_up(live_app: Flask, notebook: Notebook) -> None:
    note("11")
    with writing():
        database.session.execute(sa.update(Job).values(attempts=leases.MOST_ATTEMPTS))
        database.session.commit()

    Worker(live_app, Stop()).drain()

    assert notebook.begun == []
    assert jobs()[0].state is State.FAILED


def test_many_workers_share_the_jobs_and_do_each_once(live_app: Flask, notebook: Notebook) -> None:
    note(*map(str, range(10, 50)))
    workers = [threading.Thread(target=Worker(live_app, Stop()).drain) for _ in range(4)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(notebook.begun) == noted() == [*map(str, range(10, 50))]
    assert {job.attempts for job in jobs()} == {1}


def test_an_order_to_stop_lets_the_job_in_hand_be_finished_and_no_other_begin(
    live_app: Flask, notebook: Notebook
) -> None:
    note("11", "12")
    notebook.meanwhile = lambda: os.kill(os.getpid(), signal.SIGTERM)

    with stopped_by_signals() as stop:
        Worker(live_app, stop).run()

    assert noted() == ["11"]
    assert [job.state for job in jobs()] == [State.DONE, State.WAITING]


def test_an_idle_worker_leaves_as_soon_as_it_is_told(live_app: Flask) -> None:
    stop = Stop()
    worker = threading.Thread(target=Worker(live_app, stop).run)
    worker.start()

    stop.order()
    worker.join(timeout=30)

    assert not worker.is_alive()


def test_a_worker_outlives_a_database_that_is_away(live_app: Flask, notebook: Notebook) -> None:
    note("11")
    rename("jobs", "away")

    Worker(live_app, StopAfterPauses(lambda: rename("away", "jobs"))).run()

    assert noted() == ["11"]


def test_a_worker_pauses_longer_and_longer_while_there_is_nothing_to_do(live_app: Flask) -> None:
    stop = StopAfterPauses(*[bool] * 6)

    Worker(live_app, stop).run()

    assert stop.pauses == [0.25, 0.5, 1, 2, 4, 4, 4]


def test_a_periodic_job_comes_once_an_interval_however_many_workers_there_are(
    live_app: Flask, notebook: Notebook
) -> None:
    queue.init_app(live_app, {"daily": lambda payload: lambda: notebook.begun.append(now().day)})
    init_app(live_app, Plan((job_queue(),), {"daily": datetime.timedelta(days=1)}))
    workers = [Worker(live_app, Stop()), Worker(live_app, Stop())]

    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False) as clock:
        for instant in (now(), now() + 11 * HOUR, now() + 12 * HOUR, now() + 13 * HOUR):
            clock.move_to(instant)
            for worker in workers:
                worker.drain()

    assert notebook.begun == [1, 2]


def test_old_rows_go_and_those_somebody_may_still_ask_about_stay(app: Flask, db: SQLAlchemy) -> None:
    def age(days: int, **values: object) -> int:
        then = now() - datetime.timedelta(days=days)
        job = enqueue("tidy", {}, due_at=now() + HOUR)
        db.session.execute(sa.update(Job).where(Job.id == job.id).values(dict.fromkeys(values, then)))
        return job.id

    kept = {age(29, done_at=1), age(89, failed_at=1), age(400, created_at=1)}
    gone = {age(31, done_at=1), age(91, failed_at=1)}
    enqueue("tidy", {})
    db.session.commit()

    Worker(app, Stop()).drain()

    left = {job.id for job in jobs()}
    assert kept <= left
    assert not gone & left


class StopAfterPauses(Stop):
    """Does something in each pause of an idle worker instead of waiting, and then stops it."""

    def __init__(self, *actions: Callable[[], object]) -> None:
        super().__init__()
        self.pauses: list[float] = []
        self._actions = iter(actions)

    def wait(self, seconds: float) -> None:
        """The next action, or the order to stop."""
        self.pauses.append(seconds)
        next(self._actions, self.order)()


def note(*codes: str, due_at: datetime.datetime | None = None) -> None:
    """Commits a job for each code."""
    with writing():
        for code in codes:
            enqueue("note", {"n": code}, due_at=due_at)
        database.session.commit()


def noted() -> list[str]:
    """What the jobs wrote."""
    database.session.rollback()
    return list(database.session.scalars(sa.select(Province.code).order_by(Province.code)))


def jobs() -> list[Job]:
    """All jobs as they stand now, the oldest first."""
    database.session.rollback()
    return list(database.session.scalars(sa.select(Job).order_by(Job.id)))


def rename(table: str, name: str) -> None:
    """Takes a table away, or brings it back."""
    with writing():
        database.session.execute(sa.text(f"ALTER TABLE {table} RENAME TO {name}"))
        database.session.commit()


def in_a_thread(app: Flask, action: Callable[[], object]) -> None:
    """Commits what another worker does meanwhile."""

    def act() -> None:
        with app.app_context():
            action()
            database.session.commit()

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
