"""Made-up makers and what they sell, as rows of the tables: the same for the same seed on every machine.

The first thousand listings of a million are the thousand. Makers are examples (`is_example`), named `Contoh Pembuat
000123`. Unlike the examples of the site they have certificates and sell abroad, so that those filters count something.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from bench.designs import Design, draw_design
from bench.draws import Draws
from bench.facts import Facts, Place
from craftsite.goods.models import Kind, Stage
from craftsite.listings.certificate_models import Assurance, CertificateKind, CertificateState
from craftsite.listings.certificate_names import kinds_for
from craftsite.listings.models import Halal, Stock
from craftsite.listings.operations import listing_code
from craftsite.producers.models import ProducerKind

SEED = 20261125
NEWEST = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)
SPAN_S = 3 * 365 * 24 * 60 * 60
# Above the serials that the examples of the site have.
FIRST_SERIAL = 1_001
# Ten on average.
MOST_LISTINGS = 39
LEAST_PRICE_IDR = {Kind.BATIK: 90_000, Kind.CRAFT: 15_000, Kind.FARM: 5_000}
STOCKS = (*[Stock.READY] * 6, *[Stock.MADE_TO_ORDER] * 3, Stock.ONE_OF_A_KIND)

Row = dict[str, Any]


@dataclass(slots=True)
class Maker:
    """A maker and all that hangs on it; `designs` says of each listing what it is."""

    place: Place
    row: Row
    kinds: list[Row]
    designs: list[Design] = field(default_factory=list)
    listings: list[Row] = field(default_factory=list)
    tiers: list[Row] = field(default_factory=list)
    certificates: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)


class Makers:
    """Draws one maker after the other; all ids count from 1."""

    def __init__(self, facts: Facts, seed: int = SEED) -> None:
        self._draws = Draws(seed)
        self._places = facts.places
        self._weights = list(accumulate(len(place.products) for place in facts.places))
        self._last = Counter[str]()

    def until(self, number: int) -> Iterator[Maker]:
        """Makers that have this many listings together."""
        while (left := number - self._last["listing"]) > 0:
            yield self._maker(left)

    def _maker(self, most: int) -> Maker:
        draws = self._draws
        place = draws.by_weight(self._places, self._weights)
        number = self._next("maker")
        maker = Maker(place, _maker_row(number, place), _kind_rows(number, draws))
        products = [draws.one_of(place.products) for _ in range(draws.number(1, 4))]
        for _ in range(min(most, draws.small_number(MOST_LISTINGS))):
            self._add_listing(maker, draw_design(draws.one_of(products), draws))
        for kind in _certified(maker, draws):
            self._add_certificate(maker, kind)
        return maker

    def _add_listing(self, maker: Maker, design: Design) -> None:
        draws, region, product = self._draws, maker.place.region, design.product
        kind, number = Kind(product.kind), self._next("listing")
        price = _rounded(LEAST_PRICE_IDR[kind] * 40 ** draws.share()) if draws.happens(0.96) else None
        stock = draws.one_of(STOCKS)
        published_at = NEWEST - datetime.timedelta(seconds=draws.number(0, SPAN_S))
        maker.designs.append(design)
        maker.listings.append(
            {
                "id": number,
                "code": listing_code(region, FIRST_SERIAL - 1 + self._next(region.code)),
                "slug": design.slug,
                "producer_id": maker.row["id"],
                "product_id": product.id,
                "kind": product.kind,
                "taxon_slug": product.taxon_slug,
                "technique": draws.one_of(design.techniques),
                "stage": product.stage,
                "name_id": design.name_id,
                "name_en": design.name_en,
                "sort_name": design.sort_name,
                "price_idr": price,
                "price_to_idr": _rounded(price * 1.5) if price and draws.happens(0.1) else None,
                "unit": product.unit,
                "stock": stock,
                "stock_count": draws.number(1, 60) if stock == Stock.READY else None,
                "lead_time_days": draws.number(3, 60) if stock == Stock.MADE_TO_ORDER else None,
                "seasons": product.seasons if product.stage == Stage.FRESH else 0,
                "is_export_ready": draws.happens(0.12),
                "motif_family": product.motif_family,
                "attributes": design.attributes,
                "halal": draws.one_of((Halal.CERTIFIED, Halal.EXEMPT)) if kind is Kind.FARM else "",
                "created_at": published_at,
                "updated_at": published_at,
                "published_at": published_at,
            }
        )
        if price and draws.happens(0.25):
            for quantity, share in ((10, 0.95), (50, 0.88))[: draws.number(1, 2)]:
                maker.tiers.append(
                    {"listing_id": number, "from_quantity": quantity, "price_idr": _rounded(price * share)}
                )

    def _add_certificate(self, maker: Maker, kind: CertificateKind) -> None:
        draws, number = self._draws, self._next("certificate")
        day = NEWEST.date()
        valid_from = day - datetime.timedelta(days=draws.number(0, 900))
        covers_all = draws.happens(0.85)
        maker.certificates.append(
            {
                "id": number,
                "producer_id": maker.row["id"],
                "kind": kind,
                "number": f"CONTOH-{number:07}",
                "issuer": "Contoh Penerbit",
                "valid_from": valid_from,
                "valid_until": valid_from + datetime.timedelta(days=draws.one_of((730, 1_095, 1_825))),
                "covers_all": covers_all,
                "state": CertificateState.SHOWN,
                "assurance": draws.one_of((Assurance.OWN, Assurance.SEEN, Assurance.SEEN, Assurance.CHECKED)),
                "checked_on": valid_from,
                "created_at": NEWEST,
                "submitted_at": NEWEST,
            }
        )
        if not covers_all:
            maker.marks += [
                {"certificate_id": number, "listing_id": listing["id"]}
                for listing in maker.listings
                if draws.happens(0.5)
            ]

    def _next(self, what: str) -> int:
        self._last[what] += 1
        return self._last[what]


def _maker_row(number: int, place: Place) -> Row:
    return {
        "id": number,
        "slug": f"contoh-pembuat-{number:06}",
        "name": f"Contoh Pembuat {number:06}",
        "region_code": place.region.code,
        "place": place.region.capital,
        "is_example": True,
        "created_at": NEWEST - datetime.timedelta(seconds=SPAN_S),
    }


def _kind_rows(number: int, draws: Draws) -> list[Row]:
    kinds = {draws.one_of(tuple(ProducerKind)) for _ in range(draws.number(1, 2))}
    return [{"producer_id": number, "kind": kind} for kind in sorted(kinds)]


def _certified(maker: Maker, draws: Draws) -> list[CertificateKind]:
    """What two makers in five have certificates of, one or two kinds that fit their goods."""
    if not draws.happens(0.4):
        return []
    fitting = kinds_for(Kind(maker.listings[0]["kind"]))
    return sorted({draws.one_of(fitting) for _ in range(draws.number(1, 2))})


def _rounded(price: float) -> int:
    return max(1_000, round(price / 500) * 500)
