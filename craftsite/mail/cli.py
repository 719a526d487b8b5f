"""`flask mail`: what happened to letters, and a trial of the mail server."""

import click
from flask import current_app
from flask.cli import with_appcontext

from craftsite.extensions import db
from craftsite.jobs import leases
from craftsite.jobs.models import State
from craftsite.mail import outbox
from craftsite.mail.addresses import AddressError
from craftsite.mail.delivery import mail_queue
from craftsite.mail.letters import Letter
from craftsite.mail.models import OutboxMessage
from craftsite.web.contacts import shortened
from craftsite.web.converters import GREATEST_ID
from craftsite.web.languages import Language
from craftsite.web.writing import writing


@click.group()
def mail() -> None:
    """Show letters, let failed ones be tried again, or send one for trial."""


@mail.command("list")
@click.option("--state", type=click.Choice(State, case_sensitive=False), help="Only letters that stand there.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=50, show_default=True, help="At most so many.")
@with_appcontext
def list_letters(state: State | None, limit: int) -> None:
    """Show the newest letters, their addresses shortened, and why none leaves where that is so."""
    _tell_whether_closed()
    for message in leases.newest(OutboxMessage, state, limit=limit):
        kept = " (kept here, not sent)" if message.is_kept else ""
        click.echo(shortened(leases.line_about(message, f"{message.recipient}: {message.subject}{kept}")))


@mail.command()
@click.argument("message_id", metavar="ID", type=click.IntRange(1, GREATEST_ID))
@with_appcontext
def show(message_id: int) -> None:
    """Show one letter as its reader gets it; the words of a sent one are gone."""
    message = db.session.get(OutboxMessage, message_id)
    if message is None:
        raise click.ClickException(f"There is no letter {message_id}.")
    click.echo(leases.line_about(message, message.message_id))
    click.echo(f"To: {message.recipient}\nSubject: {message.subject}\n\n{message.text}")


@mail.command()
@click.argument("ids", nargs=-1, type=click.IntRange(1, GREATEST_ID))
@with_appcontext
def retry(ids: tuple[int, ...]) -> None:
    """Make letters due now; without IDS, every one that failed."""
    with writing():
        which = OutboxMessage.id.in_(ids) if ids else OutboxMessage.failed_at.is_not(None)
        count = leases.revive(OutboxMessage, which)
        db.session.commit()
    click.echo(f"{count} due now")


@mail.command()
@click.argument("address")
@click.option("--language", type=click.Choice([*map(str, Language)]), default="id", show_default=True)
@with_appcontext
def trial(address: str, language: str) -> None:
    """Put a letter to ADDRESS into the outbox, to see whether letters arrive."""
    _tell_whether_closed()
    with writing():
        try:
            message = outbox.send(Letter("trial", address, Language(language)))
        except AddressError as error:
            raise click.ClickException(str(error)) from error
        db.session.commit()
    click.echo(f"Letter {message.id} waits for the worker: flask --app wsgi work")


def _tell_whether_closed() -> None:
    queue = mail_queue(current_app.config)
    if queue.closed_because:
        click.echo(f"{queue.closed_because}.", err=True)
