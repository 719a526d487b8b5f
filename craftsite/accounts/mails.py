"""Letters about an account. None goes to somebody without a mailbox: their office passes the links on."""

import datetime
from collections.abc import Sequence
from typing import Any

from craftsite.accounts.models import User
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.web.languages import Language

MINUTE = datetime.timedelta(minutes=1)


def send_confirmation(user: User, secret: str) -> None:
    """The link that opens a new account, together with its password."""
    _send(user, "confirm", secret=secret)


def send_already_registered(user: User) -> None:
    """That somebody, perhaps the reader, tried to register an address that has an account."""
    _send(user, "already_registered")


def send_reset(user: User, secret: str, lives: datetime.timedelta) -> None:
    """The link to a new password."""
    _send(user, "reset", secret=secret, minutes=lives // MINUTE)


def send_password_changed(user: User, fingerprints: Sequence[str]) -> None:
    """That the password is another since now, and which fingerprints still open the account."""
    _send(user, "password_changed", fingerprints=fingerprints)


def send_email_change(user: User, address: str, secret: str, lives: datetime.timedelta) -> None:
    """The link that makes a new address the account's, to that address; and the news of it to the old one."""
    _send_to(user, address, "email_change", secret=secret, minutes=lives // MINUTE)
    _send(user, "email_change_asked", address=address)


def send_email_changed(user: User, old_address: str) -> None:
    """To the old address: that it is the account's no longer."""
    _send_to(user, old_address, "email_changed", address=user.email)


def send_passkey_added(user: User, device: str) -> None:
    """That a fingerprint opens the account since now."""
    _send(user, "passkey_added", device=device)


def send_passkey_removed(user: User, device: str) -> None:
    """That a fingerprint opens the account no longer."""
    _send(user, "passkey_removed", device=device)


def _send(user: User, kind: str, **values: Any) -> None:
    if user.has_mailbox:
        _send_to(user, user.email, kind, **values)


def _send_to(user: User, recipient: str, kind: str, **values: Any) -> None:
    send(Letter(f"accounts/{kind}", recipient, Language(user.language), {"name": user.name, **values}))
