"""Nothing that anyone can put into an address breaks a page or comes back unescaped."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.catalog.filters import Facet
from tests.browser import Browser
from tests.test_routes import ROUTES

VALUES = [
    str(2**63), str(2**64), "-1", "0", "²", "9" * 5_000, "NaN", "1e308", "Infinity", "%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80",
    "'", '"', "';DROP TABLE listings;--", "1 OR 1=1", "%25", "_", "%5C", "*", "a:b", "(((", "{{1337*1337}}", "${1337*1337}", "%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "%3Cscript%3Ealert(1)%3C/script%3E",
    "%E2%80%AE", "%F0%9F%98%80", "Rp%20", "a" * 3_000, "dan%20di%20yang", "x%20" * 200, "../../etc/passwd",
]  # fmt: skip
NAMES = ["q", "harga_min", "harga_maks", "urut", "hal", "lihat"]
# The choices of every filter are read by the same code, so that one page is sent the value for all of them.
FILTERS = list(map(str, Facet))
PATHS = [
    "/karya/{}", "/karya/BKL-014-{}", "/karya/BKL-{}", "/k/{}", "/khas/{}", "/pembuat/{}", "/daerah/{}", "/static/{}",
    "/motif/karya/BKL-901/{}/card.svg", "/motif/khas/batik-gedog-tuban/x/{}.svg", "/motif/hias/{}/0/x.svg", "/motif/hias/wave/{}/x.svg",
    "/motif/hias/wave/0/{}.svg", "/motif/qr/{}.svg", "/motif/qr/khas/{}.svg", "/sitemap-karya-{}.xml", "/sitemap-{}-1.xml",
    "/{}",
]  # fmt: skip
# What would stand in an answer that repeated a value unescaped or evaluated it.
HARM = ("<script>alert", "<img src=x", str(1337 * 1337))
SWAPS = [{"HX-Request": "true", "HX-Target": target} for target in ("results", "suggestions")]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_of_a_query_breaks_the_catalogue(browser: Browser, value: str) -> None:
    together = "&".join(f"{name}={value[:380]}" for name in FILTERS)
    for query in [*(f"{name}={value}" for name in NAMES), together]:
        _is_harmless(browser, f"/katalog?{query}")
    # Both parts of the catalogue read these alike, so that the second is sent the value for all but the words at once.
    for query in (f"q={value}", "&".join(f"{name}={value[:300]}" for name in [*NAMES[1:-1], *FILTERS])):
        _is_harmless(browser, f"/katalog?lihat=khas&{query}")
    _is_harmless(browser, "/katalog?" + "&".join(f"{name}={value}"[:60] for name in [*NAMES, *FILTERS]))
    _is_harmless(browser, f"/pembuat?hal={value}")
    for headers in SWAPS:
        _is_harmless(browser, f"/katalog?q={value}", headers)


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_path_breaks_a_page(browser: Browser, value: str) -> None:
    for path in PATHS:
        _is_harmless(browser, path.format(value.replace("?", "")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([rule for rule in ROUTES.values() if "<" in rule]), st.data())
def test_no_bytes_in_any_placeholder_break_a_page(browser: Browser, rule: str, data: st.DataObject) -> None:
    path = re.sub(r"<[^>]+>", lambda _: quote(data.draw(st.binary(min_size=1, max_size=30))), rule)

    _is_harmless(browser, path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from([{}, *SWAPS]))
def test_no_words_break_the_search(browser: Browser, text: str, headers: dict[str, str]) -> None:
    answer = browser.raw("/katalog", query_string={"q": text.encode("utf-8", "ignore").decode()}, headers=headers)

    assert answer.status_code in (200, 414)


def test_a_query_longer_than_any_form_makes_is_refused_kindly(browser: Browser) -> None:
    answer = browser.raw("/katalog?q=" + "a" * 60_000)

    assert answer.status_code == 414
    assert "terlalu panjang" in answer.text


def test_a_parameter_repeated_two_hundred_times_counts_once(browser: Browser) -> None:
    page = browser.get("/katalog?lihat=khas&" + "&".join(["kategori=batik"] * 200))

    assert page.texts(".chips a:not(.clear)") == ["Batik"]


def _is_harmless(browser: Browser, address: str, headers: dict[str, str] | None = None) -> None:
    answer = browser.raw(address, headers=headers)
    assert answer.status_code < 500, address
    if answer.mimetype == "text/html":
        assert not [harm for harm in HARM if harm in answer.text], address
