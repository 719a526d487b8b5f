"""What regions are known for, as the database has it: the ground of every made-up listing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from craftsite.examples.operations import usable_products
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.regions.models import Region


@dataclass(frozen=True, slots=True)
class Place:
    """A region, and what it is known for."""

    region: Region
    products: Sequence[RegionalProduct]


@dataclass(frozen=True, slots=True)
class Facts:
    """The regions with their products, both in the order of their codes, and the taxa by slug."""

    places: Sequence[Place]
    taxa: dict[str, Taxon]


def read_facts() -> Facts:
    """What a listing may be made up from: products with a source that anybody may sell. Four queries."""
    products = sorted(usable_products().values(), key=lambda product: product.code)
    places = [
        Place(region, [product for product in products if _is_of(product, region)])
        for region in db.session.scalars(select(Region).order_by(Region.code))
    ]
    taxa = {taxon.slug: taxon for taxon in db.session.scalars(select(Taxon))}
    return Facts([place for place in places if place.products], taxa)


def _is_of(product: RegionalProduct, region: Region) -> bool:
    return any(origin.region_code == region.code for origin in product.origins)
