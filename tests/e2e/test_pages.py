"""Every kind of page in a real browser: nothing sticks out, nothing is out of reach, nothing is heavy."""

import gzip
import urllib.request
from pathlib import Path

import axe_playwright_python
import pytest

from tests.e2e.conftest import DESK, PHONE, Opener

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
PAGES = [
    "/",
    "/katalog",
    "/katalog?lihat=khas",
    "/katalog?kategori=batik&daerah=3579&jual=grosir&stok=pesan",
    "/katalog?q=gentongn",
    "/karya/PMK-902",
    "/karya/MLG-903",
    "/karya/BLT-901",
    "/khas/batik-gentongan-tanjung-bumi",
    "/khas/tembakau-sampang",
    "/daerah",
    "/daerah/kab-magetan",
    "/pembuat",
    "/pembuat/contoh-pembuat-07",
    "/cara-membeli",
    "/tentang",
    "/privasi",
]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, summary')].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return box.width > 1 && style.display !== 'inline' && (box.width < 24 || box.height < 24) && !e.closest('label');
}).map(e => e.outerHTML.slice(0, 90))"""
BUDGETS = {"document": 10_000, "stylesheet": 11_000, "script": 19_000, "font": 30_000}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_has_no_violation_nothing_too_wide_and_no_small_target(
    open_page: Opener, path: str, scheme: str, size: dict[str, int]
) -> None:
    page = open_page(path, size=size, color_scheme=scheme)

    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(SMALL_TARGETS) == []
    page.evaluate(AXE)
    violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page: Opener, path: str) -> None:
    page = open_page(path, size={"width": 320, "height": 640})

    assert not page.evaluate(TOO_WIDE)


def test_a_missing_page_has_no_violation_either(open_page: Opener) -> None:
    page = open_page("/tidak-ada", status=404)

    page.evaluate(AXE)
    assert page.evaluate("axe.run({resultTypes: ['violations']})")["violations"] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stays_within_its_budget_of_compressed_bytes(site: str, open_page: Opener, path: str) -> None:
    page = open_page("/privasi")
    sizes = dict.fromkeys(BUDGETS, 0)

    def weigh(address: str, kind: str) -> None:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            is_packed = answer.headers["Content-Encoding"] == "gzip" or kind == "font"
            sizes[kind] += len(body) if is_packed else len(gzip.compress(body))

    asked: set[tuple[str, str]] = set()
    page.on("request", lambda request: asked.add((request.url, request.resource_type)))
    page.goto(site + path)
    page.evaluate("document.fonts.ready")
    for address, kind in asked:
        if kind in BUDGETS:
            weigh(address, kind)

    assert {kind: size for kind, size in sizes.items() if size > BUDGETS[kind]} == {}
