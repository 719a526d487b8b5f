"""Writes of the life of a listing after it was written: sold, on leave, put away, copied, deleted, said to hold."""

import datetime

from sqlalchemy import delete, select

from craftsite.extensions import db
from craftsite.listings.draft_operations import TooManyListingsError, most_reached, record
from craftsite.listings.models import Deed, Draft, DraftState, Listing, Stock
from craftsite.listings.offers import listing_slug, offer_of, write_offer
from craftsite.listings.written import written

# How long a deleted listing can be brought back.
RESTORABLE = datetime.timedelta(days=30)


def set_sold(listing: Listing, is_sold: bool, user_id: int, instant: datetime.datetime) -> None:
    """Says that a listing is sold, so that it stays to be seen, or that it can be had again."""
    if (listing.sold_at is not None) != is_sold:
        listing.sold_at = instant if is_sold else None
        _touch(listing, Deed.SOLD if is_sold else Deed.BACK_ON_SALE, user_id, instant)


def set_away(listing: Listing, until: datetime.date | None, user_id: int, instant: datetime.datetime) -> None:
    """Says until which day nobody can send it; None ends the leave."""
    if listing.away_until != until:
        listing.away_until = until
        _touch(listing, Deed.AWAY if until else Deed.BACK, user_id, instant)


def set_archived(listing: Listing, is_archived: bool, user_id: int, instant: datetime.datetime) -> None:
    """Hides a listing from everyone but its maker, or shows it again."""
    if (listing.archived_at is not None) != is_archived:
        listing.archived_at = instant if is_archived else None
        _touch(listing, Deed.ARCHIVED if is_archived else Deed.RESTORED, user_id, instant)


def set_deleted(listing: Listing, is_deleted: bool, user_id: int, instant: datetime.datetime) -> None:
    """Deletes a listing so that it can be brought back for 30 days, or brings it back."""
    if (listing.deleted_at is not None) != is_deleted:
        listing.deleted_at = instant if is_deleted else None
        _touch(listing, Deed.DELETED if is_deleted else Deed.RESTORED, user_id, instant)


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
    over = select(Listing.id).where(Listing.deleted_at < instant - RESTORABLE)
    return len(db.session.scalars(delete(Listing).where(Listing.id.in_(over)).returning(Listing.id)).all())


def _touch(listing: Listing, deed: Deed, user_id: int, instant: datetime.datetime) -> None:
    record(listing, deed, user_id, instant)
    db.session.flush()
