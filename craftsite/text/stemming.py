"""The stem of a word: Snowball's Indonesian stemmer, kept away from the names and craft words that it would spoil."""

import threading
from functools import lru_cache

import Stemmer

from craftsite.text.lexicon import ENGLISH, FAMILIES, KNOWN, WHOLE

# The spelling before 1947 and 1972. A word is read so only where that gives a word of our lists: `shoe` stays a shoe.
OLD_SPELLING = (("nj", "ny"), ("tj", "c"), ("sj", "sy"), ("ch", "kh"), ("oe", "u"))
OLD_MARKS = ("oe", "dj", "tj", "nj", "sj")
ENDINGS = ("nya", "ku", "mu", "lah", "kah", "pun")
SHORTEST_DOUBLE = 6


class _Stemmers(threading.local):
    """One stemmer for each thread: a PyStemmer object must not be shared between threads."""

    def __init__(self) -> None:
        self.indonesian = Stemmer.Stemmer("indonesian")


_stemmers = _Stemmers()


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The stem of a folded word, never empty for a word and never longer than it. The same word always has the same."""
    if word in FAMILIES:
        return FAMILIES[word]
    if not word.isalpha() or word in WHOLE or word in ENGLISH:
        return word
    for plain in (_in_modern_spelling(word), _singular(word), _half(word), _without_ending(word)):
        if plain is not None:
            return stem(plain)
    stemmed = _stemmers.indonesian.stemWord(word)
    half = _half(stemmed)
    if half is not None:
        return stem(half)
    return FAMILIES.get(stemmed, stemmed) or word


def _in_modern_spelling(word: str) -> str | None:
    """`soerabaja` is surabaya and `djember` is jember, but only where that is a word of our lists."""
    if not any(mark in word for mark in OLD_MARKS):
        return None
    # The modern j was dj and the modern y was j, so the dj has to step aside first.
    spelled = word.replace("dj", "\0")
    for old, new in OLD_SPELLING:
        spelled = spelled.replace(old, new)
    candidates = (spelled.replace("j", "y").replace("\0", "j"), spelled.replace("\0", "j"))
    return next((candidate for candidate in candidates if candidate in KNOWN and candidate != word), None)


def _singular(word: str) -> str | None:
    """The singular of an English word of our lists. Of those alone: Jamus is a place, and jamu a drink."""
    for ending in ("s", "es"):
        if word.endswith(ending) and word.removesuffix(ending) in ENGLISH:
            return word.removesuffix(ending)
    return None


def _half(word: str) -> str | None:
    """`tas-tas` written as one word is still tas."""
    middle, odd = divmod(len(word), 2)
    return word[:middle] if not odd and len(word) >= SHORTEST_DOUBLE and word[:middle] == word[middle:] else None


def _without_ending(word: str) -> str | None:
    """`kerajinannya` is kerajinan: an excepted word takes particles and possessives as any other."""
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base != word and (base in WHOLE or base in FAMILIES):
            return base
    return None
