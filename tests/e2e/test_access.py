"""What the statement at /aksesibilitas promises: large letters, forced colours, the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import Catalogue
from tests.e2e.conftest import Opener

# A window of 1280 pixels at 400 %.
ENLARGED = {"width": 320, "height": 256}
PAGES = [
    "/", "/katalog?kategori=batik&daerah=3526&daerah=3520&urut=termurah", "/katalog?lihat=khas", "/karya/MLG-903",
    "/khas/batik-gentongan-tanjung-bumi", "/daerah", "/untuk-pembuat", "/aksesibilitas", "/luring",
]  # fmt: skip
# What is only spoken is cut off on purpose, and so is the pattern of a square, but not its code.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (!e.checkVisibility() || box.width < 2 || e.closest('svg')) return false;
  if (e.matches('.cloth abbr')) return box.bottom > e.closest('a').getBoundingClientRect().bottom + 1;
  const isCut = style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
    || style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 2;
  return isCut && !e.matches('.cloth a, input');
}).map(e => e.outerHTML.slice(0, 120))"""
STOP = """e => {
  const box = (e.closest('article') ?? e).getBoundingClientRect();
  const marked = [e, e.closest('article')].some(part => part && getComputedStyle(part).outlineStyle !== 'none');
  return {
    name: e.outerHTML.slice(0, 120), tag: e.tagName, isMarked: marked,
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    place: [...document.querySelectorAll('*')].indexOf(e),
  };
}"""
EDGES = """() => [...document.querySelectorAll('.btn, .input, .chips a:not(.clear), .tabs [aria-current]')]
  .filter(e => e.checkVisibility()).filter(e => {
    const style = getComputedStyle(e);
    return style.borderBottomStyle === 'none' || style.borderBottomColor === style.backgroundColor;
  }).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", ["", pytest.param("/en", marks=pytest.mark.thorough)])
def test_nothing_is_cut_off_at_400_percent(open_page: Opener, language: str) -> None:
    page = open_page(viewport=ENLARGED)

    for path in PAGES:
        page.goto(language + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"], path
        assert page.evaluate(CUT_OFF) == [], path


def test_forced_colours_keep_edges_and_the_place_of_the_keyboard(open_page: Opener) -> None:
    page = open_page(forced_colors="active", viewport={"width": 1280, "height": 900})
    page.goto("/katalog?kategori=batik")

    assert page.evaluate(EDGES) == []
    tabs = page.locator(".tabs a").evaluate_all("links => links.map(e => getComputedStyle(e).borderBottomColor)")
    assert len(set(tabs)) == len(tabs)
    for stop in (page.locator("#find"), page.locator("#kategori-batik"), page.locator("#results h3 a").first):
        stop.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.locator("*:focus").evaluate(STOP)["isMarked"]


@pytest.mark.parametrize("path", ["/", "/karya/MLG-903", "/khas/batik-gentongan-tanjung-bumi", "/untuk-pembuat"])
def test_the_keyboard_meets_every_stop_in_the_order_of_the_page(desk: Page, path: str) -> None:
    desk.goto(path)
    reachable = desk.locator("a[href], button, input, select, summary").filter(visible=True).count()

    stops = []
    for _stop in range(reachable):
        desk.keyboard.press("Tab")
        stops.append(desk.locator("*:focus").evaluate(STOP))

    assert [stop["name"] for stop in stops if not (stop["isMarked"] and stop["isInView"])] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement === document.body"), "the last stop leads out of the page"


def test_the_menu_of_a_phone_takes_the_keyboard_in_and_gives_it_back(phone: Page) -> None:
    phone.goto("/")
    button, menu = phone.get_by_role("button", name="Menu", exact=True), phone.locator("#menu")

    button.focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Tutup menu")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()

    phone.keyboard.press("Enter")
    menu.get_by_role("button", name="Tutup menu").press("Enter")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_the_sheet_of_filters_takes_the_keyboard_in(phone: Page) -> None:
    catalogue = Catalogue(phone).open()

    catalogue.filters_button.press("Enter")
    phone.keyboard.press("Tab")

    expect(catalogue.filters.get_by_role("button", name="Tutup saringan")).to_be_focused()


def test_suggestions_are_reached_by_tab_as_well(desk: Page) -> None:
    catalogue = Catalogue(desk).open()
    catalogue.search.press_sequentially("gentong")
    expect(catalogue.suggestions.first).to_be_visible()

    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(catalogue.suggestions.first).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk).to_have_url(re.compile("/khas/batik-gentongan-tanjung-bumi$"))
