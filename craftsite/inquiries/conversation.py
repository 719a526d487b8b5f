"""A thread as one side reads it: whose words, in which language, and what may still be answered."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from craftsite.goods.units import UNITS, unit_name
from craftsite.inquiries.models import Inquiry, Message, Offer, OfferAnswer, ReadMark, Side, State
from craftsite.inquiries.sentences import said
from craftsite.web.filters import angka, rupiah, tanggal


@dataclass(frozen=True, slots=True)
class OfferTable:
    """An offer as a small table, what was answered, and whether it can be answered now."""

    message_id: int
    lines: Sequence[tuple[str, str]]
    total: str
    days: Sequence[str]
    answer: str
    answered_at: datetime.datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One message for its reader; `is_read` says that the other side has seen it."""

    id: int
    name: str
    is_mine: bool
    sent_at: datetime.datetime
    text: str
    offer: OfferTable | None
    is_read: bool


def conversation(
    inquiry: Inquiry,
    messages: Sequence[Message],
    side: Side,
    marks: Mapping[str, ReadMark],
    day: datetime.date,
) -> Sequence[Entry]:
    """The entries of a thread whose maker is loaded, for a side, the oldest first."""
    other = Side.MAKER if side is Side.BUYER else Side.BUYER
    seen = marks[other].message_id if other in marks else 0
    offers = [message.id for message in messages if message.offer is not None]
    names = {
        Side.BUYER: inquiry.buyer_name or _("Pembeli"),
        Side.MAKER: inquiry.producer.name if inquiry.producer is not None else _("Pembuat"),
        Side.SYSTEM: _("Catatan"),
    }
    return [
        Entry(
            id=message.id,
            name=_("Anda") if message.side == side else names[Side(message.side)],
            is_mine=message.side == side,
            sent_at=message.sent_at,
            text=said(message),
            offer=offer_table(inquiry, message.offer, day, is_newest=message.id == offers[-1])
            if message.offer
            else None,
            is_read=message.side == side and message.id <= seen,
        )
        for message in messages
    ]


def _table_of(inquiry: Inquiry, message: Message, day: datetime.date, offers: Sequence[int]) -> OfferTable | None:
    if message.offer is None:
        return None
    return offer_table(inquiry, message.offer, day, is_newest=message.id == offers[-1])


def offer_table(inquiry: Inquiry, offer: Offer, day: datetime.date, *, is_newest: bool = True) -> OfferTable:
    """The table of an offer. Only the newest one can be answered, until its last day, and once."""
    unit = unit_name(offer.unit, offer.quantity) if offer.unit in UNITS else offer.unit
    goods = offer.quantity * offer.price_idr
    lines = [(f"{angka(offer.quantity)} {unit} × {rupiah(offer.price_idr)}", rupiah(goods))]
    if offer.shipping_idr is not None:
        lines.append((_("Ongkos kirim"), rupiah(offer.shipping_idr)))
    days = [_("Siap tanggal %(day)s.", day=tanggal(offer.ready_on))] if offer.ready_on else []
    if not offer.answer:
        words = (
            _("Berlaku sampai %(day)s.", day=tanggal(offer.valid_until))
            if day <= offer.valid_until
            else _("Berlaku sampai %(day)s, sekarang sudah lewat.", day=tanggal(offer.valid_until))
        )
        days.append(words)
    return OfferTable(
        message_id=offer.message_id,
        lines=lines,
        total=rupiah(goods + (offer.shipping_idr or 0)),
        days=days,
        answer=offer.answer,
        answered_at=offer.answered_at,
        is_open=is_newest and not offer.answer and day <= offer.valid_until and inquiry.state == State.OPEN,
    )


def answer_words(answer: str) -> str:
    """What a buyer said to an offer, in words."""
    return _("Disetujui pembeli") if answer == OfferAnswer.ACCEPTED else _("Tidak diambil pembeli")


def waiting_words(since: datetime.datetime, instant: datetime.datetime) -> str:
    """How long somebody waits, as people say it."""
    hours = max(0, int((instant - since).total_seconds() // 3_600))
    if hours < 1:
        return _("baru saja")
    if hours < 24:
        return _("sejak %(num)s jam lalu", num=hours)
    return _("sejak %(num)s hari lalu", num=hours // 24)


def answering_words(hours: float | None) -> str:
    """How long an answer usually takes, rounded up; "" where it is not known."""
    if hours is None:
        return ""
    if hours <= 24:
        number = max(1, math.ceil(hours))
        return ngettext("dalam %(num)s jam", "dalam %(num)s jam", number)
    number = math.ceil(hours / 24)
    return ngettext("dalam %(num)s hari", "dalam %(num)s hari", number)
