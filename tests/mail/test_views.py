"""`/surat`: every letter of a site under development, and nothing at all elsewhere."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from craftsite.extensions import db as database
from craftsite.jobs.worker import Stop, Worker
from craftsite.mail import outbox
from craftsite.mail.letters import Letter
from craftsite.mail.models import OutboxMessage
from craftsite.web.converters import GREATEST_ID
from craftsite.web.languages import Language
from tests.browser import Browser
from tests.conftest import Counter
from tests.live import LiveDatabase


def make_message(recipient: str = "halo@example.org") -> OutboxMessage:
    """A letter that waits."""
    return outbox.send(Letter("trial", recipient, Language.INDONESIAN))


def test_the_newest_letter_comes_first_with_who_gets_it(browser: Browser) -> None:
    make_message("satu@example.org")
    make_message("dua@example.org")

    page = browser.get("/surat")

    assert page.texts(".letters h2") == ["Surat percobaan dari Karya Jatim"] * 2
    assert [text.split()[1] for text in page.texts(".letters .muted")] == ["dua@example.org,", "satu@example.org,"]
    assert page.texts(".letters .tag") == ["Menunggu dikirim"] * 2


def test_a_site_without_letters_says_so(browser: Browser) -> None:
    assert "Belum ada surat." in browser.get("/surat").text


def test_the_list_takes_the_same_statements_for_three_letters_and_for_thirty(
    browser: Browser, count_queries: Counter
) -> None:
    for _ in range(3):
        make_message()
    browser.get("/surat")
    with count_queries() as few:
        browser.get("/surat")
    for _ in range(27):
        make_message()
    with count_queries() as many:
        browser.get("/surat")

    assert many() == few()


def test_a_kept_letter_is_read_as_text_with_links_and_as_a_page(browser: Browser, db: SQLAlchemy) -> None:
    message = make_message()

    page = browser.get(f"/surat/{message.id}")

    assert "Surat ini sampai" in page.one(".letter-text").get_text()
    assert "http://localhost/" in page.attributes(".letter-text a", "href")
    assert page.one("iframe")["src"] == f"/surat/{message.id}/isi"
    # Empty, it forbids everything.
    assert not page.one("iframe")["sandbox"]
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")


def test_the_page_of_a_letter_runs_and_loads_nothing(browser: Browser, db: SQLAlchemy) -> None:
    body = browser.raw(f"/surat/{make_message().id}/isi")

    assert body.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    )
    assert "Surat ini sampai" in body.text


def test_how_a_letter_fared_is_told_in_words(browser: Browser, db: SQLAlchemy) -> None:
    message = make_message()
    message.last_error = "The mail server said: 451 later"
    db.session.flush()

    assert "Percobaan terakhir: The mail server said: 451 later" in browser.get(f"/surat/{message.id}").text


def test_a_letter_that_was_only_kept_says_so(live_db: LiveDatabase) -> None:
    app = live_db.app()
    with app.app_context():
        make_message()
        database.session.commit()
    Worker(app, Stop()).drain()

    assert Browser(app).get("/surat").texts(".tag") == ["Disimpan di sini, tidak dikirim"]


@pytest.mark.parametrize("path", ["/surat", "/surat/1", "/surat/1/isi"])
def test_letters_are_kept_by_no_cache_and_shown_only_in_development(
    browser: Browser, live_db: LiveDatabase, path: str
) -> None:
    assert browser.raw("/surat").headers["Cache-Control"] == "no-store"
    production = live_db.app(ENVIRONMENT="production")
    with production.app_context():
        make_message()
        database.session.commit()

    assert production.test_client().get(path).status_code == 404


@pytest.mark.parametrize("number", [GREATEST_ID, GREATEST_ID + 1])
def test_a_letter_that_is_not_there_is_a_page_that_says_so(browser: Browser, number: int) -> None:
    browser.get(f"/surat/{number}", status=404)
