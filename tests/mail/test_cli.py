"""`flask mail`, as whoever runs the site uses it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from craftsite.web.converters import GREATEST_ID

Outbox = Callable[[], list[OutboxMessage]]


def run(app: Flask, *arguments: str) -> str:
    """What a command that succeeds prints."""
    done = app.test_cli_runner().invoke(args=["mail", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_letter_for_trial_goes_into_the_outbox(app: Flask, outbox: Outbox) -> None:
    printed = run(app, "trial", "hello@example.org", "--language", "en")

    [message] = outbox()
    assert (message.recipient, message.language) == ("hello@example.org", "en")
    assert printed == f"Letter {message.id} waits for the worker: flask --app wsgi work\n"


def test_what_is_no_address_gets_no_letter(app: Flask, outbox: Outbox) -> None:
    refused = app.test_cli_runner().invoke(args=["mail", "trial", "halo"])

    assert (refused.exit_code, outbox()) == (1, [])
    assert "no address" in refused.stderr


def test_the_list_tells_whom_each_letter_is_for_and_how_it_fared(app: Flask, db: SQLAlchemy, outbox: Outbox) -> None:
    run(app, "trial", "satu@example.org")
    run(app, "trial", "dua@example.org")
    fail(db, outbox()[0])

    assert "du…@example.org: Surat percobaan" in run(app, "list", "--state", "waiting")
    assert run(app, "list", "--state", "failed").endswith(
        "sa…@example.org: Surat percobaan dari Karya Jatim (550 nobody)\n"
    )
    assert len(run(app, "list", "--limit", "1").splitlines()) == 1


def test_a_kept_letter_does_not_look_like_a_sent_one(app: Flask, db: SQLAlchemy) -> None:
    run(app, "trial", "satu@example.org")
    app.test_cli_runner().invoke(args=["work", "--once"])

    assert run(app, "list").endswith("(kept here, not sent)\n")


def test_a_letter_can_be_read(app: Flask, outbox: Outbox) -> None:
    run(app, "trial", "satu@example.org")

    printed = run(app, "show", str(outbox()[0].id))

    assert "To: satu@example.org\nSubject: Surat percobaan dari Karya Jatim\n" in printed
    assert "Surat ini sampai" in printed


def test_a_letter_that_is_not_there_is_named(app: Flask, db: SQLAlchemy) -> None:
    missing = app.test_cli_runner().invoke(args=["mail", "show", "7"])

    assert (missing.exit_code, missing.stderr) == (1, "Error: There is no letter 7.\n")


@pytest.mark.parametrize("command", ["show", "retry"])
def test_a_number_that_no_letter_can_have_is_refused(app: Flask, db: SQLAlchemy, command: str) -> None:
    refused = app.test_cli_runner().invoke(args=["mail", command, str(GREATEST_ID + 1)])

    assert refused.exit_code == 2
    assert f"1<=x<={GREATEST_ID}" in refused.stderr


def test_failed_letters_are_made_due_again(app: Flask, db: SQLAlchemy, outbox: Outbox) -> None:
    for to in ("satu@example.org", "dua@example.org", "tiga@example.org"):
        run(app, "trial", to)
    for message in outbox()[:2]:
        fail(db, message)

    assert run(app, "retry", str(outbox()[0].id)) == "1 due now\n"
    assert run(app, "retry") == "1 due now\n"

    db.session.expire_all()
    assert {(message.failed_at, message.attempts) for message in outbox()} == {(None, 0)}


def fail(db: SQLAlchemy, message: OutboxMessage) -> None:
    """Marks a letter as given up."""
    message.failed_at, message.attempts, message.last_error = now(), 12, "550 nobody"
    db.session.commit()
