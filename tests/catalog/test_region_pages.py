"""The pages of the regions: all 38, what each is known for, and what is sold from there."""

import datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.goods.models import ProductRegion, RegionalProduct, Verification
from craftsite.regions.models import Region
from craftsite.web.clock import today
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product


def test_every_region_has_a_page_with_all_it_is_known_for(browser: Browser, db: SQLAlchemy) -> None:
    regions = db.session.scalars(select(Region)).all()
    known: dict[str, list[str]] = {}
    for code, name in db.session.execute(
        select(ProductRegion.region_code, RegionalProduct.name_id)
        .join(RegionalProduct, RegionalProduct.id == ProductRegion.product_id)
        .where(RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE)
    ):
        known.setdefault(code, []).append(name)

    assert len(regions) == len(known) == 38
    for region in regions:
        page = browser.get(f"/daerah/{region.slug}")
        assert page.texts("h1") == [region.short_name_id]
        assert sorted(page.texts(".khas-rows h3")) == sorted(known[region.code]), region.slug
        assert page.texts(".region-head .lead") == [f"{len(known[region.code])} khas, 0 dijual"]


def test_an_unknown_region_has_no_page(browser: Browser) -> None:
    browser.get("/daerah/kab-atlantis", status=404)


def test_the_list_of_regions_is_unranked_in_the_order_of_official_codes(browser: Browser, db: SQLAlchemy) -> None:
    make_listing(region="3529")

    page = browser.get("/daerah")

    regions = db.session.scalars(select(Region).order_by(Region.code)).all()
    assert page.texts(".region-list h3") == [region.short_name_id for region in regions]
    assert page.attributes(".region-list a", "href") == [f"/daerah/{region.slug}" for region in regions]
    assert sorted(page.attributes(".cloth a", "href")) == sorted(f"/daerah/{region.slug}" for region in regions)


def test_every_pattern_on_the_cloth_is_drawn_once_and_called_ornament(browser: Browser) -> None:
    page = browser.get("/daerah")

    patterns = page.attributes("defs pattern", "id")
    used = {fill.removeprefix("url(#").removesuffix(")") for fill in page.attributes(".cloth rect", "fill")}
    assert sorted(used) == sorted(patterns)
    assert "Pola hias, bukan motif resmi daerah." in page.text


@pytest.mark.parametrize(
    ("slug", "name"), [("kab-malang", "Kab. Malang"), ("kota-malang", "Kota Malang"), ("kota-batu", "Kota Batu")]
)
def test_a_name_that_means_two_places_always_says_which(browser: Browser, slug: str, name: str) -> None:
    assert browser.get(f"/daerah/{slug}").texts("h1") == [name]
    square = browser.get("/daerah").one(f'.cloth a[href="/daerah/{slug}"] b')
    assert " ".join(square.get_text(" ").split()) == name


@pytest.mark.parametrize(
    ("slug", "short", "name"),
    [
        ("kab-malang", "Reg. MLK", "Reg. of Malang"),
        ("kota-malang", "City MLG", "City of Malang"),
        ("kab-tuban", "TBN", "Tuban"),
    ],
)
def test_a_square_is_called_as_english_calls_it(browser: Browser, slug: str, short: str, name: str) -> None:
    square = browser.get("/en/daerah").one(f'.cloth a[href="/en/daerah/{slug}"]')

    assert [square.select_one(part).get_text() for part in ("abbr", "b")] == [short, name]


def test_a_product_of_two_regions_stands_on_both_their_pages(browser: Browser) -> None:
    make_product(name="Kopi zztest", regions=("3510", "3511"))

    for slug in ("kab-banyuwangi", "kab-bondowoso"):
        page = browser.get(f"/daerah/{slug}")
        [row] = [row for row in page.texts(".khas-rows li") if "Kopi zztest" in row]
        assert row.startswith("Khas Kab. Banyuwangi, Kab. Bondowoso")
    assert "Kopi zztest" not in browser.get("/daerah/kab-situbondo").text


def test_the_shared_products_that_come_with_the_site_stand_in_each_of_their_regions(
    browser: Browser, db: SQLAlchemy
) -> None:
    shared = db.session.execute(
        select(RegionalProduct.name_id, Region.slug)
        .select_from(ProductRegion)
        .join(RegionalProduct, RegionalProduct.id == ProductRegion.product_id)
        .join(Region, Region.code == ProductRegion.region_code)
        .where(~ProductRegion.is_origin)
    ).all()

    assert shared
    for name, slug in shared:
        assert name in browser.get(f"/daerah/{slug}").texts(".khas-rows h3")


def test_where_nothing_is_sold_the_neighbours_offers_stand_and_say_that_they_are(browser: Browser) -> None:
    make_listing(region="3521", name="Kerajinan Ngawi")
    make_listing(region="3529", name="Kerajinan Sumenep")

    page = browser.get("/daerah/kab-magetan")

    assert "Belum ada pembuat dari Kab. Magetan yang mendaftar." in page.texts(".nothing p")
    assert "Dari daerah sekitarnya" in page.texts("h3")
    assert page.texts(".listing-card h3") == ["Kerajinan Ngawi"]


def test_a_region_shows_its_newest_offers_and_leads_to_all_of_them(browser: Browser) -> None:
    for number in range(11):
        make_listing(region="3520", name=f"Karya {number}")
    make_listing(producer=make_producer(region="3520", origin_valid_until=today() - datetime.timedelta(days=1)))

    page = browser.get("/daerah/kab-magetan")

    assert page.texts(".listing-card h3") == [f"Karya {number}" for number in range(10, 1, -1)]
    assert page.link("Lihat semua 11") == "/katalog?daerah=3520"
    assert page.texts(".region-head .lead")[0].endswith("khas, 11 dijual")


def test_examples_are_no_sales(browser: Browser) -> None:
    make_listing(producer=make_producer(region="3520", is_example=True, origin_valid_until=None))

    page = browser.get("/daerah/kab-magetan")

    assert page.texts(".region-head .lead")[0].endswith("khas, 1 contoh")
    assert "Contoh karya dari sini" in page.texts("h2")


@pytest.mark.parametrize(("path", "budget"), [("/daerah/kab-magetan", 13), ("/daerah", 5)])
def test_queries_do_not_grow_with_what_a_region_has(
    browser: Browser, count_queries: Counter, path: str, budget: int
) -> None:
    product = make_product(regions=("3520",))
    for _number in range(3):
        make_listing(region="3520", product_id=product.id)
    browser.get(path)
    with count_queries() as few:
        browser.get(path)
    for _number in range(3):
        product = make_product(regions=("3520", "3521"))
        for _offer in range(9):
            make_listing(region="3520", product_id=product.id)
    with count_queries() as many:
        browser.get(path)

    assert many() == few()
    assert many() <= budget
