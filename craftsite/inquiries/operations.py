"""Writes of threads; they flush and never commit."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from craftsite.extensions import db, insert
from craftsite.inquiries import mails, queries
from craftsite.inquiries.links import Door, hash_of, new_salt
from craftsite.inquiries.models import (
    Attachment,
    Complaint,
    Inquiry,
    Message,
    Purpose,
    ReadMark,
    Result,
    Side,
    State,
    SubjectKind,
)
from craftsite.mail.outbox import forget_recipient
from craftsite.media.operations import discard_document, discard_image
from craftsite.producers.models import Producer
from craftsite.producers.queries import find_people

# How long the same words from the same network are one question.
SAME_FOR = datetime.timedelta(days=1)
# How long a thread stays after its last message, and what was refused after it was looked through.
THREADS_STAY = datetime.timedelta(days=730)
REFUSED_STAY = datetime.timedelta(days=30)
# The fixed sentence above an offer.
OFFER = "penawaran"
_QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about, and who is asked."""

    kind: SubjectKind
    name: str
    producer_id: int
    code: str = ""
    listing_id: int | None = None
    product_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the goods should go: one of a region of East Java, a province, and a country."""

    region_code: str | None = None
    province_code: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was sent. `doubts` are why it should be looked through before its maker sees it.

    `sentence` is the fixed one that stands before its words, with `blanks` in its gaps.
    """

    subject: Subject
    purpose: Purpose
    quantity: int | None
    unit: str
    quantity_text: str
    text: str
    buyer_name: str
    contact: str
    place: Place
    language: str
    consent_version: str
    receipt: str
    sameness: str
    doubts: Sequence[str] = ()
    sentence: str = ""
    blanks: Sequence[str] = ()


def ask(question: Question, instant: datetime.datetime) -> tuple[Inquiry, bool]:
    """The thread of a question, and whether it is new: what is sent twice is asked once."""
    _forget_sameness(question.sameness, instant)
    inquiry_id = db.session.scalar(
        insert(Inquiry).values(_values(question, new_salt(), instant)).on_conflict_do_nothing().returning(Inquiry.id)
    )
    if inquiry_id is None:
        known = queries.find_by_receipts(question.receipt, question.sameness)
        if known is None:
            raise LookupError("A question that is there already cannot be found.")
        return known, False
    db.session.add(
        Message(
            inquiry_id=inquiry_id,
            side=Side.BUYER,
            text=question.text,
            sentence=question.sentence,
            blanks=list(question.blanks),
            receipt=question.receipt,
            sent_at=instant,
        )
    )
    db.session.flush()
    return db.session.get_one(Inquiry, inquiry_id), True


def say(
    inquiry: Inquiry,
    side: Side,
    text: str,
    instant: datetime.datetime,
    *,
    author_id: int | None = None,
    sentence: str = "",
    blanks: Sequence[str] = (),
    receipt: str | None = None,
) -> Message | None:
    """A new message of a thread that is held for update; None where this sending of a form is there already."""
    if receipt is not None and queries.is_told(inquiry.id, receipt):
        return None
    message = Message(
        inquiry_id=inquiry.id,
        side=side,
        author_id=author_id,
        text=text,
        sentence=sentence,
        blanks=list(blanks),
        receipt=receipt,
        sent_at=instant,
    )
    db.session.add(message)
    inquiry.last_message_at = instant
    if side is Side.MAKER:
        inquiry.first_answered_at = inquiry.first_answered_at or instant
        _wait_for(inquiry, Side.BUYER, instant)
    elif side is Side.BUYER:
        _wait_for(inquiry, Side.MAKER, instant)
    db.session.flush()
    return message


def mark_read(inquiry_id: int, side: Side, message_id: int, instant: datetime.datetime) -> None:
    """Remembers up to which message a side has read; never goes back."""
    statement = insert(ReadMark).values(inquiry_id=inquiry_id, side=side, message_id=message_id, read_at=instant)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[ReadMark.inquiry_id, ReadMark.side],
            set_={"message_id": message_id, "read_at": instant},
            where=ReadMark.message_id < message_id,
        )
    )


def close(inquiry: Inquiry, side: Side, result: Result, instant: datetime.datetime) -> None:
    """Ends a thread that is held for update; nothing for one that has ended."""
    if inquiry.state != State.OPEN:
        return
    inquiry.state, inquiry.closed_at, inquiry.closed_by, inquiry.result = State.CLOSED, instant, side, result
    inquiry.waits_for, inquiry.waiting_since = "", None
    db.session.flush()


def complain(inquiry_id: int, side: Side, reason: str, text: str, instant: datetime.datetime) -> bool:
    """That a side reports a thread; False where it has done so already."""
    statement = (
        insert(Complaint)
        .values(inquiry_id=inquiry_id, side=side, reason=reason, text=text, made_at=instant)
        .on_conflict_do_nothing(index_elements=[Complaint.inquiry_id, Complaint.side])
        .returning(Complaint.id)
    )
    return db.session.scalar(statement) is not None


def hold(inquiry: Inquiry, doubt: str) -> None:
    """Keeps a new question from its maker until somebody has looked through it."""
    inquiry.state, inquiry.doubts = State.HELD, [*inquiry.doubts, doubt]
    db.session.flush()


def tell(inquiry: Inquiry, *, asks_address: bool) -> None:
    """Writes to the maker that a new question waits, unless it is looked through first, and asks for an address."""
    if inquiry.state == State.OPEN:
        _tell_maker(inquiry)
    if asks_address and inquiry.confirm_hash is not None:
        mails.send_confirmation(inquiry)


def review(inquiry: Inquiry, is_let_through: bool, user_id: int, instant: datetime.datetime) -> None:
    """Lets a held question through to its maker, or refuses it; nothing for one that was looked through already."""
    if inquiry.state != State.HELD:
        return
    inquiry.reviewed_at, inquiry.reviewed_by_id = instant, user_id
    inquiry.state = State.OPEN if is_let_through else State.REFUSED
    if is_let_through:
        inquiry.waiting_since = instant
        _tell_maker(inquiry)
    db.session.flush()


def reply(inquiry: Inquiry, text: str, receipt: str, instant: datetime.datetime, *, sentence: str = "") -> None:
    """What a buyer adds to a thread that is held for update; its maker hears of it once it has seen the thread."""
    was_waiting = inquiry.waits_for == Side.MAKER
    message = say(inquiry, Side.BUYER, text, instant, receipt=receipt, sentence=sentence)
    # While the maker has not answered the question yet, one letter about it is enough.
    if message is not None and inquiry.state == State.OPEN and not was_waiting:
        tell_of_reply(inquiry)


def tell_of_reply(inquiry: Inquiry) -> None:
    """Writes to the maker that the buyer has answered."""
    producer = _producer(inquiry)
    if producer is not None:
        mails.send_reply(inquiry, producer, find_people([producer.id]))


def answer(
    inquiry: Inquiry,
    text: str,
    instant: datetime.datetime,
    *,
    author_id: int,
    receipt: str,
    sentence: str = "",
    blanks: Sequence[str] = (),
) -> Message | None:
    """What a maker answers in a thread that is held for update; None where this sending is there already.

    The buyer gets a letter about the first of several answers in a row, and about every offer.
    """
    was_waited_for = inquiry.waits_for != Side.BUYER
    message = say(
        inquiry, Side.MAKER, text, instant, author_id=author_id, receipt=receipt, sentence=sentence, blanks=blanks
    )
    if message is not None and (was_waited_for or sentence == OFFER):
        mails.send_answer(inquiry)
    return message


def choose_letters(inquiry: Inquiry, wants_letters: bool, instant: datetime.datetime) -> None:
    """That the owner of an address wants letters about this thread, or no more; the first yes brings the link."""
    if not wants_letters:
        inquiry.letters_stopped_at = inquiry.letters_stopped_at or instant
    else:
        is_first = inquiry.address_confirmed_at is None
        inquiry.address_confirmed_at = inquiry.address_confirmed_at or instant
        inquiry.letters_stopped_at = None
        if is_first:
            mails.send_copy(inquiry)
    db.session.flush()


def erase_for_buyer(inquiry: Inquiry, instant: datetime.datetime) -> None:
    """Erases a thread as its buyer wants, with the letters to them."""
    contact, inquiry_id = inquiry.contact, inquiry.id
    erase([inquiry_id], instant)
    if "@" in contact:
        forget_recipient(contact)


def erase(inquiry_ids: Collection[int], instant: datetime.datetime) -> int:
    """Removes the person, all that was said and every file of threads; how many. What statistics need stays."""
    messages = select(Message.id).where(Message.inquiry_id.in_(inquiry_ids))
    files = select(Attachment.image_id, Attachment.document_id).where(Attachment.message_id.in_(messages))
    for image_id, document_id in db.session.execute(files).all():
        if image_id is not None:
            discard_image(image_id)
        elif document_id is not None:
            discard_document(document_id)
    for gone in (
        delete(ReadMark).where(ReadMark.inquiry_id.in_(inquiry_ids)),
        delete(Message).where(Message.inquiry_id.in_(inquiry_ids)),
    ):
        db.session.execute(gone, execution_options=_QUIET)
    db.session.execute(
        update(Complaint).where(Complaint.inquiry_id.in_(inquiry_ids)).values(text=""), execution_options=_QUIET
    )
    of_them = Inquiry.id.in_(inquiry_ids)
    db.session.execute(
        update(Inquiry)
        .where(of_them, Inquiry.state.in_((State.OPEN, State.HELD)))
        .values(state=State.CLOSED, closed_at=instant, closed_by=Side.SYSTEM, result=Result.WITHDRAWN),
        execution_options=_QUIET,
    )
    blank = {
        "buyer_name": "",
        "contact": "",
        "token_hash": None,
        "confirm_hash": None,
        "sameness": None,
        "link_salt": "",
        "quantity_text": "",
        "waits_for": "",
        "waiting_since": None,
        "erased_at": instant,
    }
    erased = db.session.execute(
        update(Inquiry).where(of_them, Inquiry.erased_at.is_(None)).values(blank).returning(Inquiry.id),
        execution_options=_QUIET,
    )
    db.session.expire_all()
    return len(erased.all())


def forget_inquiries(instant: datetime.datetime) -> int:
    """Erases the threads in which nobody wrote for two years, and deletes what was refused a month ago; how many."""
    refused = (
        delete(Inquiry)
        .where(Inquiry.state == State.REFUSED, Inquiry.reviewed_at < instant - REFUSED_STAY)
        .returning(Inquiry.id)
    )
    number = len(db.session.execute(refused, execution_options=_QUIET).all())
    return number + erase(queries.find_untouched_since(instant - THREADS_STAY), instant)


def _values(question: Question, salt: str, instant: datetime.datetime) -> dict[str, object]:
    subject, place = question.subject, question.place
    is_address = "@" in question.contact
    return {
        "subject_kind": subject.kind,
        "listing_id": subject.listing_id,
        "product_id": subject.product_id,
        "producer_id": subject.producer_id,
        "subject_name": subject.name,
        "subject_code": subject.code,
        "purpose": question.purpose,
        "quantity": question.quantity,
        "unit": question.unit,
        "quantity_text": question.quantity_text,
        "buyer_name": question.buyer_name,
        "contact": question.contact,
        "region_code": place.region_code,
        "province_code": place.province_code,
        "country_code": place.country_code,
        "language": question.language,
        "consent_version": question.consent_version,
        "link_salt": salt,
        "token_hash": hash_of(Door.THREAD, salt),
        "confirm_hash": hash_of(Door.ADDRESS, salt) if is_address else None,
        "receipt": question.receipt,
        "sameness": question.sameness,
        "state": State.HELD if question.doubts else State.OPEN,
        "doubts": list(question.doubts),
        "asked_at": instant,
        "waits_for": Side.MAKER,
        "waiting_since": instant,
        "last_message_at": instant,
        "closed_by": "",
        "result": "",
    }


def _tell_maker(inquiry: Inquiry) -> None:
    producer = _producer(inquiry)
    if producer is not None:
        mails.send_question(inquiry, producer, find_people([producer.id]))


def _producer(inquiry: Inquiry) -> Producer | None:
    return db.session.get(Producer, inquiry.producer_id) if inquiry.producer_id is not None else None


def _wait_for(inquiry: Inquiry, side: Side, instant: datetime.datetime) -> None:
    if inquiry.waits_for != side:
        inquiry.waits_for, inquiry.waiting_since = side, instant


def _forget_sameness(sameness: str, instant: datetime.datetime) -> None:
    """The same words of yesterday are another question."""
    db.session.execute(
        update(Inquiry)
        .where(Inquiry.sameness == sameness, Inquiry.asked_at < instant - SAME_FOR)
        .values(sameness=None),
        execution_options=_QUIET,
    )
