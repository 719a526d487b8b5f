"""Reads of questions that an office looks through before their maker sees them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, State
from craftsite.producers.models import Producer


def find_held(regions: Collection[str] | None, limit: int) -> Sequence[Inquiry]:
    """The questions to makers of these regions that wait, the oldest first, with maker and words. Two queries."""
    return db.session.scalars(
        _of_regions(regions)
        .where(Inquiry.state == State.HELD)
        .options(joinedload(Inquiry.producer).joinedload(Producer.region), selectinload(Inquiry.messages))
        .order_by(Inquiry.asked_at, Inquiry.id)
        .limit(limit)
    ).all()


def get_reviewable(inquiry_id: int, regions: Collection[str] | None) -> Inquiry:
    """The question with this id that is or was looked through in these regions; 404 for every other. One query."""
    return db.first_or_404(_reviewable(inquiry_id, regions))


def get_reviewable_for_update(inquiry_id: int, regions: Collection[str] | None) -> Inquiry:
    """The same, held until the unit of work ends."""
    return db.first_or_404(_reviewable(inquiry_id, regions).with_for_update(of=Inquiry))


def _reviewable(inquiry_id: int, regions: Collection[str] | None) -> Select[Inquiry]:
    was_or_is_held = (Inquiry.state == State.HELD) | Inquiry.reviewed_at.is_not(None)
    return _of_regions(regions).where(Inquiry.id == inquiry_id, was_or_is_held)


def _of_regions(regions: Collection[str] | None) -> Select[Inquiry]:
    statement = select(Inquiry).join(Inquiry.producer)
    return statement if regions is None else statement.where(Producer.region_code.in_(regions))
