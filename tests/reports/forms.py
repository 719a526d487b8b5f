"""A report as a visitor sends it."""

import datetime

import time_machine

from craftsite.web.clock import now
from tests.browser import Browser, Page

PAGE = "/laporkan/halaman?alamat=/katalog"


def opened(browser: Browser, url: str = PAGE) -> dict[str, str]:
    """What the form of this address sends by itself when it was opened a minute ago."""
    with time_machine.travel(now() - datetime.timedelta(minutes=1), tick=False):
        form = browser.get(url).one("main form")
    return {
        str(field["name"]): str(field.get("value", "")) for field in form.select("input:not([type=radio]), textarea")
    }


def filled(browser: Browser, url: str = PAGE, **values: str) -> dict[str, str]:
    """A form that is right, with these values in it."""
    return opened(browser, url) | {"alasan": "keliru", "isi": "Harganya salah."} | values


def written(page: Page) -> str:
    """What stands in the large field; the line break behind its tag belongs to the markup."""
    return page.one("#isi").get_text().removeprefix("\r\n")
