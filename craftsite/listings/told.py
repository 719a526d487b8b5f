"""What an offer says in words: every fact, in the order of the editor; reads nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from flask_babel import gettext as _

from craftsite.goods.attributes import described
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.goods.units import unit_name
from craftsite.listings.changes import CHANGE_NAMES, in_words
from craftsite.listings.models import Listing
from craftsite.listings.offers import Offer
from craftsite.listings.stock import stock_text
from craftsite.web.languages import Language, Words, as_written, text_of

# What stands in the head of the page, or is told in another way.
_APART = frozenset({"name_id", "stock", "stock_count", "attributes", "owns_pictures", "made_by_agrees"})
_WRITTEN = frozenset({"story_id", "price_note", "packed_size", "steps", "variants"})
_ENGLISH = frozenset({"name_en", "story_en"})


@dataclass(frozen=True, slots=True)
class Names:
    """What the groups and the regional products of an offer are called, by what the offer holds of them."""

    taxa: Mapping[str, Taxon]
    products: Mapping[int, RegionalProduct]

    def told(self, code: str, value: object) -> str:
        """The name behind a value; "" for none."""
        if code == "taxon_slug":
            return text_of(self.taxa[str(value)], "name") if value in self.taxa else ""
        product = self.products.get(value) if isinstance(value, int) else None
        return text_of(product, "name") if product else ""


def product_ids(*offers: Offer | None) -> set[int]:
    """The regional products that these offers name."""
    return {offer.product_id for offer in offers if offer is not None and offer.product_id is not None}


def facts_of(offer: Offer, names: Names) -> list[tuple[str, str]]:
    """Every fact of an offer that is told, in the order of the editor."""
    return [(str(name), value) for name, value in _facts(offer, names) if value]


def stock_of(offer: Offer) -> str:
    """Whether the goods are there, as a card says it."""
    columns = ("unit", "stock", "stock_count", "lead_time_days")
    return stock_text(Listing(**{name: getattr(offer, name) for name in columns}))


def name_of(offer: Offer) -> Words:
    """The name in the language of the page."""
    return text_of(offer, "name")


def _facts(offer: Offer, names: Names) -> Iterator[tuple[object, str]]:
    for one in fields(Offer):
        code = one.name
        if code in ("taxon_slug", "product_id"):
            yield CHANGE_NAMES[code], names.told(code, getattr(offer, code))
        elif code == "attributes":
            yield from described(offer.kind, offer.attributes)
        elif code == "minimum_order":
            least = offer.minimum_order
            yield CHANGE_NAMES[code], f"{least} {unit_name(offer.unit, least)}" if least > 1 else ""
        elif code == "made_by" and offer.made_by:
            agreed = "" if offer.made_by_agrees else _(" (belum ada persetujuannya)")
            yield CHANGE_NAMES[code], as_written(offer.made_by + agreed)
        elif code in _ENGLISH:
            yield CHANGE_NAMES[code], Words(getattr(offer, code), Language.ENGLISH)
        elif code not in _APART:
            words = in_words(offer, code)
            yield CHANGE_NAMES[code], as_written(words) if code in _WRITTEN else words
