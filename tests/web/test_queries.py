"""Values of a query string: what people write is understood, and everything else is as good as absent."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from craftsite.web.money import HIGHEST_IDR
from craftsite.web.queries import LONGEST_VALUE, chosen_values, page_value, rupiah_value, text_value

pytestmark = pytest.mark.same_on_both

LAST = 1_000
# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1250000", 1_250_000), ("1.250.000", 1_250_000), ("Rp\u00a01.250.000", 1_250_000), ("1,25 juta", 1_250_000),
        ("125rb", 125_000), ("10.000.000.000", HIGHEST_IDR),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_in_a_listing(written: str, amount: int) -> None:
    assert rupiah_value(MultiDict({"harga_min": written}), "harga_min") == amount


@pytest.mark.parametrize(
    "written", ["", " ", "Rp", "0", "-1", "1,5", "1.250.00", "1e6", "NaN", "²", "9" * 5_000, "1\x00", "10.000.000.001"]
)
def test_what_is_no_amount_or_may_be_two_is_none(written: str) -> None:
    assert rupiah_value(MultiDict({"harga_min": written}), "harga_min") is None


@EACH
@given(st.text())
def test_any_text_is_an_amount_in_range_or_none(written: str) -> None:
    amount = rupiah_value(MultiDict({"harga_min": written}), "harga_min")

    assert amount is None or 0 < amount <= HIGHEST_IDR


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1", 1), ("2", 2), ("007", 7), ("1000", LAST), ("1001", LAST), ("999999", LAST),
        ("0", 1), ("-1", 1), ("+2", 1), ("2.0", 1), (" 2", 1), ("2\n", 1), ("²", 1), ("٣", 1), ("9" * 5_000, 1),
        ("", 1), ("x", 1), ("2\x00", 1), ("2\ufffd", 1),
    ],
)  # fmt: skip
def test_a_page_is_a_number_that_exists_or_the_first(written: str, number: int) -> None:
    assert page_value(MultiDict({"hal": written}), "hal", LAST) == number


@EACH
@given(st.text(), st.integers(1, LAST))
def test_any_text_is_a_page_in_range(written: str, last: int) -> None:
    assert 1 <= page_value(MultiDict({"hal": written}), "hal", last) <= last


def test_an_absent_value_is_empty_the_first_page_and_no_amount() -> None:
    nothing: MultiDict[str, str] = MultiDict()

    assert text_value(nothing, "q") == ""
    assert page_value(nothing, "hal", LAST) == 1
    assert rupiah_value(nothing, "harga_min") is None
    assert chosen_values(nothing, "kategori", frozenset({"batik"})) == frozenset()


@pytest.mark.parametrize(
    ("written", "text"),
    [("  batik \t tulis\n", "batik tulis"), ("batik\x00", ""), ("batik\ufffd", ""), ("a" * 999, "a" * LONGEST_VALUE)],
)
def test_words_are_trimmed_and_what_is_no_text_is_absent(written: str, text: str) -> None:
    assert text_value(MultiDict({"q": written}), "q") == text


@EACH
@given(st.text())
def test_any_words_come_back_short_and_tidy(written: str) -> None:
    text = text_value(MultiDict({"q": written}), "q")

    assert len(text) <= LONGEST_VALUE
    assert text == " ".join(text.split())
    assert "\x00" not in text


def test_the_first_of_repeated_words_counts() -> None:
    assert text_value(MultiDict([("q", "satu"), ("q", "dua")]), "q") == "satu"


def test_of_repeated_choices_the_known_ones_count_once() -> None:
    args = MultiDict([("kategori", value) for value in ["batik", "emas", "batik", "", "agro\x00"]])

    assert chosen_values(args, "kategori", frozenset({"batik", "agro"})) == {"batik"}
