"""Label plates: their words stay inside, they say that a photograph is missing, and a textile has no ornament."""

import gzip
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from craftsite.motif.fabric import ornamented_fabric, plain_fabric
from craftsite.motif.lettering import DISPLAY
from craftsite.motif.plate import SIZES, plate
from craftsite.motif.tile import FAMILIES
from tests.motif.drawings import ids, lines_of_words, names, read, title

NAMES = [
    "Batik Gentongan Tanjung Bumi",
    "Kopi",
    "Kopi Robusta Java Raung Gumitir Jember",
    '<script>alert("&")</script>',
    "Ñandú 🧵 漢字 \u202e ½ \x00 \ud800 \ufffe",
    "W" * 200,
    "kain panjang " * 16,
    "",
    " ",
]

# A letter may reach a little over its own width, and below its line.
OVERHANG = 13


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("family", [None, "paddy"])
@pytest.mark.parametrize("name", NAMES)
def test_words_stay_inside_the_edges(name, family, size):
    drawing = plate(name, "Kab. Bangkalan", "BKL-014", family=family, size=size)
    sheet = SIZES[size]
    format_ = (sheet.width, sheet.height, sheet.unit)
    fabric = ornamented_fabric("BKL-014", family, *format_) if family else plain_fabric("BKL-014", *format_)
    margins, slack = fabric.margins, OVERHANG * sheet.unit

    lines = lines_of_words(drawing)

    assert lines
    for line in lines:
        assert line.left >= margins.left - slack
        assert line.right <= sheet.width - margins.right + slack
        assert line.top >= margins.top - slack
        assert line.bottom <= sheet.height - margins.bottom + slack


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(max_size=200),
    place=st.text(max_size=80),
    code=st.text(max_size=20),
    note=st.text(max_size=60),
    family=st.sampled_from([None, *FAMILIES]),
    size=st.sampled_from(list(SIZES)),
)
def test_any_words_give_a_sound_drawing(name, place, code, note, family, size):
    drawing = plate(name, place, code, family=family, size=size, note=note)
    sheet = SIZES[size]

    assert read(drawing).get("viewBox") == f"0 0 {sheet.width} {sheet.height}"
    assert len(ids(drawing)) == len(set(ids(drawing)))
    for line in lines_of_words(drawing):
        assert 0 <= line.left <= line.right <= sheet.width
        assert 0 <= line.top <= line.bottom <= sheet.height


@pytest.mark.parametrize(
    ("size", "view_box"),
    [
        ("card", "0 0 480 600"),
        ("wide", "0 0 800 500"),
        ("tall", "0 0 1080 1920"),
        ("chip", "0 0 320 400"),
    ],
)
def test_each_size_has_its_format(size, view_box):
    assert read(plate("Kopi", "Kab. Malang", "MLK-001", size=size)).get("viewBox") == view_box


@pytest.mark.parametrize("size", SIZES)
def test_a_textile_has_no_ornament(size):
    for number in range(30):
        drawing = plate("Batik Pace", "Kab. Pacitan", f"PCT-{number:03}", size=size)

        assert names(drawing).isdisjoint({"use", "circle", "ellipse"})
        assert drawing.count("<svg") == 1
        assert ids(drawing) == ["weave"]


@pytest.mark.parametrize("family", FAMILIES)
def test_other_goods_have_one_strip(family):
    drawing = plate("Keripik tempe", "Kota Malang", "MLG-066", family=family)

    assert drawing.count("<svg") == 2
    assert len(gzip.compress(drawing.encode())) < 7_500


@pytest.mark.parametrize("note", ["Foto menyusul", "Photo to follow"])
@pytest.mark.parametrize("size", SIZES)
def test_every_plate_says_its_note(size, note):
    drawing = plate("Xxx", "Xxx", "BKL-014", size=size, note=note)

    assert title(drawing) == f"Xxx, Xxx. {note}"
    if size == "chip":
        spoken = [DISPLAY.glyphs[sign].outline for sign in note if sign != " "]
        drawn = [element.attrib["d"] for element in read(drawing).iter() if element.attrib.get("d") in spoken]
        assert sorted(drawn) == sorted(spoken)


def test_a_chip_says_nothing_but_the_note():
    one = plate("Batik Pace", "Kab. Pacitan", "PCT-001", size="chip")
    other = plate("Batik Merak", "Kab. Ponorogo", "PCT-001", size="chip")

    assert lines_of_words(one) == lines_of_words(other)


def test_the_title_is_escaped_and_whole():
    assert title(plate('<b> & "c"', "Kota\x00 <i>", "X-1")) == '<b> & "c", Kota <i>. Foto menyusul'


def test_an_unknown_family_or_size_is_an_error():
    with pytest.raises(KeyError):
        plate("Kopi", "Kab. Malang", "MLK-001", family="petal")
    with pytest.raises(KeyError):
        plate("Kopi", "Kab. Malang", "MLK-001", size="huge")


# A drawing is kept for good under its address: whoever changes these raises GENERATION.
@pytest.mark.parametrize(
    ("size", "family", "digest"),
    [
        ("card", None, "7ff0503bbcd8"),
        ("wide", "coffee", "e1caea7127d1"),
        ("tall", "diamond", "9f0b0f317075"),
        ("chip", None, "b5ac42bb7121"),
    ],
)
def test_the_bytes_of_a_plate_stay(size, family, digest):
    drawing = plate("Batik Gentongan Tanjung Bumi", "Kab. Bangkalan", "BKL-014", family=family, size=size)

    assert hashlib.sha256(drawing.encode()).hexdigest()[:12] == digest
