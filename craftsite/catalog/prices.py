"""What a listing costs: in words, and one of it by quantity."""

from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.listings.models import Listing
from craftsite.web.filters import rupiah


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """The price of one from `first` to `last` together; without a last for any larger quantity."""

    first: int
    last: int | None
    price_idr: int


def price_spans(listing: Listing) -> list[PriceSpan]:
    """The spans of a listing whose tiers are loaded, from its least order on; empty without tiers or a price.

    A tier that begins below the least order leaves no span before it.
    """
    if not listing.tiers or listing.price_idr is None:
        return []
    starts = [(listing.minimum_order, listing.price_idr)]
    starts += [(tier.from_quantity, tier.price_idr) for tier in listing.tiers]
    ends: list[int | None] = [start - 1 for start, _price in starts[1:]]
    return [
        PriceSpan(start, end, price)
        for (start, price), end in zip(starts, [*ends, None], strict=True)
        if end is None or end >= start
    ]


def price_text(listing: Listing) -> str:
    """`Rp 150.000`, `Rp 150.000 – Rp 400.000`, or `Tanya harga`."""
    if listing.price_idr is None:
        return _("Tanya harga")
    if listing.price_to_idr is None:
        return rupiah(listing.price_idr)
    return f"{rupiah(listing.price_idr)} – {rupiah(listing.price_to_idr)}"
