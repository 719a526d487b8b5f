"""The real browser of the tests: the system's Chromium, quiet and without a network of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium does not start as root inside its sandbox, and without a network its background services wait for answers.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class ChromiumMissingError(RuntimeError):
    """No Chromium is installed; the text says what to install."""


def executable() -> str:
    """The path of the browser: CHROME_PATH, or the first that is installed. Raises ChromiumMissingError."""
    given = os.environ.get("CHROME_PATH")
    if given:
        return given
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    raise ChromiumMissingError("The tests need Chromium. On Debian: apt-get install chromium")


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """A browser that runs inside the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
