"""Writes of the life of a listing after it was written: sold, on leave, put away, copied, deleted, said to hold."""

import datetime

import sqlalchemy as sa

from craftsite.extensions import db
from craftsite.listings.draft_operations import TooManyListingsError, most_reached, record
from craftsite.listings.models import Deed, Draft, DraftState, Listing, Stock
from craftsite.listings.offers import listing_slug, offer_of, write_offer
from craftsite.listings.written import written

# How long a deleted listing can be brought back.
RESTORABLE = datetime.timedelta(days=30)


def mark_sold(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Says that a listing is sold; it stays to be seen."""
    if listing.sold_at is None:
        listing.sold_at = instant
        _touch(listing, Deed.SOLD, user_id, instant)


def offer_again(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Says that what was sold can be had again."""
    if listing.sold_at is not None:
        listing.sold_at = None
        _touch(listing, Deed.BACK_ON_SALE, user_id, instant)


def begin_leave(listing: Listing, until: datetime.date, user_id: int, instant: datetime.datetime) -> None:
    """Says until which day nobody can send a listing."""
    if listing.away_until != until:
        listing.away_until = until
        _touch(listing, Deed.AWAY, user_id, instant)


def end_leave(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Says that it can be sent again."""
    if listing.away_until is not None:
        listing.away_until = None
        _touch(listing, Deed.BACK, user_id, instant)


def archive(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Hides a listing from everyone but its maker."""
    if listing.archived_at is None:
        listing.archived_at = instant
        _touch(listing, Deed.ARCHIVED, user_id, instant)


def take_from_archive(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Shows it again."""
    if listing.archived_at is not None:
        listing.archived_at = None
        _touch(listing, Deed.RESTORED, user_id, instant)


def delete(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Deletes a listing so that it can be brought back for 30 days."""
    if listing.deleted_at is None:
        listing.deleted_at = instant
        _touch(listing, Deed.DELETED, user_id, instant)


def bring_back(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Brings back what was deleted."""
    if listing.deleted_at is not None:
        listing.deleted_at = None
        _touch(listing, Deed.RESTORED, user_id, instant)


def confirm(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Keeps that its maker has said that the listing is still there at its price."""
    listing.confirmed_at = instant
    record(listing, Deed.CONFIRMED, user_id, instant)
    db.session.flush()


def copy(listing: Listing, user_id: int, instant: datetime.datetime) -> Listing:
    """A new draft that offers the same, without photographs, code and dates. Raises TooManyListingsError."""
    if most_reached(listing.producer_id):
        raise TooManyListingsError(listing.producer_id)
    offer = offer_of(listing)
    fresh = Listing(
        slug=listing_slug(offer.name_id),
        producer_id=listing.producer_id,
        kind=offer.kind,
        taxon_slug=offer.taxon_slug,
        name_id=offer.name_id,
        unit=offer.unit,
        stock=Stock.READY,
        attributes={},
        created_at=instant,
        updated_at=instant,
        tiers=[],
        steps=[],
        channels=[],
        variants=[],
    )
    fields = {name: values for name, values in written(offer).items() if name not in ("milik_saya", "orang_setuju")}
    fresh.draft = Draft(fields=fields, state=DraftState.WRITING, saved_at=instant, saved_by_id=user_id)
    db.session.add(fresh)
    write_offer(fresh, offer, instant)
    fresh.owns_pictures = False
    db.session.flush()
    record(fresh, Deed.COPIED, user_id, instant)
    db.session.flush()
    return fresh


def forget_deleted(instant: datetime.datetime) -> int:
    """How many listings were deleted for good, since nobody has brought them back for 30 days."""
    over = sa.select(Listing.id).where(Listing.deleted_at < instant - RESTORABLE)
    return len(db.session.scalars(sa.delete(Listing).where(Listing.id.in_(over)).returning(Listing.id)).all())


def _touch(listing: Listing, deed: Deed, user_id: int, instant: datetime.datetime) -> None:
    record(listing, deed, user_id, instant)
    db.session.flush()
