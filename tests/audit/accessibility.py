"""axe on each page in Chromium: as on a phone and on a desk, in the light and in the dark scheme."""

import itertools

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from tests.audit.findings import Target, Verdict

WIDTHS = {"phone": 360, "desk": 1280}
SCHEMES = ("light", "dark")
HEIGHT = 800


def check(browser: Browser, site: str, pages: list[Target]) -> dict[str, Verdict]:
    """What axe says of each page, and what the browser itself complains of."""
    found: dict[str, list[str]] = {page.path: [] for page in pages}
    for (device, width), scheme in itertools.product(WIDTHS.items(), SCHEMES):
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
        for page in pages:
            found[page.path] += [f"{fault} ({device}, {scheme})" for fault in _faults(context, site + page.path)]
        context.close()
    return {path: Verdict(str(len(faults)), tuple(faults)) for path, faults in found.items()}


def _faults(context: BrowserContext, address: str) -> list[str]:
    faults: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    tab.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    tab.goto(address, wait_until="load")
    for violation in Axe().run(tab).response["violations"]:
        places = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
        faults.append(f"{violation['id']}: {violation['help']}: {places}")
    tab.close()
    return faults
