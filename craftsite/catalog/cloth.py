"""The cloth: one square for each region, about where it lies, with what can be found there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from craftsite.catalog.queries import count_listings_by_region, count_products_by_region
from craftsite.motif.cloth import pattern_definitions
from craftsite.regions.models import Region
from craftsite.web.languages import text_of


@dataclass(frozen=True, slots=True)
class Square:
    """A region on the cloth; `qualifier` is "Kab." or "Kota" where a bare name would mean two places.

    It stands with the abbreviation; `name` has it in the order of words of the language.
    """

    url: str
    code: str
    abbreviation: str
    name: str
    qualifier: str
    full_name: str
    dye: str
    pattern: str
    product_count: int
    listing_count: int
    example_count: int
    column: int
    row: int

    @property
    def counted(self) -> str:
        """`7 khas, 3 dijual`; examples are no sales, so where there is nothing else it says how many they are."""
        if self.example_count and not self.listing_count:
            return _("%(products)s khas, %(examples)s contoh", products=self.product_count, examples=self.example_count)
        return _("%(products)s khas, %(listings)s dijual", products=self.product_count, listings=self.listing_count)


def squares(regions: Sequence[Region], day: datetime.date) -> list[Square]:
    """The squares of these regions in the order of the cloth, row by row."""
    products, listings = count_products_by_region(day), count_listings_by_region(day)
    names = [region.name for region in regions]
    return [
        Square(
            url=url_for("catalog.regions.show", slug=region.slug),
            code=region.code,
            abbreviation=region.abbreviation,
            name=_name(region, is_ambiguous=names.count(region.name) > 1),
            qualifier=_qualifier(region, is_ambiguous=names.count(region.name) > 1),
            full_name=text_of(region, "short_name"),
            dye=region.dye,
            pattern=region.pattern,
            product_count=products.get(region.code, 0),
            listing_count=listings.get((region.code, False), 0),
            example_count=listings.get((region.code, True), 0),
            column=region.cloth_column,
            row=region.cloth_row,
        )
        for region in sorted(regions, key=lambda region: (region.cloth_row, region.cloth_column))
    ]


def _qualifier(region: Region, *, is_ambiguous: bool) -> str:
    # A kota always says so; a kabupaten where a kota of its name exists.
    if region.kind == "kota":
        return _("Kota")
    return _("Kab.") if is_ambiguous else ""


def _name(region: Region, *, is_ambiguous: bool) -> str:
    if region.kind == "kota":
        return _("Kota %(name)s", name=region.name)
    return _("Kab. %(name)s", name=region.name) if is_ambiguous else region.name


def definitions(cloth: Sequence[Square]) -> Markup:
    """The patterns that these squares need, once each, to print inside `<defs>`."""
    return pattern_definitions(sorted({square.pattern for square in cloth}))
