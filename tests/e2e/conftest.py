"""A real Chromium in front of the site as it is served, with the examples: phone, desk, and without JavaScript."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

from craftsite.app import create_app
from craftsite.extensions import db
from tests.chromium import started_chromium
from tests.conftest import CHEAP_HASHES, SETTINGS
from tests.site import running_site

PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
# A machine that is busy with something else may stand still for longer than anything takes, and the first page of a
# site that has just started comes late.
PATIENCE_MS, PATIENCE_FOR_PAGES_MS = 30_000, 40_000
# The next page breaks off what the last one still loads, and a newer choice the request for an older one.
BROKEN_OFF = "net::ERR_ABORTED"

Opener = Callable[..., Page]

expect.set_options(timeout=PATIENCE_MS)


class Faults:
    """What a visitor must never meet; a test names beforehand what it provokes on purpose."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._provoked: list[str] = []
        self._seen: list[str] = []

    def provoke(self, text: str) -> None:
        """Lets pass what says this."""
        self._provoked.append(text)

    def watch(self, context: BrowserContext) -> None:
        """Notes script errors, messages of the console, and requests that fail or leave the site."""
        context.on("weberror", lambda fault: self._note(f"script error: {fault.error}"))
        context.on("console", lambda message: self._note(f"console: {message.text}") if message.type == "error" else ())
        context.on("request", self._judge_request)
        context.on("requestfailed", self._judge_failure)
        context.on("response", self._judge_response)

    def unexpected(self) -> list[str]:
        """What was seen and not provoked."""
        return [fault for fault in self._seen if not any(text in fault for text in self._provoked)]

    def _note(self, fault: str) -> None:
        self._seen.append(fault)

    def _judge_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._host:
            self._note(f"foreign request: {request.url}")

    def _judge_failure(self, request: Request) -> None:
        if request.failure != BROKEN_OFF:
            self._note(f"failed request: {request.url}: {request.failure}")

    def _judge_response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}: {response.url}")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running site that holds the examples."""
    with running_site() as address:
        yield address


@dataclass(frozen=True)
class Workshop:
    """A running site that tests change, and an application on the same database and photographs."""

    address: str
    rows: Flask


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One site for all tests that write, so that the others find the examples alone; each brings its own people."""
    folder = tmp_path_factory.mktemp("workshop")
    url = f"sqlite:///{folder}/craftsite.sqlite"
    with running_site(url, media_folder=folder / "media") as address:
        rows = create_app({**SETTINGS, **CHEAP_HASHES, "DATABASE_URL": url, "MEDIA_FOLDER": str(folder / "media")})
        yield Workshop(address, rows)
        with rows.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test has a profile of its own."""
    with started_chromium() as browser:
        yield browser


@pytest.fixture
def faults(site: str) -> Faults:
    """What went wrong in the browser so far; `open_page` fails the test on it."""
    return Faults(urlsplit(site).netloc)


@pytest.fixture
def open_page(site: str, chromium: Browser, faults: Faults) -> Iterator[Opener]:
    """Opens an empty tab with these options of a browser context; the test fails on any fault that it did not name."""
    contexts: list[BrowserContext] = []

    def opening(**options: object) -> Page:
        context = chromium.new_context(
            **{"base_url": site, "reduced_motion": "reduce", "service_workers": "block"} | options
        )
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(PATIENCE_FOR_PAGES_MS)
        contexts.append(context)
        faults.watch(context)
        return context.new_page()

    yield opening
    # What pages have said so far has arrived with this answer. What closing cuts off is no fault of the site.
    for context in contexts:
        context.cookies()
    found = faults.unexpected()
    for context in contexts:
        context.close()
    assert found == []


@pytest.fixture
def phone(open_page: Opener) -> Page:
    """A tab on a small phone."""
    return open_page(viewport=PHONE, has_touch=True)


@pytest.fixture
def desk(open_page: Opener) -> Page:
    """A tab on a desk."""
    return open_page(viewport=DESK)


@pytest.fixture
def plain(open_page: Opener) -> Page:
    """A tab on a desk, in a browser that runs no script."""
    return open_page(viewport=DESK, java_script_enabled=False)
