"""Writes of what a maker is writing: begun, saved as typed, sent, taken back, and decided by the office."""

import datetime
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Select, func, select

from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.listings.changes import changes, reviewed_codes, without_reviewed
from craftsite.listings.models import Deed, Draft, DraftState, Listing, ListingDeed, Stock
from craftsite.listings.offers import Offer, listing_slug, offer_of, restored, stored, write_offer
from craftsite.listings.operations import index_listings, next_code
from craftsite.listings.permissions import may_write
from craftsite.listings.written import written
from craftsite.producers.models import Producer
from craftsite.regions.models import Region

# What one maker may have; a thousand is more than any has, and stops a script that fills the table.
MOST_LISTINGS = 1_000


class TooManyListingsError(ValueError):
    """A maker has as many listings as one may have."""


class StaleDraftError(ValueError):
    """Somebody else has saved the listing since it was read."""


class NotWritableError(ValueError):
    """The office has the listing on its desk, or it is deleted."""


class Sent(StrEnum):
    """What became of an offer that was sent."""

    WAITING = "waiting"
    LIVE = "live"
    PARTLY_LIVE = "partly_live"


def begin(
    producer: Producer, kind: str, product: RegionalProduct | None, user_id: int, instant: datetime.datetime
) -> Listing:
    """A new listing of a maker with an empty draft. Raises TooManyListingsError."""
    if most_reached(producer.id):
        raise TooManyListingsError(producer.id)
    taxon = product.taxon_slug if product else db.session.scalars(_taxa_of(kind)).first()
    fields = {"jenis": [kind]} | ({"khas": [str(product.id)], "golongan": [product.taxon_slug]} if product else {})
    listing = Listing(
        slug=listing_slug(""),
        producer_id=producer.id,
        kind=kind,
        taxon_slug=taxon,
        name_id="",
        unit="buah",
        stock=Stock.READY,
        attributes={},
        created_at=instant,
        updated_at=instant,
    )
    listing.draft = Draft(fields=fields, state=DraftState.WRITING, saved_at=instant, saved_by_id=user_id)
    db.session.add(listing)
    db.session.flush()
    record(listing, Deed.BEGUN, user_id, instant)
    return listing


def most_reached(producer_id: int) -> bool:
    """Whether a maker has as many listings as one may have. One query."""
    statement = select(func.count()).select_from(Listing).where(Listing.producer_id == producer_id)
    return (db.session.scalar(statement) or 0) >= MOST_LISTINGS


def save(
    listing: Listing,
    fields: Mapping[str, list[str]],
    offer: Offer,
    edition: int,
    user_id: int,
    instant: datetime.datetime,
    mark: str = "",
) -> None:
    """Keeps what was typed over the edition that its writer has read. Raises StaleDraftError, NotWritableError.

    A page whose last sending arrived though its answer was lost writes over its own. While the listing was never
    published its columns follow what was understood; nobody else sees them.
    """
    if not may_write(listing):
        raise NotWritableError(listing.id)
    if listing.edition != edition and not _are_of_one_page(listing.saved_from, mark):
        raise StaleDraftError(listing.id)
    if listing.draft is None:
        listing.draft = Draft(state=DraftState.WRITING, fields={}, saved_at=instant)
    listing.draft.fields = dict(fields)
    listing.draft.saved_at = instant
    listing.draft.saved_by_id = user_id
    listing.edition += 1
    listing.saved_from = mark
    if listing.published_at is None:
        write_offer(listing, offer, instant)
    db.session.flush()


def send(listing: Listing, offer: Offer, user_id: int, instant: datetime.datetime) -> Sent:
    """Sends what was written to the office; of a published listing, what needs no review is live at once."""
    draft = listing.draft
    if draft is None or not may_write(listing):
        raise NotWritableError(listing.id)
    if listing.published_at is None:
        return _wait(listing, draft, offer, user_id, instant)
    before = offer_of(listing)
    waiting = reviewed_codes(before, offer)
    _make_live(listing, without_reviewed(before, offer), user_id, instant)
    if waiting:
        _wait(listing, draft, offer, user_id, instant)
        return Sent.PARTLY_LIVE
    listing.draft = None
    db.session.flush()
    return Sent.LIVE


def withdraw(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Takes what was sent from the desk of the office, to write on. Nothing where it does not lie there."""
    if listing.draft is not None and listing.draft.state == DraftState.SUBMITTED:
        listing.draft.state = DraftState.WRITING
        listing.draft.offer = None
        record(listing, Deed.WITHDRAWN, user_id, instant)
        db.session.flush()


def drop(listing: Listing) -> None:
    """Forgets changes of a published listing that were written and never sent."""
    if listing.published_at is not None and may_write(listing):
        listing.draft = None
        listing.edition += 1
        listing.saved_from = ""
        db.session.flush()


def approve(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Publishes what was sent; the first time with a code of the region. Raises NotWritableError where nothing was.

    A listing whose first approval was taken back keeps its code, which may be written down somewhere already.
    """
    draft = listing.draft
    if draft is None or draft.state != DraftState.SUBMITTED or draft.offer is None:
        raise NotWritableError(listing.id)
    offer = restored(draft.offer)
    if listing.published_at is None:
        region = db.session.get_one(Region, listing.producer.region_code)
        listing.code = listing.code or next_code(region)
        listing.published_at = instant
    _make_live(listing, offer, user_id, instant, deed=Deed.APPROVED)
    listing.draft = None
    db.session.flush()


def answer(listing: Listing, deed: Deed, note: str, user_id: int, instant: datetime.datetime) -> None:
    """Gives what was sent back to its maker with a note: something to mend, or a refusal. Raises NotWritableError."""
    draft = listing.draft
    if draft is None or draft.state != DraftState.SUBMITTED:
        raise NotWritableError(listing.id)
    draft.state = DraftState.ASKED if deed is Deed.ASKED else DraftState.REFUSED
    draft.note = note
    record(listing, deed, user_id, instant, {"note": ["", note]})
    db.session.flush()


def take_approval_back(
    listing: Listing,
    approved: Offer,
    before: Offer | None,
    submitted_at: datetime.datetime,
    user_id: int,
    instant: datetime.datetime,
) -> None:
    """Puts what was approved back on the desk as if nobody had decided; the public sees `before`, or nothing for None.

    Raises NotWritableError where its maker has gone on since.
    """
    if listing.draft is not None or listing.deleted_at is not None or listing.published_at is None:
        raise NotWritableError(listing.id)
    if before is None:
        listing.published_at = listing.confirmed_at = None
    else:
        write_offer(listing, before, instant)
    listing.draft = Draft(
        fields=written(approved),
        state=DraftState.SUBMITTED,
        saved_at=submitted_at,
        submitted_at=submitted_at,
        offer=stored(approved),
    )
    record(listing, Deed.UNDONE, user_id, instant)
    db.session.flush()
    index_listings([listing.id])


def take_answer_back(listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Puts what was given back to its maker on the desk again. Raises NotWritableError where it does not lie so."""
    draft = listing.draft
    if draft is None or draft.state not in (DraftState.ASKED, DraftState.REFUSED) or draft.offer is None:
        raise NotWritableError(listing.id)
    draft.state = DraftState.SUBMITTED
    draft.note = ""
    record(listing, Deed.UNDONE, user_id, instant)
    db.session.flush()


def record(
    listing: Listing,
    deed: Deed,
    user_id: int | None,
    instant: datetime.datetime,
    details: Mapping[str, list[str]] | None = None,
) -> None:
    """Writes down who did what."""
    db.session.add(
        ListingDeed(listing_id=listing.id, user_id=user_id, deed=deed, details=dict(details or {}), done_at=instant)
    )


def _are_of_one_page(one: str, other: str) -> bool:
    return bool(one) and one.partition("-")[0] == other.partition("-")[0]


def _wait(listing: Listing, draft: Draft, offer: Offer, user_id: int, instant: datetime.datetime) -> Sent:
    draft.state = DraftState.SUBMITTED
    draft.submitted_at = instant
    draft.offer = stored(offer)
    draft.note = ""
    record(listing, Deed.SUBMITTED, user_id, instant)
    db.session.flush()
    return Sent.WAITING


def _make_live(
    listing: Listing, offer: Offer, user_id: int, instant: datetime.datetime, deed: Deed = Deed.CHANGED
) -> None:
    """Shows an offer to everyone from now on; its maker has just said that it holds."""
    told = {change.code: [change.before, change.after] for change in changes(offer_of(listing), offer)}
    if deed is Deed.APPROVED or told:
        record(listing, deed, user_id, instant, told)
    write_offer(listing, offer, instant)
    listing.confirmed_at = instant
    db.session.flush()
    index_listings([listing.id])


def _taxa_of(kind: str) -> Select[str]:
    return select(Taxon.slug).where(Taxon.kind == kind).order_by(Taxon.position)
