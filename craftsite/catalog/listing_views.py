"""The page of one listing."""

import datetime

from flask import Blueprint, Response, abort, current_app, redirect, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from craftsite.catalog.cards import duration, get_cards, listing_address, rows_of, stock_text, with_regions
from craftsite.catalog.filters import Facet, Filters
from craftsite.catalog.pictures import listing_picture
from craftsite.catalog.queries import find_listings
from craftsite.extensions import db
from craftsite.goods.attributes import described
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer
from craftsite.web.clock import today
from craftsite.web.htmx import render

bp = Blueprint("listings", __name__)
SIMILAR = 4


@bp.get("/karya/<code:code>-<slug:slug>")
def show(code: str, slug: str) -> Response:
    """The listing with its maker, facts and steps. The code decides; another name in the address moves there for good."""
    day = today()
    listing = get_listing(code, day)
    if slug != listing.slug:
        return redirect(listing_address(listing), 301)
    product = [listing.product] if listing.product else []
    return render(
        "catalog/listing.html",
        listing=listing,
        card_picture=listing_picture(listing, "card"),
        wide_picture=listing_picture(listing, "wide"),
        stock_text=stock_text(listing),
        duration=duration,
        attributes=described(listing.kind, listing.attributes),
        product_rows=rows_of(product, day),
        similar=get_cards(similar_ids(listing, day)),
        short_url=f"{current_app.config['SITE_URL'].rstrip('/')}{url_for('catalog.listings.short', code=listing.code)}",
    )


@bp.get("/karya/<code:code>")
@bp.get("/k/<code:code>", endpoint="short")
def moved(code: str) -> Response:
    """The full address of a listing from its code alone, as tags and QR codes print it."""
    return redirect(listing_address(get_listing(code, today())), 301)


def get_listing(code: str, day: datetime.date) -> Listing:
    """The public listing with all that its page shows, or 404. At most seven queries."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.code == code, is_public(day))
        .options(
            joinedload(Listing.producer).joinedload(Producer.region),
            joinedload(Listing.producer).selectinload(Producer.kinds),
            joinedload(Listing.product).options(*with_regions()),
            joinedload(Listing.taxon),
            selectinload(Listing.tiers),
            selectinload(Listing.steps),
            selectinload(Listing.channels),
        )
    )
    listing = db.session.scalar(statement)
    if listing is None:
        abort(404)
    return listing


def similar_ids(listing: Listing, day: datetime.date) -> list[int]:
    """Others like this one: of its technique or taxon first, then of its kind."""
    narrow = Filters(chosen={Facet.KIND: frozenset({listing.kind}), Facet.TAXON: frozenset({listing.taxon_slug})})
    wide = Filters(chosen={Facet.KIND: frozenset({listing.kind})})
    ids: list[int] = []
    for filters in (narrow, wide):
        found = find_listings(filters, day, per_page=SIMILAR + 1)
        ids += [listing_id for listing_id in found.ids if listing_id != listing.id and listing_id not in ids]
    return ids[:SIMILAR]
