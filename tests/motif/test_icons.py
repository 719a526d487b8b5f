"""The icons: there, in the right size, small, and drawn from the mark as it is now."""

import io

import pytest
from PIL import Image, ImageChops

from craftsite.motif.icons import ICONS, icons
from craftsite.motif.logo import CUTS
from craftsite.web.assets import STATIC

SIDES = {
    "favicon.ico": 32,
    "apple-touch-icon.png": 180,
    "icon-192.png": 192,
    "icon-512.png": 512,
    "icon-maskable-512.png": 512,
}
DRAWN = icons()


@pytest.mark.parametrize(("name", "side"), SIDES.items())
def test_an_icon_has_its_size_and_is_small(name, side):
    picture = Image.open(STATIC / name)

    assert picture.size == (side, side)
    assert (STATIC / name).stat().st_size < 6_000


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_shows_the_mark_as_it_is(name):
    shipped, drawn = (Image.open(source).convert("RGBA") for source in (STATIC / name, io.BytesIO(DRAWN[name])))

    assert all(most < 16 for _least, most in ImageChops.difference(shipped, drawn).getextrema())


def test_a_maskable_icon_keeps_its_mark_inside_the_circle_that_a_phone_may_cut():
    picture = Image.open(STATIC / "icon-maskable-512.png").convert("RGB")
    ground = picture.getpixel((0, 0))
    marked = [
        (x - 256) ** 2 + (y - 256) ** 2 for x in range(512) for y in range(512) if picture.getpixel((x, y)) != ground
    ]

    assert max(marked) < (512 * 0.4) ** 2


@pytest.mark.parametrize("name", ["icon.svg", "icons.svg"])
def test_the_vector_icons_have_the_same_cuts(name):
    drawing = (STATIC / name).read_text()

    assert all(cut in drawing for cut in CUTS)
