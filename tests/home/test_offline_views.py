"""The worker as it is sent, and the page that it shows in place of one that was never opened."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from craftsite.app import create_app
from craftsite.home.offline_views import WORKER
from craftsite.web import assets
from craftsite.web.headers import IMMUTABLE
from tests.browser import Browser
from tests.conftest import SETTINGS


def constant(script: str, name: str) -> object:
    """What the server wrote above the worker's own lines."""
    [value] = re.findall(rf"^const {name} = (.*);$", script, re.MULTILINE)
    return json.loads(value)


def test_the_worker_is_a_script_at_the_root_that_is_asked_for_again_each_time(browser: Browser) -> None:
    answer = browser.raw("/sw.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = browser.raw("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_worker_fetches_beforehand_only_what_never_changes(browser: Browser) -> None:
    shell = constant(browser.raw("/sw.js").text, "SHELL")

    assert isinstance(shell, list)
    assert {browser.raw(address).headers["Cache-Control"] for address in shell} == {IMMUTABLE}
    page = browser.get("/luring")
    needed = page.attributes('link[rel="stylesheet"], link[rel="preload"]', "href")
    assert {*needed, *page.attributes("script, img", "src")} <= set(shell)


@pytest.mark.parametrize("changed", ["css/base.css", "js/share.js", "icons.svg", "fonts/caslon.woff2"])
def test_a_release_with_another_file_is_another_version(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    for source in assets.STATIC.rglob("*.*"):
        copy = tmp_path / source.relative_to(assets.STATIC)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    (tmp_path / changed).write_bytes((tmp_path / changed).read_bytes() + b"\n/* more */ a { top: 0; }")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    after = create_app({**SETTINGS, "DATABASE_URL": "sqlite://"})

    versions = {site: constant(site.test_client().get("/sw.js").text, "VERSION") for site in (app, after)}

    assert versions[app] != versions[after]


def test_the_worker_knows_the_pages_by_marks_that_they_hold(browser: Browser) -> None:
    for path, mark in [
        ("/tentang", 'id="kept" hidden'),
        ("/luring", 'id="kept_pages" hidden'),
        ("/luring", "<ul></ul>"),
    ]:
        assert mark in WORKER
        assert browser.raw(path).text.count(mark) == 1
    assert re.search(r"<title>(.*?) · [^<]*</title>", browser.raw("/tentang").text)


def test_search_engines_leave_the_page_for_the_unvisited_out(browser: Browser) -> None:
    assert browser.get("/luring").attributes('meta[name="robots"]', "content") == ["noindex"]
