"""What the pictures for messages say of a listing, a product, a maker, a region, an exhibition and the whole site.

Each `..._sheet` gives the sheet in a language, and each `..._share` what the head of a page says of it.
"""

from collections.abc import Sequence

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from craftsite.catalog.pictures import main_photo_file, mark_of
from craftsite.catalog.sharing import Sheet, share_picture
from craftsite.goods.models import Handling, RegionalProduct
from craftsite.listings.labels import listing_label, product_label
from craftsite.listings.models import Listing
from craftsite.motif.label import Inscription
from craftsite.motif.share import (
    Square,
    mark_sheet,
    ornament_sheet,
    photo_sheet,
    plain_sheet,
    ring_sheet,
    square_sheet,
)
from craftsite.motif.tile import family_for
from craftsite.producers.models import Producer
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.filters import rupiah
from craftsite.web.heads import SharePicture
from craftsite.web.languages import Language, current_language, text_in


def listing_sheet(listing: Listing, language: Language) -> Sheet:
    """Name, place, code and price of a listing whose maker, region and main photograph are loaded, and the photograph.

    An example has no true price.
    """
    label = listing_label(listing, language)
    photo = main_photo_file(listing)
    with force_locale(language):
        words = Inscription(
            title=label.name,
            over=label.place,
            figure="" if listing.producer.is_example else _price(listing),
            corner=label.code,
            mark=_("Contoh") if listing.producer.is_example else "",
            note="" if photo else label.note,
        )
    if photo:
        return Sheet(photo_sheet, words, (label.code,), photo)
    return _on_cloth(words, label.code, label.family)


def product_sheet(product: RegionalProduct, language: Language) -> Sheet:
    """Name and place of origin of a product whose regions are loaded."""
    label = product_label(product, language)
    with force_locale(language):
        words = Inscription(
            title=label.name,
            over=_("Khas %(place)s", place=label.place),
            mark=_("Tidak halal") if product.handling == Handling.NOT_HALAL else "",
            note=label.note,
        )
    return _on_cloth(words, label.code, label.family)


def producer_sheet(producer: Producer, language: Language) -> Sheet:
    """Mark, name and region of a maker whose region is loaded."""
    with force_locale(language):
        words = Inscription(
            title=producer.name,
            over=_("Pembuat, %(place)s", place=text_in(language, producer.region, "short_name")),
            mark=_("Contoh") if producer.is_example else "",
        )
    mark = mark_of(producer.slug)
    return Sheet(mark_sheet, words, (mark.seed, mark.family, mark.palette))


def region_sheet(region: Region, language: Language) -> Sheet:
    """Square and name of a region, and why it has its pattern.

    No counts: a picture stays in a conversation, and tomorrow they would be wrong.
    """
    with force_locale(language):
        words = Inscription(
            title=text_in(language, region, "short_name"),
            over=_("Jawa Timur"),
            text=text_in(language, region, "pattern_reason"),
            note=_("Pola hias, bukan motif resmi daerah."),
        )
    return Sheet(square_sheet, words, (Square(region.pattern, region.dye),))


def titled_sheet(title: str, lead: str, seed: str, *, over: str = "", mark: str = "") -> Sheet:
    """A title with the sentence that leads in, over an ornament that the seed chooses: an exhibition, a collection.

    The words are drawn as given, so they come in the language of the picture; of the lead three lines are shown.
    """
    return Sheet(ornament_sheet, Inscription(title=title, over=over, text=lead, mark=mark), (seed, family_for(seed)))


def site_sheet(regions: Sequence[Region], language: Language) -> Sheet:
    """The name of the site within the squares of its regions, in the order of the cloth."""
    with force_locale(language):
        words = Inscription(title=current_app.config["SITE_NAME"], text=_("Pameran dan katalog Jawa Timur"))
    ordered = sorted(regions, key=lambda region: (region.cloth_row, region.cloth_column))
    return Sheet(ring_sheet, words, (tuple(Square(region.pattern, region.dye) for region in ordered),))


def listing_share(listing: Listing, language: Language) -> SharePicture:
    """The picture of a listing whose maker, region and main photograph are loaded."""
    sheet = listing_sheet(listing, language)
    return share_picture(sheet, "catalog.shares.listing", language=language, code=listing.code)


def product_share(product: RegionalProduct, language: Language) -> SharePicture:
    """The picture of a product whose regions are loaded."""
    sheet = product_sheet(product, language)
    return share_picture(sheet, "catalog.shares.product", language=language, slug=product.slug)


def producer_share(producer: Producer, language: Language) -> SharePicture:
    """The picture of a maker whose region is loaded."""
    sheet = producer_sheet(producer, language)
    return share_picture(sheet, "catalog.shares.producer", language=language, slug=producer.slug)


def region_share(region: Region, language: Language) -> SharePicture:
    """The picture of a region."""
    return share_picture(region_sheet(region, language), "catalog.shares.region", language=language, slug=region.slug)


def site_share(regions: Sequence[Region], language: Language) -> SharePicture:
    """The picture of the site, for the home page and every page that has none of its own; takes all regions."""
    return share_picture(site_sheet(regions, language), "catalog.shares.site", language=language)


def default_share() -> SharePicture:
    """The picture of the site in the language of the page, for one that has none of its own. One query, once a process.

    Where a region has changed since, the address that was kept leads to the new one.
    """
    kept: dict[Language, SharePicture] = current_app.extensions.setdefault("craftsite_default_share", {})
    language = current_language()
    if language not in kept:
        kept[language] = site_share(find_regions(), language)
    return kept[language]


def _on_cloth(words: Inscription, seed: str, family: str | None) -> Sheet:
    """On an ornament, or for a textile, which has no family, on plain cloth."""
    if family is None:
        return Sheet(plain_sheet, words, (seed,))
    return Sheet(ornament_sheet, words, (seed, family))


def _price(listing: Listing) -> str:
    if listing.price_idr is None:
        return ""
    if listing.price_to_idr is None:
        return rupiah(listing.price_idr)
    return f"{rupiah(listing.price_idr)} – {rupiah(listing.price_to_idr)}"
