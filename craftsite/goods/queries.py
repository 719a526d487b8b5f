"""Reads of taxa and regional products, and the one rule for which of them the public sees."""

from sqlalchemy import ColumnElement, select

from craftsite.extensions import db
from craftsite.goods.models import Handling, Highlight, Kind, RegionalProduct, Taxon, Verification

# Cloth that people know by its pattern; without a photograph it gets a plain label plate, never a drawn textile.
TEXTILE_TAXA = frozenset({"tenun", "busana-tutup-kepala", "bordir-rajut"})


def is_known() -> ColumnElement[bool]:
    """The products whose facts have a source; general knowledge waits for one."""
    return RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE


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
