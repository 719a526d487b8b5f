"""Whether the process lives and whether it can serve, as a supervisor asks."""

import datetime

import pytest
import time_machine
from flask import Flask
from flask_migrate import downgrade, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.test import TestResponse

from craftsite.app import create_app
from craftsite.extensions import db as database
from craftsite.jobs.models import WorkerSighting
from craftsite.jobs.worker import Stop, Worker
from craftsite.mail import outbox
from craftsite.mail.letters import Letter
from craftsite.web.clock import now
from craftsite.web.languages import Language
from tests.browser import Browser
from tests.conftest import SETTINGS
from tests.databases import Databases

QUARTER = datetime.timedelta(minutes=15)
UNREACHABLE = ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"]


@pytest.fixture
def worker(app: Flask, db: SQLAlchemy) -> Worker:
    """A worker that has looked for work once."""
    worker = Worker(app, Stop())
    worker.drain()
    return worker


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_site_that_serves_says_so_and_the_answer_is_not_kept(browser: Browser, path: str) -> None:
    answer = browser.raw(path)

    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("worker")
def test_readiness_names_the_age_of_each_queue_and_of_the_last_look_for_work(browser: Browser) -> None:
    late = {"mail": 0, "jobs": 0, "worker": 0}
    assert browser.raw("/readyz").json == {"status": "ok", "alarms": [], "seconds_late": late}


def test_a_site_that_never_had_a_worker_says_so(browser: Browser) -> None:
    assert browser.raw("/readyz").json["alarms"] == ["worker: none has ever run; start `flask --app wsgi work`"]


def test_a_worker_that_is_gone_for_a_quarter_of_an_hour_is_an_alarm(browser: Browser, worker: Worker) -> None:
    gone = now()
    with time_machine.travel(gone + QUARTER - datetime.timedelta(minutes=1), tick=False):
        assert browser.raw("/readyz").json["alarms"] == []
    with time_machine.travel(gone + QUARTER, tick=False):
        [alarm] = browser.raw("/readyz").json["alarms"]
        assert alarm.startswith("worker: none was seen for 15 minutes")

        worker.drain()
        assert browser.raw("/readyz").json["alarms"] == []


def test_a_worker_shows_up_once_a_minute_and_not_with_each_look(app: Flask, db: SQLAlchemy) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        worker = Worker(app, Stop())
        for seconds in (0, 59, 60):
            clock.move_to(begun + datetime.timedelta(seconds=seconds))
            worker.drain()
            db.session.expire_all()
            seen = db.session.scalars(select(WorkerSighting.seen_at)).one()
            assert seen == begun + datetime.timedelta(seconds=seconds - seconds % 60)


@pytest.mark.usefixtures("worker")
def test_what_is_late_is_an_alarm_while_the_site_goes_on_serving(browser: Browser) -> None:
    with time_machine.travel(now() - datetime.timedelta(minutes=14), tick=False):
        outbox.send(Letter("trial", "halo@example.org", Language.INDONESIAN))
        assert browser.raw("/readyz").json["seconds_late"]["mail"] == 0

    assert browser.raw("/readyz").json["status"] == "ok"
    with time_machine.travel(now() + datetime.timedelta(minutes=2), tick=False):
        late = browser.raw("/readyz")

    assert (late.status_code, late.json["status"]) == (200, "alarm")
    [alarm] = late.json["alarms"]
    assert alarm.startswith("mail: the oldest has been due for 16 minutes")
    assert late.json["seconds_late"]["mail"] >= 16 * 60


def test_a_site_is_ready_only_while_its_schema_is_the_one_it_needs(databases: Databases) -> None:
    url = databases.empty()
    app = create_app({**SETTINGS, "DATABASE_URL": url})
    client = app.test_client()

    assert _readiness(client.get("/readyz")) == (503, "the database needs: flask --app wsgi db upgrade")
    with app.app_context():
        upgrade()
    assert _readiness(client.get("/readyz")) == (200, None)
    with app.app_context():
        downgrade(revision="base")
    assert _readiness(client.get("/readyz")) == (503, "the database needs: flask --app wsgi db upgrade")
    assert client.get("/healthz").status_code == 200
    with app.app_context():
        database.engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_site_without_its_database_lives_but_is_not_ready(url: str) -> None:
    client = create_app({**SETTINGS, "DATABASE_URL": url}).test_client()

    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    # The whole answer: a supervisor needs no address and no trace, and neither does anyone else who asks.
    assert answer.json == {"status": "unavailable", "reason": "the database does not answer"}
    assert answer.status_code == 503


def _readiness(answer: TestResponse) -> tuple[int, str | None]:
    return answer.status_code, answer.json.get("reason")
