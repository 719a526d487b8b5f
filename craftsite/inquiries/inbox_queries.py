"""Reads of the maker's inbox: every thread of whoever speaks for a maker, what waits first."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from craftsite.extensions import db
from craftsite.inquiries.models import Complaint, Inquiry, Message, ReadMark, Side, State
from craftsite.inquiries.queries import SEEN_BY_MAKER, with_subject
from craftsite.inquiries.sentences import SIMILAR
from craftsite.producers.models import Membership


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A thread in the list, whether something in it is new to the maker, and whether one like it shall be made."""

    inquiry: Inquiry
    is_unread: bool
    asks_for_similar: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many threads of a maker wait for an answer, and since when the oldest does."""

    number: int
    since: datetime.datetime | None


def find_inbox(user_id: int, page: int, per_page: int) -> Sequence[InboxRow]:
    """One page: what waits for the maker, the longest first, then the rest, the newest first. One query."""
    read = (
        select(ReadMark.message_id)
        .where(ReadMark.inquiry_id == Inquiry.id, ReadMark.side == Side.MAKER)
        .correlate(Inquiry)
        .scalar_subquery()
    )
    last = (
        select(func.max(Message.id))
        .where(Message.inquiry_id == Inquiry.id, Message.side != Side.MAKER)
        .correlate(Inquiry)
        .scalar_subquery()
    )
    similar = exists().where(Message.inquiry_id == Inquiry.id, Message.sentence == SIMILAR).correlate(Inquiry)
    is_waiting = _is_waiting()
    statement = (
        _of_maker(select(Inquiry, func.coalesce(last, 0) > func.coalesce(read, 0), similar), user_id)
        .options(*with_subject())
        .order_by(
            case((is_waiting, 0), else_=1),
            case((is_waiting, Inquiry.waiting_since), else_=None),
            Inquiry.last_message_at.desc(),
            Inquiry.id.desc(),
        )
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    rows = db.session.execute(statement).unique()
    return [InboxRow(inquiry, bool(is_unread), bool(is_similar)) for inquiry, is_unread, is_similar in rows]


def count_inbox(user_id: int) -> int:
    """How many threads there are. One query."""
    return db.session.scalar(_of_maker(select(func.count(Inquiry.id)), user_id)) or 0


def count_waiting(user_id: int) -> int:
    """How many of all their makers wait for an answer. One query."""
    return db.session.scalar(_of_maker(select(func.count(Inquiry.id)), user_id).where(_is_waiting())) or 0


def get_waiting(producer_id: int) -> Waiting:
    """What waits for one maker. One query."""
    number, since = db.session.execute(
        select(func.count(Inquiry.id), func.min(Inquiry.waiting_since)).where(
            Inquiry.producer_id == producer_id, _is_waiting()
        )
    ).one()
    return Waiting(number, since)


def find_marks(inquiry_id: int) -> Mapping[str, ReadMark]:
    """Up to where each side has read. One query."""
    rows = db.session.scalars(select(ReadMark).where(ReadMark.inquiry_id == inquiry_id))
    return {row.side: row for row in rows}


def has_complained(inquiry_id: int, side: Side) -> bool:
    """Whether a side has reported a thread. One query."""
    statement = select(Complaint.id).where(Complaint.inquiry_id == inquiry_id, Complaint.side == side)
    return db.session.scalar(statement) is not None


def _is_waiting() -> ColumnElement[bool]:
    return and_(Inquiry.state == State.OPEN, Inquiry.waits_for == Side.MAKER)


def _of_maker(statement: Select, user_id: int) -> Select:
    return statement.join(Membership, Membership.producer_id == Inquiry.producer_id).where(
        Membership.user_id == user_id, Inquiry.state.in_(SEEN_BY_MAKER), Inquiry.erased_at.is_(None)
    )
