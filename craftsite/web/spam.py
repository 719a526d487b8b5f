"""What keeps machines away from forms that anyone may send: a field that nobody sees, and a signed time."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, TimestampSigner
from wtforms import HiddenField, StringField

from craftsite.web.clock import now
from craftsite.web.forms import AnonymousForm

# Nobody reads a form and fills it in less; a program that posts at once does.
SOONEST_S = 2
LATEST_S = 24 * 60 * 60


def new_stamp() -> str:
    """A text for one opened form: a random name and the time, signed, in at most 80 characters."""
    return _signer().sign(secrets.token_urlsafe(12)).decode()


class GuardedForm(AnonymousForm):
    """An anonymous form that a machine has trouble with. A person who is taken for one gets the form back, filled."""

    stamp = HiddenField(name="cap", default=new_stamp)
    trap = StringField(_l("Biarkan kosong"), name="situs_web")

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether every field is right and nothing speaks for a machine."""
        is_right = super().validate(extra_validators)
        doubt = self._doubt()
        if doubt:
            self.form_errors.append(doubt)
        return is_right and not doubt

    def receipt(self, *values: str) -> str:
        """A name for this content of this opened form, 64 characters: a button pressed twice sends one message."""
        return hashlib.sha256("\x00".join((self.stamp.data, *values)).encode()).hexdigest()

    def _doubt(self) -> str | None:
        if self.trap.data:
            self.trap.data = ""
            return _("Satu isian yang tidak terlihat ikut terisi, mungkin oleh peramban Anda. Kirim sekali lagi.")
        age_s = _age_s(self.stamp.data)
        if age_s is None or age_s > LATEST_S:
            self.stamp.data = new_stamp()
            return _("Formulir ini dibuka lebih dari sehari yang lalu. Periksa isinya, lalu kirim sekali lagi.")
        if age_s < SOONEST_S:
            return _("Formulir ini terkirim sangat cepat. Periksa isinya, lalu kirim sekali lagi.")
        return None


def _age_s(stamp: str) -> float | None:
    """How long ago a stamp was made; None where it is none of ours."""
    try:
        _name, made_at = _signer().unsign(stamp, return_timestamp=True)
    except BadSignature:
        return None
    return (now() - made_at).total_seconds()


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.config["SECRET_KEY"], salt="form", digest_method=hashlib.sha256)
