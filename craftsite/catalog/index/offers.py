"""What the index reads of the public listings: a row of plain values each, their makers' kinds, and certificates.

Which listings the public sees, and which certificates are evidence, is said in one place: the rules of `listings`.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import DateTime, Select, select, type_coerce

from craftsite.extensions import db
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_queries import LOOKED_AT, is_about_listing, is_told
from craftsite.listings.models import Listing, PriceTier
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer, ProducerKindMark

ROWS_AT_ONCE = 20_000


class Offer(NamedTuple):
    """A public listing. `public_until` is the last day on which its maker's origin holds; None for an example."""

    id: int
    kind: str
    taxon: str
    technique: str | None
    region: str
    stock: str
    stage: str | None
    seasons: int
    is_export_ready: bool
    is_wholesale: bool
    is_example: bool
    producer_id: int
    published_at: datetime.datetime
    price_idr: int | None
    sort_name: str
    public_until: datetime.date | None


class Evidence(NamedTuple):
    """A certificate that an office has looked at and a listing it is about; `is_told` whether on the day asked for."""

    listing_id: int
    kind: str
    is_told: bool
    valid_from: datetime.date | None
    valid_until: datetime.date | None


def read_offers(day: datetime.date, ids: Collection[int] | None = None) -> Iterable[Offer]:
    """The public listings of a day by rising id, all or those among some ids. One statement."""
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
            Listing.is_export_ready,
            Listing.id.in_(select(PriceTier.listing_id)),
            Producer.is_example,
            Listing.producer_id,
            # As the driver gives it: our own type would make a new one for each row.
            type_coerce(Listing.published_at, DateTime),
            Listing.price_idr,
            Listing.sort_name,
            Producer.origin_valid_until,
        )
        .join(Listing.producer)
        .where(is_public(day))
        .order_by(Listing.id)
    )
    return map(Offer._make, _streamed(_among(statement, ids)))


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
    return map(Evidence._make, _streamed(_among(statement, ids)))


def _among(statement: Select, ids: Collection[int] | None) -> Select:
    return statement if ids is None else statement.where(Listing.id.in_(ids))


def _streamed(statement: Select) -> Iterable:
    return db.session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})
