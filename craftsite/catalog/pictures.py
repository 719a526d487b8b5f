"""The photographs of listings, and the label plates that stand where one is missing, at addresses that never change."""

import hashlib
from collections.abc import Mapping
from typing import Literal, NamedTuple

from flask import url_for

from craftsite.catalog.addresses import parameters
from craftsite.catalog.filters import Filters, Tab
from craftsite.catalog.shortlist import Shortlist
from craftsite.goods.models import Kind, RegionalProduct
from craftsite.listings.labels import listing_label, product_label
from craftsite.listings.models import Listing
from craftsite.media.models import file_name
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Format, Shape, sizes_of
from craftsite.motif.plate import PlateSize
from craftsite.motif.tile import FAMILIES, GENERATION, PALETTES
from craftsite.web.languages import current_language, root_url

# The ornament of each kind: a family named by its shape, and a palette of dyes.
KIND_ORNAMENTS: Mapping[Kind, tuple[str, int]] = {
    Kind.BATIK: ("scale", 0),
    Kind.CRAFT: ("plait", 2),
    Kind.FARM: ("coffee", 5),
}


def main_photograph(listing: Listing, shape: Shape) -> Picture | None:
    """The photograph that a list shows of a listing whose main one is loaded; None where none may be shown."""
    photo = listing.main_photo
    return picture_of(photo.image, shape) if photo is not None and listing.owns_pictures else None


def main_photo_file(listing: Listing) -> str:
    """The stored file of the photograph that others may be shown of a listing; "" where there is none."""
    if listing.main_photo is None or not listing.owns_pictures:
        return ""
    image = listing.main_photo.image
    size = sizes_of(image.size, Shape.WHOLE)[-1]
    return file_name(image.key, f"{size}.{Format.JPEG}")


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
    # The checker takes the values of an address for the named options of Flask.
    return url_for("catalog.pictures.results_qr", **parameters(filters, tab))  # type: ignore[arg-type]


def shortlist_qr_picture(shortlist: Shortlist) -> str:
    """The address of the QR code of a list."""
    # As above.
    return url_for("catalog.pictures.shortlist_qr", **shortlist.parameters)  # type: ignore[arg-type]


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
