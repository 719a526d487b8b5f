"""The page of one regional product."""

import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from craftsite.catalog.cards import card, count_sellers, get_rows, Sellers, with_regions
from craftsite.catalog.pictures import product_picture
from craftsite.catalog.queries import find_listings
from craftsite.catalog.filters import Facet, Filters
from craftsite.extensions import db
from craftsite.goods.models import ProductRegion, RegionalProduct
from craftsite.goods.queries import is_known
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer
from craftsite.web.clock import today
from craftsite.web.filters import season
from craftsite.web.htmx import render

bp = Blueprint("products", __name__)
MORE_SHOWN = 4
SELLERS_SHOWN = 24


@bp.get("/khas/<slug:slug>")
def show(slug: str) -> Response:
    """What the product is, where it comes from, who sells it, and the source of all that."""
    day = today()
    statement = select(RegionalProduct).where(RegionalProduct.slug == slug, is_known()).options(*with_regions())
    product = db.first_or_404(statement.options(joinedload(RegionalProduct.taxon)))
    return render(
        "catalog/product.html",
        product=product,
        regions=[origin.region for origin in product.origins],
        card_picture=product_picture(product, "card"),
        wide_picture=product_picture(product, "wide"),
        season=season(product.seasons),
        publisher=publisher(product.source_public),
        sellers=count_sellers([product.id], day).get(product.id, Sellers()),
        cards=[card(listing) for listing in find_offers(product.id, day)],
        more=get_rows(other_product_ids(product), day),
    )


def find_offers(product_id: int, day: datetime.date) -> list[Listing]:
    """The newest public listings of a product, at most 24. One query."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.product_id == product_id, is_public(day))
        .options(joinedload(Listing.producer).joinedload(Producer.region))
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(SELLERS_SHOWN)
    )
    return list(db.session.scalars(statement))


def other_product_ids(product: RegionalProduct) -> list[int]:
    """Other products of the place of origin, those of the same kind first. One query."""
    statement = (
        select(RegionalProduct.id)
        .join(ProductRegion)
        .where(ProductRegion.region_code == product.origins[0].region_code, RegionalProduct.id != product.id, is_known())
        .order_by((RegionalProduct.kind != product.kind), RegionalProduct.featured.asc().nulls_last(), RegionalProduct.id)
        .limit(MORE_SHOWN)
    )
    return list(db.session.scalars(statement))


def publisher(source_public: str) -> str:
    """The host that published a source, without `www.`; empty where no source may be shown."""
    return (urlsplit(source_public).hostname or "").removeprefix("www.")
