"""The contract of the catalogue: filters in, a total, one page of ids and every count out.

The index in memory answers it, exactly as plain SQL would: the tests compare the two. Each call asks the database for
its newest state, and reads again what has changed.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from pyroaring import BitMap
from sqlalchemy import SQLColumnExpression, select

from craftsite.catalog.filters import Facet, Filters, Found
from craftsite.catalog.index.current import catalogue
from craftsite.catalog.index.parts import Asked, Hits
from craftsite.catalog.index.words import listing_hits, product_hits
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.listings.models import Listing
from craftsite.text.tokenizer import listing_code
from craftsite.web.paging import PER_PAGE


def find_listings(filters: Filters, today: datetime.date, per_page: int = PER_PAGE) -> Found:
    """The public listings that match. One statement, and one for each word."""
    listings = catalogue(today).listings
    return listings.part.find(filters, _asked_of_listings(filters), listings.priced(filters), per_page)


def find_products(filters: Filters, today: datetime.date, per_page: int = PER_PAGE) -> Found:
    """The regional products that match, by what is known of them. One statement, and one for each word."""
    return catalogue(today).products.find(filters, _asked_of_products(filters), None, per_page)


def count_listings(alternatives: Sequence[Filters], today: datetime.date) -> list[int]:
    """How many public listings each of the alternatives would find."""
    listings = catalogue(today).listings
    return [
        listings.part.count(filters, _asked_of_listings(filters), listings.priced(filters)) for filters in alternatives
    ]


def count_products(alternatives: Sequence[Filters], today: datetime.date) -> list[int]:
    """How many regional products each of the alternatives would find."""
    products = catalogue(today).products
    return [products.count(filters, _asked_of_products(filters), None) for filters in alternatives]


def first_listings(filters: Filters, today: datetime.date, limit: int) -> list[int]:
    """The ids of the first listings that match, in order, without any counts."""
    listings = catalogue(today).listings
    return listings.part.first(filters, _asked_of_listings(filters), listings.priced(filters), limit)


def first_products(filters: Filters, today: datetime.date, limit: int) -> list[int]:
    """The ids of the first regional products that match, in order, without any counts."""
    return catalogue(today).products.first(filters, _asked_of_products(filters), None, limit)


def count_listings_by_region(today: datetime.date) -> dict[tuple[str, bool], int]:
    """How many public listings each region has, by (region, whether they are examples)."""
    listings = catalogue(today).listings
    counted: dict[tuple[str, bool], int] = {}
    for code, ids in listings.part.facets[Facet.REGION].items():
        examples = ids.intersection_cardinality(listings.examples)
        counted |= {(code, True): examples, (code, False): len(ids) - examples}
    return counted


def count_products_by_region(today: datetime.date) -> dict[str, int]:
    """How many known products each region has; a shared product counts in each of its regions."""
    return {code: len(ids) for code, ids in catalogue(today).products.facets[Facet.REGION].items()}


def _asked_of_listings(filters: Filters) -> Asked:
    return _asked(filters, listing_hits, Listing.code, Listing.id)


def _asked_of_products(filters: Filters) -> Asked:
    return _asked(filters, product_hits, RegionalProduct.code, RegionalProduct.id)


def _asked(
    filters: Filters,
    hits: Callable[[str], Sequence[Hits]],
    codes: SQLColumnExpression[Any],
    ids: SQLColumnExpression[int],
) -> Asked:
    """What the words of a search ask for; those that are a code which was given ask for that alone."""
    code = listing_code(filters.text)
    if code is not None:
        coded = db.session.scalar(select(ids).where(codes == code))
        if coded is not None:
            return Asked(coded=BitMap([coded]))
    return Asked(terms=hits(filters.text))
