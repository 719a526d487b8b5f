"""Which stems also answer a word: spelling variants, English words, and kinds named after a place."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from craftsite.text.lexicon import GROUPS, PHRASES
from craftsite.text.stemming import stem


def same_stems(word_stem: str) -> frozenset[str]:
    """The stem and every stem that means the same, the stem itself always among them."""
    return _SYNONYMS.get(word_stem, frozenset()) | {word_stem}


def phrase_at(stems: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
    """How many of the first stems are a fixed phrase, and the words it stands for; None where there is none."""
    for length in range(min(LONGEST_PHRASE, len(stems)), 0, -1):
        means = _PHRASES.get(tuple(stems[:length]))
        if means is not None:
            return length, means
    return None


def _synonyms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in GROUPS:
        members = {stem(word) for word in (*group.indonesian, *group.english)}
        for word in members | {stem(word) for word in group.also_found_by}:
            found[word] |= members
    return {word: frozenset(stems) for word, stems in found.items()}


_SYNONYMS = _synonyms()
_PHRASES = {tuple(stem(word) for word in written): means for written, means in PHRASES}
LONGEST_PHRASE = max(map(len, _PHRASES))
