"""Offers in a thread, and the one answer that each gets; the caller holds the thread for update."""

import datetime
from dataclasses import dataclass

from craftsite.extensions import db
from craftsite.inquiries import operations, queries
from craftsite.inquiries.models import Inquiry, Message, Offer, OfferAnswer, Side
from craftsite.inquiries.permissions import may_answer_offer


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered."""

    quantity: int
    unit: str
    price_idr: int
    shipping_idr: int | None
    ready_on: datetime.date | None
    valid_until: datetime.date


class OfferOverError(ValueError):
    """An offer can be answered no more: its last day is over, a newer one stands in its place, or the thread ended."""


class OfferAnsweredError(ValueError):
    """An offer has got the other answer already."""


def make_offer(
    inquiry: Inquiry, terms: Terms, text: str, instant: datetime.datetime, *, author_id: int, receipt: str
) -> Message | None:
    """The message with an offer; None where this sending of the form is there already."""
    said = operations.answer(inquiry, text, instant, author_id=author_id, receipt=receipt, sentence=operations.OFFER)
    if said is not None:
        db.session.add(
            Offer(
                message_id=said.id,
                quantity=terms.quantity,
                unit=terms.unit,
                price_idr=terms.price_idr,
                shipping_idr=terms.shipping_idr,
                ready_on=terms.ready_on,
                valid_until=terms.valid_until,
                answer="",
            )
        )
        db.session.flush()
    return said


def answer_offer(
    inquiry: Inquiry, message_id: int, answer: OfferAnswer, instant: datetime.datetime, day: datetime.date
) -> Offer:
    """The offer with the answer of the buyer; the same answer given twice is one.

    Raises OfferAnsweredError, OfferOverError, and NotFound for an offer of another thread.
    """
    offer = queries.get_offer(inquiry.id, message_id)
    if offer.answer:
        if offer.answer != answer:
            raise OfferAnsweredError
        return offer
    is_newest = queries.newest_offer_id(inquiry.id) == message_id
    if not may_answer_offer(inquiry, offer) or day > offer.valid_until or not is_newest:
        raise OfferOverError
    offer.answer, offer.answered_at = answer, instant
    operations.say(inquiry, Side.BUYER, "", instant, sentence=answer, receipt=f"offer-{message_id}")
    operations.tell_of_reply(inquiry)
    db.session.flush()
    return offer
