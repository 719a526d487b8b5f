"""The second step: a code from the telephone, and codes on paper for the day when it is lost."""

import re
from collections.abc import Sequence

from flask import current_app
from flask_security import Security
from flask_security.totp import Totp
from markupsafe import Markup
from passlib.totp import TotpMatch

from craftsite.accounts.models import User
from craftsite.motif.qr import qr_code

AUTHENTICATOR = "authenticator"
# How far a telephone's clock may be off, in seconds.
CLOCKS_DIFFER_S = 30


class OnceTotp(Totp):
    """Takes each code once: whoever has watched it being typed cannot type it again."""

    # The library says `UserMixin` where it hands over what `User` is.
    def get_last_counter(self, user: User) -> int | None:  # type: ignore[override]
        """The number of the last code that was taken."""
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Remembers the number of a code that is taken."""
        user.tf_last_counter = tmatch.counter


def new_secret() -> str:
    """A new secret for a telephone, encrypted."""
    return _security().totp_factory.generate_totp_secret()


def key_of(secret: str) -> str:
    """The secret in letters, to be typed where no picture can be taken."""
    return _security().totp_factory.get_totp_pretty_key(secret)


def picture_of(secret: str, user: User) -> Markup:
    """The secret as a QR code in SVG."""
    # Its markup is drawn by us and holds nothing of what somebody wrote.
    return Markup(qr_code(_security().totp_factory.get_totp_uri(user.address, secret)))  # noqa: S704


def is_right_for(user: User, code: str, secret: str) -> bool:
    """Whether a code comes from a secret now; remembers it on the user."""
    digits = code.replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return False
    return _security().totp_factory.verify_totp(digits, secret, user, window=CLOCKS_DIFFER_S)


def take_code(user: User, code: str) -> bool:
    """Whether this is the code of now or one of those on paper, which is used up by it; changes the user, flushed by
    the caller. Load the user for update, so that two requests cannot take one code.
    """
    if user.tf_totp_secret and is_right_for(user, code, user.tf_totp_secret):
        return True
    codes = _security().mf_recovery_codes_util
    signs = re.sub(r"[^0-9a-f]", "", code.lower())
    written = "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
    if codes.check_recovery_code(user, written):
        return codes.delete_recovery_code(user, written)
    return False


def turn_on(user: User, secret: str) -> Sequence[str]:
    """Asks for codes from now on; the new codes for paper, which are shown this once."""
    user.tf_primary_method, user.tf_totp_secret = AUTHENTICATOR, secret
    return new_paper_codes(user)


def turn_off(user: User) -> None:
    """Asks for no codes any more."""
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = user.mf_recovery_codes = None


def new_paper_codes(user: User) -> Sequence[str]:
    """New codes for paper; the old ones are worth nothing."""
    return _security().mf_recovery_codes_util.create_recovery_codes(user)


def _security() -> Security:
    return current_app.extensions["security"]
