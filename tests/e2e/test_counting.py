"""A page that is opened counts once a day, is told apart from a room's own visits, and sets no cookie."""

from urllib.parse import parse_qs

from playwright.sync_api import Page, Request

from tests.browser import Device
from tests.e2e.conftest import PHONE, Opener

KHAS, OTHER, THIRD = "/khas/batik-gedog-tuban", "/khas/tembakau-sampang", "/khas/batik-gentongan-tanjung-bumi"
# A browser that a program drives says so, and is not counted.
AS_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"


def opened(page: Page, path: str) -> dict[str, list[str]]:
    """What the page at this address reports."""
    with page.expect_request("**/hitung") as found:
        page.goto(path)
    request: Request = found.value
    assert request.method == "POST"
    return parse_qs(request.post_data)


def test_a_page_counts_once_a_day_and_not_where_somebody_works(open_page: Opener) -> None:
    page = open_page(viewport=PHONE, user_agent=Device.USER_AGENT, timezone_id="Asia/Makassar", locale="id-ID")
    page.add_init_script(AS_A_PERSON)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/hitung") else None)

    report = opened(page, KHAS)
    assert report["apa"][0].startswith("product.batik-gedog-tuban.view.")
    assert report["zona"] == ["Asia/Makassar"]

    # What follows is reported, so what came before was not.
    page.reload()
    assert opened(page, OTHER)["apa"][0].startswith("product.tembakau-sampang.view.")
    assert len(sent) == 2

    page.evaluate("modules.managed()")
    page.goto(THIRD)
    page.evaluate("delete localStorage.managed")
    assert opened(page, THIRD)["apa"][0].startswith("product.batik-gentongan")
    assert len(sent) == 3
    assert page.context.cookies() == []
