"""What was probably meant by a word that nothing answers: the nearest word that the catalogue knows."""

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

Vocabulary = Mapping[str, int] | Iterable[tuple[str, int]]

_WORD = re.compile(r"[^\W_]+")


def suggest(word: str, vocabulary: Vocabulary) -> str | None:
    """The surface of the vocabulary that is nearest to a word, never the word itself; None if none is near.

    Near is one slip (a letter missing, added, changed, or two exchanged) for words of four or five letters, two for
    longer ones; shorter words and numbers have no neighbours. Of the nearest the most frequent wins, then the first
    in the alphabet. `vocabulary` gives each surface and how often it occurs.
    """
    folded = fold(word)[: WORD_CHARACTERS + 1]
    if not SHORTEST_WORD <= len(folded) <= WORD_CHARACTERS or not folded.isalpha():
        return None
    counts = vocabulary if isinstance(vocabulary, Mapping) else dict(vocabulary)
    slips = 1 if len(folded) <= LONGEST_WORD_WITH_ONE_SLIP else 2
    lengths = range(len(folded) - slips, len(folded) + slips + 1)
    candidates = [surface for surface in counts if len(surface) in lengths and surface.isalpha() and surface != folded]
    near = process.extract(
        folded, candidates, scorer=DamerauLevenshtein.distance, processor=None, score_cutoff=slips, limit=None
    )
    best = min(near, key=lambda found: (found[1], -counts[found[0]], found[0]), default=None)
    return best[0] if best is not None else None


def corrected(
    text: str, vocabulary: Vocabulary, known: Callable[[str], bool] | Collection[str] | None = None
) -> str | None:
    """The text with each unknown word replaced by its nearest neighbour, the rest as it was; None if nothing changes.

    `known` tells of a folded word whether to leave it alone. Without it a word is known if the vocabulary has it, its
    stem or a synonym, or if it is in the word lists of this package. Looks at the first eight unknown words.
    """
    counts = vocabulary if isinstance(vocabulary, Mapping) else dict(vocabulary)
    is_known = known if callable(known) else _knowledge(counts) if known is None else known.__contains__
    left = QUERY_TERMS

    def mended(found: re.Match[str]) -> str:
        nonlocal left
        word = fold(found[0])
        if not left or is_known(word):
            return found[0]
        left -= 1
        return suggest(word, counts) or found[0]

    readable = "".join(map(_storable, unicodedata.normalize("NFC", text[:QUERY_CHARACTERS])))
    mended_text = _WORD.sub(mended, readable)
    return mended_text if mended_text != readable else None


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
