"""How money, numbers, dates and seasons are written."""

import datetime
from collections.abc import Iterable, Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from craftsite.web.filters import (
    MONTHS,
    angka,
    month_abbreviations,
    month_names,
    rentang,
    rupiah,
    season,
    tanggal,
    unbroken,
    waktu,
)
from craftsite.web.languages import Language, Words

pytestmark = pytest.mark.same_on_both


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp\u00a00", "IDR\u00a00"),
        (999, "Rp\u00a0999", "IDR\u00a0999"),
        (1_250_000, "Rp\u00a01.250.000", "IDR\u00a01,250,000"),
        (10**12, "Rp\u00a01.000.000.000.000", "IDR\u00a01,000,000,000,000"),
    ],
)
def test_money_is_whole_and_never_breaks_from_its_unit(amount: int, indonesian: str, english: str) -> None:
    assert rupiah(amount) == indonesian
    with force_locale("en"):
        assert rupiah(amount) == english


def test_numbers_have_the_thousands_mark_of_the_language() -> None:
    assert angka(12_345) == "12.345"
    with force_locale("en"):
        assert angka(12_345) == "12,345"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (datetime.date(2019, 3, 24), "24 Mar 2019"),
        (datetime.date(2026, 8, 1), "1 Agu 2026"),
        (datetime.date(2026, 12, 31), "31 Des 2026"),
    ],
)
def test_a_date_is_written_with_the_month_as_a_word(day: datetime.date, written: str) -> None:
    assert tanggal(day) == written


def test_an_instant_is_told_by_the_clocks_of_east_java() -> None:
    instant = datetime.datetime(2026, 12, 31, 17, 5, tzinfo=datetime.UTC)

    assert waktu(instant) == "1 Jan 2027, 00.05"
    with force_locale("en"):
        assert waktu(instant) == "1 Jan 2027, 00:05"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ((2026, 11, 3), (2026, 11, 3), "3 Nov 2026"),
        ((2026, 11, 3), (2026, 11, 9), "3–9 Nov 2026"),
        ((2026, 10, 28), (2026, 11, 3), "28 Okt – 3 Nov 2026"),
        ((2026, 12, 28), (2027, 1, 3), "28 Des 2026 – 3 Jan 2027"),
    ],
)
def test_a_span_of_days_says_each_month_and_year_once(
    first: tuple[int, int, int], last: tuple[int, int, int], written: str
) -> None:
    assert rentang(datetime.date(*first), datetime.date(*last)) == written


def test_each_month_has_a_name_and_its_beginning() -> None:
    assert len(set(month_names())) == len(set(month_abbreviations())) == MONTHS
    assert all(name.startswith(short) for name, short in zip(month_names(), month_abbreviations(), strict=True))


@pytest.mark.parametrize(
    ("months", "written"),
    [
        ((), ""),
        ((3,), "Mar"),
        ((9, 10, 11, 12), "Sep–Des"),
        ((1, 2, 11, 12), "Nov–Feb"),
        ((12, 1), "Des–Jan"),
        ((1, 3, 5), "Jan, Mar, Mei"),
        ((1, 4, 5, 12), "Apr–Mei, Des–Jan"),
        ((1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12), "Sep–Jul"),
        (range(1, 13), "sepanjang tahun"),
    ],
)
def test_a_season_is_told_in_spans_also_over_the_turn_of_the_year(months: Iterable[int], written: str) -> None:
    assert season(sum(1 << (month - 1) for month in months)) == written


def test_every_season_can_be_read_back() -> None:
    names = month_abbreviations()
    for bits in range(1, (1 << MONTHS) - 1):
        months: set[int] = set()
        for span in season(bits).split(", "):
            first, _dash, last = span.partition("–")
            start, end = names.index(first), names.index(last or first)
            months |= {month % MONTHS for month in range(start, end + 1 if start <= end else end + MONTHS + 1)}
        assert sum(1 << month for month in months) == bits


def test_a_number_keeps_its_unit_on_the_same_line_and_the_words_their_language() -> None:
    told = unbroken(Words("Kain 105 × 250 cm, 2 lembar di 3 kota, 40 g", Language.INDONESIAN))

    assert told == "Kain 105\u00a0×\u00a0250\u00a0cm, 2 lembar di 3 kota, 40\u00a0g"
    assert isinstance(told, Words) and told.language is Language.INDONESIAN
