"""What regions are known for, as sets of ids. Some hundred products: whatever changes, all are read again."""

import datetime
from collections import defaultdict

from pyroaring import BitMap
from sqlalchemy import select

from craftsite.catalog.filters import KNOWN_FACETS, Facet, Season, Sort
from craftsite.catalog.index.orders import Order
from craftsite.catalog.index.parts import Part
from craftsite.extensions import db
from craftsite.goods.models import ProductRegion, RegionalProduct
from craftsite.goods.queries import is_known


def build(day: datetime.date) -> Part:
    """All known products. Two statements."""
    products = db.session.execute(
        select(
            RegionalProduct.id,
            RegionalProduct.kind,
            RegionalProduct.taxon_slug,
            RegionalProduct.technique,
            RegionalProduct.stage,
            RegionalProduct.seasons,
            RegionalProduct.sort_name,
        ).where(is_known())
    ).all()
    everything = BitMap([product.id for product in products])
    facets: dict[Facet, defaultdict[str, BitMap]] = {facet: defaultdict(BitMap) for facet in KNOWN_FACETS}
    for product in products:
        for facet, value in (
            (Facet.KIND, product.kind),
            (Facet.TAXON, product.taxon_slug),
            (Facet.TECHNIQUE, product.technique),
            (Facet.STAGE, product.stage),
            (Facet.SEASON, str(Season.NOW) if product.seasons >> (day.month - 1) & 1 else None),
        ):
            if value is not None:
                facets[facet][value].add(product.id)
    origins = {}
    marks = select(ProductRegion.product_id, ProductRegion.region_code, ProductRegion.is_origin)
    for product_id, region_code, is_origin in db.session.execute(marks):
        if product_id in everything:
            facets[Facet.REGION][region_code].add(product_id)
        if is_origin:
            origins[product_id] = region_code
    by_name = sorted(products, key=lambda product: (product.sort_name, product.id))
    by_region = sorted(by_name, key=lambda product: origins.get(product.id, ""))
    order = Order.of([product.id for product in by_region])
    orders = dict.fromkeys(Sort, order) | {Sort.NAME: Order.of([product.id for product in by_name])}
    return Part(everything, {facet: dict(values) for facet, values in facets.items()}, orders)
