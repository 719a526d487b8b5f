"""Reads of what can be asked about: only what the public sees, and never an example, since nobody would answer."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import get_product, is_sellable
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public as is_public_producer


def get_listing(code: str, day: datetime.date) -> Listing:
    """The public listing of a code with maker, region and main photograph, or 404; also for an example. One query."""
    return db.first_or_404(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.code == code, is_public(day), Producer.is_example.is_(False))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
    )


def get_producer(slug: str, day: datetime.date) -> Producer:
    """The public maker of a slug with its region, or 404; also for an example. One query."""
    return db.first_or_404(
        select(Producer)
        .where(Producer.slug == slug, is_public_producer(day), Producer.is_example.is_(False))
        .options(joinedload(Producer.region))
    )


def find_of_producer(producer_id: int, codes: Collection[str], day: datetime.date) -> Sequence[Listing]:
    """Those public listings of a maker that have one of these codes, by code. One query."""
    return db.session.scalars(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.producer_id == producer_id, Listing.code.in_(codes), is_public(day))
        .order_by(Listing.code)
    ).all()


def get_sellable(slug: str) -> RegionalProduct:
    """The known khas of a slug that makers may offer, with its regions; 404 for one that is only shown. Two queries."""
    product = get_product(slug)
    if not is_sellable(product):
        raise NotFound
    return product


def find_sellers(product_id: int, day: datetime.date) -> Sequence[Producer]:
    """The makers who sell a khas, with their regions, by name. One query."""
    return db.session.scalars(
        select(Producer)
        .where(Producer.id.in_(_sold(day).where(Listing.product_id == product_id)))
        .options(joinedload(Producer.region))
        .order_by(Producer.name, Producer.id)
    ).all()


def is_sold(product_id: int, day: datetime.date) -> bool:
    """Whether any maker sells a khas. One query."""
    return bool(db.session.scalar(select(exists(_sold(day).where(Listing.product_id == product_id)))))


def _sold(day: datetime.date) -> Select[int]:
    return (
        select(Listing.producer_id)
        .join(Listing.producer)
        .where(is_public(day), Producer.is_example.is_(False), Listing.sold_at.is_(None))
    )
