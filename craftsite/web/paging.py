"""A page of a numbered list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PER_PAGE = 24
LAST_PAGE = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a longer list: `number` from 1, `total` in the whole list."""

    items: Sequence[T]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def count(self) -> int:
        """How many pages there are, at least one and at most LAST_PAGE."""
        return page_count(self.total, self.per_page)

    def numbers(self) -> Iterator[int | None]:
        """The numbers a pager shows: the first, the last, those around this one, and None for each gap."""
        shown = sorted({1, self.number - 1, self.number, self.number + 1, self.count} & set(range(1, self.count + 1)))
        before = 0
        for number in shown:
            if number - before == 2:
                yield before + 1
            elif number - before > 2:
                yield None
            yield number
            before = number


def page_count(total: int, per_page: int = PER_PAGE) -> int:
    """How many pages `total` items take, at least one and at most LAST_PAGE."""
    return min(max(1, -(-total // per_page)), LAST_PAGE)
