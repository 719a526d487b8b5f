"""The ways people write a price, and the slips that are asked about."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.web.filters import rupiah
from craftsite.web.forms import AnonymousForm, RupiahField
from craftsite.web.money import HIGHEST_IDR, Amount, read_rupiah
from craftsite.web.unclear import UnclearError
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both

AMOUNTS = st.integers(1, HIGHEST_IDR)
# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCRAPS = st.lists(
    st.sampled_from([*"0125.,- '½²٣", "Rp", "IDR ", " rb", " jt", "k", "ribu", "juta", "seratus", "000", "00", ",-"]),
    max_size=12,
).map("".join)


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "written",
    [
        "1250000", "1.250.000", "Rp 1.250.000", "Rp1.250.000", "Rp. 1.250.000", "Rp.1.250.000,-", "rp 1.250.000,00",
        "1.250.000,-", "1.250.000,--", "1.250.000.-", "Rp 1.250.000=", "IDR 1.250.000", "IDR 1,250,000", "IDR1250000",
        "1,250,000", "1,250,000.00", "1250000,00", "1 250 000", "1'250'000", "1.250 ribu rupiah", "1,25 jt",
        "1.25 juta", "1,25jt", "1 juta 250 ribu", "1jt250rb", "1250rb", "1250 k", "1.250.000 rupiah", "１２５００００",
        "Rp\u00a01.250.000", "\u202aRp 1.250.000\u202c", "  1.250.000\t", "satu juta dua ratus lima puluh ribu",
    ],
)  # fmt: skip
def test_one_price_has_many_spellings(written: str) -> None:
    amount = read_rupiah(written)

    # Before a scale a point and three digits may also be a fraction, so there it is asked.
    assert (amount.otherwise_idr if "1.250 ribu" in written else amount.idr) == 1_250_000
    assert amount.is_sure or "1.250 ribu" in written


@pytest.mark.parametrize(
    ("written", "idr"),
    [
        ("125rb", 125_000), ("125 ribu", 125_000), ("125k", 125_000), ("125 RB", 125_000), ("125rebu", 125_000),
        ("12,5 rb", 12_500), ("2.5k", 2_500), ("0,5 jt", 500_000), ("10jt", 10_000_000), ("2 miliar", 2_000_000_000),
        ("seratus ribu", 100_000), ("sejuta", 1_000_000), ("seribu", 1_000), ("setengah juta", 500_000),
        ("satu setengah juta", 1_500_000), ("dua puluh lima ribu", 25_000), ("125", 125), ("1", 1), ("1.500", 1_500),
        ("10.000.000.000", HIGHEST_IDR), ("125.000 perak", 125_000), ("Rp. 35.000;-", 35_000),
    ],
)  # fmt: skip
def test_thousands_and_millions_may_be_words(written: str, idr: int) -> None:
    assert read_rupiah(written) == Amount(idr, True)


@pytest.mark.parametrize(
    ("written", "suggested", "literal"),
    [
        ("12.5", 12_500, None), ("12,5", 12_500, None), ("1,250", 1_250, None), ("125,000", 125_000, 125),
        ("1.250.00", 1_250_000, 1_250), ("1.25.000", 125_000, None), ("1250.000", 1_250_000, None),
        ("1250,000", 1_250_000, 1_250), ("125.00", 125_000, 125), ("1.250.000,50", 1_250_000, None),
        ("1.250 jt", 1_250_000, 1_250_000_000), ("125.000 rb", 125_000, 125_000_000), ("0125000", 125_000, None),
        ("IDR 1,250", 1_250, None), ("Rp 1.5", 1_500, None), ("1.250,000", 1_250_000, 1_250),
    ],
)  # fmt: skip
def test_what_may_be_two_prices_is_not_guessed(written: str, suggested: int, literal: int | None) -> None:
    assert read_rupiah(written) == Amount(suggested, False, literal)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        *[
            (text, "Tulis harga dengan angka, misalnya 125.000 atau 1.250.000.")
            for text in (
                "", " ", "Rp", "murah", "١٢٥٠٠٠", "१२५०००", "12²", "½", "1e5", "0x10", "12_000", "NaN", "∞", "$125",
                "USD 12", "12.5.", ".125", "1,2345 rb", "125rb rb", "250 ribu 1 juta", "tiga empat", "Rp 125 Rp 125",
                "125.000/lembar", "a" * 5_000, "1\x002",
            )
        ],
        ("0", "Harga tidak bisa nol. Tulis harganya, atau kosongkan."),
        ("Rp 0,-", "Harga tidak bisa nol. Tulis harganya, atau kosongkan."),
        ("nol", "Harga tidak bisa nol. Tulis harganya, atau kosongkan."),
        ("-125000", "Harga tidak bisa di bawah nol. Hapus tanda kurangnya."),
        ("−125.000", "Harga tidak bisa di bawah nol. Hapus tanda kurangnya."),
        ("Rp -125.000", "Harga tidak bisa di bawah nol. Hapus tanda kurangnya."),
        ("10.000.000.001", "Terlalu besar. Paling banyak Rp\u00a010.000.000.000."),
        ("9" * 5_000, "Terlalu besar. Paling banyak Rp\u00a010.000.000.000."),
        ("100rb - 150rb", "Tulis satu harga saja."),
        ("125.000–150.000", "Tulis satu harga saja."),
        ("100 sampai 150 ribu", "Tulis satu harga saja."),
    ],
)  # fmt: skip
def test_what_is_no_price_is_refused_with_a_sentence(written: str, sentence: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        read_rupiah(written)

    assert str(refusal.value) == sentence


@EACH
@given(AMOUNTS, st.sampled_from(["{}", "Rp {}", "Rp. {},-", "IDR {}", "{} rupiah", "rp{},00", " {}\u00a0"]))
def test_a_price_with_its_thousands_marked_is_read_back(amount: int, frame: str) -> None:
    written = frame.format(f"{amount:,}".replace(",", "."))
    if amount >= 1_000 or ",00" not in frame:
        assert read_rupiah(written) == read_rupiah(str(amount)) == read_rupiah(rupiah(amount)) == Amount(amount, True)


@EACH
@given(st.integers(1, 999), st.integers(0, 999))
def test_ribu_and_juta_agree_with_the_digits(millions: int, thousands: int) -> None:
    idr = millions * 1_000_000 + thousands * 1_000
    fraction = f"{millions},{thousands:03}".rstrip("0").rstrip(",")

    assert read_rupiah(f"{millions}jt {thousands or 1} rb").idr == idr + (0 if thousands else 1_000)
    assert read_rupiah(f"{fraction} juta").idr == idr
    assert read_rupiah(f"{idr // 1_000}rb") == Amount(idr, True)


@EACH
@given(ANY_TEXT | SCRAPS)
def test_any_text_is_an_amount_in_bounds_or_a_sentence(text: str) -> None:
    try:
        amount = read_rupiah(text)
    except UnclearError as refusal:
        assert str(refusal)
    else:
        assert 0 < amount.idr <= HIGHEST_IDR
        assert amount.otherwise_idr is None or (0 < amount.otherwise_idr <= HIGHEST_IDR and not amount.is_sure)


@pytest.mark.parametrize("text", HUGE, ids=lambda text: repr(text[:4]))
def test_a_text_without_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(UnclearError):
        read_rupiah(text)


class Priced(AnonymousForm):
    price = RupiahField("Harga", name="harga")


def posted(app: Flask, written: str, *confirmed: str, stored: int | None = None) -> Priced:
    """The form after somebody wrote a price and perhaps said which one is meant."""
    with app.test_request_context("/", method="POST", data={"harga": written, "harga_pasti": list(confirmed)}):
        form = Priced(data={"price": stored})
        form.validate_on_submit()
        return form


def test_a_clear_price_is_taken_as_it_is_typed(app: Flask) -> None:
    form = posted(app, " Rp 125.000,- ")

    assert (form.http_status, form.price.data, form.price.idr) == (200, "Rp 125.000,-", 125_000)
    assert (form.price.suggestion, form.price.literal, form.price.confirmed) == (None, None, None)


def test_no_price_is_no_fault(app: Flask) -> None:
    form = posted(app, "")

    assert (form.http_status, form.price.idr, form.price.suggestion) == (200, None, None)


@pytest.mark.parametrize(
    ("written", "suggestion", "literal"),
    [
        ("125", 125_000, 125), ("12.5", 12_500, None), ("125,000", 125_000, 125), ("999", 999_000, 999),
        ("125.000.000", 125_000, 125_000_000), ("100.000.001", 100_000, 100_000_001),
    ],
)  # fmt: skip
def test_a_price_that_looks_like_a_slip_is_asked_about(
    app: Flask, written: str, suggestion: int, literal: int | None
) -> None:
    form = posted(app, written)

    assert (form.http_status, form.price.data, form.price.idr) == (422, written, None)
    assert form.price.errors == [f"Maksudnya {rupiah(suggestion)}?"]
    assert (form.price.suggestion, form.price.literal) == (suggestion, literal)


@pytest.mark.parametrize("written", ["1.000", "100.000.000"])
def test_a_price_at_the_ends_of_what_is_usual_is_not_asked_about(app: Flask, written: str) -> None:
    assert posted(app, written).http_status == 200


@pytest.mark.parametrize("answer", ["125000", "125"])
def test_each_of_the_two_answers_settles_it(app: Flask, answer: str) -> None:
    form = posted(app, "125", answer)

    assert (form.http_status, form.price.idr, form.price.confirmed) == (200, int(answer), int(answer))
    assert form.price.suggestion is None


def test_the_last_answer_counts_since_the_button_stands_behind_what_was_hidden(app: Flask) -> None:
    assert posted(app, "125", "125", "125000").price.idr == 125_000


@pytest.mark.parametrize("answer", ["1", "500", "-125", "125.000", "9" * 5_000, "١٢٥", ""])
def test_an_answer_to_another_question_settles_nothing(app: Flask, answer: str) -> None:
    form = posted(app, "125", answer)

    assert (form.http_status, form.price.idr, form.price.suggestion) == (422, None, 125_000)


def test_a_stored_price_is_shown_as_it_is_written_and_is_not_asked_about_again(app: Flask) -> None:
    with app.test_request_context("/"):
        opened = Priced(data={"price": 1_250_000})
        assert 'value="1.250.000"' in str(opened.price())
        assert (opened.price.idr, Priced(data={"price": None}).price.data) == (1_250_000, "")

    assert posted(app, "500", stored=500).price.idr == 500
    assert posted(app, "600", stored=500).price.idr is None
    assert posted(app, "", stored=500).price.idr is None


def test_a_price_that_is_none_keeps_its_text_and_says_why(app: Flask) -> None:
    form = posted(app, "murah saja")

    assert (form.http_status, form.price.data, form.price.idr) == (422, "murah saja", None)
    assert form.price.errors == ["Tulis harga dengan angka, misalnya 125.000 atau 1.250.000."]
