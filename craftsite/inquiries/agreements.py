"""What was agreed, as a page to print: the same for both sides but for the way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext as _

from craftsite.inquiries.conversation import OfferTable, offer_table
from craftsite.inquiries.models import Inquiry, Offer, OfferAnswer, Side
from craftsite.inquiries.summaries import destination, quantity_of
from craftsite.web.clock import today
from craftsite.web.filters import tanggal
from craftsite.web.languages import text_of


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two sides agreed on, and where they go on talking; `whatsapp_url` is "" where there is no number."""

    code: str
    heading: str
    offer: OfferTable
    facts: Sequence[tuple[str, str]]
    whatsapp_url: str
    email: str


def agreement_of(inquiry: Inquiry, offer: Offer, side: Side) -> Agreement | None:
    """The agreement in a thread whose maker and region are loaded; None where the offer was not accepted."""
    if offer.answer != OfferAnswer.ACCEPTED or inquiry.producer is None:
        return None
    maker, place = inquiry.producer, destination(inquiry)
    other = maker.name if side is Side.BUYER else inquiry.buyer_name
    facts = [
        (_("Barang"), f"{inquiry.subject_name}, {quantity_of(offer.quantity, offer.unit)}"),
        (_("Siap"), _("Paling lambat %(day)s", day=tanggal(offer.ready_on)) if offer.ready_on else ""),
        (
            _("Dikirim"),
            _("Dari %(here)s ke %(there)s", here=text_of(maker.region, "short_name"), there=place),
        ),
        (_("Tukar bila rusak"), maker.exchange_policy),
        (_("Pembeli"), inquiry.buyer_name),
        (_("Pembuat"), maker.name),
    ]
    number = (maker.whatsapp if maker.whatsapp_consent_at else "") if side is Side.BUYER else inquiry.contact
    text = _("Tentang kesepakatan %(code)s: %(name)s.", code=inquiry.subject_code, name=inquiry.subject_name)
    is_number = number.startswith("+")
    return Agreement(
        code=inquiry.subject_code,
        heading=_("Anda dan %(other)s sudah sepakat", other=other),
        offer=offer_table(inquiry, offer, today()),
        facts=facts,
        whatsapp_url=f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}" if is_number else "",
        email=inquiry.contact if side is Side.MAKER and "@" in inquiry.contact else "",
    )
