"""Pictures for messages: their words stay in the square that every messenger shows, and say nothing false."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from craftsite.motif.cloth import PATTERNS, SQUARE_DYES
from craftsite.motif.dyes import TEGERAN, WEDEL
from craftsite.motif.label import Inscription
from craftsite.motif.share import (
    HEIGHT,
    SQUARE_LEFT,
    WIDTH,
    Square,
    mark_sheet,
    ornament_sheet,
    plain_sheet,
    ring_sheet,
    square_sheet,
)
from craftsite.motif.tile import FAMILIES, PALETTES
from craftsite.web.assets import STATIC
from tests.motif.drawings import ids, lines_of_words, names, read

WORDS = Inscription("Batik Gentongan Tanjung Bumi", "Kab. Bangkalan", corner="BKL-014", note="Foto menyusul")
CLOTH = [Square(pattern, dye) for pattern, dye in zip(sorted(PATTERNS), list(SQUARE_DYES) * 7, strict=False)]
SHEETS = {
    "plain": lambda words: plain_sheet(words, "BKL-014"),
    "ornament": lambda words: ornament_sheet(words, "MLK-003", "coffee"),
    "mark": lambda words: mark_sheet(words, "pembuat-07", "rosette", 3),
    "square": lambda words: square_sheet(words, Square("apple", "mengkudu")),
    "ring": lambda words: ring_sheet(words, CLOTH),
}
TITLES = [
    "Kopi",
    "Kopi Robusta Java Raung Gumitir Jember",
    '<script>alert("&")</script>',
    '#panic("x")] $ \\u{0} */ "',
    "Ñandú 🧵 漢字 ꦗꦮ \u202e ½ \x00 \ud800 \ufffe",
    "W" * 120,
    "kain panjang " * 16,
    "",
]
# A letter may reach a little over its own width.
OVERHANG = 12


def in_square(drawing: str) -> bool:
    """Whether all words stand where a messenger that cuts the picture to a square still shows them."""
    return all(
        line.left + OVERHANG > SQUARE_LEFT
        and line.right - OVERHANG < WIDTH - SQUARE_LEFT
        and line.top > 0
        and line.bottom < HEIGHT
        for line in lines_of_words(drawing)
    )


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_all_words_stand_in_the_square_in_the_middle(sheet, title):
    full = Inscription(title, title, "Kata pengantar", "Rp 1.250.000", "BKL-014", "Contoh", "Foto menyusul")

    for words in (Inscription(title), full):
        drawing = sheet(words)
        assert read(drawing).get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
        assert in_square(drawing)
    assert lines_of_words(sheet(full))


@settings(max_examples=40, deadline=None)
@given(
    words=st.builds(
        Inscription,
        title=st.text(max_size=200),
        over=st.text(max_size=80),
        text=st.text(max_size=400),
        figure=st.text(max_size=60),
        corner=st.text(max_size=20),
        mark=st.text(max_size=20),
        note=st.text(max_size=60),
    ),
    sheet=st.sampled_from(sorted(SHEETS)),
)
def test_any_words_give_a_sound_drawing(words, sheet):
    drawing = SHEETS[sheet](words)

    assert in_square(drawing)
    assert len(ids(drawing)) == len(set(ids(drawing)))


def test_a_textile_lies_plain():
    for number in range(30):
        drawing = plain_sheet(WORDS, f"PCT-{number:03}")

        assert names(drawing).isdisjoint({"use", "circle", "ellipse"})
        assert ids(drawing) == ["ground", "weave"]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_ornament_can_be_laid_under(family):
    assert "ornament" in ids(ornament_sheet(WORDS, "MLG-066", family))
    assert in_square(mark_sheet(WORDS, "pembuat", family, 0))


def test_the_border_has_a_place_for_each_of_the_38_squares():
    drawing = read(ring_sheet(Inscription("Karya Jatim"), CLOTH * 2))
    places = [
        (float(square.attrib["x"]), float(square.attrib["y"]), float(square.attrib["width"]))
        for square in drawing.iter("{http://www.w3.org/2000/svg}svg")
        if square.get("preserveAspectRatio") == "none"
    ]

    assert len(places) == len(set(places)) == 38
    assert sum(width for _x, y, width in places if y == 0) == pytest.approx(WIDTH, abs=1)


def test_a_border_of_no_squares_is_still_a_picture():
    assert lines_of_words(ring_sheet(Inscription("Karya Jatim"), []))


def test_a_figure_is_never_cut():
    short = WORDS._replace(title="Kopi", figure="Rp 85.000")
    ranged = short._replace(figure="Rp 850.000.000 – Rp 1.200.000.000")
    endless = short._replace(figure="Rp " + "9" * 60)
    beside, below, away = (
        sorted(lines_of_words(plain_sheet(words, "X")), key=lambda line: line.left)
        for words in (short, ranged, endless)
    )

    assert len(beside) == len(below) == len(away) + 1
    note, figure = beside[-1], max(beside[:-1], key=lambda line: line.bottom)
    assert figure.right < note.left
    note, figure = sorted(below, key=lambda line: -line.bottom)[:2]
    assert figure.bottom < note.top


@pytest.mark.parametrize("number", range(12))
def test_the_mark_is_read_on_every_dye(number):
    drawing = plain_sheet(WORDS._replace(mark="Contoh"), f"X-{number}")
    unmarked = plain_sheet(WORDS, f"X-{number}")
    ground = read(drawing).findall("{http://www.w3.org/2000/svg}g")[0][0].attrib["fill"]

    dark, yellow = (drawing.count(f'z" fill="{dye}"') - unmarked.count(f'z" fill="{dye}"') for dye in (WEDEL, TEGERAN))
    assert (dark, yellow) in {(1, 0), (0, 1)}
    assert not (yellow and ground == TEGERAN)


def test_an_unknown_ornament_is_an_error():
    with pytest.raises(KeyError):
        ornament_sheet(WORDS, "x", "petal")
    with pytest.raises(IndexError):
        mark_sheet(WORDS, "x", "wave", len(PALETTES))
    for square in (Square("parang", "soga"), Square("apple", "neon")):
        with pytest.raises(KeyError):
            square_sheet(WORDS, square)


def test_the_dyes_of_the_squares_are_those_of_the_style_sheet():
    tokens = (STATIC / "css/tokens.css").read_text()

    assert all(f"--{name}: {dye};" in tokens for name, dye in SQUARE_DYES.items())


# A picture is kept for good under its address: whoever changes these raises GENERATION.
@pytest.mark.parametrize(
    ("sheet", "digest"),
    [
        ("plain", "52a3baf8bc21"),
        ("ornament", "f9eb2370fc55"),
        ("mark", "9d9fc2b9c201"),
        ("square", "868359ae6716"),
        ("ring", "3798d4a6a825"),
    ],
)
def test_the_drawing_of_a_picture_stays(sheet, digest):
    assert hashlib.sha256(SHEETS[sheet](WORDS).encode()).hexdigest()[:12] == digest
