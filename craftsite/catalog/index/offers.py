"""What the index reads of the public listings: a row of plain values each, their makers' kinds, and certificates.

Which listings the public sees, and which certificates are evidence, is said in one place: the rules of `listings`.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select, type_coerce
from sqlalchemy.types import NullType

from craftsite.extensions import db
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_queries import LOOKED_AT, is_about_listing, is_told
from craftsite.listings.models import Listing, PriceTier
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer, ProducerKindMark

ROWS_AT_ONCE = 20_000


class Offers(NamedTuple):
    """Some public listings, column by column.

    Instants and days are as the driver gives them: text from SQLite. `public_until` is the last day on which a maker's
    origin holds, None for an example.
    """

    id: Sequence[int]
    kind: Sequence[str]
    taxon: Sequence[str]
    technique: Sequence[str | None]
    region: Sequence[str]
    stock: Sequence[str]
    stage: Sequence[str | None]
    seasons: Sequence[int]
    is_export_ready: Sequence[bool]
    is_wholesale: Sequence[bool]
    is_example: Sequence[bool]
    producer_id: Sequence[int]
    published_at: Sequence[datetime.datetime | str]
    price_idr: Sequence[int | None]
    sort_name: Sequence[str]
    public_until: Sequence[datetime.date | str | None]


class Evidence(NamedTuple):
    """A certificate that an office has looked at and a listing it is about; `is_told` whether on the day asked for."""

    listing_id: int
    kind: str
    is_told: bool
    valid_from: datetime.date | None
    valid_until: datetime.date | None


def read_offers(day: datetime.date, ids: Collection[int] | None = None) -> Iterator[Offers]:
    """The public listings of a day by rising id, all or those among some ids, some thousand at once. One statement."""
    statement = (
        select(
            Listing.id,
            Listing.kind,
            Listing.taxon_slug,
            Listing.technique,
            Producer.region_code,
            Listing.stock,
            Listing.stage,
            Listing.seasons,
            type_coerce(Listing.is_export_ready, NullType()),
            type_coerce(Listing.id.in_(select(PriceTier.listing_id)), NullType()),
            type_coerce(Producer.is_example, NullType()),
            Listing.producer_id,
            # Text from SQLite, an instant from PostgreSQL: types of our own would cost a microsecond for each row.
            type_coerce(Listing.published_at, NullType()),
            Listing.price_idr,
            Listing.sort_name,
            type_coerce(Producer.origin_valid_until, NullType()),
        )
        .join(Listing.producer)
        .where(is_public(day))
        .order_by(Listing.id)
    )
    return (Offers(*zip(*rows, strict=True)) for rows in _streamed(_among(statement, ids)))


def read_kinds(ids: Collection[int] | None = None) -> Mapping[int, list[str]]:
    """Of what kinds the makers are, all or those of some listings. One statement."""
    statement = select(ProducerKindMark.producer_id, ProducerKindMark.kind)
    if ids is not None:
        makers = select(Listing.producer_id).where(Listing.id.in_(ids))
        statement = statement.where(ProducerKindMark.producer_id.in_(makers))
    kinds: dict[int, list[str]] = {}
    for producer_id, kind in db.session.execute(statement):
        kinds.setdefault(producer_id, []).append(kind)
    return kinds


def read_evidence(day: datetime.date, ids: Collection[int] | None = None) -> Iterable[Evidence]:
    """The certificates that offices have looked at with their listings, told on that day or not. One statement."""
    statement = (
        select(Listing.id, Certificate.kind, is_told(day), Certificate.valid_from, Certificate.valid_until)
        .join(Certificate, is_about_listing())
        .where(Certificate.assurance.in_(LOOKED_AT))
    )
    return (Evidence(*row) for rows in _streamed(_among(statement, ids)) for row in rows)


def _among(statement: Select, ids: Collection[int] | None) -> Select:
    return statement if ids is None else statement.where(Listing.id.in_(ids))


def _streamed(statement: Select) -> Iterator[Sequence[Sequence[Any]]]:
    # Past the session, which would look at each row for objects in it; what waits in it has been flushed before.
    connection = db.session.connection()
    return connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE}).partitions()
