"""The exact headers of an answer, its tag, and its encodings."""

import gzip

import brotli
import pytest
from flask import Flask

from craftsite.app import create_app
from tests.browser import Browser
from tests.conftest import SETTINGS

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize("path", ["/", "/katalog", "/tidak-ada", "/healthz", "/static/icons.svg"])
def test_every_answer_has_exactly_these_security_headers(browser: Browser, path: str) -> None:
    headers = dict(browser.raw(path).headers)

    assert {name: headers[name] for name in SECURITY} == SECURITY
    known = {"Content-Type", "Content-Length", "Cache-Control", "Vary", "ETag", "X-Request-ID", "HX-Push-Url", "Date"}
    assert set(headers) - set(SECURITY) <= known


def test_strict_transport_security_is_promised_only_over_https() -> None:
    secure = create_app({**SETTINGS, "SITE_URL": "https://localhost"})

    assert "max-age=63072000" in secure.test_client().get("/healthz").headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/tentang", "public, max-age=60, stale-while-revalidate=300"),
        ("/tidak-ada", "no-store"),
        ("/healthz", "no-store"),
        ("/static/icons.svg", "no-cache"),
        ("/motif/hias/wave/0/x.svg", "public, max-age=31536000, immutable"),
    ],
)
def test_what_may_be_kept_follows_from_what_it_is(browser: Browser, path: str, rule: str) -> None:
    assert browser.raw(path).headers["Cache-Control"] == rule


def test_an_unchanged_page_is_answered_without_a_body(browser: Browser) -> None:
    first = browser.raw("/tentang")

    again = browser.raw("/tentang", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]


@pytest.mark.parametrize(("name", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_compressed_pages_hold_the_same_bytes_under_the_same_tag(browser: Browser, name: str, decode: object) -> None:
    plain, packed = browser.raw("/tentang"), browser.raw("/tentang", headers={"Accept-Encoding": name})

    assert packed.headers["Content-Encoding"] == name
    assert decode(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_fragment_and_its_page_are_kept_apart_by_caches(browser: Browser) -> None:
    page = browser.raw("/katalog")
    fragment = browser.raw("/katalog", headers={"HX-Request": "true", "HX-Target": "results"})

    assert {"HX-Request", "HX-Target"} <= set(page.headers["Vary"].split(", "))
    assert page.headers["ETag"] != fragment.headers["ETag"]


def test_a_fault_shows_its_number_and_nothing_else(app: Flask) -> None:
    broken = create_app({**SETTINGS, "TESTING": False, "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite"})

    answer = broken.test_client().get("/tentang")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["X-Request-ID"] in answer.text
    assert "Traceback" not in answer.text


def test_a_method_that_a_page_does_not_know_is_explained(browser: Browser) -> None:
    answer = browser.raw("/katalog", method="POST")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
