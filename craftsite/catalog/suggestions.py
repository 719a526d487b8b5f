"""What the search field offers while someone types."""

import datetime
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from craftsite.catalog.cards import get_cards, get_products, region_names
from craftsite.catalog.filters import Filters
from craftsite.catalog.queries import first_listings, first_products
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.text.tokenizer import fold
from craftsite.web.languages import text_of

LEAST_CHARACTERS = 2
# Regions are counted by their names, since two have the same.
PRODUCTS, LISTINGS, REGIONS = 3, 4, 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link to follow: its words, and what kind of page it leads to."""

    label: str
    detail: str
    url: str


def find_suggestions(text: str, today: datetime.date) -> list[Suggestion]:
    """Regions, products and listings that match what was typed so far, the best first. At most six queries."""
    if len(text.strip()) < LEAST_CHARACTERS:
        return []
    return [
        *(
            Suggestion(text_of(region, "full_name"), _("Daerah"), url_for("catalog.regions.show", slug=region.slug))
            for region in _regions(fold(text))
        ),
        *(
            Suggestion(
                text_of(product, "name"),
                _("Khas %(place)s", place=region_names([origin.region for origin in product.origins])),
                url_for("catalog.products.show", slug=product.slug),
            )
            for product in get_products(first_products(Filters(text=text), today, PRODUCTS))
        ),
        *(
            Suggestion(card.name, f"{card.code}, {card.region_name}", card.url)
            for card in get_cards(first_listings(Filters(text=text), today, LISTINGS))
        ),
    ]


def _regions(typed: str) -> list[Region]:
    """The first regions whose names begin with what was typed; of two with one name both or neither. One query."""
    found = [
        region
        for region in find_regions()
        if any(
            fold(name).startswith(typed)
            for name in (region.name, region.short_name_id, region.full_name_id, region.full_name_en)
        )
    ]
    names = list(dict.fromkeys(region.name for region in found))[:REGIONS]
    return [region for region in found if region.name in names]
