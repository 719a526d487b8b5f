"""The label plates that stand where a photograph is missing, under addresses that never change their bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from flask import url_for
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from craftsite.catalog.addresses import parameters
from craftsite.catalog.filters import Filters, Tab
from craftsite.goods.models import Kind, RegionalProduct
from craftsite.goods.queries import is_textile
from craftsite.listings.models import Listing
from craftsite.motif.plate import PlateSize, plate
from craftsite.motif.tile import FAMILIES, GENERATION, PALETTES, address_key
from craftsite.web.languages import Language, current_language, root_url, text_in

# The ornament of each kind: a family named by its shape, and a palette of dyes.
KIND_ORNAMENTS: Mapping[Kind, tuple[str, int]] = {
    Kind.BATIK: ("scale", 0),
    Kind.CRAFT: ("plait", 2),
    Kind.FARM: ("coffee", 5),
}

PHOTO_TO_FOLLOW = _l("Foto menyusul")


@dataclass(frozen=True, slots=True)
class Label:
    """What a plate says, and the family of its strip of ornament.

    A textile has no family, so that no drawn cloth passes for the real one.
    """

    name: str
    place: str
    code: str
    family: str | None
    note: str

    @property
    def key(self) -> str:
        """The part of the address that changes whenever the drawing would."""
        return address_key(self.name, self.place, self.code, self.family or "", self.note)

    def draw(self, size: PlateSize) -> str:
        """The SVG of the plate."""
        return plate(self.name, self.place, self.code, family=self.family, size=size, note=self.note)


def listing_label(listing: Listing, language: Language) -> Label:
    """The label of a listing whose maker and region are loaded: its name up to the first comma, where sizes begin."""
    return Label(
        name=text_in(language, listing, "name").partition(",")[0],
        place=text_in(language, listing.producer.region, "short_name"),
        code=listing.code or "",
        family=_family(listing.kind, listing.taxon_slug, listing.motif_family),
        note=_photo_to_follow(language),
    )


def product_label(product: RegionalProduct, language: Language) -> Label:
    """The label of a product whose regions are loaded; its place is the place of origin."""
    return Label(
        name=text_in(language, product, "name"),
        place=text_in(language, product.origins[0].region, "short_name"),
        code=product.code,
        family=_family(product.kind, product.taxon_slug, product.motif_family),
        note=_photo_to_follow(language),
    )


def listing_picture(listing: Listing, size: PlateSize) -> str:
    """The address of the plate of a listing."""
    label = listing_label(listing, current_language())
    return root_url("catalog.pictures.listing", code=label.code, key=label.key, size=size)


def product_picture(product: RegionalProduct, size: PlateSize) -> str:
    """The address of the plate of a product."""
    key = product_label(product, current_language()).key
    return root_url("catalog.pictures.product", slug=product.slug, key=key, size=size)


def qr_picture(listing: Listing) -> str:
    """The address of the QR code of a listing."""
    return root_url("catalog.pictures.qr", code=listing.code)


def page_qr_picture(section: Literal["khas", "daerah"], slug: str) -> str:
    """The address of the QR code of the page of a product or a region."""
    return url_for("catalog.pictures.page_qr", section=section, slug=slug)


def results_qr_picture(filters: Filters, tab: Tab | None) -> str:
    """The address of the QR code of the catalogue in a state."""
    return url_for("catalog.pictures.results_qr", **parameters(filters, tab))  # type: ignore[arg-type]


def kind_picture(kind: Kind) -> str:
    """The address of the ornament of a kind."""
    family, palette = KIND_ORNAMENTS[kind]
    return root_url("catalog.pictures.ornament", family=family, palette=palette, key=f"{kind}-{GENERATION}")


class Mark(NamedTuple):
    """What a maker's mark is drawn from."""

    family: str
    palette: int
    seed: str


def mark_of(slug: str) -> Mark:
    """A maker's mark: an ornament chosen by the maker's name in the address, always the same."""
    digest = hashlib.sha256(slug.encode()).digest()
    families = sorted(FAMILIES)
    return Mark(families[digest[0] % len(families)], digest[1] % len(PALETTES), f"{slug[:30]}-{GENERATION}")


def mark_picture(slug: str) -> str:
    """The address of the mark of a maker."""
    family, palette, key = mark_of(slug)
    return root_url("catalog.pictures.ornament", family=family, palette=palette, key=key)


def _photo_to_follow(language: Language) -> str:
    with force_locale(language):
        return str(PHOTO_TO_FOLLOW)


def _family(kind: str, taxon_slug: str, family: str) -> str | None:
    return None if is_textile(kind, taxon_slug) else family or "wave"
