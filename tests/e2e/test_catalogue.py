"""The journeys of the public through the catalogue, with JavaScript and without."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Opener


def test_choosing_a_kind_swaps_the_results_and_keeps_the_focus(open_page: Opener) -> None:
    page = open_page("/katalog")

    page.check("#kategori-batik")

    expect(page).to_have_url(re.compile(r"/katalog\?kategori=batik$"))
    expect(page.locator("#results-heading")).to_contain_text("42 karya")
    expect(page.locator("#sheet_button")).to_have_text("Tampilkan 42 karya")
    expect(page).to_have_title("Batik · Karya Jatim")
    expect(page.get_by_role("status")).to_contain_text("42 karya cocok")
    expect(page.locator("#kategori-batik")).to_be_focused()
    expect(page.locator("#sub-batik-madura")).to_be_visible()


def test_back_forward_and_reload_show_the_state_of_the_address(open_page: Opener) -> None:
    page = open_page("/katalog")
    page.check("#kategori-batik")
    expect(page.locator("#results-heading")).to_contain_text("42 karya")

    page.go_back()
    expect(page.locator("#results-heading")).to_contain_text("161 karya")
    page.go_forward()
    expect(page.locator("#results-heading")).to_contain_text("42 karya")
    page.reload()
    expect(page.locator("#kategori-batik")).to_be_checked()


def test_sorting_and_the_search_field_belong_to_the_same_state(open_page: Opener) -> None:
    page = open_page("/katalog")

    page.select_option("#sort", "termurah")
    expect(page).to_have_url(re.compile("urut=termurah"))
    page.fill("#find", "batik")
    page.press("#find", "Enter")

    expect(page).to_have_url(re.compile(r"\?q=batik&urut=termurah$"))


def test_suggestions_are_walked_by_arrows_and_put_away_by_escape(open_page: Opener) -> None:
    page = open_page("/katalog")

    page.locator("#find").press_sequentially("gentong")
    first = page.locator("#suggestions a").first
    expect(first).to_contain_text("Batik Gentongan Tanjung Bumi")
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions a")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()
    expect(page.locator("#find")).to_have_value("gentong")


def test_a_suggestion_in_the_header_opens_its_page(open_page: Opener) -> None:
    page = open_page("/tentang")

    page.locator("#q").press_sequentially("magetan")
    page.locator("#suggestions a", has_text="Kabupaten Magetan").click()

    expect(page.locator("h1")).to_have_text("Kab. Magetan")


def test_paging_moves_the_focus_to_the_heading_of_the_results(open_page: Opener) -> None:
    page = open_page("/katalog")

    page.locator(".pager a").first.click()

    expect(page).to_have_url(re.compile(r"\?hal=2$"))
    expect(page.locator("#results-heading")).to_be_focused()


def test_the_sheet_on_a_phone_stays_open_while_choosing_and_closes_when_sent(open_page: Opener) -> None:
    page = open_page("/katalog", size=PHONE)

    page.locator(".toolbar button").click()
    page.check("#kategori-agro")
    expect(page.locator("#sheet_button")).to_have_text("Tampilkan 61 karya")
    expect(page.locator("#filters")).to_be_visible()
    page.click("#sheet_button")

    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".toolbar .badge")).to_contain_text("1")


def test_a_chip_takes_its_filter_away(open_page: Opener) -> None:
    page = open_page("/katalog?kategori=batik&daerah=3526")

    page.get_by_role("link", name="Hapus saringan Batik").click()

    expect(page).to_have_url(re.compile(r"daerah=3526$"))


def test_without_a_signal_the_page_says_so_and_keeps_its_results(open_page: Opener) -> None:
    page = open_page("/katalog")

    # Losing the signal is no fault of the page, so the console may speak of it: it is asked from inside.
    page.evaluate("htmx.trigger(document.body, 'htmx:sendError', {})")

    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator(".listing-card").first).to_be_visible()


def test_without_javascript_filters_sort_tabs_and_pages_are_plain_requests(open_page: Opener) -> None:
    page = open_page("/katalog", java_script_enabled=False)

    page.check("#kategori-batik")
    page.click("#sheet_button")
    assert "kategori=batik" in page.url
    assert page.locator("#results-heading").inner_text().startswith("42 karya")
    page.locator(".pager a").first.click()
    assert "hal=2" in page.url
    page.get_by_role("link", name=re.compile("Khas daerah \\(")).click()
    assert "lihat=khas" in page.url
    assert page.locator(".khas-rows li").count() == 24


def test_without_javascript_the_menu_opens_on_a_phone(open_page: Opener) -> None:
    page = open_page("/", size=PHONE, java_script_enabled=False)

    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("#menu").get_by_role("link", name="Para pembuat").click()

    assert page.locator("h1").inner_text() == "Para pembuat"


def test_on_paper_a_listing_keeps_its_address_and_loses_the_navigation(open_page: Opener) -> None:
    # A sheet of A4 with its margins is about this wide.
    page = open_page("/karya/BLT-901", size={"width": 703, "height": 1000})

    page.emulate_media(media="print")

    expect(page.locator(".qr")).to_be_visible()

    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".footer")).to_be_hidden()
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text("/k/BLT-901")
