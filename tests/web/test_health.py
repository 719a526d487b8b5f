"""Whether the process lives and whether it can serve, as a supervisor asks."""

import pytest
from flask_migrate import downgrade, upgrade
from werkzeug.test import TestResponse

from craftsite.app import create_app
from craftsite.extensions import db
from tests.browser import Browser
from tests.conftest import SETTINGS
from tests.databases import Databases

UNREACHABLE = ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_site_that_serves_says_so_and_the_answer_is_not_kept(browser: Browser, path: str) -> None:
    answer = browser.raw(path)

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


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
