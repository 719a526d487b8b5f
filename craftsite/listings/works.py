"""A listing as its maker sees it in a list: where it stands, in a few words."""

import datetime
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from craftsite.accounts import sessions
from craftsite.listings.models import DraftState, Listing
from craftsite.listings.stock import stock_text
from craftsite.media.pictures import jpeg_address
from craftsite.media.renditions import Shape
from craftsite.producers.models import OriginStatus
from craftsite.web.filters import tanggal
from craftsite.web.languages import text_of

THUMBNAIL_WIDTH = 128
_SEEN = frozenset({OriginStatus.CONFIRMED, OriginStatus.EXAMPLE})


@dataclass(frozen=True, slots=True)
class Work:
    """A listing as its maker sees it in a list."""

    id: int
    code: str
    name: str
    status: str
    tone: str
    stock: str
    url: str
    # What its copy on a phone is kept under, and the mark of what was saved last.
    copy_key: str
    saved_from: str
    # A photograph, or the label that stands for one.
    picture: str


def work_of(listing: Listing, day: datetime.date) -> Work:
    """What a list says of a listing whose maker, region, draft and main photograph are loaded."""
    status, tone = status_of(listing, day)
    return Work(
        id=listing.id,
        code=listing.code or "",
        name=text_of(listing, "name") or _("Belum bernama"),
        status=status,
        tone=tone,
        stock=stock_text(listing) if listing.name_id else "",
        url=url_for("works.edit", listing_id=listing.id),
        copy_key=copy_key(listing.id),
        saved_from=listing.saved_from,
        picture=thumbnail(listing),
    )


def copy_key(listing_id: int) -> str:
    """Under what a phone keeps what was typed into the editor of a listing, for whoever is signed in alone."""
    return f"{sessions.signed_in_member().id}:{listing_id}"


def thumbnail(listing: Listing) -> str:
    """The address of a small picture of a listing whose main photograph is loaded, if it has one."""
    if listing.main_photo is not None:
        return jpeg_address(listing.main_photo.image, Shape.CARD, THUMBNAIL_WIDTH)
    return url_for("works.plate", listing_id=listing.id, v=listing.edition)


def status_of(listing: Listing, day: datetime.date) -> tuple[str, str]:
    """The words and their tone (`ok`, `warn`, `err` or none); its maker and draft are loaded."""
    if listing.archived_at is not None:
        return _("Disimpan di arsip"), ""
    state = listing.draft.state if listing.draft is not None else None
    if state == DraftState.ASKED:
        return _("Perlu diperbaiki"), "warn"
    if state == DraftState.REFUSED:
        return _("Belum bisa ditayangkan"), "err"
    if listing.published_at is None:
        return (_("Sedang diperiksa"), "warn") if state == DraftState.SUBMITTED else (_("Draf"), "")
    if listing.producer.origin_status(day) not in _SEEN:
        return _("Menunggu asal diperiksa"), "warn"
    if listing.sold_at is not None:
        return _("Terjual"), ""
    if listing.away_until is not None and listing.away_until >= day:
        return _("Libur sampai %(day)s", day=tanggal(listing.away_until)), ""
    if state == DraftState.SUBMITTED:
        return _("Tayang, perubahan diperiksa"), "ok"
    if state == DraftState.WRITING:
        return _("Tayang, ada perubahan belum dikirim"), "ok"
    return _("Tayang"), "ok"
