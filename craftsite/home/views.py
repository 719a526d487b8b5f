"""The home page, which gathers from everywhere, and the fixed texts."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from craftsite.catalog.addresses import address
from craftsite.catalog.cards import get_cards, get_rows, region_names
from craftsite.catalog.cloth import definitions, squares
from craftsite.catalog.filters import Facet, Filters, Tab
from craftsite.catalog.pictures import kind_picture
from craftsite.exhibitions.models import State
from craftsite.exhibitions.queries import count_walls, find_published
from craftsite.goods.models import Kind
from craftsite.goods.names import KIND_NAMES
from craftsite.home import offline_views
from craftsite.home.linked_data import site_thing
from craftsite.home.queries import count_kinds, featured_product_ids, newest_listing_ids, products_in_season
from craftsite.regions.queries import find_regions
from craftsite.web.clock import today
from craftsite.web.filters import month_names, season
from craftsite.web.guards import open_to_public
from craftsite.web.htmx import render
from craftsite.web.linked_data import linked_data, operator_thing

bp = open_to_public(Blueprint("home", __name__))
bp.register_blueprint(offline_views.bp)
# The day of the last look at every page, at 400 %, in forced colours and by keyboard; the tests repeat it since.
ACCESSIBILITY_CHECKED_ON = datetime.date(2026, 11, 24)
PRODUCTS_SHOWN, LISTINGS_SHOWN, SEASONAL_SHOWN = 5, 6, 6

KIND_SENTENCES: Mapping[Kind, Any] = {
    Kind.BATIK: _l("Tulis, cap, dan batik di atas gedog."),
    Kind.CRAFT: _l("Anyaman, tenun, logam, kulit, kayu, manik."),
    Kind.FARM: _l("Petik, olah, kemas, jual: kopi, buah, camilan, ikan."),
}


@dataclass(frozen=True, slots=True)
class KindTile:
    """A kind of goods as the home page offers it."""

    name: str
    sentence: str
    picture: str
    url: str
    products: int
    listings: int


@bp.get("/")
def index() -> Response:
    """The promise, the search, the cloth, and a taste of everything. About a dozen queries, whatever the site holds."""
    day = today()
    regions = find_regions()
    cloth = squares(regions, day)
    seasonal = [
        (product, region_names([origin.region for origin in product.origins]), season(product.seasons))
        for product in products_in_season(day, SEASONAL_SHOWN)
    ]
    kinds = [
        KindTile(
            name=str(KIND_NAMES[count.kind]),
            sentence=str(KIND_SENTENCES[count.kind]),
            picture=kind_picture(count.kind),
            url=address(Filters(chosen={Facet.KIND: frozenset({count.kind})})),
            products=count.products,
            listings=count.listings,
        )
        for count in count_kinds(day)
    ]
    running = [exhibition for exhibition in find_published(day) if exhibition.state_on(day) is State.RUNNING][:1]
    return render(
        "home/index.html",
        exhibition=running[0] if running else None,
        wall_count=sum(count_walls(running, day).values()),
        linked_data=linked_data(site_thing()),
        squares=cloth,
        definitions=definitions(cloth),
        regions=regions,
        kinds=kinds,
        product_total=sum(kind.products for kind in kinds),
        product_rows=get_rows(featured_product_ids(PRODUCTS_SHOWN), day),
        products_url=address(Filters(), Tab.KNOWN),
        cards=get_cards(newest_listing_ids(day, LISTINGS_SHOWN)),
        seasonal=seasonal,
        month_name=month_names()[day.month - 1],
    )


@bp.get("/cara-membeli")
def how_to_buy() -> Response:
    """How asking, agreeing and paying go; the site itself never takes money."""
    return render("home/how_to_buy.html")


@bp.get("/tentang")
def about() -> Response:
    """What the site is for, where its facts come from, and who runs it."""
    return render(
        "home/about.html",
        linked_data=linked_data(operator_thing()),
        product_total=sum(count.products for count in count_kinds(today())),
    )


@bp.get("/privasi")
def privacy() -> Response:
    """What the site keeps about visitors, about whoever reports something or has an account, and for how long."""
    return render("home/privacy.html")


@bp.get("/untuk-pembuat")
def for_makers() -> Response:
    """What the site offers makers, what it needs from them, and how to begin."""
    return render("home/for_makers.html")


@bp.get("/aksesibilitas")
def accessibility() -> Response:
    """What was checked so that everyone can use the site, what was not, and how to report what does not work."""
    return render("home/accessibility.html", checked_on=ACCESSIBILITY_CHECKED_ON)
