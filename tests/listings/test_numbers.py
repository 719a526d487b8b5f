"""The numbers that offices give to goods, as people copy them."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from craftsite.listings.certificate_models import CertificateKind
from craftsite.listings.certificate_numbers import read_certificate_number
from craftsite.listings.numbers import (
    customs_code_in_groups,
    food_permit_warning,
    read_customs_code,
    read_food_permit,
    read_halal,
)
from craftsite.web.unclear import UnclearError
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both

# The request of the page is the same for every example.
EACH = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
READERS = (read_halal, read_food_permit, read_customs_code)
DIGITS = st.text("0123456789", min_size=17, max_size=17)


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "written",
    [
        "ID35110001234567890", "id35110001234567890", "ID 3511 0001 2345 6789 0", "ID-35110001234567890",
        "No. ID35110001234567890", "Nomor: ID35110001234567890", "Sertifikat halal ID35110001234567890",
        "ID\u00a035110001234567890", "ＩＤ３５１１０００１２３４５６７８９０",
    ],
)  # fmt: skip
def test_a_halal_number_has_one_spelling(written: str) -> None:
    assert read_halal(written) == "ID35110001234567890"


@pytest.mark.parametrize(
    "written", ["2063515010123-29", "206351501012329", "P-IRT No. 2063515010123-29", "PIRT 2063515010123 29"]
)
def test_a_food_permit_has_one_spelling(written: str) -> None:
    assert read_food_permit(written) == "206351501012329"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("6214.90", "621490"), ("6214.90.10", "62149010"), ("HS 6214.90.1000", "6214901000"), ("621490", "621490"),
        ("Kode HS: 0901.21", "090121"), ("4602 12", "460212"),
    ],
)  # fmt: skip
def test_a_customs_code_is_kept_as_digits(written: str, digits: str) -> None:
    assert read_customs_code(written) == digits


@pytest.mark.parametrize(
    ("reader", "written", "sentence"),
    [
        *[
            (read_halal, text, "Nomor halal BPJPH dimulai dengan ID, lalu 17 angka. Periksa lagi.")
            for text in (
                "", "35110001234567890", "ID3511000123456789", "ID351100012345678901", "MUI-1", "ID" + "٣" * 17,
            )
        ],
        *[
            (read_food_permit, text, "Nomor P-IRT terdiri dari paling sedikit 15 angka. Periksa lagi.")
            for text in ("", "20635150101232", "206351501012329a", "٣" * 15, "1" * 18)
        ],
        *[
            (read_customs_code, text, "Kode HS terdiri dari 6, 8, atau 10 angka, misalnya 6214.90. Periksa lagi.")
            for text in ("", "6214", "6214.9", "62149", "62.14.90.1", "0014.90", "7714.90", "9914.90", "kain")
        ],
    ],
)  # fmt: skip
def test_what_is_no_such_number_is_refused(reader: Callable[[str], str], written: str, sentence: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        reader(written)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("number", "region_code", "warning"),
    [
        ("206351501012329", "3515", None),
        ("206351501012326", "3515", None),
        ("206351501012325", "3515", "Menurut nomornya, P-IRT ini berlaku sampai 2025. Periksa lagi."),
        ("206357801012329", "3515", "Menurut nomornya, P-IRT ini bukan dari daerah Anda. Periksa lagi."),
    ],
)
def test_a_food_permit_that_ended_or_is_from_elsewhere_only_warns(
    number: str, region_code: str, warning: str | None
) -> None:
    assert food_permit_warning(number, region_code, datetime.date(2026, 11, 24)) == warning


@EACH
@given(DIGITS)
def test_a_number_in_its_one_spelling_is_read_as_itself(digits: str) -> None:
    assert read_halal(f"ID{digits}") == f"ID{digits}"
    assert read_food_permit(digits[:15]) == digits[:15]
    code = f"62{digits[:6]}"
    assert read_customs_code(customs_code_in_groups(code)) == code


def test_a_customs_code_is_shown_in_groups() -> None:
    assert [customs_code_in_groups(code) for code in ("621490", "62149010", "6214901000")] == [
        "6214.90",
        "6214.90.10",
        "6214.90.10.00",
    ]


@EACH
@given(ANY_TEXT)
def test_any_text_is_a_number_in_ascii_or_a_sentence(text: str) -> None:
    for reader in READERS:
        try:
            assert reader(text).isascii()
        except UnclearError as refusal:
            assert str(refusal)


@pytest.mark.parametrize("text", HUGE, ids=lambda text: repr(text[:4]))
def test_a_text_without_end_is_refused_at_once(text: str) -> None:
    for reader in READERS:
        with pytest.raises(UnclearError):
            reader(text)


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("bpom", "BPOM RI MD 234513012345", "MD234513012345"),
        ("bpom", "md 2345.1301.2345.678", "MD234513012345678"),
        ("ig", "IDG 000000147", "IDG000000147"),
        ("merek", "No. IDM 000123456", "IDM000123456"),
        ("ciptaan", "ec00202012345", "EC00202012345"),
        ("sni", "LSPro-077/SNI 8302", "LSPro-077/SNI 8302"),
    ],
)
def test_a_number_of_a_certificate_is_read_by_its_kind(kind: str, written: str, read: str) -> None:
    assert read_certificate_number(CertificateKind(kind), written) == read
    assert read_certificate_number(CertificateKind(kind), read) == read


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *(("bpom", text) for text in ("ML 234513012345", "MD 123", "P-IRT 206351501012329", "MD٢٣٤٥١٣٠١٢٣٤٥")),
        *(("ig", text) for text in ("ID 000000147", "IDG")),
        *(("merek", text) for text in ("J002020012345", "IDM12345", "IDM1234567890")),
        *(("ciptaan", text) for text in ("12", "EC")),
        *(("sni", text) for text in ("", "ada", "sedang diurus")),
    ],
)
def test_what_no_office_gives_to_a_kind_is_no_number_of_it(kind: str, written: str) -> None:
    with pytest.raises(UnclearError):
        read_certificate_number(CertificateKind(kind), written)
