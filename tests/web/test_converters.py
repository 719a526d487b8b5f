"""What each kind of placeholder in an address lets through."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from craftsite.web import converters

_app = Flask(__name__, static_folder=None)
converters.init_app(_app)
for _kind in ("id", "code", "slug"):
    _app.add_url_rule(f"/{_kind}/<{_kind}:value>", _kind)
_addresses = _app.url_map.bind("localhost")


def matched(path: str) -> object:
    """The value that the route gets. Raises NotFound."""
    return _addresses.match(path)[1]["value"]


@pytest.mark.parametrize("number", [1, 42, 10**9, 2**31 - 1])
def test_an_id_is_a_number_that_a_database_holds(number: int) -> None:
    assert matched(f"/id/{number}") == number


@pytest.mark.parametrize(
    "written", ["0", "-1", "+1", "01", "1.0", "1e3", " 1", "1\n", "²", "١", str(2**31), str(2**63), "9" * 5_000, "x"]
)
def test_nothing_else_is_an_id(written: str) -> None:
    with pytest.raises(NotFound):
        matched(f"/id/{written}")


@given(st.integers() | st.integers(2**31 - 2, 2**31 + 1))
def test_an_id_is_accepted_exactly_where_a_row_may_have_it(number: int) -> None:
    try:
        assert matched(f"/id/{number}") == number
        assert 1 <= number < 2**31
    except NotFound:
        assert not 1 <= number < 2**31


@pytest.mark.parametrize(
    ("written", "code"),
    [("BKL-014", "BKL-014"), ("bkl-014", "BKL-014"), ("Bkl-12345", "BKL-12345"), ("bkl014", "BKL-014")],
)
def test_a_code_is_read_in_any_letter_case_and_without_its_hyphen(written: str, code: str) -> None:
    assert matched(f"/code/{written}") == code


@pytest.mark.parametrize("written", ["BK-014", "BKLL-014", "BKL-14", "BKL-123456", "BKL--014", "BKL-01²", "ÉKL-014"])
def test_nothing_else_is_a_code(written: str) -> None:
    with pytest.raises(NotFound):
        matched(f"/code/{written}")


@pytest.mark.parametrize("written", ["a", "batik-tulis", "7-warna", "a" * 120])
def test_a_slug_is_lower_case_words(written: str) -> None:
    assert matched(f"/slug/{written}") == written


@pytest.mark.parametrize("written", ["-a", "A", "a_b", "é", "a.b", "a b", "a\n", "a" * 121])
def test_nothing_else_is_a_slug(written: str) -> None:
    with pytest.raises(NotFound):
        matched(f"/slug/{written}")
