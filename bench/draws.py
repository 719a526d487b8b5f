"""Chance that repeats itself: drawn from `Random.random()` alone, whose numbers Python promises never to change."""

import random
from bisect import bisect
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A run of draws; the same seed gives the same run."""

    def __init__(self, seed: int) -> None:
        self.share = random.Random(seed).random  # noqa: S311

    def happens(self, share: float) -> bool:
        """True in this share of all draws."""
        return self.share() < share

    def one_of(self, things: Sequence[T]) -> T:
        """Any of them, all as likely."""
        return things[int(self.share() * len(things))]

    def by_weight(self, things: Sequence[T], sums: Sequence[int]) -> T:
        """Any of them, by running sums of their weights."""
        return things[bisect(sums, self.share() * sums[-1])]

    def number(self, least: int, greatest: int) -> int:
        """A whole number of this span, both ends included."""
        return least + int(self.share() * (greatest - least + 1))

    def small_number(self, greatest: int) -> int:
        """A whole number from 1 on, mostly a small one: a quarter of the greatest on average."""
        return 1 + int(self.share() ** 3 * greatest)
