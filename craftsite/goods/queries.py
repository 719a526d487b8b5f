"""Reads of taxa and regional products, and the one rule for which of them the public sees."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad
from werkzeug.exceptions import Gone

from craftsite.extensions import db
from craftsite.goods.models import Handling, Highlight, Kind, ProductRegion, RegionalProduct, Taxon, Verification

# Cloth that people know by its pattern; without a photograph it gets a plain label plate, never a drawn textile.
TEXTILE_TAXA = frozenset({"tenun", "busana-tutup-kepala", "bordir-rajut"})


def has_source() -> ColumnElement[bool]:
    """The products whose facts have a source; general knowledge waits for one."""
    return RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE


def is_known() -> ColumnElement[bool]:
    """The products that the public sees: their facts have a source, and no office has withdrawn them."""
    return and_(has_source(), RegionalProduct.withdrawn_at.is_(None))


def is_shown(product: RegionalProduct) -> bool:
    """The same of one product."""
    return product.verification != Verification.GENERAL_KNOWLEDGE and product.withdrawn_at is None


def with_regions() -> _AbstractLoad:
    """The loader option that a product needs before it is shown. One more query."""
    return selectinload(RegionalProduct.origins).joinedload(ProductRegion.region)


def get_product(slug: str) -> RegionalProduct:
    """The known product of a page address with its taxon and regions, or 404; 410 for a withdrawn one. Two queries."""
    product = get_once_known(slug)
    if product.withdrawn_at is not None:
        raise Gone
    return product


def get_once_known(slug: str) -> RegionalProduct:
    """The same, whether or not an office has withdrawn it since: what a page once named stays in caches."""
    statement = select(RegionalProduct).where(RegionalProduct.slug == slug, has_source())
    return db.first_or_404(statement.options(joinedload(RegionalProduct.taxon), with_regions()))


def find_sellable_of_region(region_code: str) -> Sequence[RegionalProduct]:
    """The known products of a region that makers may offer, by name. One query."""
    return db.session.scalars(
        select(RegionalProduct)
        .join(ProductRegion, ProductRegion.product_id == RegionalProduct.id)
        .where(
            ProductRegion.region_code == region_code,
            is_known(),
            or_(RegionalProduct.handling.is_(None), RegionalProduct.handling != Handling.TOBACCO),
        )
        .order_by(RegionalProduct.sort_name, RegionalProduct.id)
    ).all()


def products_by_id(product_ids: Collection[int]) -> Mapping[int, RegionalProduct]:
    """These products by their ids, known or not. One query, and none for none."""
    if not product_ids:
        return {}
    products = db.session.scalars(select(RegionalProduct).where(RegionalProduct.id.in_(product_ids)))
    return {product.id: product for product in products}


def highlighted_ids(region_code: str) -> list[int]:
    """The known products that the office of a region puts first, in its order. One query."""
    statement = (
        select(Highlight.product_id)
        .join(RegionalProduct, RegionalProduct.id == Highlight.product_id)
        .where(Highlight.region_code == region_code, is_known())
        .order_by(Highlight.position)
    )
    return list(db.session.scalars(statement))


def newest_choice(region_code: str) -> datetime.datetime | None:
    """When the office of a region last put something new first; None where it never did. One query."""
    return db.session.scalar(select(func.max(Highlight.chosen_at)).where(Highlight.region_code == region_code))


def find_taxa() -> list[Taxon]:
    """All taxa, kind by kind in their own order; one query."""
    kinds = list(Kind)
    taxa = db.session.scalars(select(Taxon))
    return sorted(taxa, key=lambda taxon: (kinds.index(Kind(taxon.kind)), taxon.position))


def is_sellable(product: RegionalProduct) -> bool:
    """Whether makers may offer it here; tobacco is only shown as the heritage it is."""
    return product.handling != Handling.TOBACCO


def is_textile(kind: str, taxon_slug: str) -> bool:
    """Whether goods are a cloth that a drawn ornament would misrepresent."""
    return kind == Kind.BATIK or taxon_slug in TEXTILE_TAXA
