"""What the home page gathers from the whole site."""

import datetime
from dataclasses import dataclass

from sqlalchemy import func, select

from craftsite.catalog.filters import Facet, Filters, Season
from craftsite.catalog.queries import first_products
from craftsite.extensions import db
from craftsite.goods.models import Kind, RegionalProduct
from craftsite.goods.queries import is_known, with_regions
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer


@dataclass(frozen=True, slots=True)
class KindCount:
    """How much of a kind there is to know and to buy."""

    kind: Kind
    products: int
    listings: int


def count_kinds(day: datetime.date) -> list[KindCount]:
    """The three kinds with their known products and public listings. Two queries."""
    products = dict(
        db.session.execute(
            select(RegionalProduct.kind, func.count()).where(is_known()).group_by(RegionalProduct.kind)
        ).all()
    )
    listings = dict(
        db.session.execute(
            select(Listing.kind, func.count()).join(Listing.producer).where(is_public(day)).group_by(Listing.kind)
        ).all()
    )
    return [KindCount(kind, products.get(kind, 0), listings.get(kind, 0)) for kind in Kind]


def featured_product_ids(limit: int) -> list[int]:
    """The products an editor put first. One query."""
    statement = (
        select(RegionalProduct.id)
        .where(is_known(), RegionalProduct.featured.is_not(None))
        .order_by(RegionalProduct.featured)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def newest_listing_ids(day: datetime.date, limit: int) -> list[int]:
    """The newest public listings, at most one a region and so from as many corners as there are. One query."""
    newest = (
        select(func.max(Listing.id).label("id"))
        .join(Listing.producer)
        .where(is_public(day))
        .group_by(Producer.region_code)
        .subquery()
    )
    statement = (
        select(Listing.id)
        .join(newest, newest.c.id == Listing.id)
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def products_in_season(day: datetime.date, limit: int) -> list[RegionalProduct]:
    """The known products in season on that day, those of a short season first. Three queries."""
    now = Filters(chosen={Facet.SEASON: frozenset({Season.NOW})})
    ids = first_products(now, day, 100)
    statement = select(RegionalProduct).where(RegionalProduct.id.in_(ids)).options(with_regions())
    products = list(db.session.scalars(statement))
    return sorted(products, key=lambda product: (product.seasons.bit_count(), product.id))[:limit]
