"""The contract of the catalogue against an independent count in Python, on random catalogues and random filters."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from craftsite.catalog.filters import Facet, Filters, Season, Selling, Sort
from craftsite.catalog.queries import count_listings, find_listings, find_products
from craftsite.extensions import db as database
from craftsite.goods.models import Kind, Stage, Technique
from craftsite.listings.models import Stock
from craftsite.producers.models import ProducerKind
from craftsite.text.tokenizer import tokenize
from craftsite.web.clock import today
from craftsite.web.paging import PER_PAGE
from tests.factories import make_certificate, make_listing, make_producer, make_product

DAY = datetime.date(2026, 11, 24)
REGIONS = ("3503", "3526", "3578")
TAXA = {Kind.BATIK: ("batik-madura", "batik-pesisir"), Kind.CRAFT: ("anyaman", "tenun"), Kind.FARM: ("keripik",)}
# Words that stand in no name of a taxon, kind or region, so that only the listing's own name can match them.
WORDS = ("gentongan", "lampion", "perahu", "kelinci", "gerobak", "payung")
PAPERS = (("halal", "batikmark", "merek"), ("own", "seen", "checked"), (-1, 0, 9))


@dataclass(frozen=True)
class Offer:
    """A listing as this test understands it: the values it has in each group."""

    kind: Kind
    taxon: str
    technique: Technique | None
    stage: Stage | None
    region: str
    stock: Stock
    wholesale: bool
    export: bool
    makers: tuple[ProducerKind, ...]
    months: frozenset[int]
    price: int | None
    words: tuple[str, ...]
    is_halal: bool
    # Of which kind, who stands behind it, and how many days from DAY on it is valid.
    papers: tuple[tuple[str, str, int], ...]

    def values(self, facet: Facet) -> frozenset[str]:
        """The choices of a group under which this offer is found."""
        selling = {Selling.WHOLESALE: self.wholesale, Selling.EXPORT: self.export}
        of = {
            Facet.KIND: [self.kind],
            Facet.TAXON: [self.taxon],
            Facet.TECHNIQUE: [self.technique] if self.technique else [],
            Facet.REGION: [self.region],
            Facet.STOCK: [self.stock],
            Facet.SELLING: [value for value, holds in selling.items() if holds],
            Facet.PRODUCER_KIND: self.makers,
            Facet.EVIDENCE: [kind for kind, word, left in self.papers if self._is_about(kind, word, left)],
            Facet.STAGE: [self.stage] if self.stage else [],
            Facet.SEASON: [Season.NOW] if DAY.month in self.months else [],
        }
        return frozenset(map(str, of[facet]))

    def _is_about(self, kind: str, word: str, left: int) -> bool:
        fits = {"halal": self.is_halal, "batikmark": self.kind is Kind.BATIK}.get(kind, True)
        return fits and word != "own" and left >= 0


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Any offer that a maker could publish."""
    kind = draw(st.sampled_from(Kind))
    return Offer(
        kind=kind,
        taxon=draw(st.sampled_from(TAXA[kind])),
        technique=draw(st.sampled_from(Technique)) if kind is Kind.BATIK else None,
        stage=draw(st.sampled_from(Stage)) if kind is Kind.FARM else None,
        region=draw(st.sampled_from(REGIONS)),
        stock=draw(st.sampled_from(Stock)),
        wholesale=draw(st.booleans()),
        export=draw(st.booleans()),
        makers=tuple(draw(st.sets(st.sampled_from(ProducerKind), min_size=1, max_size=2))),
        months=draw(st.frozensets(st.integers(1, 12), max_size=4)),
        price=draw(st.none() | st.sampled_from([5_000, 75_000, 100_000, 2_500_000])),
        words=tuple(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))),
        is_halal=kind is Kind.FARM and draw(st.booleans()),
        papers=tuple(draw(st.lists(st.tuples(*map(st.sampled_from, PAPERS)), max_size=2))),
    )


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Any filters that an address could hold."""
    offered = {
        Facet.KIND: [*Kind],
        Facet.TAXON: [slug for slugs in TAXA.values() for slug in slugs],
        Facet.TECHNIQUE: [*Technique],
        Facet.REGION: [*REGIONS],
        Facet.STOCK: [*Stock],
        Facet.SELLING: [*Selling],
        Facet.PRODUCER_KIND: [*ProducerKind],
        Facet.EVIDENCE: [*PAPERS[0]],
        Facet.STAGE: [*Stage],
        Facet.SEASON: [*Season],
    }
    groups = draw(st.lists(st.sampled_from(Facet), max_size=3, unique=True))
    chosen = {
        facet: frozenset(map(str, draw(st.sets(st.sampled_from(offered[facet]), min_size=1, max_size=2))))
        for facet in groups
    }
    return Filters(
        text=" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=2, unique=True))),
        chosen=chosen,
        price_min_idr=draw(st.none() | st.sampled_from([1, 75_000])),
        price_max_idr=draw(st.none() | st.sampled_from([75_000, 10_000_000])),
        sort=draw(st.sampled_from(Sort)),
    )


@dataclass
class Shop:
    """The random catalogue in the database, and what this test knows of it."""

    offers: dict[int, Offer] = field(default_factory=dict)

    def publish(self, offer: Offer) -> None:
        """Writes an offer to the database."""
        maker = make_producer(region=offer.region, kinds=offer.makers)
        listing = make_listing(
            producer=maker,
            kind=offer.kind,
            taxon=offer.taxon,
            technique=offer.technique,
            stage=offer.stage,
            name=" ".join(offer.words).capitalize(),
            stock=offer.stock,
            price_idr=offer.price,
            tiers={10: 4_000} if offer.wholesale else None,
            is_export_ready=offer.export,
            seasons=sum(1 << (month - 1) for month in offer.months),
            halal="nomor" if offer.is_halal else "",
        )
        for at, (kind, word, left) in enumerate(offer.papers):
            until = DAY + datetime.timedelta(days=left)
            # One is about the listing, another about all that its maker has.
            about = [listing] if at else []
            make_certificate(maker, *about, kind=kind, assurance=word, valid_until=until)
        self.offers[listing.id] = offer

    def matching(self, wanted: Filters, besides: Facet | None = None) -> dict[int, Offer]:
        """The offers that match, ignoring what is chosen in one group."""
        return {key: offer for key, offer in self.offers.items() if _matches(offer, wanted, besides)}


def _matches(offer: Offer, wanted: Filters, besides: Facet | None) -> bool:
    stems = {token.stem for word in offer.words for token in tokenize(word)}
    return (
        all(offer.values(facet) & values for facet, values in wanted.chosen.items() if facet is not besides)
        and (wanted.price_min_idr is None or (offer.price is not None and offer.price >= wanted.price_min_idr))
        and (wanted.price_max_idr is None or (offer.price is not None and offer.price <= wanted.price_max_idr))
        and {token.stem for token in tokenize(wanted.text)} <= stems
    )


@pytest.mark.usefixtures("db")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(offers(), max_size=12), st.lists(filters(), min_size=1, max_size=4))
def test_every_total_and_every_count_equals_an_independent_count(stock: list[Offer], searches: list[Filters]) -> None:
    savepoint = database.session.begin_nested()
    try:
        shop = Shop()
        for offer in stock:
            shop.publish(offer)
        for wanted in searches:
            found = find_listings(wanted, DAY)
            matching = shop.matching(wanted)

            assert found.total == len(matching)
            assert set(found.ids) == set(matching)
            for facet in Facet:
                counted = Counter(
                    value for offer in shop.matching(wanted, besides=facet).values() for value in offer.values(facet)
                )
                assert found.facets[facet] == counted, facet
        assert count_listings(searches, DAY) == [len(shop.matching(wanted)) for wanted in searches]
    finally:
        savepoint.rollback()


def test_words_in_the_name_come_before_words_in_the_place_and_those_before_the_rest(db: SQLAlchemy) -> None:
    elsewhere = make_listing(name="Tas", story_id="Dihias gambar lurik.")
    place = make_listing(name="Topi", producer=make_producer(place="Lurik"))
    name = make_listing(name="Kain lurik")

    assert find_listings(Filters(text="lurik"), today()).ids == (name.id, place.id, elsewhere.id)


def test_of_equal_matches_the_newest_comes_first(db: SQLAlchemy) -> None:
    older, newer = make_listing(name="Kain lurik"), make_listing(name="Kain lurik")

    assert find_listings(Filters(text="lurik"), today()).ids == (newer.id, older.id)


@pytest.mark.parametrize("written", ["bkl 14", "BKL014", "bkl-014", "Bkl 0014"])
def test_a_code_is_found_however_it_is_written(db: SQLAlchemy, written: str) -> None:
    make_listing(region="3526")
    coded = make_listing(region="3526", code="BKL-014")

    assert find_listings(Filters(text=written), today()).ids == (coded.id,)


def test_every_word_of_a_search_is_looked_up_once(db: SQLAlchemy) -> None:
    make_listing(name_id="Kain gentongan")
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        find_listings(Filters(text="kain gentongan"), DAY)
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    looked_up = [statement for statement in statements if "FROM postings" in statement]
    assert len(looked_up) == len(("kain", "gentongan"))


def test_the_last_word_is_found_by_its_beginning_while_it_is_typed(db: SQLAlchemy) -> None:
    listing = make_listing(name="Selendang gentongan")

    assert find_listings(Filters(text="selendang gent"), today()).ids == (listing.id,)
    assert find_listings(Filters(text="gent selendang"), today()).ids == ()


def test_prices_sort_with_unpriced_listings_at_the_end_both_ways(db: SQLAlchemy) -> None:
    dear, unpriced, cheap = (make_listing(price_idr=price) for price in (90_000, None, 5_000))

    assert find_listings(Filters(sort=Sort.CHEAPEST), today()).ids == (cheap.id, dear.id, unpriced.id)
    assert find_listings(Filters(sort=Sort.DEAREST), today()).ids == (dear.id, cheap.id, unpriced.id)


def test_names_sort_the_same_on_both_databases(db: SQLAlchemy) -> None:
    names = ["anyaman", "Batik", "çelana", "Dompet", "émbun"]
    made = {name: make_listing(name=name).id for name in reversed(names)}

    assert find_listings(Filters(sort=Sort.NAME), today()).ids == tuple(made[name] for name in names)


def test_a_page_past_the_end_shows_the_last_one(db: SQLAlchemy) -> None:
    for _number in range(PER_PAGE + 1):
        make_listing()

    found = find_listings(Filters(page=40), today())

    assert (found.page, len(found.ids)) == (2, 1)


def test_makers_whose_origin_lapsed_are_not_found_from_the_next_day_on(db: SQLAlchemy) -> None:
    make_listing(producer=make_producer(origin_valid_until=DAY))

    assert find_listings(Filters(), DAY).total == 1
    assert find_listings(Filters(), DAY + datetime.timedelta(days=1)).total == 0


def test_drafts_and_unconfirmed_makers_are_not_found(db: SQLAlchemy) -> None:
    make_listing(published_at=None)
    make_listing(producer=make_producer(origin_valid_until=None))

    assert find_listings(Filters(), today()).total == 0


def test_a_product_of_two_regions_is_found_and_counted_in_both(db: SQLAlchemy) -> None:
    shared = make_product(regions=("3510", "3511"), name="Kopi zzijen")

    for code in ("3510", "3511"):
        found = find_products(Filters(text="zzijen", chosen={Facet.REGION: frozenset({code})}), today())
        assert found.ids == (shared.id,)
    assert find_products(Filters(text="zzijen"), today()).facets[Facet.REGION] == {"3510": 1, "3511": 1}
