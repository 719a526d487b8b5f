"""What a listing costs: in words, and one of it by quantity."""

from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.goods.units import unit_name
from craftsite.listings.models import Listing
from craftsite.web.filters import angka, rupiah


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


def tier_rows(listing: Listing) -> list[tuple[str, int]]:
    """What one costs for each span of quantities: `1–39 bungkus`, then up to `200 bungkus ke atas`."""
    rows = []
    for span in price_spans(listing):
        if span.last is None:
            unit = unit_name(listing.unit, span.first)
            label = _("%(start)s %(unit)s ke atas", start=angka(span.first), unit=unit)
        else:
            label = f"{angka(span.first)}–{angka(span.last)} {unit_name(listing.unit, span.last)}"
        rows.append((label, span.price_idr))
    return rows
