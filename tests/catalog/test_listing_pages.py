"""The page of one listing: its address, its prices, and what it leaves unsaid."""

import datetime

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from craftsite.extensions import db
from craftsite.goods.models import Kind, Technique
from craftsite.listings.models import Channel, ChannelKind, Listing, PriceTier, Step, Stock, Variant
from craftsite.producers.models import PaymentMethod
from craftsite.web.clock import now, today
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both


def show(listing: Listing) -> str:
    """The address of a listing's page."""
    return f"/karya/{listing.code}-{listing.slug}"


def test_a_wrong_name_in_the_address_moves_to_the_right_one_for_good(browser: Browser) -> None:
    listing = make_listing()

    for path in (f"/karya/{listing.code}-salah", f"/karya/{listing.code}", f"/k/{listing.code}"):
        moved = browser.raw(path)
        assert (moved.status_code, moved.headers["Location"]) == (301, show(listing))


@pytest.mark.parametrize("written", ["bkl-014", "BKL-014", "Bkl-014"])
def test_a_short_address_is_understood_in_any_letter_case(browser: Browser, written: str) -> None:
    listing = make_listing(region="3526", code="BKL-014")

    answer = browser.raw(f"/k/{written}", follow_redirects=True)

    assert (answer.status_code, answer.request.path) == (200, show(listing))


@pytest.mark.parametrize("path", ["/k/BKL-999", "/karya/BKL-999-keranjang", "/k/XYZ-001", "/k/BKL", "/karya/salah"])
def test_a_code_that_was_never_given_is_not_found(browser: Browser, path: str) -> None:
    browser.get(path, status=404)


def test_a_listing_leaves_public_view_the_day_after_its_makers_confirmation_ends(browser: Browser) -> None:
    last, lapsed = (
        make_listing(producer=make_producer(origin_valid_until=day))
        for day in (today(), today() - datetime.timedelta(days=1))
    )

    browser.get(show(last))
    for path in (show(lapsed), f"/k/{lapsed.code}"):
        browser.get(path, status=404)


def test_a_draft_has_no_page(browser: Browser) -> None:
    draft = make_listing(published_at=None, code="SBY-777")

    browser.get(show(draft), status=404)


def test_tiers_say_what_one_costs_at_each_quantity(browser: Browser) -> None:
    listing = make_listing(price_idr=18_000, tiers={40: 14_500, 200: 13_000}, minimum_order=5, kind=Kind.FARM)

    page = browser.get(show(listing))

    assert page.texts("tbody td") == [
        "5–39 bungkus", "Rp 18.000", "40–199 bungkus", "Rp 14.500", "200 bungkus ke atas", "Rp 13.000",
    ]  # fmt: skip
    assert page.texts("table caption") == ["Harga menurut jumlah"]
    assert page.attributes("thead th", "scope") == ["col", "col"]


def test_a_minimum_at_the_first_tier_leaves_no_empty_span(browser: Browser) -> None:
    listing = make_listing(price_idr=18_000, tiers={40: 14_500}, minimum_order=40, kind=Kind.FARM)

    assert browser.get(show(listing)).texts("tbody td") == ["40 bungkus ke atas", "Rp 14.500"]


@pytest.mark.parametrize(
    ("price", "to", "told"),
    [(1_250_000, None, "Rp 1.250.000"), (90_000, 120_000, "Rp 90.000 – Rp 120.000"), (None, None, "Tanya harga")],
)
def test_a_price_is_one_a_range_or_a_question(browser: Browser, price: int | None, to: int | None, told: str) -> None:
    listing = make_listing(price_idr=price, price_to_idr=to)

    assert browser.get(show(listing)).texts(".price-l") == [told]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"stock": Stock.READY, "stock_count": 6}, "Siap kirim, 6 buah"),
        ({"stock": Stock.READY}, "Siap kirim"),
        ({"stock": Stock.ONE_OF_A_KIND}, "Satu-satunya"),
        ({"stock": Stock.MADE_TO_ORDER, "lead_time_days": 5}, "Dibuat setelah dipesan, ±5 hari"),
        ({"stock": Stock.MADE_TO_ORDER, "lead_time_days": 21}, "Dibuat setelah dipesan, ±3 minggu"),
        ({"stock": Stock.MADE_TO_ORDER, "lead_time_days": 180}, "Dibuat setelah dipesan, ±6 bulan"),
        ({"stock": Stock.MADE_TO_ORDER}, "Dibuat setelah dipesan"),
    ],
)
def test_stock_is_told_in_the_words_people_use(browser: Browser, values: dict[str, object], told: str) -> None:
    assert browser.get(show(make_listing(**values))).texts(".row > .tag") == [told]


def test_only_what_the_maker_told_stands_among_the_facts(browser: Browser) -> None:
    bare = make_listing(producer=make_producer(region="3526"))
    told = make_listing(
        producer=make_producer(
            region="3526",
            place="Tanjung Bumi",
            payment_methods=[PaymentMethod.TRANSFER, PaymentMethod.QRIS],
            exchange_policy="Dalam 3 hari",
        ),
        kind=Kind.BATIK,
        technique=Technique.TULIS_CAP,
        minimum_order=2,
        lead_time_days=30,
        capacity_per_month=1_200,
        attributes={"size": "105 × 250 cm", "motif": "Gentongan"},
    )

    assert browser.get(show(bare)).texts(".sale dt, .facts dt") == ["Dikirim dari"]
    page = browser.get(show(told))
    assert dict(zip(page.texts(".sale dt"), page.texts(".sale dd"), strict=True)) == {
        "Dikirim dari": "Tanjung Bumi, Kab. Bangkalan",
        "Pembayaran": "Transfer bank, QRIS",
        "Tukar bila rusak": "Dalam 3 hari",
        "Minimal beli": "2 lembar",
        "Lama membuat": "±4 minggu",
        "Sanggup membuat": "1.200 lembar sebulan",
    }
    assert dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True)) == {
        "Teknik batik": "Tulis dan cap",
        "Motif": "Gentongan",
        "Ukuran": "105 × 250 cm",
    }


def test_links_out_of_the_site_vouch_for_nothing_and_hold_no_number(browser: Browser, db: SQLAlchemy) -> None:
    listing = make_listing()
    db.session.add(Channel(listing_id=listing.id, kind=ChannelKind.SHOPEE, url="https://toko.invalid/1"))
    db.session.flush()

    page = browser.get(show(listing))

    outside = page.soup.select('main a[href^="http"]')
    assert [link["href"].partition("text=")[0] for link in outside] == ["https://toko.invalid/1", "https://wa.me/?"]
    assert all({"noopener", "nofollow"} <= set(link["rel"]) for link in outside)
    assert page.attributes(".share", "data-url") == [f"http://localhost/k/{listing.code}"]


def test_a_listing_leads_to_its_maker_its_region_and_its_product(browser: Browser) -> None:
    product = make_product(name="Anyaman zztest", regions=("3520",))
    listing = make_listing(product_id=product.id, producer=make_producer(region="3520"))

    page = browser.get(show(listing))

    assert {f"/pembuat/{listing.producer.slug}", "/daerah/kab-magetan", "/katalog?kategori=kerajinan"} <= set(
        page.attributes("main a", "href")
    )
    assert page.texts(".khas-rows h3") == ["Anyaman zztest"]
    assert page.texts(".khas-rows .go") == ["Lihat 1 penjual"]


def test_what_is_alike_comes_first_among_the_others_and_never_the_listing_itself(browser: Browser) -> None:
    listing = make_listing(kind=Kind.BATIK, technique=Technique.TULIS, name="Ini")
    make_listing(kind=Kind.BATIK, technique=Technique.TULIS, name="Sama")
    make_listing(kind=Kind.BATIK, taxon="batik-madura", technique=Technique.TULIS, name="Golongan lain")
    make_listing(kind=Kind.BATIK, technique=Technique.CAP, name="Teknik lain")
    make_listing(kind=Kind.CRAFT, name="Jenis lain")

    assert browser.get(show(listing)).texts(".listing-card h3") == ["Sama", "Golongan lain", "Teknik lain"]


def test_an_example_says_so_and_asks_not_to_be_indexed(browser: Browser) -> None:
    example = make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    real = make_listing()

    page = browser.get(show(example))
    assert "Ini contoh" in page.one(".note").get_text()
    assert page.has('meta[name="robots"][content="noindex"]')
    assert page.texts(".strip") == ["Contoh: pembuat dan harga di sini bukan yang sebenarnya"]
    [told] = page.attributes("meta[name=description]", "content")
    assert told.startswith("Contoh: pembuat dan harga di sini bukan yang sebenarnya. Kerajinan dari ")
    assert not browser.get(show(real)).has(".note, meta[name=robots]")


@pytest.mark.parametrize(("kind", "heading"), [(Kind.FARM, "Petik, olah, kemas, jual"), (Kind.CRAFT, "Cara dibuat")])
def test_steps_stand_in_their_order(browser: Browser, db: SQLAlchemy, kind: Kind, heading: str) -> None:
    listing = make_listing(kind=kind)
    for number in (2, 1, 3):
        db.session.add(Step(listing_id=listing.id, position=number, title=f"Langkah {number}", text="Begini."))
    db.session.flush()

    page = browser.get(show(listing))

    assert heading in page.texts("h2")
    assert page.texts(".steps h3") == ["Langkah 1", "Langkah 2", "Langkah 3"]


def test_queries_do_not_grow_with_what_stands_on_the_page(
    browser: Browser, db: SQLAlchemy, count_queries: Counter
) -> None:
    maker = make_producer()
    listing = make_listing(producer=maker, product_id=make_product(name="Anyaman zztest").id, tiers={10: 90_000})
    for _number in range(4):
        make_listing(producer=maker)
    browser.get(show(listing))
    with count_queries() as few:
        browser.get(show(listing))
    for number in range(20):
        make_listing(producer=maker, product_id=listing.product_id)
        db.session.add(PriceTier(listing_id=listing.id, from_quantity=20 + number, price_idr=80_000 - number))
    db.session.flush()
    with count_queries() as many:
        page = browser.get(show(listing))

    assert len(page.texts("tbody tr")) == 22
    assert many() == few()
    assert many() <= 13


def test_the_page_tells_what_the_maker_has_written_in_the_editor(browser: Browser) -> None:
    listing = make_listing(
        kind="agro",
        name="Keripik contoh",
        halal="bebas",
        made_by="Contoh Pembuat 07",
        made_by_agreed_at=now(),
        has_sample=True,
        packed_weight_g=1_500,
        hs_code="20052000",
    )
    colours = enumerate(("asin", "pedas"), start=1)
    db.session.add_all(Variant(listing_id=listing.id, aspect="warna", position=at, name=name) for at, name in colours)
    db.session.flush()

    page = browser.get(show(listing)).text

    for words in (
        *("Hasil panen segar (menurut pembuat)", "Contoh Pembuat 07", "Bisa dikirim dulu"),
        *("1.500 gram", "2005.20.00", "asin, pedas"),
    ):
        assert words in page


def test_who_did_not_agree_is_not_named(browser: Browser) -> None:
    listing = make_listing(made_by="Contoh Pembuat 07")

    assert "Contoh Pembuat 07" not in browser.get(show(listing)).text


def test_what_nobody_has_confirmed_for_ninety_days_says_so(browser: Browser) -> None:
    listing = make_listing(
        confirmed_at=now(), producer=make_producer(origin_valid_until=today() + datetime.timedelta(days=365))
    )
    address = show(listing)

    with time_machine.travel(now() + datetime.timedelta(days=89), tick=False):
        assert "Tanyakan dulu" not in browser.get(address).text
    with time_machine.travel(now() + datetime.timedelta(days=92), tick=False):
        assert "Tanyakan dulu apakah masih ada" in browser.get(address).text
