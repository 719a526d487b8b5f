"""The small files that machines look for at fixed addresses."""

import datetime
import urllib.robotparser
from xml.etree import ElementTree

import pytest
import time_machine

from craftsite.app import create_app
from craftsite.discovery import views
from tests.browser import Browser
from tests.conftest import SETTINGS

SITE = "http://localhost"
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def visitor(**settings: str) -> Browser:
    """A visitor of a site with other settings, which needs no database."""
    return Browser(create_app({**SETTINGS, "DATABASE_URL": "sqlite://", **settings}))


def lines(browser: Browser, path: str) -> list[str]:
    """The lines of a plain file."""
    answer = browser.raw(path)
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    return answer.get_data(as_text=True).splitlines()


def test_robots_may_read_every_page_and_find_the_sitemap(browser: Browser) -> None:
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(lines(browser, "/robots.txt"))

    for path in ("/", "/en/", "/katalog", "/katalog?kategori=batik&hal=2", "/karya/BKL-014-kain", "/static/site.css"):
        assert rules.can_fetch("Googlebot", f"{SITE}{path}"), path
    assert not rules.can_fetch("Googlebot", f"{SITE}/healthz")
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]


def test_robots_stay_away_from_what_is_not_public_or_only_repeats(browser: Browser) -> None:
    rules = [line for line in lines(browser, "/robots.txt") if line.startswith("Disallow")]

    assert {"/healthz", "/readyz", "/laporkan", "/en/laporkan", "/masuk", "/akun"} <= {
        rule.removeprefix("Disallow: ") for rule in rules
    }
    assert "Disallow: /en/healthz" not in rules
    for name in ("q", "urut", "harga_min", "harga_maks"):
        assert {f"Disallow: /*?{name}=", f"Disallow: /*&{name}="} <= set(rules)
        # What is closed to robots asks not to be indexed anyway.
        assert browser.get(f"/katalog?{name}=1").has('meta[name="robots"][content="noindex"]') or name == "urut"


@pytest.mark.parametrize(
    ("pattern", "closed"),
    [
        ("/akun/sandi", ["/akun"]),
        ("/karya/*/tanya", ["/karya/*/tanya"]),
        ("/daftar", ["/daftar$", "/daftar?", "/daftar/"]),
    ],
)
def test_the_shortest_beginning_is_closed_that_closes_nothing_public(pattern: str, closed: list[str]) -> None:
    assert views._closed(pattern, {"/", "/karya/*", "/karya/*-*", "/daftar-harga"}) == closed


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_a_phone_finds_name_icons_and_shortcuts(browser: Browser, prefix: str, language: str) -> None:
    answer = browser.raw(browser.get(f"{prefix}/").one('link[rel="manifest"]')["href"])
    manifest = answer.get_json(force=True)

    assert answer.content_type == "application/manifest+json"
    assert (manifest["id"], manifest["start_url"], manifest["lang"]) == ("/", f"{prefix}/", language)
    assert manifest["name"] == manifest["short_name"] == "Karya Jatim"
    assert [(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]] == [
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    ]  # fmt: skip
    for icon in manifest["icons"]:
        picture = browser.raw(icon["src"])
        width, height = (int.from_bytes(picture.data[start : start + 4], "big") for start in (16, 20))
        assert (picture.mimetype, f"{width}x{height}") == (icon["type"], icon["sizes"])
    for shortcut in manifest["shortcuts"]:
        assert shortcut["url"].startswith(f"{prefix}/")
        browser.get(shortcut["url"])


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_a_browser_learns_to_search_the_catalogue(browser: Browser, prefix: str, language: str) -> None:
    answer = browser.raw(browser.get(f"{prefix}/").one('link[rel="search"]')["href"])
    root = ElementTree.fromstring(answer.data)

    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    assert root.findtext("o:Language", "", OPENSEARCH) == language
    [search, itself] = [element.attrib["template"] for element in root.findall("o:Url", OPENSEARCH)]
    assert search.startswith(f"{SITE}{prefix}/katalog?")
    found = browser.get(search.removeprefix(SITE).replace("{searchTerms}", "batik"))
    assert found.one("#find")["value"] == "batik"
    assert itself == f"{SITE}{prefix}/opensearch.xml"


def test_a_long_name_is_cut_to_what_opensearch_allows() -> None:
    answer = visitor(SITE_NAME="Karya Jawa Timur dan sekitarnya").raw("/opensearch.xml")

    name = ElementTree.fromstring(answer.data).findtext("o:ShortName", "", OPENSEARCH)
    assert len(name) == 16


@time_machine.travel(datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), tick=False)
def test_security_txt_names_the_contact_of_the_operator() -> None:
    assert lines(visitor(CONTACT_PHONE="0812-3456-789"), "/.well-known/security.txt") == [
        "Contact: mailto:halo@contoh.invalid",
        "Contact: tel:+628123456789",
        "Expires: 2027-10-01T00:00:00Z",
        "Preferred-Languages: id, en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]


def test_security_txt_is_valid_for_ten_months_at_least_and_less_than_a_year() -> None:
    start = datetime.date(2026, 1, 1)
    for offset in range(800):
        day = start + datetime.timedelta(days=offset)
        expires = views._expiry(day)
        assert 300 < (expires - day).days < 365, day
        assert views._expiry(day.replace(day=1)) == expires


def test_without_a_contact_there_is_no_security_txt() -> None:
    visitor(CONTACT_EMAIL="", CONTACT_PHONE="").get("/.well-known/security.txt", status=404)


def test_a_password_manager_is_sent_to_the_page_where_a_password_is_changed(browser: Browser) -> None:
    answer = browser.raw("/.well-known/change-password")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun/sandi")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/.well-known/change-password"]
)
def test_what_has_no_language_stands_at_the_root_only(browser: Browser, path: str) -> None:
    browser.get(f"/en{path}", status=404)
