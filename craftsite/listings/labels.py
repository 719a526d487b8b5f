"""What a label plate says of a listing or a regional product for as long as it has no photograph."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import is_textile
from craftsite.listings.models import Listing
from craftsite.motif.plate import PlateSize, plate
from craftsite.motif.tile import address_key
from craftsite.web.languages import Language, text_in

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
        family=ornament_family(listing.kind, listing.taxon_slug, listing.motif_family),
        note=photo_to_follow(language),
    )


def product_label(product: RegionalProduct, language: Language) -> Label:
    """The label of a product whose regions are loaded; its place is the place of origin."""
    return Label(
        name=text_in(language, product, "name"),
        place=text_in(language, product.origins[0].region, "short_name"),
        code=product.code,
        family=ornament_family(product.kind, product.taxon_slug, product.motif_family),
        note=photo_to_follow(language),
    )


def photo_to_follow(language: Language) -> str:
    """What stands in a picture while there is no photograph."""
    with force_locale(language):
        return str(PHOTO_TO_FOLLOW)


def ornament_family(kind: str, taxon_slug: str, family: str) -> str | None:
    """The family of the strip of ornament on a plate; None for a cloth that a drawing would misrepresent."""
    return None if is_textile(kind, taxon_slug) else family or "wave"
