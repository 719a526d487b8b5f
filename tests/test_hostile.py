"""Nothing that anyone can put into an address breaks a page or comes back unescaped."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.catalog.filters import Facet
from tests.browser import Browser

VALUES = [
    str(2**63), str(2**64), "-1", "0", "²", "9" * 5_000, "NaN", "1e308", "Infinity", "%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80",
    "'", '"', "';DROP TABLE listings;--", "1 OR 1=1", "%25", "_", "%5C", "*", "a:b", "(((", "{{7*7}}", "${7*7}", "%3Cscript%3Ealert(1)%3C/script%3E",
    "%E2%80%AE", "%F0%9F%98%80", "Rp%20", "a" * 3_000, "dan%20di%20yang", "x%20" * 200, "../../etc/passwd",
]  # fmt: skip
NAMES = ["q", "harga_min", "harga_maks", "urut", "hal", "lihat", *map(str, Facet)]
PATHS = [
    "/karya/{}", "/karya/BKL-014-{}", "/karya/BKL-{}", "/k/{}", "/khas/{}", "/pembuat/{}", "/daerah/{}", "/static/{}",
    "/motif/karya/BKL-901/{}/card.svg", "/motif/khas/batik-gedog-tuban/x/{}.svg", "/motif/hias/{}/0/x.svg", "/motif/hias/wave/{}/x.svg",
    "/motif/hias/wave/0/{}.svg", "/motif/qr/{}.svg", "/{}",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_of_a_query_breaks_the_catalogue(browser: Browser, value: str) -> None:
    for name in NAMES:
        for tab in ("", "&lihat=khas"):
            _is_harmless(browser, f"/katalog?{name}={value}{tab}")
    _is_harmless(browser, "/katalog?" + "&".join(f"{name}={value}"[:60] for name in NAMES))
    _is_harmless(browser, f"/pembuat?hal={value}")


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_path_breaks_a_page(browser: Browser, value: str) -> None:
    for path in PATHS:
        _is_harmless(browser, path.format(value.replace("?", "")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["results", "suggestions", None]))
def test_no_words_break_the_search(browser: Browser, text: str, target: str | None) -> None:
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}

    answer = browser.raw("/katalog", query_string={"q": text.encode("utf-8", "ignore").decode()}, headers=headers)

    assert answer.status_code in (200, 414)


def test_a_query_longer_than_any_form_makes_is_refused_kindly(browser: Browser) -> None:
    answer = browser.raw("/katalog?q=" + "a" * 60_000)

    assert answer.status_code == 414
    assert "terlalu panjang" in answer.text


def test_a_parameter_repeated_two_hundred_times_counts_once(browser: Browser) -> None:
    page = browser.get("/katalog?lihat=khas&" + "&".join(["kategori=batik"] * 200))

    assert page.texts(".chips a:not(.clear)") == ["Batik"]


def _is_harmless(browser: Browser, address: str) -> None:
    answer = browser.raw(address)
    assert answer.status_code < 500, address
    if answer.mimetype == "text/html":
        assert "<script>alert" not in answer.text, address
