"""Reads of threads, each through whoever may see it: a foreign one is not there (404)."""

import datetime
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.inquiries.models import Attachment, Inquiry, Message, Offer, Side, State
from craftsite.listings.models import Listing
from craftsite.listings.queries import with_main_photo
from craftsite.producers.models import Membership, Producer

# What was looked through and let through; no maker sees anything else.
SEEN_BY_MAKER = (State.OPEN, State.CLOSED)


def get_by_secret(token: str) -> Inquiry:
    """The thread that a secret link opens, with maker, region and listing; 404 for any other link. One query."""
    return db.first_or_404(_of_secret(token).options(*with_subject()))


def get_by_secret_for_update(token: str) -> Inquiry:
    """The same without its relations, held until the unit of work ends."""
    return db.first_or_404(_of_secret(token).with_for_update())


def get_of_maker(inquiry_id: int, user_id: int) -> Inquiry:
    """The thread with this id of a maker that somebody speaks for; 404 for every other. One query."""
    return db.first_or_404(_of_maker(inquiry_id, user_id).options(*with_subject()))


def get_of_maker_for_update(inquiry_id: int, user_id: int) -> Inquiry:
    """The same without its relations, held until the unit of work ends."""
    return db.first_or_404(_of_maker(inquiry_id, user_id).with_for_update(of=Inquiry))


def find_messages(inquiry_id: int) -> Sequence[Message]:
    """What was said in a thread, the oldest first, with offers and files. Two queries."""
    return (
        db.session.scalars(
            select(Message)
            .where(Message.inquiry_id == inquiry_id)
            .options(
                joinedload(Message.offer),
                joinedload(Message.attachments).options(joinedload(Attachment.image), joinedload(Attachment.document)),
            )
            .order_by(Message.id)
        )
        .unique()
        .all()
    )


def find_by_receipts(receipt: str, sameness: str) -> Inquiry | None:
    """The question that one sending of a form has become, or the same words from the same network. One query."""
    return db.session.scalar(
        select(Inquiry).where((Inquiry.receipt == receipt) | (Inquiry.sameness == sameness)).order_by(Inquiry.id)
    )


def get_confirming(token: str) -> Inquiry:
    """The thread about whose letters this link decides, with its subject; 404 for any other link. One query."""
    return db.first_or_404(_of_address(token).options(*with_subject()))


def get_confirming_for_update(token: str) -> Inquiry:
    """The same without its relations, held until the unit of work ends."""
    return db.first_or_404(_of_address(token).with_for_update())


def is_told(inquiry_id: int, receipt: str) -> bool:
    """Whether one sending of a form is in the thread already. One query."""
    statement = select(Message.id).where(Message.inquiry_id == inquiry_id, Message.receipt == receipt)
    return db.session.scalar(statement) is not None


def last_message_id(inquiry_id: int) -> int:
    """The newest message of a thread; 0 where there is none. One query."""
    return db.session.scalar(select(db.func.max(Message.id)).where(Message.inquiry_id == inquiry_id)) or 0


def get_file(inquiry_id: int, file_id: int) -> Attachment:
    """A file of a thread with what is stored of it; 404 for every other. One query."""
    return db.first_or_404(
        select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(Attachment.id == file_id, Message.inquiry_id == inquiry_id)
        .options(joinedload(Attachment.image), joinedload(Attachment.document))
    )


def count_files(inquiry_id: int, side: Side) -> int:
    """How many files a side has sent in a thread. One query."""
    statement = select(db.func.count(Attachment.id)).join(Message, Message.id == Attachment.message_id)
    return db.session.scalar(statement.where(Message.inquiry_id == inquiry_id, Message.side == side)) or 0


def get_offer(inquiry_id: int, message_id: int) -> Offer:
    """The offer in a message of a thread; 404 for every other. One query."""
    return db.first_or_404(
        select(Offer)
        .join(Message, Message.id == Offer.message_id)
        .where(Offer.message_id == message_id, Message.inquiry_id == inquiry_id)
    )


def newest_offer_id(inquiry_id: int) -> int | None:
    """The message of the newest offer of a thread. One query."""
    statement = select(db.func.max(Offer.message_id)).join(Message, Message.id == Offer.message_id)
    return db.session.scalar(statement.where(Message.inquiry_id == inquiry_id))


def count_waiting_for_maker(producer_id: int) -> int:
    """How many threads of a maker wait for an answer. One query."""
    statement = select(db.func.count()).select_from(Inquiry)
    return (
        db.session.scalar(
            statement.where(
                Inquiry.producer_id == producer_id, Inquiry.state == State.OPEN, Inquiry.waits_for == Side.MAKER
            )
        )
        or 0
    )


def find_untouched_since(instant: datetime.datetime) -> Sequence[int]:
    """The ids of the threads in which nothing was said since, and which are not erased yet. One query."""
    return db.session.scalars(
        select(Inquiry.id).where(Inquiry.last_message_at < instant, Inquiry.erased_at.is_(None))
    ).all()


def with_subject() -> Sequence[_AbstractLoad]:
    """Loads whom and what a thread is about, in the same query."""
    return (
        joinedload(Inquiry.producer).joinedload(Producer.region),
        joinedload(Inquiry.listing).options(
            joinedload(Listing.producer).joinedload(Producer.region), with_main_photo()
        ),
    )


def _of_secret(token: str) -> Select[Inquiry]:
    return select(Inquiry).where(Inquiry.token_hash == digest(token))


def _of_address(token: str) -> Select[Inquiry]:
    return select(Inquiry).where(Inquiry.confirm_hash == digest(token))


def _of_maker(inquiry_id: int, user_id: int) -> Select[Inquiry]:
    return (
        select(Inquiry)
        .join(Membership, Membership.producer_id == Inquiry.producer_id)
        .where(Inquiry.id == inquiry_id, Membership.user_id == user_id, Inquiry.state.in_(SEEN_BY_MAKER))
    )
