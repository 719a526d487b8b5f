"""A real Chromium in front of the site as it ships: granian, SQLite, the examples."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site that holds the examples."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "CRAFTSITE_ENVIRONMENT": "development",
        "CRAFTSITE_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('site')}/craftsite.sqlite",
        "CRAFTSITE_SITE_URL": f"http://localhost:{port}",
        "CRAFTSITE_LOG_LEVEL": "ERROR",
    }
    python = [sys.executable, "-m"]
    subprocess.run([*python, "flask", "--app", "wsgi", "setup", "--examples"], cwd=ROOT, env=environment, check=True)
    serve = (
        f"granian --interface wsgi --workers 2 --blocking-threads 32 --backpressure 64 --host 127.0.0.1 --port {port} "
        "--no-ws --log-level error wsgi:app"
    )
    server = subprocess.Popen([*python, *serve.split()], cwd=ROOT, env=environment)
    try:
        yield _when_ready(f"http://localhost:{port}", server)
    finally:
        server.terminate()
        server.wait(15)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test opens contexts of its own."""
    path = shutil.which("chromium")
    assert path, "The tests need Chromium. On Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(site: str, chromium: Browser) -> Iterator[Opener]:
    """Opens a page of the site; the test fails on any script error, failed request or request to elsewhere."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opening(path: str, *, size: dict[str, int] = DESK, status: int = 200, **options: object) -> Page:
        context = chromium.new_context(viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(site).netloc
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on(
            "console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" and status < 400 else None
        )
        page.on("request", lambda r: faults.append(f"foreign: {r.url}") if urlsplit(r.url).netloc != host else None)
        response = page.goto(site + path)
        assert response is not None
        assert response.status == status
        return page

    yield opening
    # What a closing page breaks off is no fault of the site.
    seen = list(faults)
    for context in contexts:
        context.close()
    assert seen == []


def _when_ready(address: str, server: subprocess.Popen[bytes]) -> str:
    for _attempt in range(100):
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the server did not answer within ten seconds")
