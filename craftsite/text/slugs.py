"""Addresses made of names: several for each, since another may have the first."""

import secrets
from collections.abc import Iterator

from craftsite.text.folding import fold

LONGEST_SLUG, NUMBERS_TRIED, RANDOM_TRIED = 70, 20, 5


def slug_candidates(name: str, fallback: str) -> Iterator[str]:
    """The words of a name joined by hyphens, then with a number, then with random letters.

    `fallback` stands for a name without any letter or digit of ASCII.
    """
    folded = fold(name).encode("ascii", "ignore").decode()
    stem = "-".join(folded.split())[:LONGEST_SLUG].strip("-") or fallback
    yield stem
    yield from (f"{stem}-{number}" for number in range(2, NUMBERS_TRIED))
    yield from (f"{stem}-{secrets.token_hex(3)}" for _attempt in range(RANDOM_TRIED))
