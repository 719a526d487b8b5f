"""Reads of what nobody answers: whom to remind, what an office sees of it, who else could be asked, how long it takes.

An office sees which maker is silent and since when, and why somebody complains; never what was asked, nor who asked.
"""

import datetime
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from craftsite.extensions import db
from craftsite.inquiries.models import Complaint, Inquiry, Side, State
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer

# After how long a maker is reminded and its office sees the silence; after how long somebody else may be asked.
SILENT_AFTER = datetime.timedelta(hours=72)
ELSEWHERE_AFTER = datetime.timedelta(days=7)
# How many answered questions it takes to say how long an answer takes, and how far back they lie at most.
ENOUGH_ANSWERS = 5
ANSWERS_COUNT_FOR = datetime.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Silence:
    """That a maker has left something without an answer; nothing of what was asked."""

    inquiry_id: int
    maker: str
    maker_id: int
    region: str
    code: str
    since: datetime.datetime
    is_reminded: bool


def find_to_remind(instant: datetime.datetime, limit: int) -> Sequence[Inquiry]:
    """What has waited for its maker for 72 hours, which was not reminded of it yet; held for update. One query."""
    is_new = or_(Inquiry.reminded_at.is_(None), Inquiry.reminded_at < Inquiry.waiting_since)
    return _held(and_(_waits_since(instant - SILENT_AFTER), is_new), limit)


def find_to_ask_elsewhere(instant: datetime.datetime, limit: int) -> Sequence[Inquiry]:
    """What has never been answered for a week, and whose buyer was not asked yet; held for update. One query."""
    is_new = and_(Inquiry.first_answered_at.is_(None), Inquiry.asked_elsewhere_at.is_(None))
    return _held(and_(_waits_since(instant - ELSEWHERE_AFTER), is_new), limit)


def find_silent(regions: Collection[str] | None, instant: datetime.datetime, limit: int) -> Sequence[Silence]:
    """What an office sees of silence in its regions, the longest first; None means all regions. One query."""
    statement = (
        select(
            Inquiry.id,
            Producer.name,
            Producer.id,
            Producer.region_code,
            Inquiry.subject_code,
            Inquiry.waiting_since,
            Inquiry.reminded_at,
        )
        .join(Producer, Producer.id == Inquiry.producer_id)
        .where(_waits_since(instant - SILENT_AFTER), Inquiry.erased_at.is_(None))
        .order_by(Inquiry.waiting_since, Inquiry.id)
        .limit(limit)
    )
    if regions is not None:
        statement = statement.where(Producer.region_code.in_(regions))
    rows = db.session.execute(statement)
    return [
        Silence(number, maker, maker_id, region, code, since, is_reminded=reminded is not None)
        for number, maker, maker_id, region, code, since, reminded in rows
        if since is not None
    ]


def find_complaints(regions: Collection[str] | None, limit: int) -> Sequence[tuple[Complaint, Producer, str]]:
    """The reports of threads that nobody has handled, each with its maker and a code, the oldest first. One query."""
    statement = (
        select(Complaint, Producer, Inquiry.subject_code)
        .join(Inquiry, Inquiry.id == Complaint.inquiry_id)
        .join(Producer, Producer.id == Inquiry.producer_id)
        .where(Complaint.handled_at.is_(None))
        .order_by(Complaint.made_at, Complaint.id)
        .limit(limit)
    )
    if regions is not None:
        statement = statement.where(Producer.region_code.in_(regions))
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]


def get_complaint(complaint_id: int, regions: Collection[str] | None) -> Complaint:
    """A report of a thread of these regions, held for update; 404 for every other. One query."""
    statement = (
        select(Complaint)
        .join(Inquiry, Inquiry.id == Complaint.inquiry_id)
        .join(Producer, Producer.id == Inquiry.producer_id)
        .where(Complaint.id == complaint_id)
        .with_for_update(of=Complaint)
    )
    if regions is not None:
        statement = statement.where(Producer.region_code.in_(regions))
    return db.first_or_404(statement)


def find_capable(inquiry: Inquiry, day: datetime.date, limit: int) -> Sequence[Listing]:
    """Public listings of the same group of goods by other makers, one a maker, those of the same khas and region first.

    Only makers who leave nobody waiting as long themselves. The listing and maker of the thread are loaded. One query.
    """
    maker = inquiry.producer
    alike = _alike(inquiry)
    if maker is None or alike is None:
        return []
    waiting = aliased(Inquiry)
    is_silent = (
        select(waiting.id)
        .where(
            waiting.producer_id == Producer.id,
            waiting.state == State.OPEN,
            waiting.waits_for == Side.MAKER,
            waiting.waiting_since <= inquiry.waiting_since,
        )
        .exists()
    )
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(
            is_public(day),
            alike,
            Listing.code.is_not(None),
            Listing.sold_at.is_(None),
            or_(Listing.away_until.is_(None), Listing.away_until < day),
            Producer.id != maker.id,
            Producer.is_example == maker.is_example,
            ~is_silent,
        )
        .options(contains_eager(Listing.producer).joinedload(Producer.region))
        .order_by(
            case((Listing.product_id == inquiry.product_id, 0), else_=1),
            case((Producer.region_code == maker.region_code, 0), else_=1),
            Listing.confirmed_at.desc(),
            Listing.id,
        )
        .limit(limit * 10)
    )
    first: dict[int, Listing] = {}
    for listing in db.session.scalars(statement):
        first.setdefault(listing.producer_id, listing)
    return [*first.values()][:limit]


def get_listing(listing_id: int) -> Listing:
    """A listing that was found to be alike, with its maker, read anew; 404 where it is gone. One query."""
    return db.first_or_404(select(Listing).where(Listing.id == listing_id).options(joinedload(Listing.producer)))


def get_passed_on(inquiry_id: int) -> Inquiry | None:
    """The question that another one became at another maker, with that maker. One query."""
    statement = select(Inquiry).where(Inquiry.passed_on_from_id == inquiry_id).options(joinedload(Inquiry.producer))
    return db.session.scalar(statement)


def usual_answer_hours(producer_id: int, instant: datetime.datetime) -> float | None:
    """How many hours a maker takes in the middle; a question never answered counts as the longest. One query.

    None where there are too few, and where more than half of all had no answer.
    """
    start = func.coalesce(Inquiry.reviewed_at, Inquiry.asked_at)
    rows = db.session.execute(
        select(start, Inquiry.first_answered_at).where(
            Inquiry.producer_id == producer_id,
            Inquiry.state.in_((State.OPEN, State.CLOSED)),
            Inquiry.asked_at >= instant - ANSWERS_COUNT_FOR,
            or_(Inquiry.first_answered_at.is_not(None), Inquiry.asked_at < instant - ELSEWHERE_AFTER),
        )
    ).all()
    if len(rows) < ENOUGH_ANSWERS:
        return None
    never = float("inf")
    middle = statistics.median_high(
        (answered - asked).total_seconds() / 3_600 if answered is not None else never for asked, answered in rows
    )
    return None if middle == never else max(0.0, middle)


def _alike(inquiry: Inquiry) -> ColumnElement[bool] | None:
    if inquiry.listing is not None:
        return and_(Listing.kind == inquiry.listing.kind, Listing.taxon_slug == inquiry.listing.taxon_slug)
    return Listing.product_id == inquiry.product_id if inquiry.product_id is not None else None


def _waits_since(instant: datetime.datetime) -> ColumnElement[bool]:
    return and_(Inquiry.state == State.OPEN, Inquiry.waits_for == Side.MAKER, Inquiry.waiting_since <= instant)


def _held(condition: ColumnElement[bool], limit: int) -> Sequence[Inquiry]:
    return db.session.scalars(
        select(Inquiry)
        .where(condition, Inquiry.erased_at.is_(None))
        .order_by(Inquiry.waiting_since, Inquiry.id)
        .limit(limit)
        .with_for_update(of=Inquiry, skip_locked=True)
    ).all()
