"""The pages of the makers: who is shown, in what order, and what of them."""

import datetime

import pytest

from craftsite.producers.models import PaymentMethod, ProducerKind
from craftsite.web.clock import today
from craftsite.web.paging import PER_PAGE
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer


def test_makers_stand_by_the_code_of_their_region_then_by_name(browser: Browser) -> None:
    for region, name in (("3578", "Anggrek"), ("3501", "Melati"), ("3501", "Dahlia"), ("3526", "Kenanga")):
        make_producer(region=region, name=name)

    page = browser.get("/pembuat")

    assert page.texts(".makers h2") == ["Dahlia", "Melati", "Kenanga", "Anggrek"]


@pytest.mark.parametrize("days_left", [None, -1])
def test_a_maker_whose_origin_nobody_confirms_is_not_shown(browser: Browser, days_left: int | None) -> None:
    until = None if days_left is None else today() + datetime.timedelta(days=days_left)
    maker = make_producer(origin_valid_until=until)

    browser.get(f"/pembuat/{maker.slug}", status=404)
    assert not browser.get("/pembuat").has(".makers")


def test_a_maker_is_shown_on_the_last_day_of_the_confirmation(browser: Browser) -> None:
    maker = make_producer(origin_valid_until=today())

    browser.get(f"/pembuat/{maker.slug}")
    assert browser.get("/pembuat").texts(".makers h2") == [maker.name]


def test_a_site_without_makers_leads_on_to_what_is_known(browser: Browser) -> None:
    page = browser.get("/pembuat")

    assert page.texts(".nothing .lead") == ["Belum ada pembuat yang tampil."]
    assert browser.get(page.link("Kenali khas tiap daerah")).has(".khas-rows")


def test_a_tile_says_kind_place_and_how_much_is_offered(browser: Browser) -> None:
    maker = make_producer(region="3526", name="Melati", kinds=(ProducerKind.KOPWAN, ProducerKind.IKM))
    for _number in range(2):
        make_listing(producer=maker)
    make_listing(producer=maker, published_at=None)

    assert browser.get("/pembuat").texts(".makers p") == [
        "Kab. Bangkalan · Industri kecil (IKM), Koperasi wanita",
        "2 karya",
        "Asal sudah diperiksa",
    ]


def test_a_page_shows_what_the_maker_told_and_what_is_published(browser: Browser) -> None:
    maker = make_producer(
        region="3526", place="Tanjung Bumi", story_id="Sejak lama.", payment_methods=[PaymentMethod.CASH]
    )
    older, newer = (make_listing(producer=maker, name=name) for name in ("Lama", "Baru"))
    make_listing(producer=maker, name="Konsep", published_at=None)

    page = browser.get(f"/pembuat/{maker.slug}")

    assert page.texts(".listing-card h3") == [newer.name_id, older.name_id]
    assert page.texts(".khas-label") == ["Tanjung Bumi, Kab. Bangkalan"]
    assert dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True)) == {
        "Jenis": "Industri kecil (IKM)",
        "Pembayaran": "Tunai",
    }
    assert not page.has(".note, meta[name=robots]")


def test_an_example_says_so_and_asks_not_to_be_indexed(browser: Browser) -> None:
    maker = make_producer(is_example=True, origin_valid_until=None)
    make_listing(producer=maker)

    page = browser.get(f"/pembuat/{maker.slug}")

    assert "Ini contoh: pembuat ini tidak ada." in page.one(".note").get_text()
    [told] = page.attributes("meta[name=description]", "content")
    assert told.startswith("Ini contoh: pembuat ini tidak ada. Industri kecil (IKM) di ")
    assert page.has('meta[name="robots"][content="noindex"]')
    assert browser.get("/pembuat").has('meta[name="robots"][content="noindex"]')


def test_a_maker_has_the_same_mark_everywhere(browser: Browser) -> None:
    maker = make_producer()

    [in_list] = browser.get("/pembuat").attributes(".makers img", "src")

    assert browser.get(f"/pembuat/{maker.slug}").attributes(".maker-mark", "src") == [in_list]
    assert browser.raw(in_list).mimetype == "image/svg+xml"


def test_a_long_list_is_numbered(browser: Browser) -> None:
    for _number in range(PER_PAGE + 1):
        make_producer()

    first, last = browser.get("/pembuat"), browser.get("/pembuat?hal=2")

    assert (len(first.texts(".makers li")), len(last.texts(".makers li"))) == (PER_PAGE, 1)
    assert first.link("2") == "/pembuat?hal=2"
    assert last.link("1") == "/pembuat"
    assert browser.get("/pembuat?hal=77").texts(".pager [aria-current]") == ["2"]


def test_queries_do_not_grow_with_the_makers(browser: Browser, count_queries: Counter) -> None:
    maker = make_producer()
    paths = ("/pembuat", f"/pembuat/{maker.slug}")
    counted = []
    for number in (3, 27):
        for _number in range(number):
            make_listing(producer=maker)
            make_listing(producer=make_producer())
        for path in paths:
            browser.get(path)
            with count_queries() as count:
                browser.get(path)
            counted.append(count())

    few, many = counted[:2], counted[2:]
    assert many == few
    assert all(count <= budget for count, budget in zip(many, (5, 6), strict=True))
