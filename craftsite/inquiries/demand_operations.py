"""Writes of taps on WhatsApp and of wishes; they flush and never commit."""

import datetime
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, update

from craftsite.extensions import db, insert
from craftsite.inquiries import demand_queries as queries
from craftsite.inquiries import mails
from craftsite.inquiries.demand_models import Line, Tap, Wish
from craftsite.inquiries.doubts import UNPROVEN
from craftsite.inquiries.links import Door, hash_of, keyed_digest, new_salt
from craftsite.inquiries.models import Purpose, SubjectKind
from craftsite.inquiries.operations import Place, Question, Subject, ask, hold, tell
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.listings.models import Listing
from craftsite.mail.outbox import forget_recipient
from craftsite.web.clock import now, today
from craftsite.web.languages import Language, text_in, text_of

# How long a tap and a wish count, and how long a contact stays after its owner heard.
DEMAND_STAYS = datetime.timedelta(days=730)
TOLD_STAYS = datetime.timedelta(days=30)
# How many letters one turn of the job writes.
AT_ONCE = 200
INDONESIA = "ID"
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


def wish(draft: WishDraft, name: str, instant: datetime.datetime) -> Wish | None:
    """A new wish for a khas of this name; None where this contact waits for it already. An address is asked first."""
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
    if wish_id is None:
        return None
    made = db.session.get_one(Wish, wish_id)
    if made.confirm_hash is not None:
        mails.send_wish_confirmation(made, name)
    return made


def confirm_address(one: Wish, instant: datetime.datetime) -> None:
    """That the owner of an address wants to hear. Saying so twice does nothing more."""
    one.address_confirmed_at = one.address_confirmed_at or instant
    db.session.flush()


def tell_wishes(instant: datetime.datetime, day: datetime.date) -> int:
    """Tells those who wait for a khas that somebody sells it now, each once; how many.

    An address gets a letter. A number goes to the maker as a question, since the site writes to no number.
    """
    come_true = queries.find_come_true(day, AT_ONCE)
    for one, listing in come_true:
        if "@" in one.contact:
            mails.send_wish_come_true(one, text_in(Language(one.language), one.product, "name"), listing)
        else:
            inquiry, is_new = ask(_question_of(one, listing), instant)
            if is_new and not one.is_proven:
                hold(inquiry, UNPROVEN)
            if is_new:
                tell(inquiry, asks_address=False)
        one.told_at, one.listing_id = instant, listing.id
    db.session.flush()
    return len(come_true)


def tell_hourly(payload: Payload) -> Write:
    """The job that does so once an hour."""
    return lambda: tell_wishes(now(), today())


def _question_of(one: Wish, listing: Listing) -> Question:
    with force_locale(one.language):
        text = _("Saya menunggu %(name)s. Tolong kabari saya bila masih ada.", name=text_of(one.product, "name"))
        name = _("Pembeli yang menunggu")
    return Question(
        subject=Subject(
            kind=SubjectKind.LISTING,
            name=listing.name_id,
            producer_id=listing.producer_id,
            code=listing.code or "",
            listing_id=listing.id,
            product_id=one.product_id,
        ),
        purpose=Purpose(one.purpose),
        quantity=one.quantity,
        unit=one.product.unit,
        quantity_text=one.quantity_text,
        text=text,
        buyer_name=name,
        contact=one.contact,
        # Where somebody waits was not asked.
        place=Place(country_code=INDONESIA),
        language=one.language,
        consent_version=one.consent_version,
        receipt=keyed_digest("wish", str(one.id)),
        sameness=keyed_digest("wish", str(one.id), "sameness"),
    )


def erase_wish(one: Wish, instant: datetime.datetime) -> None:
    """Removes the contact of a wish, its links and the letters about it; that somebody wished stays."""
    if "@" in one.contact:
        forget_recipient(one.contact)
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
