"""axe on each page in Chromium: as on a phone and on a desk, in the light and in the dark scheme."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.audit.findings import Target, Verdict

PHONE, DESK = "phone", "desk"
WIDTHS = {PHONE: 360, DESK: 1280}
SCHEMES = ("light", "dark")
HEIGHT = 800


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a page, after something has been done on it."""

    name: str
    path: str
    status: int = 200
    devices: tuple[str, ...] = (PHONE, DESK)
    act: Callable[[Page], None] = lambda tab: None


def _open_filters(tab: Page) -> None:
    tab.locator("button[popovertarget=filters].phone-only").click()
    tab.wait_for_selector("#filters:popover-open")


def _ask_for_suggestions(tab: Page) -> None:
    tab.locator(".search-box input[type=search]").first.press_sequentially("bati")
    tab.wait_for_selector(".suggestions a")


def _choose_a_kind(tab: Page) -> None:
    tab.check("#kategori-batik")
    tab.wait_for_selector("#results .chips")


# States that no address holds.
STATES = (
    View("/katalog, filters open", "/katalog", devices=(PHONE,), act=_open_filters),
    View("/katalog, results swapped", "/katalog", devices=(DESK,), act=_choose_a_kind),
    View("/katalog, suggestions open", "/katalog", act=_ask_for_suggestions),
    View("/, suggestions open", "/", act=_ask_for_suggestions),
)


def check(browser: Browser, site: str, pages: list[Target]) -> dict[str, Verdict]:
    """What axe says of each page and each state of one, and what the browser itself complains of."""
    views = [*(View(page.path, page.path, page.status) for page in pages), *STATES]
    found: dict[str, list[str]] = {view.name: [] for view in views}
    for (device, width), scheme in itertools.product(WIDTHS.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
        )
        for view in views:
            if device in view.devices:
                found[view.name] += [f"{fault} ({device}, {scheme})" for fault in _faults(context, site, view)]
        context.close()
    return {name: Verdict(str(len(faults)), tuple(faults)) for name, faults in found.items()}


def _faults(context: BrowserContext, site: str, view: View) -> list[str]:
    faults: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    # Chromium also reports a page that is meant to be missing.
    is_quiet = view.status != 200
    tab.on(
        "console",
        lambda message: faults.append(f"console: {message.text}") if message.type == "error" and not is_quiet else None,
    )
    tab.goto(site + view.path, wait_until="load")
    view.act(tab)
    for violation in Axe().run(tab).response["violations"]:
        places = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
        faults.append(f"{violation['id']}: {violation['help']}: {places}")
    tab.close()
    return faults
