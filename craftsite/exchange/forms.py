"""What is to be printed, from the query string of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from craftsite.listings.models import Listing
from craftsite.motif.tags import LAYOUTS, Layout
from craftsite.web.languages import Language, current_language

SIZE, LANGUAGE, PRICE, COPIES = "ukuran", "bahasa", "harga", "lembar"
FIRST_SIZE = "gantung"
MOST_COPIES, MOST_IN_ALL = 99, 240


@dataclass(frozen=True, slots=True)
class Order:
    """How large, in which language, with a price or without, and how many of each listing by its id."""

    size: str
    language: Language
    has_price: bool
    copies: Mapping[int, int]

    @property
    def layout(self) -> Layout:
        """The kind of piece."""
        return LAYOUTS[self.size]

    @property
    def total(self) -> int:
        """How many pieces."""
        return sum(self.copies.values())


def read_order(args: MultiDict[str, str], listings: Sequence[Listing]) -> Order:
    """What the query string orders of these listings; a value that makes no sense is as good as absent.

    A form that was not sent yet has the price on it.
    """
    size, language = args.get(SIZE, ""), args.get(LANGUAGE, "")
    return Order(
        size=size if size in LAYOUTS else FIRST_SIZE,
        language=Language(language) if language in set(Language) else current_language(),
        has_price=PRICE in args or SIZE not in args,
        copies={listing.id: _copies(args.get(f"{COPIES}-{listing.id}", "")) for listing in listings},
    )


def _copies(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= 3
    return min(int(text), MOST_COPIES) if is_number else 0
