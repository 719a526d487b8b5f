"""A flattened stamp prints as the stamp did, in fewer elements."""

import io
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from craftsite.motif.flat import flattened
from craftsite.motif.press import Press
from craftsite.motif.shapes import disc, dot_ring, hoop, moved, petal, turned
from craftsite.motif.tile import FAMILIES, tile
from tests.motif.drawings import read

SIDE = 120
INKS = ("#f7eedc", "#c38a46", "#22315f")
# A line of an edge may fall between two pixels a little differently; a mark that is missing or elsewhere is far more.
MOST_DIFFERENT = 12

lengths = st.integers(4, 30)
inks = st.sampled_from(INKS)
pieces = st.one_of(
    st.builds(disc, lengths, inks),
    st.builds(lambda radius, ink: hoop(radius, ink, 3), lengths, inks),
    st.builds(lambda length, ink: petal(length, length / 3, 2, ink), lengths, inks),
    st.builds(lambda count, ink: dot_ring(count, 20, 2.4, ink), st.integers(1, 8), inks),
    st.builds(lambda across, down, ink: f'<ellipse rx="{across}" ry="{down}" fill="{ink}"/>', lengths, lengths, inks),
    st.builds(lambda x, ink: f'<path d="M-9 -2h{x}v7q4 -3 8 2z" fill="{ink}"/>', lengths, inks),
    st.builds(lambda y, ink: f'<path d="M2 {y}H20V-8" fill="none" stroke="{ink}" stroke-width="3"/>', lengths, inks),
)
angles, places = st.integers(0, 359), st.integers(-30, 30)
stamps = st.lists(
    st.builds(
        lambda piece, x, y, angle, more: turned(moved(piece, x, y, angle), more), pieces, places, places, angles, angles
    ),
    min_size=1,
    max_size=8,
).map("".join)


@pytest.fixture(scope="module")
def press():
    return Press()


def printed(press, markup):
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-60 -60 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f'<rect x="-60" y="-60" width="{SIDE}" height="{SIDE}" fill="#7a2f3f"/>{markup}</svg>'
    )
    return Image.open(io.BytesIO(press.png(drawing, SIDE, SIDE))).convert("L")


@pytest.mark.same_on_both
@settings(deadline=None, max_examples=60)
@given(markup=stamps)
def test_a_flattened_stamp_prints_the_same(press, markup):
    before, after = printed(press, markup), printed(press, flattened(markup).markup)

    different = sum(ImageChops.difference(before, after).histogram()[90:])
    assert different <= MOST_DIFFERENT


@pytest.mark.same_on_both
@settings(deadline=None, max_examples=40)
@given(markup=stamps)
def test_no_ink_lies_beyond_the_reach_of_a_stamp(press, markup):
    reach = flattened(markup).reach
    ground = f'<circle r="{reach + 1:.1f}" fill="#7a2f3f"/>'

    assert printed(press, flattened(markup).markup + ground).getcolors() == [
        (SIDE * SIDE, printed(press, "").getpixel((0, 0)))
    ]


def test_marks_of_one_ink_become_one_path():
    flat = flattened(dot_ring(8, 20, 2, "#fff") + moved(dot_ring(3, 5, 2, "#fff"), 4, 4, 30))

    assert flat.markup.count("<path") == 1


def test_a_mark_stays_above_what_it_lies_on():
    flat = flattened(disc(9, "#fff") + disc(5, "#000") + disc(2, "#fff"))

    assert [path.attrib["stroke"] for path in ElementTree.fromstring(f"<g>{flat.markup}</g>")] == [
        "#fff",
        "#000",
        "#fff",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<text y="3">Batik</text>',
        '<g transform="scale(2)"><circle r="3" fill="#fff"/></g>',
        '<path d="M0 0A4 4 0 0 1 8 8" fill="#fff"/>',
    ],
)
def test_what_cannot_be_flattened_is_an_error(markup):
    with pytest.raises(ValueError, match="in a stamp"):
        flattened(markup)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_browser_lays_out_few_elements_for_a_tile(family):
    root = read(tile("weight", family=family))
    named = {element.get("id"): element for element in root.iter()}
    prints = Counter(element.attrib["href"].removeprefix("#") for element in root.iter() if "href" in element.attrib)

    laid_out = sum(times * sum(1 for _ in named[name].iter()) for name, times in prints.items())

    assert laid_out + sum(1 for _ in root.iter()) < 1_900
