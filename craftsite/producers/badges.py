"""What everyone is told of the origin of a maker, in one sentence that is the same on every page."""

import datetime
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _

from craftsite.accounts.models import Office
from craftsite.producers.models import OriginStatus, Producer
from craftsite.web.filters import month_abbreviations, month_names


@dataclass(frozen=True, slots=True)
class Origin:
    """The sentence, and the tone that the eye takes in before it: `ok`, `warn` or `err`."""

    sentence: str
    tone: str


def brief_origin(producer: Producer, day: datetime.date) -> str:
    """The sentence where space is short; it needs no office. "" for whatever is not confirmed."""
    if producer.origin_status(day) is not OriginStatus.CONFIRMED:
        return ""
    checked_on = producer.origin_checked_on
    if checked_on is None:
        return _("Asal sudah diperiksa")
    month = month_abbreviations()[checked_on.month - 1]
    return _("Asal diperiksa %(month)s %(year)s", month=month, year=checked_on.year)


def origin_of(producer: Producer, day: datetime.date) -> Origin | None:
    """What is told of a maker whose office is loaded; None for an example, about which nothing is claimed."""
    status = producer.origin_status(day)
    if status is OriginStatus.EXAMPLE:
        return None
    if status is OriginStatus.CONFIRMED:
        return Origin(_checked(producer), "ok")
    if status is OriginStatus.CLOSED:
        return Origin(_("Ditutup pemiliknya"), "err")
    if status is OriginStatus.LAPSED:
        return Origin(_("Asal perlu diperiksa lagi"), "warn")
    if status is OriginStatus.REFUSED:
        return Origin(_("Asal belum bisa dipastikan"), "err")
    return Origin(_("Asal belum diperiksa"), "warn")


def checked_by(office: Office | None) -> str:
    """Whose check it was. Without an authorisation no office stands behind it, only whoever runs the site."""
    return office.name if office is not None and current_app.config["AUTHORISATION"] else _("pengelola situs")


def _checked(producer: Producer) -> str:
    checked_on = producer.origin_checked_on
    if checked_on is None:
        return _("Asal sudah diperiksa")
    return _(
        "Asal sudah diperiksa, %(office)s, %(month)s %(year)s",
        office=checked_by(producer.origin_office),
        month=month_names()[checked_on.month - 1],
        year=checked_on.year,
    )
