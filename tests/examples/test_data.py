"""What the example makers and offers say: all regions, all kinds, true to each product, and no claim."""

import csv
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from craftsite.examples import reading
from craftsite.examples.operations import usable_products
from craftsite.goods.attributes import ATTRIBUTES
from craftsite.goods.models import Kind, Stage, Taxon, Technique, Verification
from craftsite.goods.units import UNITS
from craftsite.listings.models import Stock
from craftsite.listings.operations import EXAMPLE_SERIALS
from craftsite.loading import LoadError
from craftsite.regions.models import Region

pytestmark = pytest.mark.same_on_both

CLAIMS = re.compile(
    r"\b(?:terbesar|tertua|asli|pertama|terbaik|paling|unggulan|khasiat|obat|menyembuhkan|sehat|halal|haram|bpom|resmi"
    r"|sertifikat|bersertifikat|penghargaan|juara|ekspor|diekspor|biggest|largest|oldest|original|first|best|finest"
    r"|genuine|authentic|healthy|cures|medicine|certified|award|exports?|exported|official)\b"
)
# "Mas Kirana" is a banana; anywhere else the word would be how a man is addressed.
PERSONS = re.compile(
    r"\b(?:ibu|bu|bapak|pak|haji|hajah|hj|mbah|mbak|(?<!pisang )mas(?! kirana)|bang|nyai|kyai|ustaz|gus|tuan|nyonya"
    r"|mr|mrs|ms)\b"
)
CONTACTS = re.compile(r"@|https?:|www\.|\+62|\b08\d{2}|\b[Jj]l\.|\bJalan [A-Z]|\b(?:RT|RW) ?\d")
FILES = sorted(reading.DATA.glob("*.csv"))


@pytest.fixture
def products(db):
    return usable_products()


@pytest.fixture
def examples(db, products):
    return reading.read_examples(_regions(db), products)


def _texts(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        cells = itertools.chain.from_iterable(row.values() for row in csv.DictReader(file))
        return "\n".join(cells)


def _regions(db):
    return {region.code: region for region in db.session.scalars(select(Region))}


def test_every_region_has_a_maker_with_listings(db, examples):
    selling = {maker.slug: maker.region_code for maker in examples.makers}

    assert {selling[listing.maker] for listing in examples.listings} == set(db.session.scalars(select(Region.code)))
    assert set(selling) == {listing.maker for listing in examples.listings}


def test_there_is_enough_to_look_at(db, examples):
    kinds = Counter(listing.kind for listing in examples.listings)

    assert len(examples.makers) == 50
    assert 140 <= len(examples.listings) <= 170
    assert min(kinds[kind] for kind in Kind) >= 40
    assert {listing.taxon_slug for listing in examples.listings} == set(db.session.scalars(select(Taxon.slug)))
    assert {listing.stock for listing in examples.listings} == set(Stock)
    assert 50 <= sum(bool(listing.tiers) for listing in examples.listings) <= 75
    assert sum(listing.price_to_idr is not None for listing in examples.listings) >= 5


def test_codes_are_unique_and_kept_apart_from_those_of_real_listings(examples):
    codes = [listing.code for listing in examples.listings]

    assert len(set(codes)) == len(codes)
    assert all(int(code.partition("-")[2]) in EXAMPLE_SERIALS for code in codes)


def test_each_moment_of_publication_happens_once(examples):
    moments = sorted(listing.published_at for listing in examples.listings)

    assert len(set(moments)) == len(moments)
    assert moments[-1] == reading.NEWEST
    assert moments[0] > reading.NEWEST - reading.SPAN


def test_addresses_are_short_ascii_words(examples):
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", listing.slug) for listing in examples.listings)
    assert max(len(listing.slug) for listing in examples.listings) <= reading.SLUG_LENGTH


def test_a_long_name_loses_its_last_words_in_the_address():
    assert reading.slug_of("Batik “tulis” 2,5 m × é") == "batik-tulis-2-5-m-e"
    assert reading.slug_of("kata " * 30) == "-".join(["kata"] * 16)


def test_an_offer_is_of_a_product_of_the_makers_region(examples, products):
    product_of = {product.id: product for product in products.values()}
    region_of = {maker.slug: maker.region_code for maker in examples.makers}

    for listing in examples.listings:
        product = product_of[listing.product_id]
        assert region_of[listing.maker] in {origin.region_code for origin in product.origins}
        assert (listing.kind, listing.taxon_slug, listing.stage) == (product.kind, product.taxon_slug, product.stage)
        assert listing.motif_family == product.motif_family
        assert listing.seasons == (product.seasons if product.stage == Stage.FRESH else 0)


def test_what_asks_more_of_its_seller_and_what_nobody_has_traced_is_not_used(products):
    assert {product.handling for product in products.values()} == {None}
    assert Verification.GENERAL_KNOWLEDGE not in {product.verification for product in products.values()}


def test_units_and_attributes_are_those_of_the_kind(examples):
    for listing in examples.listings:
        assert listing.unit in UNITS
        assert set(listing.attributes) == set(ATTRIBUTES[Kind(listing.kind)])


def test_the_name_of_a_batik_says_its_technique(examples):
    batiks = [listing for listing in examples.listings if listing.kind == Kind.BATIK]

    for listing in batiks:
        said = {word for word in ("batik tulis", "batik cap") if word in listing.name_id.casefold()}
        assert said == {Technique.TULIS: {"batik tulis"}, Technique.CAP: {"batik cap"}}.get(
            Technique(listing.technique), set()
        )
    assert {listing.technique for listing in batiks} == set(Technique)
    assert all(listing.technique is None for listing in examples.listings if listing.kind != Kind.BATIK)


def test_stamped_cloth_costs_less_than_drawn_cloth(examples):
    prices = {
        technique: [listing.price_idr for listing in examples.listings if listing.technique == technique]
        for technique in Technique
    }

    assert max(prices[Technique.CAP]) < min(prices[Technique.TULIS])


def test_farm_goods_tell_the_four_steps_and_others_how_they_are_made(examples):
    for listing in examples.listings:
        titles = [title for title, _ in listing.steps]
        if listing.kind == Kind.FARM:
            assert titles == ["Petik", "Olah", "Kemas", "Jual"]
        else:
            assert len(set(titles)) == len(titles) >= 3


def test_steps_in_the_file_are_all_told(examples):
    with (reading.DATA / "steps.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["text"] for row in csv.DictReader(file)}

    assert texts == {text for listing in examples.listings for _, text in listing.steps}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_claimed(path):
    assert CLAIMS.search(_texts(path).casefold()) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_is_named_and_nobody_can_be_reached(path):
    text = _texts(path)

    assert PERSONS.search(text.casefold()) is None
    assert CONTACTS.search(text) is None


def test_every_story_says_that_it_is_an_example(examples):
    for maker in examples.makers:
        assert "contoh" in maker.story_id.casefold()
        assert "example" in maker.story_en.casefold()
        assert len(re.findall(r"\.(?: |$)", maker.story_id)) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("batik.csv", ",P004,tulis,", ",P004,cap,", "technique: is cap, but P004 is tulis"),
        ("batik.csv", "Batik cap Jetis", "Batik tulis Jetis", "name_id: does not say 'batik cap'"),
        ("agro.csv", "01,P001,", "02,P001,", "product: P001 is not of 3502"),
        ("agro.csv", "01,P001,", "01,P059,", "product: is 'P059', not one of"),
        ("kerajinan.csv", "01,P005,", "77,P005,", "maker: is '77', not one of"),
        ("batik.csv", "5:365000;20:340000", "5:365000;20:366000", "tiers: do not fall"),
        ("batik.csv", "5:365000;20:340000", "5=365000", "tiers: has '5=365000'"),
        ("makers.csv", "01,3501,", "01,3401,", "region_code: is '3401'"),
    ],
)
def test_a_file_that_is_wrong_is_refused(db, products, tmp_path, file, old, new, problem):
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace(old, new, 1) if path.name == file else text, encoding="utf-8")

    with pytest.raises(LoadError, match=re.escape(problem)):
        reading.read_examples(_regions(db), products, tmp_path)
