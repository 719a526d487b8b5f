"""Reads of taxa and regional products, and the one rule for which of them the public sees."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from craftsite.extensions import db
from craftsite.goods.models import Handling, Highlight, Kind, ProductRegion, RegionalProduct, Taxon, Verification

# Cloth that people know by its pattern; without a photograph it gets a plain label plate, never a drawn textile.
TEXTILE_TAXA = frozenset({"tenun", "busana-tutup-kepala", "bordir-rajut"})


def is_known() -> ColumnElement[bool]:
    """The products whose facts have a source; general knowledge waits for one."""
    return RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE


def with_regions() -> _AbstractLoad:
    """The loader option that a product needs before it is shown. One more query."""
    return selectinload(RegionalProduct.origins).joinedload(ProductRegion.region)


def get_product(slug: str) -> RegionalProduct:
    """The known product of a page address with its taxon and regions, or 404. Two queries."""
    statement = select(RegionalProduct).where(RegionalProduct.slug == slug, is_known())
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


def highlighted_ids(region_code: str) -> list[int]:
    """The known products that the office of a region puts first, in its order. One query."""
    statement = (
        select(Highlight.product_id)
        .join(RegionalProduct, RegionalProduct.id == Highlight.product_id)
        .where(Highlight.region_code == region_code, is_known())
        .order_by(Highlight.position)
    )
    return list(db.session.scalars(statement))


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
