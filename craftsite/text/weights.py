"""How much a word counts by where it stands: in the name, in the place or maker, or elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from craftsite.text.tokenizer import Token, tokenize

# Names of places, makers and kinds of goods come again and again.
SHORT = 120


class Weight(IntEnum):
    """Where a word was found. Greater comes first in a list of results."""

    REST = 1
    PLACE = 2
    NAME = 3


@dataclass(frozen=True, slots=True)
class WeightedText:
    """A text, and how much each of its words counts."""

    weight: Weight
    text: str


@dataclass(frozen=True, slots=True)
class WeightedWord:
    """A row of a word table: the word as written (folded), its stem, and its greatest weight."""

    surface: str
    stem: str
    weight: Weight


def weighted_words(texts: Iterable[WeightedText]) -> list[WeightedWord]:
    """Each distinct word of the texts once, with the greatest of its weights."""
    best: dict[tuple[str, str], Weight] = {}
    for text in texts:
        for token in _short_tokens(text.text) if len(text.text) <= SHORT else tokenize(text.text):
            key = (token.surface, token.stem)
            best[key] = max(best.get(key, text.weight), text.weight)
    return [WeightedWord(surface, stem, weight) for (surface, stem), weight in best.items()]


@lru_cache(maxsize=8_192)
def _short_tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokenize(text))
