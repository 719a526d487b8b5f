"""What was probably meant by a word that nothing answers: the nearest word that the catalogue knows."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from craftsite.text.folding import fold
from craftsite.text.lexicon import KNOWN, SHOPPING_WORDS, STOP_WORDS
from craftsite.text.reading import WORD_CHARACTERS
from craftsite.text.stemming import stem
from craftsite.text.synonyms import same_stems
from craftsite.text.tokenizer import QUERY_CHARACTERS, QUERY_TERMS

SHORTEST_WORD = 4
LONGEST_WORD_WITH_ONE_SLIP = 5
NEIGHBOURS, ATTEMPTS = 4, 8

Vocabulary = Mapping[str, int] | Iterable[tuple[str, int]]

_WORD = re.compile(r"[^\W_]+")


def suggest(word: str, vocabulary: Vocabulary) -> str | None:
    """The surface of the vocabulary that is nearest to a word, never the word itself; None if none is near.

    Near is one slip (a letter missing, added, changed, or two exchanged) for words of four or five letters, two for
    longer ones; shorter words and numbers have no neighbours. Of the nearest the most frequent wins, then the first
    in the alphabet. `vocabulary` gives each surface and how often it occurs.
    """
    return next(iter(_neighbours(word, vocabulary if isinstance(vocabulary, Mapping) else dict(vocabulary))), None)


def corrected(
    text: str,
    vocabulary: Vocabulary,
    known: Callable[[str], bool] | Collection[str] | None = None,
    finds: Callable[[str], bool] = lambda text: True,
) -> str | None:
    """The text with its unknown words replaced by near neighbours, the rest as it was; None if nothing changes.

    `known` tells of a folded word whether to leave it alone. Without it a word is known if the vocabulary has it, its
    stem or a synonym, or if it is in the word lists of this package. Looks at the first eight unknown words. `finds`
    tells of a text whether it is worth offering; it is asked of the nearest neighbours first, eight times at most.
    """
    counts = vocabulary if isinstance(vocabulary, Mapping) else dict(vocabulary)
    is_known = known if callable(known) else _knowledge(counts) if known is None else known.__contains__
    readable = "".join(map(_storable, unicodedata.normalize("NFC", text[:QUERY_CHARACTERS])))
    unknown = [word for word in _WORD.finditer(readable) if not is_known(fold(word[0]))][:QUERY_TERMS]
    choices = [(word, near) for word in unknown if (near := _neighbours(word[0], counts)[:NEIGHBOURS])]
    if not choices:
        return None
    tried = itertools.product(*(range(len(near)) for _word, near in choices))
    # A word that is not at the head of its list is a worse guess, whichever word it is.
    for places in sorted(tried, key=sum)[:ATTEMPTS]:
        mended = _mended(readable, [(word, near[place]) for (word, near), place in zip(choices, places, strict=True)])
        if finds(mended):
            return mended
    return None


def _neighbours(word: str, counts: Mapping[str, int]) -> list[str]:
    """The surfaces that are near to a word, the nearest first, then the most frequent, then by the alphabet."""
    folded = fold(word)[: WORD_CHARACTERS + 1]
    if not SHORTEST_WORD <= len(folded) <= WORD_CHARACTERS or not folded.isalpha():
        return []
    slips = 1 if len(folded) <= LONGEST_WORD_WITH_ONE_SLIP else 2
    lengths = range(len(folded) - slips, len(folded) + slips + 1)
    candidates = [surface for surface in counts if len(surface) in lengths and surface.isalpha() and surface != folded]
    near = process.extract(
        folded, candidates, scorer=DamerauLevenshtein.distance, processor=None, score_cutoff=slips, limit=None
    )
    return [found[0] for found in sorted(near, key=lambda found: (found[1], -counts[found[0]], found[0]))]


def _mended(text: str, replacements: Iterable[tuple[re.Match[str], str]]) -> str:
    """The text with each of these words replaced; they stand in their order."""
    parts, end = [], 0
    for word, instead in replacements:
        parts += [text[end : word.start()], instead]
        end = word.end()
    return "".join([*parts, text[end:]])


def _knowledge(counts: Mapping[str, int]) -> Callable[[str], bool]:
    """Whether a word needs no mending, judged by the vocabulary and by the word lists."""

    def is_known(word: str) -> bool:
        if word in counts or word in KNOWN or word in STOP_WORDS or word in SHOPPING_WORDS:
            return True
        return any(word_stem in counts or word_stem in KNOWN for word_stem in same_stems(stem(word)))

    return is_known


def _storable(character: str) -> str:
    """Databases and pages refuse controls and halves of characters."""
    return " " if unicodedata.category(character) in {"Cc", "Cs"} else character
