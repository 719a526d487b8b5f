"""Reads of the listings that wait for an office, and of what was decided about them."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from craftsite.curation.review_models import Decision, Review
from craftsite.extensions import db
from craftsite.listings.models import Deed, Draft, DraftState, Listing, ListingDeed, Photo
from craftsite.listings.queries import WHOLE
from craftsite.producers.models import Membership, Producer

# The codes of regions; None means all of them.
Regions = Collection[str] | None


def find_queue(regions: Regions, limit: int) -> Sequence[Listing]:
    """The listings of these regions that wait, the longest waiting first, with draft, maker and region. One query."""
    return db.session.scalars(
        _waiting(select(Listing), regions)
        .options(contains_eager(Listing.draft), contains_eager(Listing.producer).joinedload(Producer.region))
        .order_by(Draft.submitted_at, Draft.listing_id)
        .limit(limit)
    ).all()


def count_queue(regions: Regions) -> int:
    """How many listings of these regions wait. One query."""
    return db.session.scalar(_waiting(select(func.count()).select_from(Listing), regions)) or 0


def find_with_new_photos(regions: Regions, since: datetime.datetime, limit: int) -> Sequence[Listing]:
    """The published listings of these regions whose photographs changed, the last first, with their makers. One query.

    They are live at once; the desk looks afterwards.
    """
    changed = (
        select(ListingDeed.listing_id, func.max(ListingDeed.id).label("last"))
        .where(ListingDeed.deed == Deed.PHOTOS_CHANGED, ListingDeed.done_at >= since)
        .group_by(ListingDeed.listing_id)
        .subquery()
    )
    return db.session.scalars(
        select(Listing)
        .join(changed, changed.c.listing_id == Listing.id)
        .join(Listing.producer)
        .where(Listing.published_at.is_not(None), Listing.deleted_at.is_(None), _is_of(regions))
        .options(contains_eager(Listing.producer))
        .order_by(changed.c.last.desc())
        .limit(limit)
    ).all()


def find_own_makers(user_id: int) -> frozenset[int]:
    """The makers that somebody speaks for. One query."""
    return frozenset(db.session.scalars(select(Membership.producer_id).where(Membership.user_id == user_id)))


def find_reviewed(listing_ids: Collection[int]) -> frozenset[int]:
    """Which of these listings an office has decided about before. One query."""
    return frozenset(
        db.session.scalars(select(Review.listing_id).where(Review.listing_id.in_(listing_ids), _stands()).distinct())
    )


def get_of_regions(listing_id: int, regions: Regions) -> Listing:
    """The listing of these regions with all that the desk shows, or 404; whatever its state. Eight queries at most."""
    return db.one_or_404(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.id == listing_id, Listing.deleted_at.is_(None), _is_of(regions))
        .options(
            contains_eager(Listing.producer).options(
                joinedload(Producer.region), joinedload(Producer.origin_office), selectinload(Producer.kinds)
            ),
            joinedload(Listing.draft),
            joinedload(Listing.taxon),
            selectinload(Listing.photos).joinedload(Photo.image),
            *WHOLE,
        )
    )


def get_of_regions_for_update(listing_id: int, regions: Regions) -> Listing:
    """The same without pictures, held until the unit of work ends, so that one of two reviewers comes second."""
    return db.one_or_404(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.id == listing_id, Listing.deleted_at.is_(None), _is_of(regions))
        .options(selectinload(Listing.draft), selectinload(Listing.producer), *WHOLE)
        .with_for_update(of=Listing)
    )


def find_reviews(listing_id: int) -> Sequence[Review]:
    """All that was decided about a listing with who and where, the newest first. One query, and one for the roles."""
    return db.session.scalars(
        select(Review)
        .where(Review.listing_id == listing_id)
        .options(joinedload(Review.office), joinedload(Review.reviewer))
        .order_by(Review.id.desc())
    ).all()


def find_last_own(reviewer_id: int, since: datetime.datetime) -> Review | None:
    """The last decision of somebody that stands, with its listing, if it is not older than that. One query."""
    return db.session.scalar(
        select(Review)
        .where(Review.reviewer_id == reviewer_id, Review.decided_at > since, _stands())
        .options(joinedload(Review.listing))
        .order_by(Review.id.desc())
        .limit(1)
    )


def get_own_review(review_id: int, reviewer_id: int, regions: Regions) -> Review:
    """A decision of somebody about a listing of these regions, with its listing; 404 for every other. One query."""
    return db.one_or_404(
        select(Review)
        .join(Review.listing)
        .join(Listing.producer)
        .where(
            Review.id == review_id,
            Review.reviewer_id == reviewer_id,
            Review.decision != Decision.UNDONE,
            _is_of(regions),
        )
        .options(contains_eager(Review.listing))
    )


def find_review_to_tell(review_id: int) -> Review | None:
    """The decision with its listing and maker, if it still stands and the listing was not deleted. One query."""
    return db.session.scalar(
        select(Review)
        .join(Review.listing)
        .where(Review.id == review_id, Listing.deleted_at.is_(None), _stands())
        .options(contains_eager(Review.listing).joinedload(Listing.producer).joinedload(Producer.region))
    )


def is_undone(review_id: int) -> bool:
    """Whether somebody has taken a decision back. One query."""
    return bool(db.session.scalar(select(select(Review.id).where(Review.undoes_id == review_id).exists())))


def _waiting(statement: Select[Any], regions: Regions) -> Select[Any]:
    return (
        statement.join(Listing.draft)
        .join(Listing.producer)
        .where(Draft.state == DraftState.SUBMITTED, Listing.deleted_at.is_(None), _is_of(regions))
    )


def _is_of(regions: Regions) -> ColumnElement[bool]:
    # Of an example or a closed maker there is nobody who could be told anything.
    is_real = and_(Producer.is_example.is_(False), Producer.closed_at.is_(None))
    return is_real if regions is None else and_(is_real, Producer.region_code.in_(regions))


def _stands() -> ColumnElement[bool]:
    """Decisions that were not taken back, and that take none back."""
    undoing = aliased(Review)
    return and_(Review.undoes_id.is_(None), ~select(undoing.id).where(undoing.undoes_id == Review.id).exists())
