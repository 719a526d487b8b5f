"""How much a word counts by where it stands: in the name, in the place or maker, or elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from craftsite.text.tokenizer import tokenize


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
        for token in tokenize(text.text):
            key = (token.surface, token.stem)
            best[key] = max(best.get(key, text.weight), text.weight)
    return [WeightedWord(surface, stem, weight) for (surface, stem), weight in best.items()]
