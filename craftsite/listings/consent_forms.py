"""The answer of a maker to what somebody wrote for her: signed in, or behind the link of a letter."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from craftsite.web.forms import AnonymousForm, SignedInForm, VersionField


class Reply(StrEnum):
    """What a maker may answer."""

    AGREES = "setuju"
    DECLINES = "tolak"


_CHOICES = [SelectChoice(Reply.AGREES, _l("Setuju")), SelectChoice(Reply.DECLINES, _l("Jangan tayangkan"))]


class _Answer:
    """Which edition was read, and what is answered; two buttons, so neither is chosen before."""

    edition = VersionField(name="versi", default=0)
    reply = RadioField(_l("Jawaban"), name="jawaban", choices=_CHOICES)


class ConsentForm(_Answer, SignedInForm):
    """The answer of whoever is signed in."""


class LinkConsentForm(_Answer, AnonymousForm):
    """The answer behind a link, which is what says who answers; the guard of the page says where."""
