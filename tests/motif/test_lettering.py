"""Words as outlines: what can be drawn, and how it is set in lines."""

import pytest

from craftsite.motif.lettering import DISPLAY, LEADING, TEXT


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Keripik 100%", "Keripik 100%"),
        ("Café Šemänggi", "Café Semanggi"),
        ("Cafe\u0301", "Café"),
        ("ﬁbre ½ ①", "fibre 1/2 1"),
        ("Straße", "Strasse"),
        ("a\u00a0b\tc\u2011d", "a b c-d"),
        ("\u2018kutip\u2019 \u201cdua\u201d", "\u2018kutip\u2019 \u201cdua\u201d"),
        ("Batik 🧵 batik", "Batik  batik"),
        ("漢字", ""),
        ("\x00\ud800", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("face", [DISPLAY, TEXT], ids=["display", "text"])
def test_signs_without_a_letter_fall_back(face, text, drawn):
    assert face.drawable(text) == drawn


def test_the_largest_size_that_fits_is_taken():
    fitted = DISPLAY.fit("Batik Pace Pacitan", (90, 60, 30), width=400, height=130, most_lines=3)

    assert fitted.size == 60
    assert fitted.lines == ["Batik Pace", "Pacitan"]


def test_lines_are_even():
    [first, second] = DISPLAY.fit("satu dua tiga empat lima enam tujuh", [40], 400, 200, most_lines=5).lines

    assert abs(DISPLAY.width(first, 40) - DISPLAY.width(second, 40)) < 120


def test_a_long_word_is_broken():
    fitted = DISPLAY.fit("a" * 100, [50], width=300, height=1000, most_lines=20)

    assert "".join(fitted.lines) == "a" * 100
    assert all(DISPLAY.width(line, 50) <= 300 for line in fitted.lines)


def test_what_does_not_fit_is_cut():
    fitted = DISPLAY.fit("kata " * 200, [50, 40], width=300, height=130, most_lines=5)

    assert fitted.size == 40
    assert len(fitted.lines) == int(130 / (40 * LEADING))
    assert fitted.lines[-1].endswith("…")
    assert all(DISPLAY.width(line, 40) <= 300 for line in fitted.lines)


def test_nothing_is_set_in_no_line():
    assert DISPLAY.fit("", [40], 100, 100, most_lines=2).lines == []
