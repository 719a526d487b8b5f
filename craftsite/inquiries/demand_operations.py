"""Writes of taps on WhatsApp and of wishes; they flush and never commit."""

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, update

from craftsite.extensions import db, insert
from craftsite.inquiries.demand_models import Line, Tap, Wish
from craftsite.inquiries.links import Door, hash_of, new_salt
from craftsite.inquiries.models import Purpose
from craftsite.inquiries.operations import Subject

# How long a tap and a wish count, and how long a contact stays after its owner heard.
DEMAND_STAYS = datetime.timedelta(days=730)
TOLD_STAYS = datetime.timedelta(days=30)
_QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class WishDraft:
    """A wish as it was sent."""

    product_id: int
    purpose: Purpose
    quantity: int | None
    quantity_text: str
    contact: str
    language: str
    consent_version: str
    receipt: str
    sameness: str


def record_tap(subject: Subject, line: Line, route: str, language: str, instant: datetime.datetime) -> None:
    """That somebody was shown the number of a maker."""
    db.session.add(
        Tap(
            subject_kind=subject.kind,
            listing_id=subject.listing_id,
            product_id=subject.product_id,
            producer_id=subject.producer_id,
            line=line,
            route=route,
            language=language,
            tapped_at=instant,
        )
    )
    db.session.flush()


def wish(draft: WishDraft, instant: datetime.datetime) -> Wish | None:
    """A new wish; None where this contact waits for the khas already."""
    salt = new_salt()
    wish_id = db.session.scalar(
        insert(Wish)
        .values(
            product_id=draft.product_id,
            purpose=draft.purpose,
            quantity=draft.quantity,
            quantity_text=draft.quantity_text,
            contact=draft.contact,
            language=draft.language,
            consent_version=draft.consent_version,
            link_salt=salt,
            token_hash=hash_of(Door.WISH, salt),
            confirm_hash=hash_of(Door.ADDRESS, salt) if "@" in draft.contact else None,
            receipt=draft.receipt,
            sameness=draft.sameness,
            wished_at=instant,
        )
        .on_conflict_do_nothing()
        .returning(Wish.id)
    )
    return None if wish_id is None else db.session.get_one(Wish, wish_id)


def erase_wish(one: Wish, instant: datetime.datetime) -> None:
    """Removes the contact of a wish and its links; that somebody wished stays."""
    one.contact, one.link_salt, one.quantity_text = "", "", ""
    one.token_hash = one.confirm_hash = one.sameness = None
    one.erased_at = one.erased_at or instant
    db.session.flush()


def forget_demand(instant: datetime.datetime) -> int:
    """Deletes taps and wishes of two years ago, and the contacts of those who heard a month ago; how many rows."""
    old = instant - DEMAND_STAYS
    taps = db.session.execute(delete(Tap).where(Tap.tapped_at < old).returning(Tap.id), execution_options=_QUIET).all()
    wishes = db.session.execute(
        delete(Wish).where(Wish.wished_at < old).returning(Wish.id), execution_options=_QUIET
    ).all()
    blank = {
        "contact": "",
        "link_salt": "",
        "quantity_text": "",
        "token_hash": None,
        "confirm_hash": None,
        "sameness": None,
        "erased_at": instant,
    }
    told = db.session.execute(
        update(Wish)
        .where(Wish.told_at < instant - TOLD_STAYS, Wish.erased_at.is_(None))
        .values(blank)
        .returning(Wish.id),
        execution_options=_QUIET,
    ).all()
    return len(taps) + len(wishes) + len(told)
