"""The colours that browsers and launchers are told are those of the style sheet; it alone decides."""

import json
import re

import pytest

from craftsite.motif import dyes
from craftsite.web.assets import STATIC
from tests.browser import Browser

TOKENS = (STATIC / "css" / "tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)", 1)


def token(sheet: str, name: str) -> str:
    """The first value of a custom property in a part of the style sheet."""
    [value, *_rest] = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", sheet)
    return value


def test_the_bar_of_the_browser_has_the_colours_of_the_masthead_by_day_and_of_the_page_by_night(
    browser: Browser,
) -> None:
    page = browser.get("/")
    told = {str(meta["media"]): str(meta["content"]) for meta in page.soup.select('meta[name="theme-color"]')}

    assert told == {
        "(prefers-color-scheme: light)": token(LIGHT, "tarum"),
        "(prefers-color-scheme: dark)": token(DARK, "bg"),
    }


def test_the_manifest_has_the_colours_of_the_style_sheet(browser: Browser) -> None:
    manifest = json.loads(browser.raw("/manifest.webmanifest").data)

    assert (manifest["theme_color"], manifest["background_color"]) == (token(LIGHT, "tarum"), token(LIGHT, "bg"))


@pytest.mark.parametrize("name", ["tarum", "soga", "mengkudu", "tegeran", "ijo", "wedel", "mori"])
def test_the_dyes_of_the_drawings_are_those_of_the_pages(name: str) -> None:
    assert getattr(dyes, name.upper()) == token(LIGHT, name)
