"""A listing that somebody else wrote for a maker, as it is told in words: who wrote it, where it stands."""

import datetime
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.accounts.permissions import Member
from craftsite.listings.assist_models import Assist, AssistAnswer
from craftsite.web.filters import waktu
from craftsite.web.languages import text_of


@dataclass(frozen=True, slots=True)
class Helped:
    """What a helper reads of a listing in the list of theirs."""

    listing_id: int
    name: str
    maker: str
    place: str
    status: str
    tone: str
    is_open: bool
    is_asked: bool


def helper_told(assist: Assist) -> str:
    """The person who wrote and for whom: a cooperative or group, an office, or whoever runs the site."""
    name = assist.helper.name if assist.helper is not None else _("akun yang sudah dihapus")
    if assist.group is not None:
        where = assist.group.name
    else:
        where = assist.office.name if assist.office is not None else _("pengelola situs")
    return _("%(name)s, %(office)s", name=name, office=where)


def layout_of(member: Member) -> str:
    """The layout of a helper's pages: that of an office for who has a desk, else that of a maker's room."""
    return "layouts/desk.html" if member.has_desk else "layouts/room.html"


def helped_of(assist: Assist) -> Helped:
    """What the list says of an assist whose listing and maker are loaded."""
    listing = assist.listing
    status, tone = _status(assist)
    return Helped(
        listing_id=listing.id,
        name=text_of(listing, "name") or _("Belum bernama"),
        maker=listing.producer.name,
        place=text_of(listing.producer.region, "short_name"),
        status=status,
        tone=tone,
        is_open=assist.is_open,
        is_asked=assist.is_open and assist.asked_at is not None,
    )


def _status(assist: Assist) -> tuple[str, str]:
    at: datetime.datetime | None = assist.answered_at
    if at is not None and assist.answer == AssistAnswer.CONFIRMED:
        return _("Disetujui pembuatnya %(time)s", time=waktu(at)), "ok"
    if at is not None and assist.answer == AssistAnswer.DECLINED:
        return _("Ditolak pembuatnya %(time)s", time=waktu(at)), "err"
    if at is not None:
        return _("Dibatalkan %(time)s", time=waktu(at)), ""
    if assist.asked_at is not None:
        return _("Menunggu jawaban pembuatnya sejak %(time)s", time=waktu(assist.asked_at)), "warn"
    return _("Sedang Anda tulis"), ""
