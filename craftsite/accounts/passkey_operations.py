"""Writes about the keys that a fingerprint opens."""

import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from craftsite.accounts import mails, operations
from craftsite.accounts.models import User, WebAuthn
from craftsite.extensions import db


def add_passkey(user: User, passkey: WebAuthn, instant: datetime.datetime) -> None:
    """Stores a key, and tells its owner. Raises TakenError where it is known already."""
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError as error:
        raise operations.TakenError("fingerprint") from error
    mails.send_passkey_added(user, passkey.name)
    operations.record(user.id, user.id, "fingerprint_added", instant)
    db.session.flush()


def remove_passkey(user: User, passkey: WebAuthn, instant: datetime.datetime) -> None:
    """Forgets a key, which opens nothing any more, and tells its owner."""
    mails.send_passkey_removed(user, passkey.name)
    operations.record(user.id, user.id, "fingerprint_removed", instant)
    db.session.delete(passkey)
    db.session.flush()


def remove_passkeys(user_id: int, actor_id: int | None, instant: datetime.datetime) -> None:
    """Forgets all keys of somebody; the caller tells them what it was for."""
    gone = db.session.scalars(delete(WebAuthn).where(WebAuthn.user_id == user_id).returning(WebAuthn.id)).all()
    if gone:
        operations.record(user_id, actor_id, "fingerprints_removed", instant)
