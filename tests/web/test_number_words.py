"""Numbers as people say them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftsite.web.number_words import number_in_words

ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
WORDS = [*ONES[1:], "belas", "puluh", "ratus", "ribu", "juta", "seratus", "sepuluh", "setengah", "perempat", "batik"]


def said(number: int) -> str:
    """How a number from 1 to 999,999,999 is said."""
    if number < 10:
        return ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{ONES[number - 10]} belas")
    for size, name in ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            many, rest = divmod(number, size)
            one_of = many == 1 and name in ("ribu", "ratus")
            return " ".join(filter(None, (f"se{name}" if one_of else f"{said(many)} {name}", rest and said(rest))))
    raise AssertionError(number)


@given(st.integers(1, 999_999_999) | st.integers(1, 2_000))
def test_every_number_is_understood_as_it_is_said(number: int) -> None:
    assert number_in_words(said(number).split()) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nol", Fraction(0)), ("setengah", Fraction(1, 2)), ("satu setengah", Fraction(3, 2)),
        ("dua setengah juta", Fraction(2_500_000)), ("setengah juta", Fraction(500_000)),
        ("seperempat", Fraction(1, 4)), ("tiga perempat", Fraction(3, 4)), ("dua tiga perempat", Fraction(11, 4)),
        ("sejuta", Fraction(1_000_000)), ("satu ratus", Fraction(100)), ("satu miliar", Fraction(10**9)),
    ],
)  # fmt: skip
def test_halves_and_quarters_are_exact(words: str, number: Fraction) -> None:
    assert number_in_words(words.split()) == number


@pytest.mark.parametrize(
    "words",
    [
        "", "batik", "dua tiga", "puluh", "belas dua", "ratus", "ribu", "dua ribu tiga juta", "ribu dua", "dua nol",
        "nol belas", "dua puluh nol", "setengah setengah", "seribu ribu", "satu " * 1_000, "perempat", "juta juta",
        "sepuluh sebelas", "dua ratus tiga ratus",
    ],
)  # fmt: skip
def test_words_that_are_no_number_are_none(words: str) -> None:
    assert number_in_words(words.split()) is None


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_whatever_is_understood_is_more_than_nothing(words: list[str]) -> None:
    number = number_in_words(words)

    assert number is None or number > 0
