"""The catalogue: words, filters and two tabs at one address, above the pages of everything in it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from craftsite.catalog import (
    listing_views,
    picture_views,
    producer_views,
    product_views,
    region_views,
    share_views,
    shortlist_views,
)
from craftsite.catalog.addresses import address
from craftsite.catalog.cards import get_cards, get_links, get_rows
from craftsite.catalog.choices import BEST_MATCH, SORT_NAMES, TAB_NAMES, Names, groups
from craftsite.catalog.filters import SORTS, Facet, Filters, Found, Sort, Tab
from craftsite.catalog.forms import read_filters, read_tab
from craftsite.catalog.kept_names import get_names
from craftsite.catalog.linked_data import card_links, row_links
from craftsite.catalog.pictures import results_qr_picture
from craftsite.catalog.queries import find_listings, find_products
from craftsite.catalog.relief import corrected_text, counted, ways_out
from craftsite.catalog.suggestions import find_suggestions
from craftsite.regions.models import Region
from craftsite.regions.reading import namesakes_in, without_name
from craftsite.web.clock import today
from craftsite.web.filters import rupiah
from craftsite.web.guards import open_to_public
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import text_of
from craftsite.web.linked_data import item_list, linked_data
from craftsite.web.paging import Page
from craftsite.web.queries import text_value

bp = open_to_public(Blueprint("catalog", __name__))
for pages in (listing_views, picture_views, producer_views, product_views, region_views, share_views, shortlist_views):
    bp.register_blueprint(pages.bp)

RESULTS, SUGGESTIONS = "results", "suggestions"
# The groups whose one choice stands in the title; together two of them still make a page that someone searches for.
TOLD = (Facet.TAXON, Facet.KIND, Facet.REGION)
MOST_TOLD = 2
SLIM_PRODUCTS = 2
RELIEF_PRODUCTS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words for it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TabLink:
    """A part of the catalogue, and how much of it the filters leave."""

    label: str
    url: str
    is_current: bool
    count: int


@dataclass(frozen=True, slots=True)
class SortOption:
    """An order that the results can have."""

    label: str
    value: str
    is_current: bool


@bp.get("/katalog")
def index() -> Response:
    """The catalogue in the state its address holds; htmx may ask for the results or the suggestions alone."""
    if requested_fragment({SUGGESTIONS}):
        suggestions = find_suggestions(text_value(request.args, "q"), today())
        return render("catalog/index.html", fragments={SUGGESTIONS}, suggestions=suggestions)
    return _results_page()


def _results_page() -> Response:
    day = today()
    kept = get_names(day)
    names = kept.names
    filters = read_filters(request.args, names)
    finds = {
        Tab.SOLD: find_listings(_shown(filters, Tab.SOLD), day),
        Tab.KNOWN: find_products(_shown(filters, Tab.KNOWN), day),
    }
    asked = read_tab(request.args)
    tab = asked or _first_tab(filters, finds)
    shown, found = _shown(filters, tab), finds[tab]
    cards = get_cards(found.ids) if tab is Tab.SOLD else []
    rows = get_rows(found.ids, day) if tab is Tab.KNOWN else []
    page: Page[object] = Page([*cards, *rows], found.page, found.total)
    told = _told(shown, names)
    heading = _heading(shown, tab, told)
    names_khas = tab is Tab.SOLD and shown.is_narrowed
    known = finds[Tab.KNOWN].ids[: SLIM_PRODUCTS if found.total else RELIEF_PRODUCTS]

    response = render(
        "catalog/index.html",
        fragments={RESULTS, SUGGESTIONS},
        also=("facet_counts", "sheet_button", "title_tag"),
        suggestions=[],
        heading=heading,
        told=told,
        tab=tab,
        asked=asked,
        tabs=[
            TabLink(str(TAB_NAMES[part]), address(replace(filters, page=1), part), part is tab, finds[part].total)
            for part in Tab
        ],
        filters=shown,
        groups=groups(shown, found, names),
        chips=_chips(shown, tab, names),
        namesakes=_namesakes(shown, tab, kept.regions),
        clear_url=address(Filters(sort=shown.sort), tab),
        sorts=_sorts(shown, tab),
        page=page,
        state_url=address(shown, asked),
        qr_url=results_qr_picture(shown, asked),
        pages=[(number, address(replace(shown, page=number or 1), asked)) for number in page.numbers()],
        next_url=address(replace(shown, page=page.number + 1), asked) if page.number < page.count else None,
        counted=counted(found.total, tab),
        counted_detail=_counted_detail(shown, tab),
        known_links=get_links(known, kept.products) if names_khas and found.total else [],
        known_rows=get_rows(known, day) if names_khas and not found.total else [],
        known_url=address(filters.applicable(Tab.KNOWN), Tab.KNOWN),
        ways=[] if found.total else ways_out(shown, tab, names, day),
        corrected=None if found.total else _correction(shown, tab, day),
        canonical=address(_canonical(shown), tab if tab is Tab.KNOWN else None),
        is_indexable=page.number == 1 and found.total > 0 and _is_told_whole(_canonical(shown)),
        linked_data=linked_data(item_list(heading, [*card_links(cards), *row_links(rows)])),
    )
    # The form sends its empty fields too; the address bar gets the one address of this state.
    response.headers["HX-Push-Url"] = address(shown, asked)
    return response


def _first_tab(filters: Filters, finds: dict[Tab, Found]) -> Tab:
    """Where nothing is sold the other tab opens by itself, unless a filter asks for what only offers have."""
    is_about_offers = filters.applicable(Tab.KNOWN) != filters
    nothing_sold = not finds[Tab.SOLD].total and bool(finds[Tab.KNOWN].total)
    return Tab.KNOWN if nothing_sold and not is_about_offers else Tab.SOLD


def _shown(filters: Filters, tab: Tab) -> Filters:
    applicable = filters.applicable(tab)
    return applicable if applicable.sort in SORTS[tab] else replace(applicable, sort=Sort.DEFAULT)


def _canonical(filters: Filters) -> Filters:
    """These filters as the first page in the usual order; a taxon says its kind."""
    first = replace(filters, sort=Sort.DEFAULT, page=1)
    return first.without(Facet.KIND) if len(filters[Facet.TAXON]) == 1 else first


def _is_told_whole(filters: Filters) -> bool:
    """Whether the title says all that decides the results, so that no two pages look alike to a search engine."""
    told = all(facet in TOLD and len(values) == 1 for facet, values in filters.chosen.items())
    return told and filters.count <= MOST_TOLD and not filters.text and not filters.has_price


def _told(filters: Filters, names: Names) -> str:
    """What the results are of: `Anyaman, Kab. Magetan`; empty where nothing is chosen that a title could say."""
    chosen = [(facet, _canonical(filters)[facet]) for facet in TOLD]
    return ", ".join(names.label(facet, next(iter(values))) for facet, values in chosen if len(values) == 1)


def _heading(filters: Filters, tab: Tab, told: str) -> str:
    if filters.text:
        return _("Hasil untuk “%(words)s”", words=filters.text)
    if tab is Tab.SOLD:
        return told or _("Katalog")
    return _("Khas daerah: %(what)s", what=told) if told else _("Khas daerah")


def _counted_detail(filters: Filters, tab: Tab) -> str:
    if filters.is_narrowed:
        return _("cocok")
    return _("dijual") if tab is Tab.SOLD else _("dari 38 daerah")


def _chips(filters: Filters, tab: Tab, names: Names) -> list[Link]:
    chips = [
        Link(names.label(facet, value), address(filters.choosing(facet, filters[facet] - {value}), tab))
        for facet in Facet
        for value in sorted(filters[facet])
    ]
    if filters.has_price:
        least, greatest = filters.price_min_idr, filters.price_max_idr
        ends = [rupiah(end) if end is not None else "" for end in (least, greatest)]
        chips.append(Link(" – ".join(ends).strip(), address(filters.without_price(), tab)))
    return chips


def _namesakes(filters: Filters, tab: Tab, regions: Sequence[Region]) -> list[Link]:
    """The search in each of two regions that have the name which was searched for; none where it is clear which."""
    if filters[Facet.REGION]:
        return []
    searches = [
        (
            region,
            replace(filters, text=without_name(filters.text, region)).choosing(Facet.REGION, frozenset({region.code})),
        )
        for region in namesakes_in(filters.text, regions)
    ]
    return [Link(text_of(region, "short_name"), address(there, tab)) for region, there in searches]


def _sorts(filters: Filters, tab: Tab) -> Sequence[SortOption]:
    offered = dict(SORT_NAMES[tab])
    if filters.text:
        offered = {Sort.DEFAULT: BEST_MATCH, **{sort: name for sort, name in offered.items() if sort}}
    elif Sort.DEFAULT not in offered:
        # Newest is what the default means here, so it has no second address.
        offered = {Sort.DEFAULT: offered.pop(Sort.NEWEST), **offered}
    return [SortOption(str(name), str(sort), sort is filters.sort) for sort, name in offered.items()]


def _correction(filters: Filters, tab: Tab, day: datetime.date) -> Link | None:
    text = corrected_text(filters.text, day)
    return Link(text, address(replace(filters, text=text, page=1), tab)) if text else None
