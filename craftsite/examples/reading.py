"""Reading the example makers and their offers from `data/`, one file per kind of goods."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from craftsite.goods.attributes import ATTRIBUTES
from craftsite.goods.models import Kind, RegionalProduct, Stage, Technique
from craftsite.goods.operations import GREATEST_PRICE_IDR
from craftsite.goods.units import UNITS
from craftsite.listings.models import Stock
from craftsite.listings.operations import EXAMPLE_SERIALS, listing_code
from craftsite.loading import Row, read_rows, refuse_faults
from craftsite.producers.models import PaymentMethod, ProducerKind
from craftsite.regions.models import Region
from craftsite.text.folding import fold

DATA = Path(__file__).with_name("data")
NEWEST = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)
SPAN = datetime.timedelta(days=90)
WRITING_TIME = datetime.timedelta(days=2)
SLUG_LENGTH = 80

# A village that works both ways sells tulis, cap and mixed cloth; from any other a buyer gets what it is known for.
WORKED = {
    Technique.TULIS: {Technique.TULIS},
    Technique.CAP: {Technique.CAP},
    Technique.TULIS_CAP: {Technique.TULIS, Technique.CAP, Technique.TULIS_CAP},
    Technique.GEDOG: {Technique.GEDOG},
}
NAMED = {
    Technique.TULIS: ("batik tulis", "hand-drawn"),
    Technique.CAP: ("batik cap", "stamped"),
    Technique.TULIS_CAP: ("batik kombinasi", "stamped and hand-drawn"),
    Technique.GEDOG: ("batik gedog", "gedog batik"),
}

_MAKER_TEXTS = {
    "place": 120, "story_id": 400, "story_en": 400, "exchange_policy": 200, "opening_hours": 120, "visit_note": 200,
}  # fmt: skip
_OFFER_COLUMNS = [
    "maker", "product", "name_id", "name_en", "price_idr", "price_to_idr", "unit", "stock", "stock_count",
    "lead_time_days", "minimum_order", "tiers", "capacity_per_month", "process", "story_id", "story_en",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExampleMaker:
    """A maker as its row should stand; fields but `kinds` are columns of `Producer`."""

    slug: str
    name: str
    region_code: str
    place: str
    story_id: str
    story_en: str
    payment_methods: list[str]
    exchange_policy: str
    opening_hours: str
    visit_note: str
    created_at: datetime.datetime
    kinds: list[str]


@dataclass(frozen=True, slots=True)
class ExampleListing:
    """A listing as its row should stand; fields but `maker`, `tiers` and `steps` are columns of `Listing`."""

    code: str
    slug: str
    product_id: int
    kind: str
    taxon_slug: str
    technique: str | None
    stage: str | None
    name_id: str
    name_en: str
    story_id: str
    story_en: str
    price_idr: int | None
    price_to_idr: int | None
    unit: str
    minimum_order: int
    stock: str
    stock_count: int | None
    lead_time_days: int | None
    capacity_per_month: int | None
    seasons: int
    motif_family: str
    attributes: dict[str, str]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    published_at: datetime.datetime
    maker: str
    tiers: list[tuple[int, int]]
    steps: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Examples:
    """All makers by slug and all listings by code, in that order."""

    makers: list[ExampleMaker]
    listings: list[ExampleListing]

    def __len__(self) -> int:
        return len(self.makers) + len(self.listings)


def read_examples(
    regions: Mapping[str, Region], products: Mapping[str, RegionalProduct], folder: Path = DATA
) -> Examples:
    """The examples of the files; an offer may name only one of `products`. Raises LoadError with every fault."""
    rows = list(read_rows(folder / "makers.csv", ["number", "region_code", "kinds", "payment_methods", *_MAKER_TEXTS]))
    makers = {row.cells["number"].strip(): _maker(row, regions) for row in rows}
    refuse_faults(rows, unique=["number"])

    steps = _read_steps(folder / "steps.csv")
    offers = [
        (kind, row)
        for kind in Kind
        for row in read_rows(folder / f"{kind}.csv", dict.fromkeys([*_OFFER_COLUMNS, *_own_columns(kind)]))
    ]
    instants = _instants([row.cells["name_id"] for _, row in offers])
    given: Counter[str] = Counter()
    listings = []
    for (kind, row), instant in zip(offers, instants, strict=True):
        maker = makers.get(row.choice("maker", makers, required=True))
        product = products.get(row.choice("product", products, required=True))
        process = row.choice("process", steps, required=True)
        # A row that names none of these has a fault by now, and the whole load ends below.
        if maker and product and process:
            code = listing_code(regions[maker.region_code], EXAMPLE_SERIALS[given[maker.region_code]])
            given[maker.region_code] += 1
            listings.append(_listing(row, kind, code, maker, product, steps[process], instant))
    refuse_faults([row for _, row in offers], unique=["name_id", "name_en"])
    return Examples(sorted(makers.values(), key=attrgetter("slug")), sorted(listings, key=attrgetter("code")))


def _own_columns(kind: Kind) -> list[str]:
    return [*ATTRIBUTES[kind], *(["technique"] if kind is Kind.BATIK else [])]


def _maker(row: Row, regions: Mapping[str, Region]) -> ExampleMaker:
    number = row.integer("number", 1, 99) or 0
    texts = {name: row.text(name, longest, required=name != "visit_note") for name, longest in _MAKER_TEXTS.items()}
    return ExampleMaker(
        slug=f"contoh-pembuat-{number:02}",
        name=f"Contoh Pembuat {number:02}",
        region_code=row.choice("region_code", regions, required=True),
        kinds=sorted(row.choices("kinds", list(ProducerKind))),
        payment_methods=row.choices("payment_methods", list(PaymentMethod)),
        created_at=NEWEST - SPAN - datetime.timedelta(days=number),
        **texts,
    )


def _listing(
    row: Row,
    kind: Kind,
    code: str,
    maker: ExampleMaker,
    product: RegionalProduct,
    steps: list[tuple[str, str]],
    published_at: datetime.datetime,
) -> ExampleListing:
    if product.kind != kind:
        row.fault("product", f"{product.code} is {product.kind}, not {kind}")
    if maker.region_code not in {origin.region_code for origin in product.origins}:
        row.fault("product", f"{product.code} is not of {maker.region_code}, where the maker is")
    name_id = row.text("name_id", 120, required=True)
    name_en = row.text("name_en", 120, required=True)
    stock = row.choice("stock", list(Stock), required=True)
    stock_count = row.integer("stock_count", 1, 100_000)
    lead_time_days = row.integer("lead_time_days", 1, 730)
    if bool(stock_count) != (stock == Stock.READY):
        row.fault("stock_count", "is given exactly for what is ready")
    if bool(lead_time_days) != (stock == Stock.MADE_TO_ORDER):
        row.fault("lead_time_days", "is given exactly for what is made to order")
    return ExampleListing(
        code=code,
        slug=slug_of(name_id),
        product_id=product.id,
        kind=product.kind,
        taxon_slug=product.taxon_slug,
        technique=_technique(row, product, name_id, name_en) if kind is Kind.BATIK else None,
        stage=product.stage,
        name_id=name_id,
        name_en=name_en,
        story_id=row.text("story_id", 400, required=True),
        story_en=row.text("story_en", 400, required=True),
        price_idr=row.integer("price_idr", 1_000, GREATEST_PRICE_IDR),
        price_to_idr=row.integer("price_to_idr", 1_000, GREATEST_PRICE_IDR),
        unit=row.choice("unit", UNITS, required=True),
        minimum_order=row.integer("minimum_order", 1, 1_000) or 1,
        stock=stock,
        stock_count=stock_count,
        lead_time_days=lead_time_days,
        capacity_per_month=row.integer("capacity_per_month", 1, 100_000),
        seasons=product.seasons if product.stage == Stage.FRESH else 0,
        motif_family=product.motif_family,
        attributes={name: text for name in ATTRIBUTES[kind] if (text := row.text(name, 200))},
        created_at=published_at - WRITING_TIME,
        updated_at=published_at,
        published_at=published_at,
        maker=maker.slug,
        tiers=_tiers(row),
        steps=steps,
    )


def _technique(row: Row, product: RegionalProduct, name_id: str, name_en: str) -> str:
    technique = row.choice("technique", list(Technique), required=True)
    if not technique:
        return technique
    if product.technique is None or technique not in WORKED[Technique(product.technique)]:
        row.fault("technique", f"is {technique}, but {product.code} is {product.technique}")
    in_indonesian, in_english = NAMED[Technique(technique)]
    if in_indonesian not in name_id.casefold():
        row.fault("name_id", f"does not say {in_indonesian!r}, which the technique is")
    if in_english not in name_en.casefold():
        row.fault("name_en", f"does not say {in_english!r}, which the technique is")
    return technique


def _tiers(row: Row) -> list[tuple[int, int]]:
    """The pairs of a cell like `20:145000;100:130000`: from how many, at what price each."""
    tiers = []
    for part in filter(None, row.text("tiers", 100).split(";")):
        quantity, _, price = part.partition(":")
        if not (quantity.isdecimal() and price.isdecimal() and int(quantity) > 1 and int(price) > 0):
            row.fault("tiers", f"has {part!r}, not a quantity and a price like 20:145000")
            return []
        tiers.append((int(quantity), int(price)))
    prices = [row.integer("price_idr", 1_000, GREATEST_PRICE_IDR) or 0, *(price for _, price in tiers)]
    if tiers != sorted(tiers) or prices != sorted(set(prices), reverse=True):
        row.fault("tiers", "do not fall in price as the quantity rises")
    return tiers


def _read_steps(path: Path) -> dict[str, list[tuple[str, str]]]:
    rows = list(read_rows(path, ["process", "title", "text"]))
    steps: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        step = (row.text("title", 80, required=True), row.text("text", 400, required=True))
        steps.setdefault(row.text("process", 40, required=True), []).append(step)
    refuse_faults(rows)
    return steps


def _instants(names: Sequence[str]) -> list[datetime.datetime]:
    """A moment of publication per name: distinct, spread evenly, and in no order that a reader could see."""
    mixed = sorted(range(len(names)), key=lambda number: hashlib.sha256(names[number].encode()).digest())
    minutes = SPAN // datetime.timedelta(minutes=1)
    ages = {number: minutes * rank // len(names) for rank, number in enumerate(mixed)}
    return [NEWEST - datetime.timedelta(minutes=ages[number]) for number in range(len(names))]


def slug_of(name: str) -> str:
    """The words of a name for an address, without the last ones where they would be too many."""
    slug = "-".join(fold(name).split())
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0]
