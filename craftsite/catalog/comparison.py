"""Listings side by side: what decides between them, a row for each question and a cell for each listing."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from craftsite.catalog.listing_facts import confirmed_on, halal_claim, is_stale
from craftsite.catalog.prices import price_text, tier_rows
from craftsite.goods.units import unit_name
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificates import told as told_certificate
from craftsite.listings.models import Listing, Stock
from craftsite.listings.stock import duration, stock_text
from craftsite.producers.badges import origin_of
from craftsite.regions.models import Region
from craftsite.web.clock import today
from craftsite.web.filters import angka, rupiah, tanggal
from craftsite.web.languages import text_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What one listing answers, line by line; nothing where its maker has not told. `is_best`: none answers better."""

    lines: tuple[str, ...]
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One question and the answers in the order of the listings."""

    name: str
    cells: Sequence[Cell]


def compare(
    listings: Sequence[Listing],
    certificates: Mapping[int, Sequence[Certificate]],
    origin: Region | None,
    day: datetime.date,
) -> list[Row]:
    """The rows that at least one of the listings answers; makers, offices, regions and tiers are loaded.

    Distances count from `origin`, or else from the region of the first listing. Only a larger quantity and a shorter
    time are marked as better, never a price.
    """
    start = origin or listings[0].producer.region
    rows = [
        _row(_("Harga"), listings, _price),
        _row(_("Harga menurut jumlah"), listings, _tiers),
        _row(_("Minimal beli"), listings, _minimum),
        _row(_("Ketersediaan"), listings, lambda listing: [stock_text(listing)], best=_ready),
        _row(_("Lama membuat"), listings, _lead_time, best=lambda listing: _negated(listing.lead_time_days)),
        _row(_("Sanggup membuat"), listings, _capacity, best=lambda listing: listing.capacity_per_month),
        _row(_("Contoh barang"), listings, lambda listing: [_("Bisa dikirim dulu")] if listing.has_sample else []),
        _row(_("Bukti"), listings, lambda listing: _evidence(listing, certificates.get(listing.id, ()), day)),
        _row(_("Dikirim dari"), listings, _place),
        _row(_("Letak di kain"), listings, lambda listing: [_distance(start, listing.producer.region)]),
        _row(_("Dipastikan pembuatnya"), listings, lambda listing: _freshness(listing, day)),
    ]
    return [row for row in rows if any(cell.lines for cell in row.cells)]


def _row(
    name: str,
    listings: Sequence[Listing],
    told: Callable[[Listing], Iterable[str]],
    best: Callable[[Listing], int | None] | None = None,
) -> Row:
    marked = _marked(listings, best) if best else set()
    return Row(name, [Cell(tuple(told(listing)), listing.id in marked) for listing in listings])


def _marked(listings: Sequence[Listing], measure: Callable[[Listing], int | None]) -> set[int]:
    """The listings with the greatest measure, where some have less of it and all count in the same unit."""
    measures = {listing.id: number for listing in listings if (number := measure(listing)) is not None}
    if len({listing.unit for listing in listings}) > 1 or len(set(measures.values())) < 2:
        return set()
    greatest = max(measures.values())
    return {listing_id for listing_id, number in measures.items() if number == greatest}


def _negated(number: int | None) -> int | None:
    return None if number is None else -number


def _ready(listing: Listing) -> int | None:
    is_away = listing.away_until is not None and listing.away_until >= today()
    return None if listing.stock != Stock.READY or listing.sold_at or is_away else listing.stock_count


def _price(listing: Listing) -> list[str]:
    price = price_text(listing)
    return [price] if listing.price_idr is None else [price, _("per %(unit)s", unit=unit_name(listing.unit))]


def _tiers(listing: Listing) -> list[str]:
    return [f"{label}: {rupiah(amount)}" for label, amount in tier_rows(listing)]


def _minimum(listing: Listing) -> list[str]:
    return [f"{angka(listing.minimum_order)} {unit_name(listing.unit, listing.minimum_order)}"]


def _lead_time(listing: Listing) -> list[str]:
    return [duration(listing.lead_time_days)] if listing.lead_time_days else []


def _capacity(listing: Listing) -> list[str]:
    made = listing.capacity_per_month
    if not made:
        return []
    return [_("%(count)s %(unit)s sebulan", count=angka(made), unit=unit_name(listing.unit, made))]


def _evidence(listing: Listing, certificates: Iterable[Certificate], day: datetime.date) -> list[str]:
    """Who looked where its maker works, what is certified and who stands behind that, what its maker only says."""
    if listing.producer.is_example:
        return [_("Contoh, tidak diperiksa")]
    origin, claim = origin_of(listing.producer, day), halal_claim(listing)
    lines = [origin.sentence] if origin else []
    for certificate in map(told_certificate, certificates):
        parts = (f"{certificate.name} {certificate.number}", certificate.validity, certificate.assurance)
        lines.append(", ".join(filter(None, parts)))
    return [*lines, claim] if claim else lines


def _place(listing: Listing) -> list[str]:
    maker = listing.producer
    return [", ".join(filter(None, (maker.place, text_of(maker.region, "short_name"))))]


def _distance(start: Region, region: Region) -> str:
    squares = start.squares_to(region)
    place = text_of(start, "short_name")
    if squares == 0:
        return _("Di %(place)s sendiri", place=place)
    if squares == 1:
        return _("Bersebelahan dengan %(place)s", place=place)
    return ngettext("%(num)s kotak dari %(place)s", "%(num)s kotak dari %(place)s", squares, place=place)


def _freshness(listing: Listing, day: datetime.date) -> list[str]:
    told = [tanggal(confirmed_on(listing))]
    return [*told, _("Tanyakan dulu apakah masih ada.")] if is_stale(listing, day) else told
