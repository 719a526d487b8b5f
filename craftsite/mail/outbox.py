"""The outbox: a letter put here is part of the caller's transaction, and leaves when that is committed."""

import secrets
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import delete

from craftsite.extensions import db
from craftsite.mail.addresses import normalized_address
from craftsite.mail.letters import Letter, words_of
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now


def send(letter: Letter) -> OutboxMessage:
    """The letter as it will leave, rendered and flushed; talks to no mail server. Raises AddressError."""
    words = words_of(letter)
    instant = now()
    message = OutboxMessage(
        kind=letter.kind,
        message_id=f"<{secrets.token_hex(16)}@{urlsplit(current_app.config['SITE_URL']).hostname}>",
        recipient=normalized_address(letter.to),
        subject=words.subject,
        text=words.text,
        html=words.html,
        language=letter.language,
        created_at=instant,
        due_at=instant,
    )
    db.session.add(message)
    db.session.flush()
    return message


def forget_recipient(address: str) -> int:
    """How many letters to an address were removed, sent or not: for whoever asks to be forgotten."""
    to_them = OutboxMessage.recipient == normalized_address(address)
    return len(db.session.scalars(delete(OutboxMessage).where(to_them).returning(OutboxMessage.id)).all())
