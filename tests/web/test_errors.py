"""Error pages: they explain, offer one way on, need no database, and tell a stranger nothing about the inside."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from craftsite.app import create_app
from tests.browser import Browser
from tests.conftest import SETTINGS

UNREACHABLE = ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"]
HOSTS = {**SETTINGS, "TRUSTED_HOSTS": "karya.example, www.karya.example", "DATABASE_URL": "sqlite://"}


@pytest.fixture
def site() -> Flask:
    """An application as it serves strangers, whose database cannot be opened."""
    return create_app({**SETTINGS, "TESTING": False, "DATABASE_URL": UNREACHABLE[0]})


@pytest.fixture
def visitor(site: Flask) -> FlaskClient:
    """A stranger."""
    return site.test_client()


def broken() -> str:
    """A view that fails."""
    raise RuntimeError("the reason")


def test_a_page_that_does_not_exist_is_explained_and_can_be_searched_for(browser: Browser) -> None:
    page = browser.get("/pembuat/batik-tulis-gentongan", status=404)

    assert page.texts("h1") == ["Halaman ini tidak ada"]
    assert page.one("main input[name=q]")["value"] == "batik tulis gentongan"
    assert page.has('meta[name="robots"][content="noindex"]')
    assert page.link("Seluruh katalog") == "/katalog"


def test_what_was_asked_for_comes_back_only_as_text(visitor: FlaskClient) -> None:
    answer = visitor.get("/%22%3E%3Cscript%3Ealert(1)%3C%5C/%22%3E%3Cscript%3Ealert(1)")

    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("main input[name=q]")["value"] == '"><script>alert(1)'
    assert len(page.select("script")) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_that_a_page_does_not_know_is_refused_with_those_it_knows(visitor: FlaskClient, method: str) -> None:
    answer = visitor.open("/katalog", method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_query_longer_than_any_form_makes_is_refused_before_anything_reads_it(visitor: FlaskClient) -> None:
    answer = visitor.get("/katalog?q=" + "a" * 4_096)

    assert answer.status_code == 414
    assert "Alamat ini terlalu panjang" in answer.text


@pytest.mark.parametrize("path", ["/%00", "/khas/a%00b", "/%ff", "/khas/%c3%28", "/static/%ed%a0%80"])
def test_a_path_that_is_no_text_does_not_exist(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "karya.example.evil.example", "localhost", "karya.example@evil", ""])
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    client = create_app(HOSTS).test_client()

    for path in ("/healthz", "/tidak-ada", "/static/icons.svg"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert "evil" not in answer.text
        assert "Location" not in answer.headers


@pytest.mark.parametrize("host", ["karya.example", "www.karya.example", "karya.example:8000"])
def test_each_host_of_ours_is_answered(host: str) -> None:
    assert create_app(HOSTS).test_client().get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "results"}])
def test_a_fault_shows_its_number_and_nothing_of_the_inside(site: Flask, headers: dict[str, str]) -> None:
    site.view_functions["catalog.index"] = broken
    answer = site.test_client().get("/katalog", headers=headers)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (500, "no-store")
    text = BeautifulSoup(answer.text, "html.parser").get_text(" ")
    assert "Ada yang rusak di situs ini" in text
    assert f"Nomor kejadian: {answer.headers['X-Request-ID']}" in text
    for inside in ("Traceback", "RuntimeError", "the reason", "craftsite"):
        assert inside not in answer.text


@pytest.mark.parametrize("url", UNREACHABLE)
def test_without_its_database_the_site_says_when_to_come_back(url: str) -> None:
    answer = create_app({**SETTINGS, "TESTING": False, "DATABASE_URL": url}).test_client().get("/tentang")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["X-Request-ID"] in answer.text
    assert "Situs sedang tidak bisa dibuka" in answer.text
    for inside in ("Traceback", "sqlite", "psycopg", "nowhere", "127.0.0.1"):
        assert inside not in answer.text


def test_a_test_sees_the_fault_itself(site: Flask) -> None:
    site.testing = True
    site.view_functions["home.privacy"] = broken

    with pytest.raises(RuntimeError, match="the reason"):
        site.test_client().get("/privasi")
