"""The page of one listing."""

import datetime

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug import Response

from craftsite.catalog.addresses import address
from craftsite.catalog.asking import about_listing
from craftsite.catalog.cards import get_cards, listing_address, rows_of
from craftsite.catalog.filters import Facet, Filters
from craftsite.catalog.gallery import photo_gallery
from craftsite.catalog.linked_data import listing_thing
from craftsite.catalog.listing_facts import confirmed_on, facts_of, is_stale, sale_facts
from craftsite.catalog.pictures import listing_picture, mark_picture, qr_picture
from craftsite.catalog.prices import tier_rows
from craftsite.catalog.queries import first_listings
from craftsite.catalog.share_pictures import listing_share
from craftsite.extensions import db
from craftsite.goods.names import KIND_NAMES
from craftsite.goods.queries import is_shown, with_regions
from craftsite.goods.units import unit_name
from craftsite.listings.certificate_queries import find_told
from craftsite.listings.certificates import told
from craftsite.listings.counted import subject_of
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, newest_rate, with_main_photo, with_photos
from craftsite.listings.stock import stock_text
from craftsite.producers.badges import origin_of
from craftsite.producers.models import Producer
from craftsite.web.clock import today
from craftsite.web.filters import tanggal
from craftsite.web.htmx import render
from craftsite.web.languages import Language, Words, absolute_url, as_written, current_language, text_of
from craftsite.web.linked_data import breadcrumbs, linked_data

bp = Blueprint("listings", __name__)
SIMILAR = 4


@bp.get("/karya/<code:code>-<slug:slug>")
def show(code: str, slug: str) -> Response:
    """The listing with its maker, facts and steps. The code decides; a wrong name moves for good."""
    day = today()
    listing = get_listing(code, day)
    if slug != listing.slug:
        return redirect(listing_address(listing), 301)
    product = [listing.product] if listing.product and is_shown(listing.product) else []
    is_real = not listing.producer.is_example
    name, place, kind_name = _names(listing)
    certificates = find_told([listing.id], day).get(listing.id, [])
    kind_url = address(Filters(chosen={Facet.KIND: frozenset({listing.kind})}))
    trail = [
        (_("Katalog"), url_for("catalog.index")),
        (kind_name, kind_url),
        (place, url_for("catalog.regions.show", slug=listing.producer.region.slug)),
    ]
    thing = listing_thing(listing, kind_name, certificates)
    return render(
        "catalog/listing.html",
        listing=listing,
        subject=subject_of(listing) if is_real else None,
        share=listing_share(listing, current_language()),
        is_indexable=is_real,
        linked_data=linked_data(breadcrumbs(trail, name), thing) if is_real else None,
        trail=trail,
        asking=about_listing(listing),
        name=name,
        story=text_of(listing, "story"),
        place=place,
        converted=_converted(listing, day),
        kind_name=kind_name,
        kind_url=kind_url,
        unit=unit_name(listing.unit),
        tier_rows=tier_rows(listing),
        sale=sale_facts(listing),
        step_items=[(as_written(step.title), as_written(step.text)) for step in listing.steps],
        is_partly_translated=_is_partly_translated(listing),
        qr_url=qr_picture(listing),
        mark=mark_picture(listing.producer.slug),
        gallery=photo_gallery(listing),
        card_picture=listing_picture(listing, "card"),
        wide_picture=listing_picture(listing, "wide"),
        stock_text=stock_text(listing),
        confirmed_on=confirmed_on(listing),
        is_stale=is_stale(listing, day),
        origin=origin_of(listing.producer, day),
        attributes=facts_of(listing),
        certificates=[told(certificate) for certificate in certificates],
        product_rows=rows_of(product, day),
        similar=get_cards(similar_ids(listing, day)),
        short_url=absolute_url(url_for("catalog.listings.short", code=listing.code)),
    )


@bp.get("/karya/<code:code>")
@bp.get("/k/<code:code>", endpoint="short")
def moved(code: str) -> Response:
    """The full address of a listing from its code alone, as tags and QR codes print it."""
    return redirect(listing_address(get_listing(code, today())), 301)


def get_listing(code: str, day: datetime.date) -> Listing:
    """The public listing with all that its page shows, or 404. At most nine queries."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.code == code, is_public(day))
        .options(
            joinedload(Listing.producer).joinedload(Producer.region),
            joinedload(Listing.producer).joinedload(Producer.origin_office),
            joinedload(Listing.producer).selectinload(Producer.kinds),
            joinedload(Listing.product).options(with_regions()),
            joinedload(Listing.taxon),
            selectinload(Listing.tiers),
            selectinload(Listing.steps),
            selectinload(Listing.channels),
            selectinload(Listing.variants),
            with_main_photo(),
            with_photos(),
        )
    )
    listing = db.session.scalar(statement)
    if listing is None:
        abort(404)
    return listing


def _names(listing: Listing) -> tuple[Words, Words, str]:
    """What the listing, its region and its kind are called."""
    return text_of(listing, "name"), text_of(listing.producer.region, "short_name"), str(KIND_NAMES[listing.kind])


def _converted(listing: Listing, day: datetime.date) -> str:
    """What the price is in US dollars, on English pages and where an operator entered a rate; else empty. One query."""
    if listing.price_idr is None or current_language() is Language.INDONESIAN:
        return ""
    rate = newest_rate("USD", day)
    if rate is None:
        return ""
    amounts = [f"{amount / rate.idr_per_unit:,.2f}" for amount in (listing.price_idr, listing.price_to_idr) if amount]
    return _(
        "Kira-kira US$ %(amount)s menurut kurs %(day)s (%(source)s). Harga yang berlaku adalah rupiah.",
        amount=" – ".join(amounts),
        day=tanggal(rate.valid_on),
        source=rate.source,
    )


def _is_partly_translated(listing: Listing) -> bool:
    """Whether the page is in English and shows words of the maker that exist in Indonesian only."""
    if current_language() is Language.INDONESIAN:
        return False
    return bool(listing.attributes or listing.steps or (listing.story_id and not listing.story_en))


def similar_ids(listing: Listing, day: datetime.date) -> list[int]:
    """Others like this one: of its taxon and technique first, then of its kind. At most three queries."""
    alike: dict[Facet, str | None] = {
        Facet.KIND: listing.kind,
        Facet.TAXON: listing.taxon_slug,
        Facet.TECHNIQUE: listing.technique,
    }
    ids: list[int] = []
    for facets in ((Facet.TAXON, Facet.TECHNIQUE), (Facet.KIND, Facet.TECHNIQUE), (Facet.KIND,)):
        chosen = {facet: frozenset({value}) for facet in facets if (value := alike[facet])}
        found = first_listings(Filters(chosen=chosen), day, SIMILAR + 1)
        ids += [listing_id for listing_id in found if listing_id != listing.id and listing_id not in ids]
        if len(ids) >= SIMILAR:
            break
    return ids[:SIMILAR]
