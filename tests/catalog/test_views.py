"""The pages of the catalogue as a visitor reads them."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from craftsite.goods.models import Handling, Kind, Verification
from craftsite.listings.models import Listing, Stock
from tests.browser import Browser
from tests.factories import make_listing, make_producer, make_product

Counter = Callable[[], AbstractContextManager[Callable[[], int]]]


def show(browser: Browser, listing: Listing) -> str:
    """The address of a listing's page."""
    return f"/karya/{listing.code}-{listing.slug}"


def test_filters_narrow_the_catalogue(browser: Browser) -> None:
    make_listing(name="Batik mangrove", kind=Kind.BATIK, region="3578")
    make_listing(name="Keripik tempe", kind=Kind.FARM, region="3573")

    page = browser.get("/katalog?kategori=batik&daerah=3578")

    assert page.texts(".listing-card h3") == ["Batik mangrove"]
    assert page.texts(".chips a:not(.clear)") == ["Batik", "Kota Surabaya"]


def test_swapping_results_sends_the_results_and_only_what_may_stand_beside_them(browser: Browser) -> None:
    make_listing(name="Batik mangrove")

    fragment = browser.get("/katalog", swap="results")

    assert [name for name in fragment.ids() if name != "None"] == ["results", "facet_counts", "sheet_button"]


def test_restoring_history_gets_the_whole_page(browser: Browser) -> None:
    page = browser.get("/katalog", swap="results", headers={"HX-History-Restore-Request": "true"})

    assert page.has("html")


@pytest.mark.parametrize(("path", "budget"), [("/katalog", 9), ("/katalog?q=sarung", 11), ("/pembuat", 5), ("/", 16)])
def test_the_number_of_queries_does_not_grow_with_the_site(
    browser: Browser, count_queries: Counter, path: str, budget: int
) -> None:
    for number in range(3):
        make_listing(name=f"Sarung {number}", region="3526", product_id=make_product(name=f"Sarung {number}").id)
    browser.get(path)
    with count_queries() as few:
        browser.get(path)
    for number in range(27):
        make_listing(name=f"Sarung {number}", region="3526", product_id=make_product(name=f"Sarung {number}").id)
    with count_queries() as many:
        browser.get(path)

    assert many() == few()
    assert many() <= budget


def test_a_choice_with_nothing_behind_it_is_not_offered(browser: Browser) -> None:
    make_listing(kind=Kind.CRAFT, stock=Stock.READY)

    page = browser.get("/katalog?kategori=kerajinan")

    assert page.attributes("input[name=stok]", "value") == [Stock.READY]
    assert not page.has("input[name=teknik]")


def test_taxa_are_offered_for_the_chosen_kind_only(browser: Browser) -> None:
    make_listing(kind=Kind.CRAFT, taxon="tenun")
    make_listing(kind=Kind.FARM, taxon="keripik")

    assert not browser.get("/katalog").has("input[name=sub]")
    assert browser.get("/katalog?kategori=agro").attributes("input[name=sub]", "value") == ["keripik"]


def test_where_nothing_is_sold_the_other_tab_opens_by_itself(browser: Browser) -> None:
    page = browser.get("/katalog?daerah=3520")

    assert page.one(".tabs [aria-current]").get_text(strip=True).startswith("Khas daerah")
    assert page.has(".khas-rows")


def test_filters_that_clash_say_what_one_fewer_would_give(browser: Browser) -> None:
    make_listing(region="3526", stock=Stock.READY)

    page = browser.get("/katalog?daerah=3526&stok=pesan")

    assert "Tanpa “Dibuat setelah dipesan” (1 karya)" in page.texts(".nothing a")


def test_a_slip_of_the_keyboard_is_answered_with_the_word_that_was_meant(browser: Browser) -> None:
    make_listing(name="Selendang gentongan")

    page = browser.get("/katalog?lihat=dijual&q=selendnag")

    assert page.texts(".nothing .lead a") == ["selendang"]


def test_a_price_range_is_one_chip(browser: Browser) -> None:
    make_listing(price_idr=50_000)

    page = browser.get("/katalog?harga_min=Rp+10.000&harga_maks=75000")

    assert page.texts(".chips a:not(.clear)") == ["Rp 10.000 – Rp 75.000"]
    assert page.one("#harga_min")["value"] == "10000"


def test_pages_past_two_filters_ask_not_to_be_indexed(browser: Browser) -> None:
    make_listing(region="3526", kind=Kind.BATIK)

    assert not browser.get("/katalog?kategori=batik&daerah=3526").has('meta[name="robots"]')
    assert browser.get("/katalog?kategori=batik&daerah=3526&stok=siap").has('meta[content="noindex"]')


def test_suggestions_name_regions_products_and_listings(browser: Browser) -> None:
    listing = make_listing(name="Anyaman Magetan halus")

    fragment = browser.get("/katalog?q=magetan", swap="suggestions")

    links = fragment.attributes("a", "href")
    assert links[0] == "/daerah/kab-magetan"
    assert show(browser, listing) in links
    assert any(link.startswith("/khas/") for link in links)


def test_a_wrong_name_in_the_address_moves_to_the_right_one_for_good(browser: Browser) -> None:
    listing = make_listing()

    for path in (f"/karya/{listing.code}-salah", f"/karya/{listing.code}", f"/k/{listing.code.lower()}"):
        moved = browser.raw(path)
        assert (moved.status_code, moved.headers["Location"]) == (301, show(browser, listing))


def test_a_listing_shows_what_one_costs_at_each_quantity(browser: Browser) -> None:
    listing = make_listing(price_idr=18_000, tiers={40: 14_500, 200: 13_000}, minimum_order=5, kind=Kind.FARM)

    page = browser.get(show(browser, listing))

    assert page.texts("tbody td") == [
        "5–39 bungkus", "Rp 18.000", "40–199 bungkus", "Rp 14.500", "200 bungkus ke atas", "Rp 13.000",
    ]  # fmt: skip


def test_a_listing_leaves_public_view_with_its_makers_confirmation(browser: Browser) -> None:
    yesterday = datetime.date.today() - datetime.timedelta(days=2)  # noqa: DTZ011
    listing = make_listing(producer=make_producer(origin_valid_until=yesterday))

    browser.get(show(browser, listing), status=404)
    browser.get(f"/pembuat/{listing.producer.slug}", status=404)


def test_a_product_counts_its_sellers_and_never_the_examples(browser: Browser) -> None:
    product = make_product(name="Anyaman zztest")
    make_listing(product_id=product.id, producer=make_producer(is_example=True, origin_valid_until=None))

    assert browser.get(f"/khas/{product.slug}").texts("#sellers h2") == ["1 contoh"]
    make_listing(product_id=product.id)
    assert browser.get(f"/khas/{product.slug}").texts("#sellers h2") == ["1 penjual"]


def test_a_product_of_two_regions_stands_on_both_their_pages(browser: Browser) -> None:
    make_product(name="Kopi zztest", regions=("3510", "3511"))

    for slug in ("kab-banyuwangi", "kab-bondowoso"):
        assert "Kopi zztest" in browser.get(f"/daerah/{slug}").texts(".khas-rows h3")


@pytest.mark.parametrize(
    ("handling", "sentence"),
    [
        (Handling.TOBACCO, "Tembakau tidak dijual"),
        (Handling.NOT_HALAL, "Tidak halal"),
        (Handling.BLADE, "bilah buatan baru"),
    ],
)
def test_goods_with_a_rule_say_it_plainly(browser: Browser, handling: Handling, sentence: str) -> None:
    product = make_product(handling=handling)

    assert sentence in " ".join(browser.get(f"/khas/{product.slug}").texts(".note"))


def test_a_cloth_never_gets_a_drawn_textile(browser: Browser) -> None:
    cloth = make_product(kind=Kind.BATIK, motif_family="wave", name="Batik zztest")
    basket = make_product(kind=Kind.CRAFT, motif_family="wave", name="Keranjang zztest")

    plates = {}
    for product in (cloth, basket):
        [address] = browser.get(f"/khas/{product.slug}").attributes(".gallery img", "src")
        answer = browser.raw(address)
        assert answer.headers["Cache-Control"].endswith("immutable")
        plates[product.kind] = answer.text
    assert "Foto menyusul" in plates[Kind.BATIK]
    # A strip of ornament is a drawing of its own inside the plate.
    assert (plates[Kind.BATIK].count("<svg"), plates[Kind.CRAFT].count("<svg")) == (1, 2)


def test_a_product_without_a_source_has_no_picture_either(browser: Browser) -> None:
    hidden = make_product(verification=Verification.GENERAL_KNOWLEDGE)

    assert browser.raw(f"/motif/khas/{hidden.slug}/0000000000/card.svg").status_code == 404


def test_tobacco_has_no_sellers_even_if_an_offer_points_to_it(browser: Browser) -> None:
    product = make_product(handling=Handling.TOBACCO)
    make_listing(product_id=product.id)

    assert not browser.get(f"/khas/{product.slug}").has("#sellers, a[href='#sellers']")


def test_a_plate_that_an_old_page_names_moves_to_the_new_one(browser: Browser) -> None:
    listing = make_listing()

    moved = browser.raw(f"/motif/karya/{listing.code}/0000000000/card.svg")

    assert moved.status_code == 302
    assert browser.raw(moved.headers["Location"]).status_code == 200
