"""Only pages of the site may send to it."""

import pytest
from flask import Flask

from craftsite.app import create_app
from craftsite.web.origin import ForeignSenderError, require_same_origin
from tests.browser import Browser
from tests.conftest import SETTINGS

pytestmark = pytest.mark.same_on_both

ELSEWHERE = [
    {},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://evil.example/http://localhost"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:8000"},
    {"Referer": "http://localhost/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    # The newer header wins: a browser that sends it never contradicts it.
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]
OURS = [
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_another_site_sends_is_refused(app: Flask, headers: dict[str, str], method: str) -> None:
    with app.test_request_context("/", method=method, headers=headers), pytest.raises(ForeignSenderError):
        require_same_origin()


@pytest.mark.parametrize("headers", OURS)
def test_what_a_page_of_ours_sends_passes(app: Flask, headers: dict[str, str]) -> None:
    with app.test_request_context("/", method="POST", headers=headers):
        require_same_origin()


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_anyone_may_follow_a_link_from_anywhere(app: Flask, headers: dict[str, str]) -> None:
    with app.test_request_context("/", headers=headers):
        require_same_origin()


def test_behind_a_proxy_that_ends_https_the_public_address_is_ours() -> None:
    app = create_app({**SETTINGS, "SITE_URL": "https://karya.example", "DATABASE_URL": "sqlite://"})

    inside = "http://karya.example"
    with app.test_request_context("/", inside, method="POST", headers={"Origin": "https://karya.example"}):
        require_same_origin()
    with (
        app.test_request_context("/", inside, method="POST", headers={"Origin": "https://evil.example"}),
        pytest.raises(ForeignSenderError),
    ):
        require_same_origin()


def test_whoever_is_refused_is_told_why_and_what_to_do(browser: Browser) -> None:
    page = browser.post("/laporkan/halaman?alamat=/", {}, headers={"Origin": "https://evil.example"}, status=403)

    assert page.texts("h1") == ["Kiriman ini tidak datang dari halaman kami"]
    assert "Buka formulirnya di situs ini" in page.text
    assert page.headers["Cache-Control"] == "no-store"
