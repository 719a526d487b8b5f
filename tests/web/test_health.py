"""Whether the process lives and whether it can serve, as a supervisor asks."""

import datetime

import pytest
import time_machine
from flask_migrate import downgrade, upgrade
from werkzeug.test import TestResponse

from craftsite.app import create_app
from craftsite.extensions import db
from craftsite.mail import outbox
from craftsite.mail.letters import Letter
from craftsite.web.clock import now
from craftsite.web.languages import Language
from tests.browser import Browser
from tests.conftest import SETTINGS
from tests.databases import Databases

UNREACHABLE = ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_site_that_serves_says_so_and_the_answer_is_not_kept(browser: Browser, path: str) -> None:
    answer = browser.raw(path)

    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_readiness_names_the_age_of_each_queue(browser: Browser) -> None:
    assert browser.raw("/readyz").json == {"status": "ok", "alarms": [], "seconds_late": {"mail": 0, "jobs": 0}}


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
        db.engine.dispose()
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
