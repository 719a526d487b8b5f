"""The regions: the cloth of all 38, and the page of each."""

import datetime

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from craftsite.accounts.queries import find_own_office
from craftsite.catalog.cards import get_cards, get_rows
from craftsite.catalog.cloth import definitions, squares
from craftsite.catalog.filters import Facet, Filters
from craftsite.catalog.linked_data import row_links
from craftsite.catalog.pictures import page_qr_picture
from craftsite.catalog.queries import first_listings, first_products
from craftsite.catalog.share_pictures import region_share
from craftsite.events.models import Subject
from craftsite.goods.queries import highlighted_ids, newest_choice
from craftsite.producers.badges import checked_by
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions, get_region
from craftsite.web.clock import EAST_JAVA, today
from craftsite.web.filters import month_names
from craftsite.web.htmx import render
from craftsite.web.languages import current_language, text_of
from craftsite.web.linked_data import breadcrumbs, item_list, linked_data

bp = Blueprint("regions", __name__)
# More than any region has; a region page shows them all.
PRODUCTS_SHOWN = 200
LISTINGS_SHOWN = 9
NEIGHBOURS_SHOWN = 4


@bp.get("/daerah")
def index() -> Response:
    """All regions, on the cloth and as a list in the order of their official codes."""
    regions = find_regions()
    cloth = squares(regions, today())
    by_code = sorted(cloth, key=lambda square: square.code)
    reasons = {region.code: text_of(region, "pattern_reason") for region in regions}
    return render(
        "catalog/regions.html",
        linked_data=linked_data(
            item_list(_("38 daerah Jawa Timur"), [(square.full_name, square.url) for square in by_code])
        ),
        squares=cloth,
        definitions=definitions(cloth),
        listed=[(square, reasons[square.code]) for square in by_code],
    )


@bp.get("/daerah/<slug:slug>")
def show(slug: str) -> Response:
    """What the region is known for, what is sold from there, and what its neighbours sell where nothing is."""
    day = today()
    region = get_region(slug)
    regions = find_regions()
    [square] = [square for square in squares(regions, day) if square.code == region.code]
    here = Filters(chosen={Facet.REGION: frozenset({region.code})})
    products = first_products(here, day, PRODUCTS_SHOWN)
    highlights = highlighted_ids(region.code)
    rows = get_rows([*highlights, *(product for product in products if product not in highlights)], day)
    chosen_at = newest_choice(region.code) if highlights else None
    name = text_of(region, "short_name")
    listings = first_listings(here, day, LISTINGS_SHOWN)
    neighbours = nearest(region, regions)
    nearby = [] if listings else _listings_nearby(neighbours, day)
    return render(
        "catalog/region.html",
        linked_data=linked_data(
            breadcrumbs([(_("Daerah"), url_for(".index"))], name),
            item_list(_("Yang khas dari %(place)s", place=name), row_links(rows)),
        ),
        region=region,
        subject=Subject("region", region.code),
        share=region_share(region, current_language()),
        qr_url=page_qr_picture("daerah", region.slug),
        square=square,
        definitions=definitions([square]),
        chosen=_chosen(region.code, chosen_at) if chosen_at else "",
        is_confirmed=any(row.is_confirmed for row in rows),
        highlights=rows[: len(highlights)],
        rows=rows[len(highlights) :],
        cards=get_cards(listings),
        listing_total=square.listing_count + square.example_count,
        nearby=get_cards(nearby),
        neighbours=neighbours,
    )


def _chosen(region_code: str, chosen_at: datetime.datetime) -> str:
    """Who chose what stands first, and when; without an authorisation that was whoever runs the site."""
    day = chosen_at.astimezone(EAST_JAVA)
    return _(
        "Dipilih oleh %(office)s, %(month)s %(year)s.",
        office=checked_by(find_own_office(region_code)),
        month=month_names()[day.month - 1],
        year=day.year,
    )


def nearest(region: Region, regions: list[Region]) -> list[Region]:
    """The regions whose squares touch this one on the cloth, in the order of their codes."""
    return [other for other in regions if region.squares_to(other) == 1]


def _listings_nearby(neighbours: list[Region], day: datetime.date) -> list[int]:
    there = Filters(chosen={Facet.REGION: frozenset(region.code for region in neighbours)})
    return first_listings(there, day, NEIGHBOURS_SHOWN)
