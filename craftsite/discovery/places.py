"""Every page that may be found, kind by kind, in parts that each fit into one file."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from craftsite.catalog.addresses import address
from craftsite.catalog.filters import Facet, Filters, Tab
from craftsite.discovery.queries import (
    LAST_PART,
    Source,
    find_known_taxa,
    find_offered_taxa,
    find_part,
    find_parts,
    listing_source,
    producer_source,
    product_source,
)
from craftsite.exhibitions.queries import find_published
from craftsite.goods.models import Kind
from craftsite.producers.queries import has_examples
from craftsite.regions.queries import find_regions
from craftsite.web.languages import root_url

FIXED = (
    *("home.index", "exhibitions.index", "catalog.regions.index", "home.how_to_buy", "home.for_makers"),
    *("home.about", "home.privacy", "home.accessibility"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its path in Indonesian, and when it last changed where that is known."""

    path: str
    changed_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Many:
    """A kind of page of which there may be a million: where its rows come from, and the page of one."""

    source: Callable[[datetime.date], Source]
    place: Callable[[Row[Any]], Place]


def find_kinds(day: datetime.date) -> list[tuple[str, int]]:
    """The kind and number of every part that holds a page on that day. One query for each kind that may be large."""
    small = [(kind, 1) for kind in FEW]
    return small + [(kind, number) for kind, many in MANY.items() for number in find_parts(many.source(day))]


def find_places(kind: str, number: int, day: datetime.date) -> list[Place]:
    """The pages of a part, empty where there is no such part. One query, or four for the fixed pages."""
    if kind in FEW:
        return list(FEW[kind](day)) if number == 1 else []
    if number > LAST_PART:
        return []
    return [MANY[kind].place(row) for row in find_part(MANY[kind].source(day), number)]


def _pages(day: datetime.date) -> Iterator[Place]:
    """The fixed pages, and those states of the catalogue that have a title of their own and something to show."""
    yield from (Place(root_url(endpoint)) for endpoint in FIXED)
    known = [(Facet.KIND, str(kind)) for kind in Kind] + [(Facet.TAXON, slug) for slug in find_known_taxa()]
    yield from (Place(path) for path in _states(Tab.KNOWN, known))
    # Beside the examples, what real makers offer cannot be told apart by a search engine.
    if has_examples():
        return
    if find_parts(producer_source(day)):
        yield Place(root_url("catalog.producers.index"))
    if offered := find_offered_taxa(day):
        kinds = sorted({(Facet.KIND, kind) for kind, _taxon in offered})
        yield from (Place(path) for path in _states(None, kinds + [(Facet.TAXON, taxon) for _kind, taxon in offered]))


def _states(tab: Tab | None, choices: Iterable[tuple[Facet, str]]) -> Iterator[str]:
    yield address(Filters(), tab)
    yield from (address(Filters(chosen={facet: frozenset({value})}), tab) for facet, value in choices)


def _regions(day: datetime.date) -> Iterator[Place]:
    yield from (Place(root_url("catalog.regions.show", slug=region.slug)) for region in find_regions())


def _exhibitions(day: datetime.date) -> Iterator[Place]:
    for exhibition in find_published(day):
        yield Place(root_url("exhibitions.show", slug=exhibition.slug), exhibition.updated_at)


FEW: Mapping[str, Callable[[datetime.date], Iterable[Place]]] = {
    "halaman": _pages,
    "daerah": _regions,
    "pameran": _exhibitions,
}
MANY: Mapping[str, Many] = {
    "khas": Many(lambda day: product_source(), lambda row: Place(root_url("catalog.products.show", slug=row.slug))),
    "karya": Many(
        listing_source,
        lambda row: Place(root_url("catalog.listings.show", code=row.code, slug=row.slug), row.updated_at),
    ),
    "pembuat": Many(producer_source, lambda row: Place(root_url("catalog.producers.show", slug=row.slug))),
}
KINDS = (*FEW, *MANY)
