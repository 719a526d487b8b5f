"""The contract of the catalogue: filters in, a total, one page of ids and every count out.

It is answered by plain SQL here. A faster index may stand behind the same functions; this SQL is then its oracle.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, exists, func, literal, select, union_all

from craftsite.catalog.filters import Facet, Filters, Found, Season, Selling, Sort
from craftsite.extensions import db
from craftsite.goods.models import ProductRegion, RegionalProduct
from craftsite.goods.queries import is_known
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_queries import is_evidence
from craftsite.listings.models import Listing, PriceTier
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer, ProducerKindMark
from craftsite.text.tokenizer import listing_code
from craftsite.web.paging import PER_PAGE, page_count
from tests.catalog.oracle.dimensions import ColumnDimension, Dimension, JoinDimension, MarkDimension, RuleDimension
from tests.catalog.oracle.matching import LISTING_WORDS, PRODUCT_WORDS, WordTable, matches

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Source:
    """What a part of the catalogue searches: `rows` selects no columns yet, `orders` end in a column that is unique."""

    rows: Select[Any]
    id: SQLColumnExpression[int]
    dimensions: Mapping[Facet, Dimension]
    price: SQLColumnExpression[Any] | None
    words: WordTable
    code: SQLColumnExpression[Any]
    orders: Mapping[Sort, Sequence[SQLColumnExpression[Any]]]


def find_listings(filters: Filters, today: datetime.date, per_page: int = PER_PAGE) -> Found:
    """The public listings that match. Two statements."""
    return _find(_listings(today), filters, per_page)


def find_products(filters: Filters, today: datetime.date, per_page: int = PER_PAGE) -> Found:
    """The regional products that match, by what is known of them. Two statements."""
    return _find(_products(today), filters, per_page)


def count_listings(alternatives: Sequence[Filters], today: datetime.date) -> list[int]:
    """How many public listings each of the alternatives would find. One statement."""
    return _count(_listings(today), alternatives)


def count_products(alternatives: Sequence[Filters], today: datetime.date) -> list[int]:
    """How many regional products each of the alternatives would find. One statement."""
    return _count(_products(today), alternatives)


def first_listings(filters: Filters, today: datetime.date, limit: int) -> list[int]:
    """The ids of the first listings that match, in order, without any counts. One statement."""
    return _first(_listings(today), filters, limit)


def first_products(filters: Filters, today: datetime.date, limit: int) -> list[int]:
    """The ids of the first regional products that match, in order, without any counts. One statement."""
    return _first(_products(today), filters, limit)


def in_season(bits: SQLColumnExpression[int], today: datetime.date) -> ColumnElement[bool]:
    """True for rows whose season has the month of that day (WIB)."""
    return bits.bitwise_and(1 << (today.month - 1)) != 0


def _listings(today: datetime.date) -> Source:
    newest = (Listing.published_at.desc(), Listing.id.desc())
    return Source(
        rows=select().select_from(Listing).join(Listing.producer).where(is_public(today)),
        id=Listing.id,
        dimensions={
            Facet.KIND: ColumnDimension(Listing.kind),
            Facet.TAXON: ColumnDimension(Listing.taxon_slug),
            Facet.TECHNIQUE: ColumnDimension(Listing.technique),
            Facet.REGION: ColumnDimension(Producer.region_code),
            Facet.STOCK: ColumnDimension(Listing.stock),
            Facet.SELLING: RuleDimension(
                {
                    Selling.WHOLESALE: Listing.id.in_(select(PriceTier.listing_id)),
                    Selling.EXPORT: Listing.is_export_ready.is_(True),
                }
            ),
            Facet.PRODUCER_KIND: MarkDimension(
                Listing.producer_id, ProducerKindMark.producer_id, ProducerKindMark.kind
            ),
            Facet.EVIDENCE: JoinDimension(Listing.id, Certificate.kind, is_evidence(today)),
            Facet.STAGE: ColumnDimension(Listing.stage),
            Facet.SEASON: RuleDimension({Season.NOW: in_season(Listing.seasons, today)}),
        },
        price=Listing.price_idr,
        words=LISTING_WORDS,
        code=Listing.code,
        orders={
            Sort.DEFAULT: newest,
            Sort.NEWEST: newest,
            Sort.CHEAPEST: (Listing.price_idr.asc().nulls_last(), *newest),
            Sort.DEAREST: (Listing.price_idr.desc().nulls_last(), *newest),
            Sort.NAME: (Listing.sort_name, Listing.id),
        },
    )


def _products(today: datetime.date) -> Source:
    origin = (
        select(ProductRegion.region_code)
        .where(ProductRegion.product_id == RegionalProduct.id, ProductRegion.is_origin)
        .scalar_subquery()
    )
    by_region: tuple[SQLColumnExpression[Any], ...] = (origin, RegionalProduct.sort_name, RegionalProduct.id)
    return Source(
        rows=select().select_from(RegionalProduct).where(is_known()),
        id=RegionalProduct.id,
        dimensions={
            Facet.KIND: ColumnDimension(RegionalProduct.kind),
            Facet.TAXON: ColumnDimension(RegionalProduct.taxon_slug),
            Facet.TECHNIQUE: ColumnDimension(RegionalProduct.technique),
            Facet.REGION: MarkDimension(RegionalProduct.id, ProductRegion.product_id, ProductRegion.region_code),
            Facet.STAGE: ColumnDimension(RegionalProduct.stage),
            Facet.SEASON: RuleDimension({Season.NOW: in_season(RegionalProduct.seasons, today)}),
        },
        price=None,
        words=PRODUCT_WORDS,
        code=RegionalProduct.code,
        orders=dict.fromkeys(Sort, by_region) | {Sort.NAME: (RegionalProduct.sort_name, RegionalProduct.id)},
    )


def _find(source: Source, filters: Filters, per_page: int) -> Found:
    rows, score = _matching(source, filters)
    total, facets = _counts(source, filters, rows)
    page = min(filters.page, page_count(total, per_page))
    if not total:
        return Found(0, (), facets, page)
    statement = _ordered(source, filters, rows, score).limit(per_page).offset((page - 1) * per_page)
    return Found(total, tuple(db.session.scalars(statement)), facets, page)


def _first(source: Source, filters: Filters, limit: int) -> list[int]:
    rows, score = _matching(source, filters)
    return list(db.session.scalars(_ordered(source, filters, rows, score).limit(limit)))


def _ordered(source: Source, filters: Filters, rows: Select[Any], score: ColumnElement[int] | None) -> Select[Any]:
    order = list(source.orders[filters.sort])
    if score is not None and filters.sort is Sort.DEFAULT:
        order.insert(0, score.desc())
    return rows.where(*_conditions(source, filters).values()).add_columns(source.id).order_by(*order)


def _matching(source: Source, filters: Filters) -> tuple[Select[Any], ColumnElement[int] | None]:
    """The rows that match the words and the price, which belong to no group, and how well they match."""
    rows = source.rows
    if source.price is not None:
        if filters.price_min_idr is not None:
            rows = rows.where(source.price >= filters.price_min_idr)
        if filters.price_max_idr is not None:
            rows = rows.where(source.price <= filters.price_max_idr)
    code = listing_code(filters.text)
    if code is not None and db.session.scalar(select(exists().where(source.code == code))):
        return rows.where(source.code == code), None
    matching = matches(source.words, filters.text)
    if matching is None:
        return rows, None
    return rows.join(matching, matching.c.id == source.id), matching.c.score


def _conditions(source: Source, filters: Filters) -> dict[Facet, ColumnElement[bool]]:
    return {
        facet: dimension.condition(filters[facet]) for facet, dimension in source.dimensions.items() if filters[facet]
    }


def _counts(source: Source, filters: Filters, rows: Select[Any]) -> tuple[int, dict[Facet, dict[str, int]]]:
    conditions = _conditions(source, filters)
    everything = rows.where(*conditions.values()).add_columns(
        literal(TOTAL).label("facet"), literal("").label("value"), func.count().label("n")
    )
    statements = [everything]
    for facet, dimension in source.dimensions.items():
        others = [condition for other, condition in conditions.items() if other is not facet]
        statements += dimension.counts(rows.where(*others), facet)
    total = 0
    facets: dict[Facet, dict[str, int]] = {facet: {} for facet in source.dimensions}
    for facet_name, value, number in db.session.execute(union_all(*statements)):
        if facet_name == TOTAL:
            total = number
        elif number:
            facets[Facet(facet_name)][value] = number
    return total, facets


def _count(source: Source, alternatives: Sequence[Filters]) -> list[int]:
    if not alternatives:
        return []
    statements = []
    for place, filters in enumerate(alternatives):
        rows, _score = _matching(source, filters)
        rows = rows.where(*_conditions(source, filters).values())
        statements.append(rows.add_columns(literal(place).label("place"), func.count().label("n")))
    counted: dict[int, int] = dict(db.session.execute(union_all(*statements)).all())
    return [counted[place] for place in range(len(alternatives))]
