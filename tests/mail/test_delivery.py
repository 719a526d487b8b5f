"""Letters leave once, whatever the mail server does; and where they cannot, they wait and say so."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from craftsite.app import create_app
from craftsite.config import ConfigurationError
from craftsite.extensions import db
from craftsite.jobs.models import State
from craftsite.jobs.worker import Stop, Worker
from craftsite.mail import outbox
from craftsite.mail.delivery import mail_queue
from craftsite.mail.letters import Letter
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from craftsite.web.languages import Language
from craftsite.web.writing import writing
from tests.conftest import SETTINGS
from tests.live import LiveDatabase
from tests.mail.server import MailServer, hang_up, running_server, silent_port
from tests.site import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server."""
    with running_server() as server:
        yield server


def site(live_db: LiveDatabase, port: int, **overrides: object) -> Flask:
    """A site that sends its letters through the mail server at a port."""
    return live_db.app(**(sends_through(port) | overrides))


def sends_through(port: int) -> dict[str, object]:
    """Settings for a mail server on this machine."""
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "surat@karya.example.org",
    }


def write(app: Flask, *recipients: str) -> None:
    """Commits a letter to each."""
    with app.app_context(), writing():
        for recipient in recipients or ("halo@example.org",):
            outbox.send(Letter("trial", recipient, Language.INDONESIAN))
        db.session.commit()


def work(app: Flask) -> None:
    """Does all that is due."""
    Worker(app, Stop()).drain()


def make_due(app: Flask) -> None:
    """Ends every lease and every wait for a next try."""
    with app.app_context(), writing():
        db.session.execute(sa.update(OutboxMessage).values(held_until=now()))
        db.session.commit()


def the_letter(app: Flask) -> OutboxMessage:
    """The only letter, as it stands now."""
    with app.app_context():
        return db.session.scalars(sa.select(OutboxMessage)).one()


def test_a_letter_arrives_as_it_was_written(live_db: LiveDatabase, server: MailServer) -> None:
    app = site(live_db, server.port)
    write(app)
    written = the_letter(app)

    work(app)

    [letter] = server.letters
    assert letter["Message-ID"] == written.message_id
    assert letter["From"] == "Karya Jatim <surat@karya.example.org>"
    assert (letter["To"], letter["Subject"]) == ("halo@example.org", "Surat percobaan dari Karya Jatim")
    assert (letter["X-Envelope-From"], letter["X-Envelope-To"]) == ("surat@karya.example.org", "halo@example.org")
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "id")
    assert letter["Date"].datetime == written.created_at.replace(microsecond=0)
    plain, html = letter.iter_parts()
    assert plain.get_content().splitlines() == written.text.splitlines()
    assert html.get_content().splitlines() == written.html.splitlines()


def test_the_words_of_a_sent_letter_are_its_readers_alone(live_db: LiveDatabase, server: MailServer) -> None:
    app = site(live_db, server.port)
    write(app)

    work(app)

    sent = the_letter(app)
    assert (sent.state, sent.text, sent.html, sent.is_kept) == (State.DONE, "", "", False)


def test_writing_a_letter_does_not_touch_the_mail_server(live_db: LiveDatabase) -> None:
    with silent_port() as listener:
        listener.setblocking(False)

        write(site(live_db, listener.getsockname()[1]))

        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_server_that_is_down_loses_no_letter(live_db: LiveDatabase) -> None:
    app = site(live_db, free_port())
    write(app)

    work(app)

    letter = the_letter(app)
    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert letter.last_error.startswith("ConnectionRefusedError")
    assert letter.text


def test_a_server_that_never_answers_holds_the_worker_for_its_timeout_only(live_db: LiveDatabase) -> None:
    with silent_port() as listener:
        app = site(live_db, listener.getsockname()[1], SMTP_TIMEOUT_S=1)
        write(app)

        work(app)

    assert the_letter(app).state is State.WAITING
    assert the_letter(app).last_error.endswith("timed out")


def test_a_letter_refused_for_now_is_sent_when_the_server_takes_it(live_db: LiveDatabase, server: MailServer) -> None:
    app = site(live_db, server.port)
    write(app)
    server.to_recipient = "451 try again later"
    work(app)

    assert the_letter(app).last_error == "The mail server said: 451 try again later"
    server.to_recipient = "250 known"
    make_due(app)
    work(app)

    assert len(server.letters) == 1
    assert the_letter(app).state is State.DONE


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_never_leaves_in_the_open_where_the_settings_forbid_it(
    live_db: LiveDatabase, server: MailServer, security: str
) -> None:
    app = site(live_db, server.port, SMTP_SECURITY=security)
    write(app)

    work(app)

    assert (server.letters, the_letter(app).state) == ([], State.WAITING)
    assert "STARTTLS" in the_letter(app).last_error or "SSL" in the_letter(app).last_error


def test_a_site_signs_in_where_it_has_a_name_and_says_when_that_is_refused(
    live_db: LiveDatabase, server: MailServer
) -> None:
    stranger = site(live_db, server.port, SMTP_USERNAME="pengirim", SMTP_PASSWORD="salah")
    write(stranger)
    work(stranger)

    assert the_letter(stranger).last_error.startswith("The mail server said: 535")
    make_due(stranger)
    work(site(live_db, server.port, SMTP_USERNAME="pengirim", SMTP_PASSWORD="rahasia"))

    assert len(server.letters) == 1


def test_an_address_that_does_not_exist_fails_at_once_where_a_person_sees_it(
    live_db: LiveDatabase, server: MailServer
) -> None:
    app = site(live_db, server.port)
    write(app)
    server.to_recipient = "550 no such person"

    work(app)

    letter = the_letter(app)
    assert (letter.state, letter.attempts) == (State.FAILED, 1)
    assert letter.last_error == "The mail server said: 550 no such person"
    assert letter.text


def test_a_refusal_of_the_letter_itself_is_tried_again(live_db: LiveDatabase, server: MailServer) -> None:
    app = site(live_db, server.port)
    write(app)
    server.answer = lambda connection: "554 we do not know your site"

    work(app)

    assert the_letter(app).state is State.WAITING


def test_a_connection_that_breaks_after_the_letter_was_taken_repeats_it_once(
    live_db: LiveDatabase, server: MailServer
) -> None:
    app = site(live_db, server.port)
    write(app)
    server.answer = hang_up
    work(app)
    server.answer = lambda connection: "250 taken"
    make_due(app)

    work(app)
    make_due(app)
    work(app)

    assert server.ids() == [the_letter(app).message_id] * 2
    assert the_letter(app).state is State.DONE


def test_a_worker_killed_between_sending_and_marking_repeats_the_letter_once(
    live_db: LiveDatabase, server: MailServer
) -> None:
    app = site(live_db, server.port)
    write(app)
    workers: list[subprocess.Popen[bytes]] = []

    def kill(connection: object) -> str:
        workers[0].kill()
        workers[0].wait()
        return "250 taken"

    server.answer = kill
    workers.append(started_worker(live_db, server.port))
    assert workers[0].wait(timeout=60) == -signal.SIGKILL

    server.answer = lambda connection: "250 taken"
    work(app)
    assert len(server.letters) == 1, "the letter was taken from the hands of a worker that may live"
    make_due(app)
    work(app)
    make_due(app)
    work(app)

    assert server.ids() == [the_letter(app).message_id] * 2
    assert the_letter(app).state is State.DONE


def test_two_workers_never_send_the_same_letter(live_db: LiveDatabase, server: MailServer) -> None:
    app = site(live_db, server.port)
    write(app, *(f"orang-{number}@example.org" for number in range(30)))
    others = [threading.Thread(target=work, args=(app,)) for _ in range(2)]
    process = started_worker(live_db, server.port)

    for other in others:
        other.start()
    for other in others:
        other.join()
    process.wait(timeout=60)

    assert sorted(letter["To"] for letter in server.letters) == sorted(
        f"orang-{number}@example.org" for number in range(30)
    )


def test_development_without_a_server_keeps_its_letters(live_db: LiveDatabase) -> None:
    app = live_db.app()
    write(app)

    work(app)

    letter = the_letter(app)
    assert (letter.state, letter.is_kept) == (State.DONE, True)
    assert "Surat ini sampai" in letter.text


def test_production_without_a_server_lets_letters_wait_until_it_has_one(
    live_db: LiveDatabase, server: MailServer
) -> None:
    production = {"ENVIRONMENT": "production", "SITE_URL": "https://karya.example"}
    closed = live_db.app(**production)
    write(closed)

    work(closed)
    assert (the_letter(closed).state, the_letter(closed).attempts) == (State.WAITING, 0)
    work(live_db.app(**production, **sends_through(server.port)))

    assert len(server.letters) == 1


def test_a_closed_queue_is_named_by_the_worker_and_the_command(
    live_db: LiveDatabase, capfd: pytest.CaptureFixture[str]
) -> None:
    closed = live_db.app(ENVIRONMENT="production", SITE_URL="https://karya.example", LOG_LEVEL="WARNING")
    assert "CRAFTSITE_SMTP_HOST is not set" in mail_queue(closed.config).closed_because

    work(closed)
    listed = closed.test_cli_runner().invoke(args=["mail", "list"])

    assert "CRAFTSITE_SMTP_HOST is not set" in capfd.readouterr().err
    assert "CRAFTSITE_SMTP_HOST is not set" in listed.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [("SMTP_SECURITY", "ssl"), ("MAIL_FROM", ""), ("MAIL_FROM", "Karya <a@example.org>"), ("MAIL_FROM", "a@b\r\nX: y")],
)
def test_settings_that_cannot_send_keep_the_site_from_starting(setting: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"CRAFTSITE_{setting}"):
        create_app({**SETTINGS, **sends_through(25), setting: value})


def started_worker(live_db: LiveDatabase, port: int) -> subprocess.Popen[bytes]:
    """A worker of its own process, which leaves when nothing is due."""
    settings = {"DATABASE_URL": live_db.url, "SECRET_KEY": SETTINGS["SECRET_KEY"], "ENVIRONMENT": "development"}
    environment = {f"CRAFTSITE_{name}": str(value) for name, value in (settings | sends_through(port)).items()}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work", "--once"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL)
