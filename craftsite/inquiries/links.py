"""The secret links of buyers, who have no account: 256 bits, of which the database knows only a digest.

A secret is made from a random salt of its row and the key of the site, so that a letter can tell it again although it
is stored nowhere; whoever reads the database alone cannot.
"""

import base64
import hashlib
import hmac
import secrets
from enum import StrEnum

from flask import current_app

from craftsite.accounts.queries import digest


class Door(StrEnum):
    """What a secret opens: a thread, the confirmation of an address, a wish, or the question of what became of it."""

    THREAD = "thread"
    ADDRESS = "address"
    WISH = "wish"
    OUTCOME = "outcome"


def new_salt() -> str:
    """256 random bits as text, 43 characters."""
    return secrets.token_urlsafe(32)


def secret_of(door: Door, salt: str) -> str:
    """The secret of a row, 43 characters of an address."""
    key = current_app.config["SECRET_KEY"].encode()
    mac = hmac.new(key, f"{door} {salt}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def hash_of(door: Door, salt: str) -> str:
    """What is stored of that secret."""
    return digest(secret_of(door, salt))


def keyed_digest(*parts: str) -> str:
    """A name for these texts, 64 characters, from which nobody without the key of the site finds out what they were."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), hashlib.sha256).hexdigest()
