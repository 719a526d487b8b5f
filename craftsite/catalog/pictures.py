"""The label plates that stand where a photograph is missing, under addresses that never change their bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from craftsite.goods.models import Kind, RegionalProduct
from craftsite.goods.queries import is_textile
from craftsite.listings.models import Listing
from craftsite.motif.plate import PlateSize, plate
from craftsite.motif.tile import FAMILIES, GENERATION, PALETTES, address_key

# The ornament of each kind: a family named by its shape, and a palette of dyes.
KIND_ORNAMENTS: Mapping[Kind, tuple[str, int]] = {
    Kind.BATIK: ("scale", 0),
    Kind.CRAFT: ("plait", 2),
    Kind.FARM: ("coffee", 5),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a plate says, and the family of its strip of ornament.

    A textile has no family, so that no drawn cloth passes for the real one.
    """

    name: str
    place: str
    code: str
    family: str | None

    @property
    def key(self) -> str:
        """The part of the address that changes whenever the drawing would."""
        return address_key(self.name, self.place, self.code, self.family or "")

    def draw(self, size: PlateSize) -> str:
        """The SVG of the plate."""
        return plate(self.name, self.place, self.code, family=self.family, size=size)


def listing_label(listing: Listing) -> Label:
    """The label of a listing whose maker and region are loaded: its name up to the first comma, where sizes begin."""
    return Label(
        name=listing.name_id.partition(",")[0],
        place=listing.producer.region.short_name_id,
        code=listing.code or "",
        family=_family(listing.kind, listing.taxon_slug, listing.motif_family),
    )


def product_label(product: RegionalProduct) -> Label:
    """The label of a product whose regions are loaded; its place is the place of origin."""
    return Label(
        name=product.name_id,
        place=product.origins[0].region.short_name_id,
        code=product.code,
        family=_family(product.kind, product.taxon_slug, product.motif_family),
    )


def listing_picture(listing: Listing, size: PlateSize) -> str:
    """The address of the plate of a listing."""
    label = listing_label(listing)
    return url_for("catalog.pictures.listing", code=label.code, key=label.key, size=size)


def product_picture(product: RegionalProduct, size: PlateSize) -> str:
    """The address of the plate of a product."""
    return url_for("catalog.pictures.product", slug=product.slug, key=product_label(product).key, size=size)


def kind_picture(kind: Kind) -> str:
    """The address of the ornament of a kind."""
    family, palette = KIND_ORNAMENTS[kind]
    return url_for("catalog.pictures.ornament", family=family, palette=palette, key=f"{kind}-{GENERATION}")


def mark_picture(slug: str) -> str:
    """The address of a maker's mark: an ornament drawn from the maker's name in the address, always the same."""
    digest = hashlib.sha256(slug.encode()).digest()
    families = sorted(FAMILIES)
    family, palette = families[digest[0] % len(families)], digest[1] % len(PALETTES)
    return url_for("catalog.pictures.ornament", family=family, palette=palette, key=f"{slug[:30]}-{GENERATION}")


def _family(kind: str, taxon_slug: str, family: str) -> str | None:
    return None if is_textile(kind, taxon_slug) else family or "wave"
