"""The pages of exhibitions: the list, the walk, the television and the calendar."""

import datetime
import io

import pytest
import segno
import time_machine
import vobject
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete

from craftsite.exhibitions.models import Exhibition
from craftsite.goods.models import Handling, Verification
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_exhibition, make_item, make_listing, make_producer, make_product

NOON = datetime.datetime(2027, 3, 10, 5, tzinfo=datetime.UTC)
WEEK = {"opens_on": datetime.date(2027, 3, 9), "closes_on": datetime.date(2027, 3, 15)}
HALL = {"place_id": "Gedung Contoh", "place_en": "Example Hall", "address": "Jalan Contoh 2, Surabaya"}


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def no_exhibition(db: SQLAlchemy) -> None:
    db.session.execute(delete(Exhibition))


def test_the_list_tells_what_is_open_what_comes_and_what_is_over(browser: Browser) -> None:
    make_exhibition(title="Daring")
    make_exhibition(title="Pekan ini", **WEEK, **HALL)
    make_exhibition(title="Nanti", opens_on=datetime.date(2027, 5, 1), closes_on=datetime.date(2027, 5, 2))
    make_exhibition(title="Dulu", opens_on=datetime.date(2026, 12, 28), closes_on=datetime.date(2027, 1, 3))

    page = browser.get("/pameran")

    assert page.texts(".hall h3") == ["Pekan ini", "Daring"]
    assert page.texts(".hall-kicker") == ["9–15 Mar 2027 di Gedung Contoh", "Pameran daring, buka kapan saja"]
    assert page.texts(".section h2") == ["Akan datang", "Sudah selesai"]
    assert page.texts(".exhibition-rows h3") == ["Nanti", "Dulu"]
    assert page.texts(".exhibition-rows .khas-label") == [
        "Pameran daring, 1–2 Mei 2027",
        "Pameran daring, 28 Des 2026 – 3 Jan 2027",
    ]


def test_without_an_exhibition_the_list_offers_a_way_on(browser: Browser) -> None:
    page = browser.get("/pameran")

    assert "Belum ada pameran yang sedang buka." in page.text
    assert page.link("Lihat khas daerah") == "/katalog?lihat=khas"
    assert not browser.get("/").has(".hall")


def test_the_walk_shows_the_walls_in_order_with_their_words_and_sources(browser: Browser, db: SQLAlchemy) -> None:
    cloth, coffee = make_product(name="Kain zztest", regions=("3526", "3527")), make_product(name="Kopi zztest")
    exhibition = make_exhibition(cloth, coffee, story_id="Disusun untuk pengujian.")
    exhibition.items[1].pause_id = "Lalu kopi."
    db.session.flush()

    page = browser.get(f"/pameran/{exhibition.slug}")

    assert page.texts(".wall-no") == ["1", "2"]
    assert page.texts(".wall h2") == ["Dinding 1", "Dinding 2"]
    assert page.texts(".wall .lead") == ["Teks dinding 1.", "Teks dinding 2."]
    assert page.texts(".wall .khas-label") == ["Khas Kab. Bangkalan, Kab. Sampang", "Khas Kota Surabaya"]
    assert page.texts(".wall .source") == ["Sumber: sumber.invalid, 2026."] * 2
    assert page.link("Kain zztest") == f"/khas/{cloth.slug}"
    assert [item.get("class") for item in page.soup.select(".walls > li")] == [["wall"], ["pause"], ["wall", "turned"]]
    assert page.texts(".pause") == ["Lalu kopi."]
    assert page.link("Mulai berjalan") == "#wall-1"
    assert page.has("#wall-1")
    assert "Disusun untuk pengujian." in page.text


def test_a_wall_with_a_listing_leads_to_it_and_an_example_says_so(browser: Browser) -> None:
    real = make_listing(name="Keranjang zztest", region="3526")
    example = make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    exhibition = make_exhibition(real, example)

    for path in (f"/pameran/{exhibition.slug}", f"/pameran/{exhibition.slug}/layar"):
        labels = browser.get(path).texts(".khas-label")
        assert labels == [
            f"Karya {real.code} dari Kab. Bangkalan",
            f"Karya {example.code} dari Kota Surabaya contoh",
        ]
    assert browser.get(f"/pameran/{exhibition.slug}").link("Keranjang zztest").startswith(f"/karya/{real.code}")


def test_what_is_not_halal_says_so_on_its_wall(browser: Browser) -> None:
    exhibition = make_exhibition(make_product(handling=Handling.NOT_HALAL), make_product())

    assert browser.get(f"/pameran/{exhibition.slug}").texts(".wall .lead b") == ["Tidak halal."]
    assert browser.get(f"/pameran/{exhibition.slug}/layar").texts(".screen-lead b") == ["Tidak halal."]


def test_a_wall_names_its_source_on_the_television_too(browser: Browser) -> None:
    exhibition = make_exhibition(make_product())

    for rest in ("", "/layar"):
        assert browser.get(f"/pameran/{exhibition.slug}{rest}").texts(".source") == ["Sumber: sumber.invalid, 2026."]


def test_what_can_be_bought_stands_under_the_walls(browser: Browser) -> None:
    product = make_product()
    exhibition = make_exhibition(product)
    assert "Yang bisa dibeli" not in browser.get(f"/pameran/{exhibition.slug}").text

    make_listing(name="Tas zztest", product_id=product.id)
    page = browser.get(f"/pameran/{exhibition.slug}")
    assert page.texts(".listing-card h3") == ["Tas zztest"]
    assert "bukan yang sebenarnya" not in page.text

    make_listing(product_id=product.id, producer=make_producer(is_example=True, origin_valid_until=None))
    page = browser.get(f"/pameran/{exhibition.slug}")
    assert "Pembuat yang bertanda contoh bukan yang sebenarnya." in page.texts(".section header p")


def test_an_exhibition_whose_walls_are_all_bare_still_answers(browser: Browser) -> None:
    exhibition = make_exhibition(make_product(verification=Verification.GENERAL_KNOWLEDGE))

    page = browser.get(f"/pameran/{exhibition.slug}")
    assert "Dinding pameran ini sedang kosong." in page.text
    assert "Mulai berjalan" not in page.text
    screen = browser.get(f"/pameran/{exhibition.slug}/layar?dinding=3")
    assert "Dinding pameran ini sedang kosong." in screen.text
    assert not screen.has("noscript")


@pytest.mark.parametrize("rest", ["", "/layar", "/kalender.ics", "/qr.svg"])
def test_a_draft_and_an_unknown_exhibition_are_not_found(browser: Browser, rest: str) -> None:
    draft = make_exhibition(is_published=False, **WEEK)

    for slug in (draft.slug, "tidak-ada"):
        browser.get(f"/pameran/{slug}{rest}", status=404)


def test_english_pages_speak_english_and_mark_what_has_none(browser: Browser, db: SQLAlchemy) -> None:
    exhibition = make_exhibition(make_product(name="Kain", name_en="Zztest cloth"), title_en="")
    exhibition.items[0].text_en = ""
    db.session.flush()

    page = browser.get(f"/en/pameran/{exhibition.slug}")

    assert page.texts('h1 [lang="id"]') == ["Pameran contoh"]
    assert page.texts('.lead [lang="id"]') == ["Teks dinding 1."]
    assert page.texts(".wall h2") == ["Wall 1"]
    assert page.texts(".wall .khas-label") == ["Speciality of Surabaya City"]
    assert page.link("Zztest cloth").startswith("/en/khas/")
    assert "1 of 1, changes every 20 seconds" in browser.get(f"/en/pameran/{exhibition.slug}/layar").text


def test_the_television_shows_one_wall_and_holds_them_all(browser: Browser) -> None:
    exhibition = make_exhibition(*(make_product() for _ in range(3)))

    page = browser.get(f"/pameran/{exhibition.slug}/layar?dinding=2")

    assert page.texts(".screen-wall h2") == ["Dinding 1", "Dinding 2", "Dinding 3"]
    assert page.texts(".screen-wall:not([hidden]) h2") == ["Dinding 2"]
    assert page.texts(".screen-wall:not([hidden]) [data-when='running']") == ["2 dari 3, berganti tiap 20 detik"]
    assert page.has('meta[name="robots"][content="noindex"]')


def test_without_a_script_the_television_turns_by_itself_and_begins_again(browser: Browser) -> None:
    exhibition = make_exhibition(*(make_product() for _ in range(3)))
    path = f"/pameran/{exhibition.slug}/layar"

    seen = []
    for _turn in range(4):
        page = browser.get(path)
        seen += page.texts(".screen-wall:not([hidden]) .wall-no")
        refresh = page.one('head noscript meta[http-equiv="refresh"]')["content"]
        seconds, _url, path = str(refresh).partition("; url=")
        assert seconds == "20"

    assert seen == ["1", "2", "3", "1"]


def test_without_a_script_the_television_can_be_paused_and_led_by_links(browser: Browser) -> None:
    exhibition = make_exhibition(*(make_product() for _ in range(3)))
    page = browser.get(f"/pameran/{exhibition.slug}/layar")
    assert page.link("Sebelumnya").endswith("?dinding=3")
    assert page.link("Berikutnya").endswith("?dinding=2")
    assert page.link("Keluar") == f"/pameran/{exhibition.slug}"

    paused = browser.get(page.link("Jeda"))
    assert not paused.has("noscript")
    assert paused.texts("[data-when='paused']:not([hidden])")[0] == "1 dari 3, dijeda"
    assert browser.get(paused.link("Lanjutkan")).has("noscript")


@pytest.mark.parametrize(("asked", "shown"), [("0", "1"), ("-1", "1"), ("x", "1"), ("99", "2"), ("%00", "1")])
def test_a_wall_that_is_not_there_shows_another_one(browser: Browser, asked: str, shown: str) -> None:
    exhibition = make_exhibition(make_product(), make_product())

    page = browser.get(f"/pameran/{exhibition.slug}/layar?dinding={asked}")

    assert page.texts(".screen-wall:not([hidden]) .wall-no") == [shown]


def test_a_single_wall_stands_still(browser: Browser) -> None:
    page = browser.get(f"/pameran/{make_exhibition().slug}/layar")

    assert not page.has("noscript")
    assert not page.has("[data-turn], [data-pause]")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_codes_to_scan_hold_the_address_of_their_page_in_its_language(browser: Browser, prefix: str) -> None:
    product = make_product()
    exhibition = make_exhibition(product)

    walls = browser.get(f"{prefix}/pameran/{exhibition.slug}/layar").attributes(".qr", "src")
    [paper] = browser.get(f"{prefix}/pameran/{exhibition.slug}").attributes(".qr", "src")

    for address, target in (
        (walls[0], f"{prefix}/khas/{product.slug}"),
        (paper, f"{prefix}/pameran/{exhibition.slug}"),
    ):
        expected = io.BytesIO()
        segno.make(f"http://localhost{target}", error="m", micro=False).save(
            expected, kind="svg", xmldecl=False, border=2, dark="#191a30", light="#fff", omitsize=True
        )
        answer = browser.raw(address)
        assert answer.mimetype == "image/svg+xml"
        assert answer.data == expected.getvalue()


def test_a_calendar_reads_the_days_and_the_place(browser: Browser) -> None:
    exhibition = make_exhibition(
        title="Kain; kopi, dan “kayu” " + "panjang " * 9, **WEEK, **HALL, lead_id="Baris,\\ dan; lain."
    )
    link = browser.get(f"/pameran/{exhibition.slug}").link("Simpan ke kalender")

    answer = browser.raw(link)
    event = vobject.readOne(answer.text).vevent

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{exhibition.slug}.ics"'
    assert (event.dtstart.value, event.dtend.value) == (datetime.date(2027, 3, 9), datetime.date(2027, 3, 16))
    assert event.summary.value == exhibition.title_id
    assert event.description.value == "Baris,\\ dan; lain."
    assert event.location.value == "Gedung Contoh, Jalan Contoh 2, Surabaya"
    assert event.url.value == f"http://localhost/pameran/{exhibition.slug}"
    assert event.uid.value == f"{exhibition.slug}@localhost"
    assert event.dtstamp.value == exhibition.updated_at
    assert event.transp.value == "TRANSPARENT"
    assert max(len(line.encode()) for line in answer.text.split("\r\n")) <= 75


def test_a_calendar_in_english_is_the_same_event(browser: Browser) -> None:
    exhibition = make_exhibition(title_en="Cloth", **WEEK, **HALL)

    event = vobject.readOne(browser.raw(f"/en/pameran/{exhibition.slug}/kalender.ics").text).vevent

    assert (event.summary.value, event.location.value) == ("Cloth", "Example Hall, Jalan Contoh 2, Surabaya")
    assert event.uid.value == f"{exhibition.slug}@localhost"


def test_what_is_always_open_has_no_calendar_and_what_is_over_offers_none(browser: Browser) -> None:
    always = make_exhibition()
    over = make_exhibition(opens_on=datetime.date(2027, 3, 1), closes_on=datetime.date(2027, 3, 9))

    browser.get(f"/pameran/{always.slug}/kalender.ics", status=404)
    assert "Simpan ke kalender" not in browser.get(f"/pameran/{always.slug}").text
    page = browser.get(f"/pameran/{over.slug}")
    assert "Simpan ke kalender" not in page.text
    assert page.texts(".hall-kicker") == ["Sudah selesai. Pameran daring, 1–9 Mar 2027"]


@pytest.mark.parametrize(("hour", "state"), [(16, "Akan datang."), (17, "9–15 Mar 2027")])
def test_an_exhibition_opens_at_midnight_in_east_java(browser: Browser, hour: int, state: str) -> None:
    exhibition = make_exhibition(**WEEK, **HALL)

    with time_machine.travel(datetime.datetime(2027, 3, 8, hour, 30, tzinfo=datetime.UTC), tick=False):
        page = browser.get(f"/pameran/{exhibition.slug}")

    assert page.texts(".hall-kicker")[0].startswith(state)


def test_the_home_page_leads_into_the_exhibition_that_ends_next(browser: Browser) -> None:
    make_exhibition(title="Selalu buka")
    make_exhibition(make_product(), make_product(), title="Pekan ini", **WEEK)
    make_exhibition(title="Nanti", opens_on=datetime.date(2027, 5, 1), closes_on=datetime.date(2027, 5, 2))

    page = browser.get("/")

    assert page.texts(".hall h2") == ["Pekan ini"]
    assert page.texts(".hall-count") == ["2 dinding"]


@pytest.mark.parametrize("rest", ["", "/layar"])
def test_queries_do_not_grow_with_the_walls(
    browser: Browser, db: SQLAlchemy, count_queries: Counter, rest: str
) -> None:
    exhibition = make_exhibition(*(make_product() for _ in range(2)), make_listing())
    make_listing(product_id=exhibition.items[0].product_id)
    browser.get(f"/pameran/{exhibition.slug}{rest}")
    with count_queries() as few:
        browser.get(f"/pameran/{exhibition.slug}{rest}")
    for position in range(4, 31):
        product = make_product()
        make_listing(product_id=product.id)
        exhibition.items.append(make_item(product, position))
    db.session.flush()
    with count_queries() as many:
        page = browser.get(f"/pameran/{exhibition.slug}{rest}")

    assert len(page.texts(".wall-no")) == 30
    assert many() == few() <= 6


def test_queries_do_not_grow_with_the_exhibitions(browser: Browser, count_queries: Counter) -> None:
    for _number in range(3):
        make_exhibition()
    browser.get("/pameran")
    with count_queries() as few:
        browser.get("/pameran")
    for _number in range(27):
        make_exhibition(**WEEK)
    with count_queries() as many:
        page = browser.get("/pameran")

    assert len(page.texts(".hall h3")) == 30
    assert many() == few() <= 3
