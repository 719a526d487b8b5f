"""The worker: takes what is due from each queue, does it, and marks it; any number of them may run."""

import datetime
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from craftsite.extensions import db, insert
from craftsite.jobs import leases
from craftsite.jobs.models import Durable, State, WorkerSighting
from craftsite.jobs.queue import Queue, enqueue
from craftsite.web.clock import now
from craftsite.web.health import Reading
from craftsite.web.logs import log
from craftsite.web.writing import writing

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 4.0
ALARM_AFTER_S = 15 * 60
WORKER = "worker"
SHOWS_UP_EVERY = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the workers of a site do: its queues, and the kinds of jobs that come by themselves, once an interval.

    The intervals are counted from midnight in UTC, 07.00 in East Java.
    """

    queues: Sequence[Queue[Any]]
    periodic: Mapping[str, datetime.timedelta]


def init_app(app: Flask, plan: Plan) -> None:
    """Tells the workers of `app` what to do."""
    app.extensions["craftsite_plan"] = plan


def current_plan() -> Plan:
    """What the workers of this site do."""
    return current_app.extensions["craftsite_plan"]


class Stop:
    """The order to leave, by a signal or from elsewhere; what is being done is finished first."""

    def __init__(self) -> None:
        # The only queue that a signal handler may use: its `put` never waits for a lock.
        self._orders: SimpleQueue[int] = SimpleQueue()

    def order(self, *reason: object) -> None:
        """Gives the order; usable as a signal handler."""
        self._orders.put(0)

    @property
    def is_ordered(self) -> bool:
        """Whether it was given."""
        return not self._orders.empty()

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds, or as soon as the order is given."""
        try:
            self._orders.put(self._orders.get(timeout=seconds))
        except Empty:
            return


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """The order that Ctrl-C, SIGTERM and a closed terminal give inside the block."""
    stop = Stop()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop.order) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class Worker:
    """Works for one application until it is told to stop."""

    app: Flask
    stop: Stop
    _shown_at: datetime.datetime | None = None
    _begun: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Works until the order to stop comes, and survives a database that is away meanwhile."""
        self._report_closed_queues()
        pause = SHORTEST_PAUSE_S
        while not self.stop.is_ordered:
            try:
                was_busy = self._turn()
            except SQLAlchemyError as error:
                log.error("database unavailable", error=type(error).__name__)
                was_busy = False
            if was_busy:
                pause = SHORTEST_PAUSE_S
            else:
                self.stop.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def drain(self) -> None:
        """Works until nothing is due or the order to stop comes."""
        self._report_closed_queues()
        while not self.stop.is_ordered and self._turn():
            pass

    def _turn(self) -> bool:
        """Whether there was anything to do; one row from each queue, so that no queue waits for the end of another."""
        with self.app.app_context():
            plan = current_plan()
            self._show_up()
            self._enqueue_periodic(plan.periodic)
        was_busy = False
        for queue in plan.queues:
            if self.stop.is_ordered or queue.closed_because:
                continue
            # A context of its own keeps what one row leaves behind from the next.
            with self.app.app_context():
                was_busy = work_one(queue) or was_busy
        return was_busy

    def _show_up(self) -> None:
        instant = now()
        if self._shown_at is not None and instant - self._shown_at < SHOWS_UP_EVERY:
            return
        with writing():
            sighting = insert(WorkerSighting).values(id=1, seen_at=instant)
            db.session.execute(sighting.on_conflict_do_update(index_elements=["id"], set_={"seen_at": instant}))
            db.session.commit()
        self._shown_at = instant

    def _enqueue_periodic(self, periodic: Mapping[str, datetime.timedelta]) -> None:
        for kind, interval in periodic.items():
            number = int(now().timestamp() // interval.total_seconds())
            if self._begun.get(kind) == number:
                continue
            with writing():
                # All workers come here once an interval; the key lets one of them in.
                enqueue(kind, {}, key=f"{kind}@{number}")
                db.session.commit()
            self._begun[kind] = number

    def _report_closed_queues(self) -> None:
        with self.app.app_context():
            for queue in current_plan().queues:
                if queue.closed_because:
                    log.warning("queue closed", queue=queue.name, reason=queue.closed_because)


def work_one(queue: Queue[Any]) -> bool:
    """Whether a row was due: it was taken and is now done, held for its next try, or failed."""
    with writing():
        row = leases.take(queue.model)
        db.session.commit()
    if row is None:
        return False
    started = time.perf_counter()
    facts: dict[str, object] = {"queue": queue.name, "id": row.id, "kind": row.kind, "attempt": row.attempts}
    try:
        is_ours = _do(queue, row)
    # Whatever goes wrong in a row is logged and tried again or given up; the worker goes on with the next.
    except Exception as error:
        with writing():
            state = leases.put_back(row, error)
            db.session.commit()
        is_expected = isinstance(error, (leases.NotNowError, leases.HopelessError))
        write_line = log.error if state is State.FAILED else log.warning
        write_line("work", **facts, outcome=state, ms=_ms(started), exc_info=None if is_expected else error)
    else:
        log.info("work", **facts, outcome=State.DONE if is_ours else "lease lost", ms=_ms(started))
    return True


def _do(queue: Queue[Any], row: Durable) -> bool:
    """Whether the row was still ours at the end; else what was to be written is not, since another worker writes it."""
    if row.attempts > leases.MOST_ATTEMPTS:
        raise leases.HopelessError("The worker ended each time it did this.")
    write = queue.work(row)
    with writing():
        is_ours = leases.finish(row)
        if is_ours:
            write()
            db.session.commit()
    return is_ours


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1_000, 1)


def forget_old_rows() -> int:
    """How many rows were removed that were done or given up long ago, from all queues."""
    return sum(leases.forget_old(queue.model) for queue in current_plan().queues)


def lateness() -> list[Reading]:
    """How late each queue is, and how long no worker was seen; past a quarter of an hour somebody has to look.

    One query for each queue, and one for the worker.
    """
    return [*(_reading(queue) for queue in current_plan().queues), _worker_reading()]


def last_seen() -> datetime.datetime | None:
    """When any worker last looked for work; None where none ever did. One query."""
    return db.session.scalar(select(WorkerSighting.seen_at))


def _worker_reading() -> Reading:
    seen_at = last_seen()
    if seen_at is None:
        return Reading(WORKER, 0, f"{WORKER}: none has ever run; start `flask --app wsgi work`")
    seconds = max(0, int((now() - seen_at).total_seconds()))
    alarm = f"{WORKER}: none was seen for {seconds // 60} minutes; start `flask --app wsgi work`"
    return Reading(WORKER, seconds, alarm if seconds >= ALARM_AFTER_S else "")


def _reading(queue: Queue[Any]) -> Reading:
    seconds = leases.seconds_late(queue.model)
    reason = queue.closed_because or "is the worker running? see `flask --app wsgi work`"
    alarm = f"{queue.name}: the oldest has been due for {seconds // 60} minutes; {reason}"
    return Reading(queue.name, seconds, alarm if seconds >= ALARM_AFTER_S else "")
