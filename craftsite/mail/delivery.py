"""What the worker does with a letter: sends it, or keeps it where development has no mail server."""

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from flask import current_app
from sqlalchemy import update

from craftsite.config import DEVELOPMENT
from craftsite.extensions import db
from craftsite.jobs.queue import Queue, Write
from craftsite.mail.models import OutboxMessage
from craftsite.mail.transports import Smtp

NO_SERVER = "CRAFTSITE_SMTP_HOST is not set, so letters wait and none is sent"


def mail_queue(settings: Mapping[str, Any]) -> Queue[OutboxMessage]:
    """The queue of letters, closed where production has no mail server. Raises ConfigurationError."""
    if settings["SMTP_HOST"]:
        smtp = Smtp.from_settings(settings)
        return Queue("mail", OutboxMessage, lambda message: _send(message, smtp))
    if settings["ENVIRONMENT"] == DEVELOPMENT:
        return Queue("mail", OutboxMessage, _keep)
    return Queue("mail", OutboxMessage, _keep, closed_because=NO_SERVER)


def as_email(message: OutboxMessage, sender: str) -> EmailMessage:
    """The letter with its headers, the same each time it is made."""
    email = EmailMessage(policy=SMTP)
    email["From"] = Address(current_app.config["SITE_NAME"], addr_spec=sender)
    email["To"] = Address(addr_spec=message.recipient)
    email["Subject"] = message.subject
    email["Date"] = message.created_at
    email["Message-ID"] = message.message_id
    # Keeps "I am on leave" from being answered to a machine (RFC 3834).
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.text)
    email.add_alternative(message.html, subtype="html")
    # Set before, it would go with the plain text alone.
    email["Content-Language"] = message.language
    return email


def _send(message: OutboxMessage, smtp: Smtp) -> Write:
    smtp.send(as_email(message, smtp.sender), message.recipient)
    # A letter may hold a secret link, and is its reader's from now on.
    return lambda: _change(message, text="", html="")


def _keep(message: OutboxMessage) -> Write:
    return lambda: _change(message, is_kept=True)


def _change(message: OutboxMessage, **values: object) -> None:
    db.session.execute(update(OutboxMessage).where(OutboxMessage.id == message.id).values(values))
