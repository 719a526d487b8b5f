"""Pages on paper: what only works on a screen is gone, what leads back to the page is there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.catalogue import Catalogue
from tests.e2e.conftest import Opener

# What a sheet of A4 leaves between its margins of 12 mm.
SHEET = {"width": 703, "height": 1032}
LISTING, PRODUCT, REGION = "/karya/BLT-901", "/khas/batik-gentongan-tanjung-bumi", "/daerah/kab-magetan"
EXHIBITION = "/pameran/indikasi-geografis-jawa-timur"
TORN = """() => [...document.querySelectorAll('.listing-card, .khas-rows > li, .steps > li, .wall, .print-foot')]
  .filter(e => e.checkVisibility() && getComputedStyle(e).breakInside !== 'avoid').map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def sheet(open_page: Opener) -> Page:
    """A tab that shows its pages as they are printed."""
    page = open_page(viewport=SHEET)
    page.emulate_media(media="print")
    return page


def _sheets(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("path", ["/", "/katalog", LISTING, PRODUCT, REGION, EXHIBITION, "/cara-membeli"])
def test_header_footer_and_forms_stay_off_the_paper_and_nothing_is_torn(sheet: Page, path: str) -> None:
    sheet.goto(path)

    for part in (sheet.locator(".masthead"), sheet.locator(".footer"), sheet.locator("form"), sheet.locator("nav")):
        for element in part.all():
            expect(element).to_be_hidden()
    expect(sheet.locator("h1")).to_be_visible()
    expect(sheet.get_by_text("bukan yang sebenarnya").first).to_be_visible()
    assert not sheet.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert sheet.evaluate(TORN) == []


@pytest.mark.parametrize("path", [LISTING, PRODUCT, REGION])
def test_the_foot_of_a_printed_page_leads_back_to_it(sheet: Page, path: str) -> None:
    sheet.goto(path)
    name, code = sheet.locator("h1").inner_text(), sheet.get_by_role("img", name="Kode QR halaman")

    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    expect(code).not_to_have_js_property("naturalWidth", 0)
    expect(sheet.locator(".print-foot")).to_contain_text("Bukan situs resmi.")
    address = sheet.locator(".address").inner_text()
    assert address.startswith("http")

    sheet.goto(re.sub(r"^https?://[^/]+", "", address))
    expect(sheet.locator("h1")).to_have_text(name)


@pytest.mark.parametrize("code", ["BLT-901", "MLG-903", "PMK-902"])
def test_a_listing_is_one_sheet_to_order_from(sheet: Page, code: str) -> None:
    sheet.goto(f"/en/karya/{code}")

    assert _sheets(sheet) == 1
    for words in (code, "IDR", "Sent from", "Capacity", "Address of this page:", f"/en/k/{code}"):
        expect(sheet.get_by_text(words).locator("visible=true").first).to_be_visible()
    expect(sheet.locator("h2", has_text="More like this")).to_be_hidden()


def test_results_are_a_price_list_that_says_what_was_asked_for(sheet: Page) -> None:
    address = "/katalog?q=batik&kategori=batik&daerah=3526&urut=termurah"
    catalogue = Catalogue(sheet).open(address)

    expect(
        sheet.get_by_text("Dicari: “batik”. Saringan: Batik, Kab. Bangkalan. Urutan: Harga terendah.")
    ).to_be_visible()
    expect(sheet.locator(".address")).to_contain_text(address)
    code = sheet.get_by_role("img", name="Kode QR halaman ini")
    code.scroll_into_view_if_needed()
    sheet.wait_for_function("picture => picture.complete && picture.naturalWidth > 0", arg=code.element_handle())
    for card in catalogue.results.locator(".listing-card").all():
        expect(card.locator("img")).to_be_hidden()
        expect(card.locator(".code")).to_be_visible()
        assert card.bounding_box()["height"] < 60
    assert catalogue.prices() == sorted(catalogue.prices()) != []
    assert _sheets(sheet) == 1


def test_what_is_meant_for_paper_stays_off_the_screen(desk: Page) -> None:
    for path in (LISTING, "/katalog"):
        desk.goto(path)
        for part in desk.locator(".print-only").all():
            expect(part).to_be_hidden()
    desk.goto(LISTING)
    expect(desk.get_by_role("img", name="Kode QR halaman BLT-901")).to_be_visible()


def test_a_printed_exhibition_keeps_each_wall_with_its_source_and_leaves_the_buttons_out(sheet: Page) -> None:
    sheet.goto(EXHIBITION)

    for wall in sheet.locator(".wall").all():
        expect(wall.locator("h2")).to_be_visible()
        expect(wall.locator(".source")).to_be_visible()
    expect(sheet.get_by_role("link", name="Mulai berjalan")).to_be_hidden()
