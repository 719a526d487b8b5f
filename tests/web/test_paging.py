"""The pages of a numbered list and the numbers that its pager shows."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftsite.web.paging import LAST_PAGE, PER_PAGE, Page, page_count


@st.composite
def pages(draw: st.DrawFn) -> Page[int]:
    """Any page that a list may be open at."""
    total = draw(st.integers(0, PER_PAGE * 60) | st.integers(0, 10**9))
    return Page((), draw(st.integers(1, page_count(total))), total)


@pytest.mark.parametrize(
    ("total", "count"),
    [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (PER_PAGE * LAST_PAGE + 1, LAST_PAGE), (10**12, LAST_PAGE)],
)
def test_a_list_has_as_many_pages_as_it_needs_and_at_least_one(total: int, count: int) -> None:
    assert page_count(total) == Page((), 1, total).count == count


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 4, [1, 2, 3, 4]),
        (1, 5, [1, 2, None, 5]),
        (3, 5, [1, 2, 3, 4, 5]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_the_pager_shows_the_ends_and_what_is_near(number: int, count: int, shown: list[int | None]) -> None:
    assert list(Page((), number, count * PER_PAGE).numbers()) == shown


@given(pages())
def test_a_pager_is_short_in_order_and_leaves_out_only_what_it_marks(page: Page[int]) -> None:
    shown = list(page.numbers())

    assert len(shown) <= 7
    assert (shown[0], shown[-1]) == (1, page.count)
    assert page.number in shown
    numbers = [number for number in shown if number is not None]
    for left, right in itertools.pairwise(numbers):
        is_marked = shown[shown.index(left) + 1] is None
        # A mark in the place of a single page would be as wide as its number.
        assert right - left > 2 if is_marked else right == left + 1
