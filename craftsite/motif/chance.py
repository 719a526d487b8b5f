"""Chance that repeats: the same seed gives the same numbers on every Python."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Numbers drawn from the SHA-256 digests of a seed.

    `random.Random` promises the same numbers between versions for `random()` alone, and a drawing must keep its bytes.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode("utf-8", "surrogatepass")
        self._blocks = 0
        self._words: list[int] = []

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return self._next_word() * limit >> 32

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + (high - low) * self._next_word() / 2**32

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def _next_word(self) -> int:
        if not self._words:
            digest = hashlib.sha256(b"%d:%s" % (self._blocks, self._seed)).digest()
            self._words = [int.from_bytes(digest[start : start + 4], "big") for start in range(0, len(digest), 4)]
            self._blocks += 1
        return self._words.pop()
