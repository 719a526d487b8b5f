"""Which pages may be found, and what is new among them; never an example."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, literal, select
from sqlalchemy.orm import joinedload

from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.goods.queries import is_known
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public as is_public_producer

# Each row has an address in both languages. A sitemap may hold ten times as many, but would keep a thread for seconds.
ROWS_IN_PART = 2_500
# More parts than a sitemap index may name; so no number of an address grows past what a database counts.
LAST_PART = 50_000


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that each have a page: `rows` selects no columns yet; addresses are made of `columns`."""

    rows: Select[Any]
    id: SQLColumnExpression[int]
    columns: Sequence[SQLColumnExpression[Any]]


def product_source() -> Source:
    """The known regional products: their slugs."""
    rows = select().select_from(RegionalProduct).where(is_known())
    return Source(rows, RegionalProduct.id, [RegionalProduct.slug])


def listing_source(day: datetime.date) -> Source:
    """The public listings of real makers: code, slug, and when each last changed."""
    rows = select().select_from(Listing).join(Listing.producer).where(_is_offered(day))
    return Source(rows, Listing.id, [Listing.code, Listing.slug, Listing.updated_at])


def producer_source(day: datetime.date) -> Source:
    """The public makers that are real: their slugs."""
    rows = select().select_from(Producer).where(is_public_producer(day), Producer.is_example.is_(False))
    return Source(rows, Producer.id, [Producer.slug])


def find_parts(source: Source) -> list[int]:
    """The numbers, from 1, of the parts that hold a row. One query that looks once into each part, by key.

    A part is a span of ids, so that it stays the same however much is added, and no row before it is counted.
    """
    highest = source.rows.with_only_columns(func.max(source.id)).scalar_subquery()
    numbers = select(literal(1).label("number")).cte("parts", recursive=True)
    following = select(numbers.c.number + 1).where(
        numbers.c.number * ROWS_IN_PART < highest, numbers.c.number < LAST_PART
    )
    numbers = numbers.union_all(following)
    holds_a_row = source.rows.add_columns(literal(1)).where(_is_within(source, numbers.c.number)).correlate(numbers)
    statement = select(numbers.c.number).where(holds_a_row.exists()).order_by(numbers.c.number)
    return list(db.session.scalars(statement))


def find_part(source: Source, number: int) -> list[Row[Any]]:
    """The columns of the rows in a part, in the order of their ids. One query, which costs the same for any part."""
    rows = source.rows.add_columns(*source.columns).where(_is_within(source, literal(number))).order_by(source.id)
    return list(db.session.execute(rows).all())


def find_known_taxa() -> list[str]:
    """The taxa that some known product belongs to. One query."""
    statement = select(RegionalProduct.taxon_slug).where(is_known()).distinct().order_by(RegionalProduct.taxon_slug)
    return list(db.session.scalars(statement))


def find_offered_taxa(day: datetime.date) -> list[tuple[str, str]]:
    """The kinds and taxa that real makers offer something of. One query."""
    listings = select(Listing.id).join(Listing.producer).where(_is_offered(day), Listing.taxon_slug == Taxon.slug)
    # A look into each of 32 taxa ends at the first listing, where sorting out a million would not.
    statement = select(Taxon.kind, Taxon.slug).where(listings.exists()).order_by(Taxon.kind, Taxon.slug)
    return [(kind, taxon) for kind, taxon in db.session.execute(statement)]


def newest_listings(day: datetime.date, limit: int) -> list[Listing]:
    """The public listings of real makers published last, with maker, region and main photograph. One query."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(_is_offered(day))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def _is_offered(day: datetime.date) -> ColumnElement[bool]:
    return and_(is_public(day), Producer.is_example.is_(False))


def _is_within(source: Source, number: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(source.id > (number - 1) * ROWS_IN_PART, source.id <= number * ROWS_IN_PART)
