"""The exact headers of an answer, its tag, and its encodings."""

import gzip
from collections.abc import Callable

import brotli
import pytest

from craftsite.app import create_app
from tests.browser import Browser
from tests.conftest import SETTINGS

pytestmark = pytest.mark.same_on_both

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
HTML, SVG = "text/html; charset=utf-8", "image/svg+xml; charset=utf-8"
SHORT, FOREVER = "public, max-age=60, stale-while-revalidate=300", "public, max-age=31536000, immutable"
FRAGMENTS = "HX-Request, HX-Target, Accept-Encoding"
# What each answer says besides the security headers; a tag changes with the content and is None here.
ANSWERS = {
    "/tentang": (200, {"Content-Type": HTML, "Cache-Control": SHORT, "Vary": "Accept-Encoding", "ETag": None}),
    "/katalog": (
        200,
        {"Content-Type": HTML, "Cache-Control": SHORT, "Vary": FRAGMENTS, "ETag": None, "HX-Push-Url": "/katalog"},
    ),
    "/tidak-ada": (404, {"Content-Type": HTML, "Cache-Control": "no-store", "Vary": "Accept-Encoding"}),
    "/static/icons.svg": (
        200,
        {"Content-Type": SVG, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": None},
    ),
    "/motif/hias/wave/0/x.svg": (
        200,
        {"Content-Type": SVG, "Cache-Control": FOREVER, "Vary": "Accept-Encoding", "ETag": None},
    ),
    "/umpan/karya.atom": (
        200,
        {
            "Content-Type": "application/atom+xml; charset=utf-8",
            "Cache-Control": SHORT,
            "Vary": "Accept-Encoding",
            "ETag": None,
        },
    ),
    "/healthz": (200, {"Content-Type": "application/json", "Cache-Control": "no-store", "Vary": "Accept-Encoding"}),
}
CHANGING = {"Content-Length", "X-Request-ID"}
DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_has_exactly_these_headers(browser: Browser, path: str) -> None:
    status, own = ANSWERS[path]

    answer = browser.raw(path)
    # The framework dates what has a tag; elsewhere the server in front does.
    headers = {name: value for name, value in answer.headers.items() if name != "Date"}

    assert answer.status_code == status
    assert headers.keys() == SECURITY.keys() | own.keys() | CHANGING
    expected = SECURITY | {name: value for name, value in own.items() if value is not None}
    assert {name: headers[name] for name in expected} == expected
    assert int(headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize(("address", "is_promised"), [("http://localhost", False), ("https://localhost", True)])
def test_strict_transport_is_promised_only_by_a_site_on_https(address: str, is_promised: bool) -> None:
    site = create_app({**SETTINGS, "SITE_URL": address, "DATABASE_URL": "sqlite://"})

    promised = site.test_client().get("/healthz").headers.get("Strict-Transport-Security")

    assert promised == ("max-age=63072000; includeSubDomains" if is_promised else None)


@pytest.mark.parametrize("path", ["/tentang", "/katalog", "/static/icons.svg", "/motif/hias/wave/0/x.svg"])
@pytest.mark.parametrize("encoding", ["identity", *DECODERS])
def test_what_has_not_changed_is_answered_without_a_body(browser: Browser, path: str, encoding: str) -> None:
    first = browser.raw(path, headers={"Accept-Encoding": encoding})

    again = browser.raw(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    # A cache writes the headers of a 304 over those it keeps, so none may say less than the first time.
    kept = {*SECURITY, "Cache-Control", "Vary", "ETag"}
    assert {name: again.headers[name] for name in kept} == {name: first.headers[name] for name in kept}


@pytest.mark.parametrize("path", ["/tentang", "/static/icons.svg", "/static/site.css", "/motif/hias/wave/0/x.svg"])
@pytest.mark.parametrize("encoding", DECODERS)
def test_a_compressed_answer_holds_the_same_bytes(browser: Browser, path: str, encoding: str) -> None:
    plain, packed = browser.raw(path), browser.raw(path, headers={"Accept-Encoding": encoding})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.data) < len(plain.data)
    assert DECODERS[encoding](packed.data) == plain.data
    # One tag for several encodings is true only of a weak one.
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert plain.headers["ETag"].startswith("W/")


@pytest.mark.parametrize(
    ("accepted", "chosen"), [("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip", "gzip"), ("zstd", None), ("", None)]
)
def test_the_encoding_is_the_smallest_that_the_browser_takes(
    browser: Browser, accepted: str, chosen: str | None
) -> None:
    for path in ("/tentang", "/static/site.css"):
        assert browser.raw(path, headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding") == chosen


def test_a_fragment_and_its_page_are_kept_apart_by_caches(browser: Browser) -> None:
    page = browser.raw("/katalog")
    fragment = browser.raw("/katalog", headers={"HX-Request": "true", "HX-Target": "results"})

    assert page.headers["Vary"] == fragment.headers["Vary"] == FRAGMENTS
    assert page.headers["ETag"] != fragment.headers["ETag"]


@pytest.mark.parametrize("path", ANSWERS)
def test_head_answers_as_get_without_a_body(browser: Browser, path: str) -> None:
    get, head = browser.raw(path), browser.raw(path, method="HEAD")

    assert (head.status_code, head.data) == (get.status_code, b"")
    changing = {"X-Request-ID", "Date"}
    assert {name: value for name, value in head.headers.items() if name not in changing} == {
        name: value for name, value in get.headers.items() if name not in changing
    }
