"""Letters: rendered when they are written, in the language of their reader, and never more than one header."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader

from craftsite.app import create_app
from craftsite.extensions import db as database
from craftsite.mail import outbox as outbox_of_site
from craftsite.mail.addresses import AddressError, normalized_address
from craftsite.mail.letters import Letter, words_of
from craftsite.mail.models import OutboxMessage
from craftsite.web.languages import Language
from tests.conftest import SETTINGS

Outbox = Callable[[], list[OutboxMessage]]

HEADINGS = "{% extends 'layouts/mail.html' %}{% block preview %}{% endblock %}{% block heading %}{{ x }}{% endblock %}"
HTML = HEADINGS + "{% block body %}{% endblock %}{% block reason %}{% endblock %}"
TEXT = "{% extends 'layouts/mail.txt' %}{% block subject %}{{ x }}{% endblock %}{% block body %}{{ x }}{% endblock %}"


@pytest.fixture
def lettered_app() -> Flask:
    """A site with a letter that says `x` everywhere."""
    app = create_app({**SETTINGS, "SITE_URL": "https://karya.example", "DATABASE_URL": "sqlite://"})
    layouts = {
        f"layouts/mail.{kind}": app.jinja_env.loader.get_source(app.jinja_env, f"layouts/mail.{kind}")[0]  # type: ignore[union-attr]
        for kind in ("txt", "html")
    }
    letter = {"mails/x.txt": TEXT + "{% block reason %}{% endblock %}", "mails/x.html": HTML}
    app.jinja_env.loader = DictLoader(layouts | letter)
    return app


def test_a_letter_waits_in_the_outbox_with_its_words(db: SQLAlchemy, outbox: Outbox) -> None:
    outbox_of_site.send(Letter("trial", "Halo@Example.org", Language.INDONESIAN))

    [message] = outbox()
    assert (message.kind, message.recipient, message.language) == ("trial", "Halo@example.org", "id")
    assert message.subject == "Surat percobaan dari Karya Jatim"
    assert "Surat ini sampai" in message.text
    assert BeautifulSoup(message.html, "html.parser").find("h1").get_text() == "Surat ini sampai"


def test_a_letter_that_is_not_committed_never_was(db: SQLAlchemy, outbox: Outbox) -> None:
    outbox_of_site.send(Letter("trial", "halo@example.org", Language.INDONESIAN))
    db.session.rollback()

    assert outbox() == []


def test_no_two_letters_share_an_id(db: SQLAlchemy, outbox: Outbox) -> None:
    for _ in range(2):
        outbox_of_site.send(Letter("trial", "halo@example.org", Language.INDONESIAN))

    first, second = outbox()
    assert first.message_id != second.message_id
    assert first.message_id.endswith("@localhost>")


@pytest.mark.parametrize(
    ("language", "home"), [(Language.INDONESIAN, "http://localhost/"), (Language.ENGLISH, "http://localhost/en/")]
)
def test_a_letter_links_to_the_pages_in_the_language_of_its_reader(app: Flask, language: Language, home: str) -> None:
    with app.app_context():
        words = words_of(Letter("trial", "halo@example.org", language))

    page = BeautifulSoup(words.html, "html.parser")
    assert page.html["lang"] == language
    assert [link["href"] for link in page.find_all("a")] == [home, f"{home}laporkan/halaman?alamat=/"]
    assert home in words.text.split()


def test_links_lead_to_the_site_whatever_host_the_request_names() -> None:
    app = create_app({**SETTINGS, "SITE_URL": "https://karya.example/jatim", "DATABASE_URL": "sqlite://"})

    with app.test_request_context(base_url="http://evil.example"):
        words = words_of(Letter("trial", "halo@example.org", Language.INDONESIAN))

    assert "https://karya.example/jatim/" in words.text.split()
    assert "evil" not in words.text + words.html


def test_a_letter_says_who_runs_the_site_and_why_it_came(app: Flask) -> None:
    with app.app_context():
        words = words_of(Letter("trial", "halo@example.org", Language.INDONESIAN))

    for said in (words.text, BeautifulSoup(words.html, "html.parser").get_text()):
        assert "Contoh Pengelola, Jalan Contoh 1, Surabaya" in said
        assert "atas permintaan pengelola situs" in said


def test_what_people_wrote_stays_text(lettered_app: Flask) -> None:
    with lettered_app.app_context():
        words = words_of(Letter("x", "halo@example.org", Language.INDONESIAN, {"x": "<b>5 > 3 & 'x'</b>"}))

    assert BeautifulSoup(words.html, "html.parser").find("b") is None
    assert "<b>5 > 3 & 'x'</b>" in words.text
    assert words.subject == "<b>5 > 3 & 'x'</b>"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00", "\x0b"])
def test_a_subject_is_one_line_whatever_people_wrote(lettered_app: Flask, end: str) -> None:
    with lettered_app.app_context():
        words = words_of(
            Letter("x", "halo@example.org", Language.INDONESIAN, {"x": f"Kain{end}Bcc: orang@example.org"})
        )

    assert words.subject == "Kain Bcc: orang@example.org"


def test_a_long_subject_is_cut(lettered_app: Flask) -> None:
    with lettered_app.app_context():
        words = words_of(Letter("x", "halo@example.org", Language.INDONESIAN, {"x": "kain " * 100}))

    assert len(words.subject) <= 200
    assert words.subject.endswith("kain…")


@pytest.mark.parametrize(
    "text",
    [
        "", "halo", "halo@localhost", "halo@nomor.invalid", "a@example.org, b@example.org", "A <a@example.org>",
        "a@example.org\r\nBcc: b@example.org", "a\n@example.org", "a@example.org\x00", "a b@example.org",
        "ä@example.org", "a@[127.0.0.1]", f"a@{'b.' * 130}org",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(db: SQLAlchemy, outbox: Outbox, text: str) -> None:
    with pytest.raises(AddressError):
        outbox_of_site.send(Letter("trial", text, Language.INDONESIAN))

    assert outbox() == []


def test_an_address_has_one_spelling_that_every_server_takes() -> None:
    assert normalized_address(" halo@Exämple.ORG ") == "halo@xn--exmple-cua.org"


def test_whoever_asks_to_be_forgotten_is_gone_from_the_outbox(db: SQLAlchemy, outbox: Outbox) -> None:
    for to in ("halo@example.org", "lain@example.org", "halo@example.org"):
        outbox_of_site.send(Letter("trial", to, Language.INDONESIAN))

    assert outbox_of_site.forget_recipient("halo@EXAMPLE.org") == 2
    database.session.expire_all()
    assert [message.recipient for message in outbox()] == ["lain@example.org"]
