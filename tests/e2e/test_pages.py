"""Every kind of page in a real browser: nothing sticks out, nothing is out of reach, nothing is heavy."""

import functools
import gzip
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import Catalogue
from tests.e2e.conftest import DESK, PHONE, Faults, Opener
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible

PAGES = {
    "home": "/",
    "sold": "/katalog",
    "known": "/katalog?lihat=khas",
    "nothing_fits_the_filters": "/katalog?lihat=dijual&kategori=batik&daerah=3579&jual=grosir&stok=pesan",
    "nothing_fits_the_words": "/katalog?q=zzzz",
    "nearly_the_right_word": "/katalog?q=gentongn",
    "batik": "/karya/PMK-902",
    "craft": "/karya/BLT-901",
    "harvest": "/karya/MLG-903",
    "product_with_sellers": "/khas/batik-gentongan-tanjung-bumi",
    "product_without_sellers": "/khas/tembakau-sampang",
    "exhibitions": "/pameran",
    "exhibition": "/pameran/satu-daerah-satu-dinding",
    "television": "/pameran/satu-daerah-satu-dinding/layar?dinding=6",
    "region": "/daerah/kab-magetan",
    "regions": "/daerah",
    "makers": "/pembuat",
    "maker": "/pembuat/contoh-pembuat-07",
    "how_to_buy": "/cara-membeli",
    "about": "/tentang",
    "privacy": "/privasi",
    "report": "/laporkan/karya/PMK-902",
    "thanks": "/laporkan/terima-kasih",
    "missing": "/tidak-ada",
}
# Made of the same parts as the others, so that only `make audit` opens them here.
ALIKE = {
    "nothing_fits_the_words", "nearly_the_right_word", "craft", "harvest", "product_without_sellers", "exhibitions",
    "television", "how_to_buy", "about", "thanks",
}  # fmt: skip
WIDTHS = (320, 360, 1280)
BUDGETS = {"document": 10_000, "stylesheet": 11_000, "script": 19_000, "font": 30_000}


@pytest.fixture(autouse=True)
def one_page_is_missing(faults: Faults) -> None:
    faults.provoke("404")


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.thorough if name in ALIKE else (), id=name) for name, path in PAGES.items()],
)
def test_a_page_fits_any_width_is_accessible_by_day_and_by_night_and_weighs_little(
    open_page: Opener, path: str
) -> None:
    page = open_page(viewport=PHONE)
    asked: set[tuple[str, str]] = set()
    page.on("request", lambda request: asked.add((request.resource_type, request.url)))
    page.goto(path)

    assert_accessible(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], f"at {width} px"
        assert page.evaluate(SMALL_TARGETS) == [], f"at {width} px"
    page.set_viewport_size(DESK)
    assert_accessible(page)

    # By now also what only a wide window needs was asked for.
    page.evaluate("document.fonts.ready")
    weights = dict.fromkeys(BUDGETS, 0)
    for kind, address in asked:
        if kind in BUDGETS:
            weights[kind] += _weight(address)
    assert all(weights.values()), "a page has markup, styles, scripts and fonts"
    assert {kind: weight for kind, weight in weights.items() if weight > BUDGETS[kind]} == {}


def _open_menu(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#menu")).to_be_visible()


def _open_filters(page: Page) -> None:
    catalogue = Catalogue(page).open()
    catalogue.filters_button.click()
    expect(catalogue.filters).to_be_visible()


def _ask_for_suggestions(page: Page) -> None:
    catalogue = Catalogue(page).open()
    catalogue.search.press_sequentially("batik")
    expect(catalogue.suggestions.first).to_be_visible()


@pytest.mark.parametrize("reach", [_open_menu, _open_filters, _ask_for_suggestions])
def test_what_opens_on_a_phone_is_held_to_the_same(phone: Page, reach: Callable[[Page], None]) -> None:
    reach(phone)

    assert phone.evaluate(TOO_WIDE) == []
    assert phone.evaluate(SMALL_TARGETS) == []
    assert_accessible(phone)


@functools.cache
def _weight(address: str) -> int:
    """The bytes of an answer in the encoding that every browser knows."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as missing:
        answer = missing
    with answer:
        body = answer.read()
        is_packed = answer.headers["Content-Encoding"] == "gzip" or address.endswith(".woff2")
        return len(body) if is_packed else len(gzip.compress(body))
