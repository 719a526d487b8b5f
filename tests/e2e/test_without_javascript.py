"""The site in a browser that runs no script: everything works by plain requests and shows the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import Catalogue
from tests.e2e.conftest import PHONE, Opener


def test_a_search_finds_the_same(desk: Page, plain: Page) -> None:
    found = []
    for page in (desk, plain):
        page.goto("/")
        page.get_by_role("searchbox").fill("batik madura")
        page.keyboard.press("Enter")
        expect(page).to_have_url("/katalog?q=batik+madura")
        found.append(Catalogue(page).names())

    assert found[0] == found[1] != []


def test_a_search_within_chosen_filters_finds_the_same(desk: Page, plain: Page) -> None:
    with_scripts, without = (Catalogue(page).open("/katalog?kategori=agro") for page in (desk, plain))

    with with_scripts.swapping():
        with_scripts.search.fill("kopi")
        desk.keyboard.press("Enter")
    without.search.fill("kopi")
    plain.keyboard.press("Enter")

    plain.wait_for_url(re.compile("q=kopi"))
    expect(without.choice("agro")).to_be_checked()
    assert without.names() == with_scripts.names() != []


def test_the_filters_are_a_form_with_a_button(desk: Page, plain: Page) -> None:
    with_scripts, without = (Catalogue(page).open() for page in (desk, plain))
    values = ("agro", "3501", "3503")

    with_scripts.unfold()
    without.unfold()
    for value in values:
        with with_scripts.swapping():
            with_scripts.choice(value).check()
        without.choice(value).check()
    without.show_button.click()

    plain.wait_for_url(re.compile("kategori=agro"))
    for value in values:
        expect(without.choice(value)).to_be_checked()
    assert without.counted() == with_scripts.counted()
    assert without.names() == with_scripts.names() != []


def test_the_order_has_a_button_of_its_own(desk: Page, plain: Page) -> None:
    with_scripts, without = (Catalogue(page).open("/katalog?kategori=kerajinan") for page in (desk, plain))

    with with_scripts.swapping():
        with_scripts.order.select_option("termurah")
    without.order.select_option("termurah")
    plain.get_by_role("button", name="Terapkan").click()

    plain.wait_for_url(re.compile("urut=termurah"))
    expect(without.order).to_have_value("termurah")
    assert without.names() == with_scripts.names() != []


def test_the_pages_and_tabs_are_links(desk: Page, plain: Page) -> None:
    with_scripts, without = (Catalogue(page).open("/katalog?kategori=batik") for page in (desk, plain))

    with with_scripts.swapping():
        with_scripts.pager.get_by_role("link", name="Berikutnya").click()
    without.pager.get_by_role("link", name="Berikutnya").click()
    expect(plain).to_have_url("/katalog?kategori=batik&hal=2")
    assert without.names() == with_scripts.names() != []

    for catalogue in (with_scripts, without):
        catalogue.tab("Khas daerah").click()
        expect(catalogue.page).to_have_url("/katalog?lihat=khas&kategori=batik")
    assert without.names() == with_scripts.names() != []


def test_a_form_sent_with_empty_fields_shows_the_whole_catalogue(plain: Page) -> None:
    catalogue = Catalogue(plain).open()
    everything = catalogue.names()

    catalogue.show_button.click()

    plain.wait_for_url(re.compile(r"\?"))
    assert catalogue.names() == everything


def test_the_sheet_of_a_phone_opens_and_sends(open_page: Opener) -> None:
    catalogue = Catalogue(open_page(viewport=PHONE, java_script_enabled=False)).open()
    expect(catalogue.filters).to_be_hidden()

    catalogue.filters_button.click()
    expect(catalogue.filters).to_be_visible()
    promised = catalogue.promised("batik")
    catalogue.choice("batik").check()
    catalogue.show_button.click()

    expect(catalogue.filters).to_be_hidden()
    assert catalogue.counted() == promised


@pytest.mark.parametrize("path", ["/", "/katalog", "/karya/BLT-901"])
def test_the_menu_of_a_phone_opens_closes_and_leads_on(open_page: Opener, path: str) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(path)
    menu = page.locator("#menu")

    page.get_by_role("button", name="Menu", exact=True).click()
    expect(menu).to_be_visible()
    page.get_by_role("button", name="Tutup menu").click()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Para pembuat").click()

    expect(page.locator("h1")).to_have_text("Para pembuat")
