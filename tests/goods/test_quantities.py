"""How many, and how long, in the words of the trade."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.goods.durations import MOST_DAYS, Duration, read_duration
from craftsite.goods.fields import DurationField, QuantityField
from craftsite.goods.quantities import MOST, PACKS, Quantity, read_quantity
from craftsite.goods.units import UNITS
from craftsite.web.forms import AnonymousForm
from craftsite.web.unclear import UnclearError
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both

# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCRAPS = st.lists(
    st.sampled_from([
        *"0129.,-½ ", "se", "lusin", " kodi", "gros ", "setengah ", "satu ", "dua ", "kg", "ons", "buah", " hari",
        "minggu", "bulan", "sampai", " kerja", "a dozen", "±",
    ]),
    max_size=8,
).map("".join)  # fmt: skip


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("written", "unit", "count"),
    [
        ("12", "lembar", 12), ("1.200", "lembar", 1_200), ("12 lembar", "lembar", 12), ("6 kodi", "kodi", 6),
        ("3 kg", "kg", 3), ("１２", "lembar", 12), (" 12. ", "lembar", 12), ("10.000", "bungkus", 10_000),
    ],
)  # fmt: skip
def test_digits_in_the_unit_of_the_listing_need_no_question(written: str, unit: str, count: int) -> None:
    assert read_quantity(written, unit) == Quantity(count, is_spoken=False)


@pytest.mark.parametrize(
    ("written", "unit", "count"),
    [
        ("selusin", "lembar", 12), ("Selusin", "bungkus", 12), ("setengah lusin", "lembar", 6), ("½ lusin", "buah", 6),
        ("1/2 lusin", "buah", 6), ("1 1/2 lusin", "buah", 18), ("1½ kodi", "lembar", 30), ("2 kodi", "lembar", 40),
        ("sekodi", "lembar", 20), ("3 gros", "buah", 432), ("segros", "buah", 144), ("lusin", "buah", 12),
        ("12 buah", "lembar", 12), ("dua belas", "lembar", 12), ("dua puluh lima", "lembar", 25),
        ("sepuluh", "set", 10),
        ("satu setengah kodi", "lembar", 30), ("dua lusin", "pasang", 24), ("0,5 kodi", "lembar", 10),
        ("2,5 kodi", "helai", 50), ("1.5 kodi", "helai", 30), ("seperempat kodi", "lembar", 5),
        ("selembar", "lembar", 1),
        ("sebuah", "buah", 1), ("sepasang", "pasang", 1), ("1 gros", "lusin", 12), ("24 lembar", "lusin", 2),
        ("40 lembar", "kodi", 2), ("sekilo", "kg", 1), ("20 ons", "kg", 2), ("2 kg", "ons", 20), ("1,5 kg", "ons", 15),
        ("setengah kilo", "ons", 5), ("2 kuintal", "kg", 200), ("setengah ton", "kg", 500), ("5 ons", "ons", 5),
        ("a dozen", "lembar", 12), ("half a dozen", "lembar", 6), ("2 dozen", "lembar", 24), ("dozen", "buah", 12),
        ("10 pcs", "lembar", 10), ("sekitar 50", "lembar", 50), ("± 50", "lembar", 50), ("minimal selusin", "buah", 12),
        ("1,200", "lembar", 1_200), ("seribu", "bungkus", 1_000), ("2 lsn", "buah", 24),
    ],
)  # fmt: skip
def test_words_of_the_trade_are_understood_and_said_back(written: str, unit: str, count: int) -> None:
    quantity = read_quantity(written, unit)

    assert quantity.count == count
    assert quantity.is_spoken == (written != "5 ons")


@pytest.mark.parametrize(
    ("written", "unit", "sentence"),
    [
        ("5 ons", "kg", "Jumlahnya harus bulat dalam kg."),
        ("1,5", "lembar", "Jumlahnya harus bulat dalam lembar."),
        ("setengah", "lembar", "Jumlahnya harus bulat dalam lembar."),
        ("seperempat lusin setengah", "lembar", "Tulis jumlahnya, misalnya 12, selusin atau 2 kodi."),
        ("selusin", "kodi", "Satu kodi berisi 20. Tulis jumlah kodi yang bulat."),
        ("setengah gros", "gros", "Satu gros berisi 144. Tulis jumlah gros yang bulat."),
        ("2 kodi", "kg", "Karya ini dihitung per kg. Tulis jumlahnya dalam kg."),
        ("12 buah", "kg", "Karya ini dihitung per kg. Tulis jumlahnya dalam kg."),
        ("2 kg", "lembar", "Karya ini dihitung per lembar. Tulis jumlahnya dalam lembar."),
        ("3 kotak", "botol", "Karya ini dihitung per botol. Tulis jumlahnya dalam botol."),
        ("0", "lembar", "Paling sedikit 1."),
        ("nol", "lembar", "Paling sedikit 1."),
        ("1.000.001", "lembar", "Terlalu banyak. Paling banyak 1.000.000."),
        ("9" * 30, "lembar", "Terlalu banyak. Paling banyak 1.000.000."),
        ("seribu ton", "ons", "Terlalu banyak. Paling banyak 1.000.000."),
        *[
            (text, "lembar", "Tulis jumlahnya, misalnya 12, selusin atau 2 kodi.")
            for text in (
                "", " ", "banyak", "-5", "10-20", "10 atau 20", "٣", "१२", "12²", "1e3", "dua tiga", "selusin kodi",
                "12 lusin 3", "1.20.0", "1/0", "9" * 5_000, "12 \x00", "kodi kodi", "se", "sesetengah",
            )
        ],
    ],
)  # fmt: skip
def test_what_is_no_whole_number_of_the_unit_is_refused(written: str, unit: str, sentence: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        read_quantity(written, unit)

    assert str(refusal.value) == sentence


@EACH
@given(st.integers(1, 500), st.sampled_from(sorted(PACKS)), st.sampled_from(["lembar", "helai", "bungkus", "set"]))
def test_packs_hold_what_the_trade_says(count: int, pack: str, unit: str) -> None:
    assert read_quantity(f"{count} {pack}", unit).count == count * PACKS[pack]
    assert read_quantity(f"{count * PACKS[pack]} buah", pack).count == count
    assert read_quantity(f"{count},5 {pack}", unit).count * 2 == (2 * count + 1) * PACKS[pack]


@EACH
@given(ANY_TEXT | SCRAPS, st.sampled_from(sorted(UNITS)))
def test_any_text_is_a_quantity_in_bounds_or_a_sentence(text: str, unit: str) -> None:
    try:
        assert 1 <= read_quantity(text, unit).count <= MOST
    except UnclearError as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("3 hari", 3), ("14", 14), ("2 minggu", 14), ("sebulan", 30), ("seminggu", 7), ("6 bulan", 180),
        ("10-14 hari", 14), ("10–14 hari", 14), ("1 - 2 minggu", 14), ("3 sampai 5 hari", 5), ("3 s/d 5 hari", 5),
        ("5 hari sampai 2 minggu", 14), ("2 minggu - 10 hari", 14), ("±2 minggu", 14), ("sekitar sebulan", 30),
        ("setahun", 365), ("dua hari", 2), ("satu setengah bulan", 45), ("setengah bulan", 15), ("1½ bulan", 45),
        ("1,5 bulan", 45), ("2 minggu 3 hari", 17), ("2minggu", 14), ("24 jam", 1), ("3 jam", 1), ("36 jam", 2),
        ("10 hari kerja", 14), ("5-10 hari kerja", 14), ("3 hari kerja", 5), ("2 weeks", 14), ("10 to 14 days", 14),
        ("paling lama 3 minggu", 21), ("2 pekan", 14), ("730", 730), ("2 tahun", 730), ("３ hari", 3),
        ("tiga puluh hari", 30), ("seminggu sampai sebulan", 30), ("Sebulan.", 30), ("a month", 30),
    ],
)  # fmt: skip
def test_how_long_is_understood_in_words_and_of_a_span_the_longer(written: str, days: int) -> None:
    duration = read_duration(written)

    assert duration.days == days
    assert duration.is_spoken == (written not in ("3 hari", "14", "730", "３ hari"))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("0 hari", "Paling sedikit 1 hari."),
        ("731", "Terlalu lama. Paling lama 730 hari."),
        ("3 tahun", "Terlalu lama. Paling lama 730 hari."),
        *[
            (text, "Tulis lamanya, misalnya 3 hari, 2 minggu atau sebulan.")
            for text in (
                "", "lama", "-3 hari", "3-", "1-2-3 hari", "hari", "٣ hari", "3 lembar", "besok", "9" * 5_000,
                "3 hari kerja keras", "minggu depan", "\x00", "sehari-hari",
            )
        ],
    ],
)  # fmt: skip
def test_what_is_no_duration_is_refused(written: str, sentence: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        read_duration(written)

    assert str(refusal.value) == sentence


@EACH
@given(ANY_TEXT | SCRAPS)
def test_any_text_is_a_duration_in_bounds_or_a_sentence(text: str) -> None:
    try:
        assert 1 <= read_duration(text).days <= MOST_DAYS
    except UnclearError as refusal:
        assert str(refusal)


@EACH
@given(st.integers(1, 52), st.integers(1, 52), st.sampled_from([("hari", 1), ("minggu", 7), ("weeks", 7)]))
def test_a_span_is_as_long_as_its_longer_end(first: int, last: int, unit: tuple[str, int]) -> None:
    name, size = unit

    assert read_duration(f"{first}-{last} {name}").days == max(first, last) * size


@pytest.mark.parametrize("text", HUGE, ids=lambda text: repr(text[:4]))
def test_a_text_without_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(UnclearError):
        read_quantity(text, "lembar")
    with pytest.raises(UnclearError):
        read_duration(text)


class Offer(AnonymousForm):
    minimum_order = QuantityField("Minimal beli", name="minimal")
    lead_time = DurationField("Lama pengerjaan", name="lama")


def test_fields_keep_what_was_typed_and_give_the_number(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"minimal": "2 kodi", "lama": "10-14 hari"}):
        form = Offer()
        form.minimum_order.unit = "lembar"
        assert form.validate_on_submit()

        assert (form.minimum_order.data, form.minimum_order.quantity) == ("2 kodi", Quantity(40, is_spoken=True))
        assert (form.lead_time.data, form.lead_time.duration) == ("10-14 hari", Duration(14, is_spoken=True))
        assert (form.minimum_order.count, form.lead_time.days) == (40, 14)


def test_fields_show_stored_numbers_and_nothing_for_none(app: Flask) -> None:
    with app.test_request_context("/"):
        form, empty = Offer(data={"minimum_order": 40, "lead_time": 14}), Offer()

        assert (form.minimum_order.data, form.minimum_order.count, form.lead_time.days) == ("40", 40, 14)
        assert (empty.minimum_order.data, empty.minimum_order.count, empty.lead_time.days) == ("", None, None)


def test_fields_say_what_is_wrong_and_keep_it(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"minimal": "5 ons", "lama": "lama sekali"}):
        form = Offer()
        form.minimum_order.unit = "kg"
        form.validate_on_submit()

        assert (form.http_status, form.minimum_order.data, form.lead_time.data) == (422, "5 ons", "lama sekali")
        assert form.errors == {
            "minimum_order": ["Jumlahnya harus bulat dalam kg."],
            "lead_time": ["Tulis lamanya, misalnya 3 hari, 2 minggu atau sebulan."],
        }
