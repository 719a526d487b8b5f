"""A mail server may fail at any point: no page waits for it, no letter is lost, and none comes more than twice."""

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.jobs import leases
from craftsite.jobs.models import State
from craftsite.jobs.worker import current_plan, init_app, work_one
from craftsite.mail.delivery import mail_queue
from craftsite.mail.models import OutboxMessage
from tests.accounts.doors import register, sign_in
from tests.browser import Device
from tests.factories import PASSWORD, make_user
from tests.live import LiveDatabase
from tests.mail.server import Failure, Stage, failing_server, silent_port
from tests.mail.test_delivery import make_due, sends_through, site, the_letter, work, write
from tests.site import free_port

pytestmark = pytest.mark.same_on_both

Outbox = Callable[[], list[OutboxMessage]]
FAILURES = list(itertools.product(Stage, Failure))


@pytest.mark.parametrize(("stage", "failure"), FAILURES, ids=[f"{one.value}-{two.name}" for one, two in FAILURES])
def test_a_letter_outlives_every_failure_and_comes_twice_at_most(
    live_db: LiveDatabase, stage: Stage, failure: Failure
) -> None:
    is_hopeless = (stage, failure) == (Stage.RCPT, Failure.REFUSES_FOR_GOOD)
    with failing_server(stage, failure) as server:
        app = site(live_db, server.port, SMTP_TIMEOUT_S=1)
        write(app)
        work(app)

        letter = the_letter(app)
        assert server.asked == 1
        assert letter.state is (State.FAILED if is_hopeless else State.WAITING)
        assert letter.text and letter.last_error
        if failure in (Failure.REFUSES_FOR_NOW, Failure.REFUSES_FOR_GOOD):
            assert letter.last_error == f"The mail server said: {failure}"

        server.is_mended = True
        if is_hopeless:
            assert run_retry(app) == "1 due now\n"
        for _turn in range(2):
            make_due(app)
            work(app)

    # Only a server that has the whole letter in hand and does not say so gets it again.
    times = 2 if stage is Stage.LETTER else 1
    assert server.ids == [letter.message_id] * times
    assert (the_letter(app).state, the_letter(app).text) == (State.DONE, "")


def test_a_letter_that_is_always_dropped_after_it_was_taken_stops_where_a_person_sees_it(
    live_db: LiveDatabase,
) -> None:
    with failing_server(Stage.LETTER, Failure.HANGS_UP) as server:
        app = site(live_db, server.port, SMTP_TIMEOUT_S=1)
        write(app)
        for _turn in range(leases.MOST_ATTEMPTS + 2):
            work(app)
            make_due(app)

    assert len(server.ids) == leases.MOST_ATTEMPTS
    assert len(set(server.ids)) == 1
    assert the_letter(app).state is State.FAILED


@pytest.mark.parametrize("trouble", ["down", "silent"])
def test_no_page_that_causes_a_letter_opens_a_connection_to_the_mail_server(
    app: Flask, db: SQLAlchemy, device: Device, new_device: Callable[[], Device], outbox: Outbox, trouble: str
) -> None:
    user, owner = make_user(), new_device()
    with silent_port() as listener, sending_through(app, listener.getsockname()[1] if trouble == "silent" else None):
        sign_in(owner, user)
        with connections() as opened:
            register(device, "baru@contoh.id")
            register(new_device(), user.address)
            device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": user.address})
            owner.submit(
                owner.get("/akun/email"), "Kirim tautan ke email ini", {"email": "pindah@contoh.id", "sandi": PASSWORD}
            )
        with app.app_context(), connections() as opened_by_worker:
            work_one(mail_queue(app.config))

    assert {letter.recipient for letter in outbox()} == {"baru@contoh.id", "pindah@contoh.id", user.email}
    assert opened == []
    assert opened_by_worker, "the watch sees none at all"


def run_retry(app: Flask) -> str:
    """What `flask mail retry` prints."""
    return app.test_cli_runner().invoke(args=["mail", "retry"]).stdout


@contextmanager
def sending_through(app: Flask, port: int | None) -> Iterator[None]:
    """The application of the tests with a mail server that is at a port, or at none."""
    before, plan = dict(app.config), current_plan()
    app.config.update(sends_through(port or free_port()), SMTP_TIMEOUT_S=1)
    init_app(app, replace(plan, queues=(mail_queue(app.config), *plan.queues[1:])))
    try:
        yield
    finally:
        app.config.clear()
        app.config.update(before)
        init_app(app, plan)


_watches: list[list[object]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        for watch in _watches:
            watch.append(arguments)


# An audit hook cannot be taken away again, so one serves all tests.
sys.addaudithook(_note)


@contextmanager
def connections() -> Iterator[list[object]]:
    """Every connection that Python code of this process opens inside the block; drivers of databases are in C."""
    watch: list[object] = []
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)
