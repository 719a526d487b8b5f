"""The number of a business, as people copy it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from craftsite.producers.business_numbers import read_business_number
from craftsite.web.unclear import UnclearError
from tests.text.strategies import ANY_TEXT, HUGE

pytestmark = pytest.mark.same_on_both


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request for an Indonesian page."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("written", ["1234567890123", "NIB 1234 5678 90123", "No. NIB: 1234-5678-90123"])
def test_a_business_number_is_thirteen_digits(written: str) -> None:
    assert read_business_number(written) == "1234567890123"


@pytest.mark.parametrize("written", ["", "123456789012", "12345678901234", "٣" * 13, *HUGE], ids=lambda text: text[:4])
def test_what_is_no_such_number_is_refused(written: str) -> None:
    with pytest.raises(UnclearError) as refusal:
        read_business_number(written)

    assert str(refusal.value) == "NIB terdiri dari 13 angka. Periksa lagi, atau kosongkan."


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
def test_any_text_is_a_number_in_ascii_or_a_sentence(text: str) -> None:
    try:
        assert read_business_number(text).isascii()
    except UnclearError as refusal:
        assert str(refusal)
