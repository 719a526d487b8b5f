"""The home page and the fixed texts: numbers as in the database, seasons that follow the calendar."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts.operations import UNCONFIRMED_STAY
from craftsite.goods.models import Kind, RegionalProduct, Verification
from craftsite.home.views import ACCESSIBILITY_CHECKED_ON
from craftsite.jobs.leases import DONE_ROWS_STAY, FAILED_ROWS_STAY
from craftsite.web.filters import angka, month_names, tanggal
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product

KNOWN = RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE


def at(month: int) -> datetime.datetime:
    """Noon in East Java in the middle of a month."""
    return datetime.datetime(2027, month, 15, 5, tzinfo=datetime.UTC)


def test_every_number_is_that_of_the_database(browser: Browser, db: SQLAlchemy) -> None:
    known = dict(
        db.session.execute(select(RegionalProduct.kind, func.count()).where(KNOWN).group_by(RegionalProduct.kind)).all()
    )

    page = browser.get("/")

    for kind, tile in zip(Kind, page.texts(".kinds p"), strict=True):
        assert tile.endswith(f" {angka(known[kind])} khas daerah."), kind
    total = angka(sum(known.values()))
    assert f"{total} khas dari 38 daerah, dengan sumbernya." in page.texts(".section header p")
    assert f"Saat ini ada {total} khas" in browser.get("/tentang").text
    assert browser.get(page.link("Semua khas daerah")).texts("#results-heading b") == [f"{total} khas"]


def test_each_kind_leads_to_its_part_of_the_catalogue(browser: Browser) -> None:
    page = browser.get("/")

    expected = [f"/katalog?kategori={kind}" for kind in Kind]
    assert page.attributes(".kinds a", "href") == expected
    assert page.attributes(".kind-strip a", "href") == expected


def test_all_38_regions_can_be_reached_with_and_without_the_cloth(browser: Browser) -> None:
    page = browser.get("/")

    assert len(set(page.attributes(".cloth a", "href"))) == 38
    codes = page.attributes("#region option", "value")
    assert len(codes) == 38
    assert codes == sorted(codes)


def test_the_products_an_editor_put_first_come_first(browser: Browser, db: SQLAlchemy) -> None:
    wanted = db.session.scalars(
        select(RegionalProduct.name_id)
        .where(KNOWN, RegionalProduct.featured.is_not(None))
        .order_by(RegionalProduct.featured)
        .limit(5)
    ).all()

    assert browser.get("/").texts(".khas-rows h3") == list(wanted)


def test_the_newest_offers_come_from_different_regions(browser: Browser) -> None:
    for region in ("3526", "3578", "3526"):
        make_listing(region=region, name=f"Karya {region}")
    make_listing(producer=make_producer(region="3529", origin_valid_until=None))

    page = browser.get("/")

    assert page.texts(".listing-card h3") == ["Karya 3526", "Karya 3578"]
    assert "Yang bisa dibeli sekarang" in page.texts("h2")


def test_without_offers_nothing_is_promised_for_sale(browser: Browser) -> None:
    page = browser.get("/")

    assert not page.has(".listing-card")
    assert "Yang bisa dibeli sekarang" not in page.text


def test_the_strip_stands_only_where_examples_are_loaded(browser: Browser) -> None:
    make_listing()
    assert not browser.get("/").has(".strip")

    make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    page = browser.get("/")
    assert page.texts(".strip") == ["Contoh: pembuat dan harga di sini bukan yang sebenarnya"]
    assert "Begini nanti karya dipajang" in page.texts("h2")


def test_goods_are_in_season_in_their_months_and_no_others(browser: Browser) -> None:
    make_product(name="Mangga zztest", kind=Kind.FARM, seasons=1 << 9)
    make_product(name="Durian zztest", kind=Kind.FARM, seasons=1 << 0 | 1 << 11)

    shown = {}
    for month in (1, 2, 10, 12):
        with time_machine.travel(at(month), tick=False):
            page = browser.get("/")
        shown[month] = {name for name in page.texts(".season a") if "zztest" in name}
        assert f"Bulan {month_names()[month - 1]}," in page.text
    assert shown == {1: {"Durian zztest"}, 2: set(), 10: {"Mangga zztest"}, 12: {"Durian zztest"}}


@pytest.mark.parametrize(("hour", "is_in_season"), [(16, False), (17, True)])
def test_a_month_begins_at_midnight_in_east_java(browser: Browser, hour: int, is_in_season: bool) -> None:
    make_product(name="Mangga zztest", kind=Kind.FARM, seasons=1 << 9)

    with time_machine.travel(datetime.datetime(2027, 9, 30, hour, 30, tzinfo=datetime.UTC), tick=False):
        page = browser.get("/")

    assert ("Mangga zztest" in page.texts(".season a")) is is_in_season


def test_those_of_a_short_season_come_first_and_say_when(browser: Browser) -> None:
    make_product(name="Sepanjang zztest", kind=Kind.FARM, seasons=0xFFF)
    make_product(name="Sebulan zztest", kind=Kind.FARM, seasons=1 << 5, regions=("3578",))

    with time_machine.travel(at(6), tick=False):
        page = browser.get("/")

    assert page.texts(".season li")[0] == "Sebulan zztest Kota Surabaya, Jun"


def test_queries_do_not_grow_with_the_site(browser: Browser, count_queries: Counter) -> None:
    regions = ("3501", "3526", "3578")
    for region in regions:
        make_listing(region=region)
    browser.get("/")
    with count_queries() as few:
        browser.get("/")
    for number in range(27):
        make_listing(region=regions[number % 3])
    for code in ("3502", "3503", "3504"):
        make_listing(region=code, product_id=make_product(regions=(code,), seasons=0xFFF).id)
    with count_queries() as many:
        page = browser.get("/")

    assert len(page.texts(".listing-card")) == 6
    assert many() == few()
    assert many() <= 17


@pytest.mark.parametrize(
    "path", ["/cara-membeli", "/tentang", "/privasi", "/untuk-pembuat", "/aksesibilitas", "/luring"]
)
def test_a_fixed_text_asks_the_database_next_to_nothing(browser: Browser, count_queries: Counter, path: str) -> None:
    browser.get(path)
    with count_queries() as count:
        browser.get(path)

    assert count() <= 3


@pytest.mark.parametrize("path", ["/untuk-pembuat", "/aksesibilitas"])
def test_who_can_be_written_to_is_a_setting(browser: Browser, path: str) -> None:
    assert browser.get("/").link("halo@contoh.invalid") == "mailto:halo@contoh.invalid"
    for language in ("", "/en"):
        assert browser.get(language + path).attributes("main a[href^=mailto]", "href") == ["mailto:halo@contoh.invalid"]


@pytest.mark.parametrize(("path", "said"), [("/untuk-pembuat", "Daftarkan karya Anda"), ("/aksesibilitas", "Laporkan")])
def test_without_a_contact_the_page_still_leads_on(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    nobody = replace(app.jinja_env.globals["site"], contact_email="", contact_phone="")
    monkeypatch.setitem(app.jinja_env.globals, "site", nobody)

    page = browser.get(path)

    assert said in " ".join(page.texts("main"))
    assert not page.has("main a[href^=mailto]")


def test_makers_read_that_it_is_free_what_is_needed_and_how_to_begin(browser: Browser) -> None:
    page = browser.get(browser.get("/").link("Untuk pembuat"))

    assert page.texts(".facts dt") == ["Asal Jawa Timur", "Foto", "Harga", "Kata yang benar"]
    assert "uang tidak pernah lewat situs ini" in page.text
    assert browser.get(page.link("Daftarkan karya Anda")).texts("h1") == ["Daftarkan karya Anda"]


def test_the_statement_on_accessibility_names_its_day_and_its_gaps(browser: Browser) -> None:
    page = browser.get(browser.get("/").link("Aksesibilitas"))

    assert tanggal(ACCESSIBILITY_CHECKED_ON) in page.text
    for gap in ("pembaca layar sungguhan", "ponsel sungguhan", "Safari", "Firefox", "penyandang disabilitas"):
        assert gap in " ".join(page.texts("li")), gap


def test_whoever_registers_can_read_what_is_kept_of_an_account_and_for_how_long(browser: Browser) -> None:
    page = browser.get(browser.get("/daftar").link("Selengkapnya"))

    assert "Bila Anda punya akun" in page.texts("h2")
    [unconfirmed] = [said for said in page.texts("li") if said.startswith("Akun yang tidak dikonfirmasi")]
    [letters] = [said for said in page.texts("li") if said.startswith("Isi surat")]
    assert f"setelah {UNCONFIRMED_STAY.days} hari" in unconfirmed
    assert f"{DONE_ROWS_STAY.days} hari kemudian" in letters
    assert f"setelah {FAILED_ROWS_STAY.days} hari" in letters
