"""Pages on paper: what only works on a screen is gone, what leads back to the page is there."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opener

# What a sheet of A4 leaves between its margins of 12 mm.
SHEET = {"width": 703, "height": 1032}
LISTING = "/karya/BLT-901"
EXHIBITION = "/pameran/indikasi-geografis-jawa-timur"


@pytest.fixture
def sheet(open_page: Opener) -> Page:
    """A tab that shows its pages as they are printed."""
    page = open_page(viewport=SHEET)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/katalog",
        LISTING,
        "/khas/batik-gentongan-tanjung-bumi",
        "/daerah/kab-magetan",
        "/cara-membeli",
        EXHIBITION,
    ],
)
def test_header_footer_and_forms_stay_off_the_paper(sheet: Page, path: str) -> None:
    sheet.goto(path)

    for part in (sheet.locator(".masthead"), sheet.locator(".footer"), sheet.locator("form"), sheet.locator("nav")):
        for element in part.all():
            expect(element).to_be_hidden()
    expect(sheet.locator("h1")).to_be_visible()
    assert not sheet.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_printed_listing_holds_its_address_and_the_code_to_scan(sheet: Page) -> None:
    sheet.goto(LISTING)
    code = sheet.get_by_role("img", name="Kode QR halaman BLT-901")

    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    sheet.wait_for_function("picture => picture.complete && picture.naturalWidth > 0", arg=code.element_handle())
    expect(sheet.locator(".print-only")).to_be_visible()
    expect(sheet.locator(".print-only")).to_contain_text("/k/BLT-901")


def test_the_address_on_the_paper_opens_the_listing(sheet: Page) -> None:
    sheet.goto(LISTING)
    address = sheet.locator(".print-only").inner_text().strip()

    sheet.goto(address[address.index("/k/") :])

    expect(sheet.locator("h1")).to_be_visible()
    expect(sheet.locator(".code").first).to_have_text("BLT-901")


def test_the_address_shows_on_paper_only(desk: Page) -> None:
    desk.goto(LISTING)

    expect(desk.locator(".print-only")).to_be_hidden()
    expect(desk.locator(".qr")).to_be_visible()


def test_a_printed_exhibition_keeps_each_wall_with_its_source_and_the_way_back(sheet: Page) -> None:
    sheet.goto(EXHIBITION)

    for wall in sheet.locator(".wall").all():
        expect(wall.locator("h2")).to_be_visible()
        expect(wall.locator(".source")).to_be_visible()
        assert wall.evaluate("wall => getComputedStyle(wall).breakInside") == "avoid"
    expect(sheet.get_by_role("img", name="Kode QR pameran ini")).to_be_visible()
    expect(sheet.locator(".print-only")).to_contain_text(EXHIBITION)
    expect(sheet.get_by_role("link", name="Mulai berjalan")).to_be_hidden()
