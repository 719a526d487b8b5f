"""What the search field offers while someone types."""

import datetime
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from craftsite.catalog.cards import get_cards, get_rows
from craftsite.catalog.filters import Filters
from craftsite.catalog.queries import first_listings, first_products
from craftsite.regions.queries import find_regions
from craftsite.text.tokenizer import fold
from craftsite.web.languages import text_of

LEAST_CHARACTERS = 2
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
    typed = fold(text)
    regions = [
        region
        for region in find_regions()
        if any(part.startswith(typed) for part in map(fold, (region.name, region.short_name_id, region.full_name_en)))
    ]
    return [
        *(
            Suggestion(text_of(region, "full_name"), _("Daerah"), url_for("catalog.regions.show", slug=region.slug))
            for region in regions[:REGIONS]
        ),
        *(
            Suggestion(row.name, _("Khas %(place)s", place=row.region_names), row.url)
            for row in get_rows(first_products(Filters(text=text), today, PRODUCTS), today)
        ),
        *(
            Suggestion(card.name, f"{card.code}, {card.region_name}", card.url)
            for card in get_cards(first_listings(Filters(text=text), today, LISTINGS))
        ),
    ]
