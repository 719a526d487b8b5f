"""Values that a page carries to the next one, signed so that nobody changes them, and good for some minutes."""

import datetime
import hashlib
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

LIVES = datetime.timedelta(minutes=15)
LONGEST = 4_000


def seal(purpose: str, values: dict[str, Any]) -> str:
    """The values as a text that opens only for the same purpose. Signed, not hidden."""
    return _signer(purpose).dumps(values)


def unseal(purpose: str, text: str, *, lives: datetime.timedelta = LIVES) -> dict[str, Any] | None:
    """The values; None for what was changed, made for something else, or is older than it lives."""
    if not text or len(text) > LONGEST:
        return None
    try:
        return _signer(purpose).loads(text, max_age=int(lives.total_seconds()))
    except BadSignature:
        return None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt=f"seal {purpose}", signer_kwargs={"digest_method": hashlib.sha256}
    )
