"""What a listing says that keeps it from being sold here, or that needs evidence; pure, and in the page's language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.goods.models import Kind
from craftsite.listings.claim_words import REFUSED, WARNED, Rule, rules_by_first_word
from craftsite.text.folding import fold

WORDS_AHEAD, WORDS_BEHIND = 4, 2

_REFUSED = {kind: rules_by_first_word(REFUSED, kind) for kind in Kind}
_WARNED = {kind: rules_by_first_word(WARNED, kind) for kind in Kind}
_SENTENCES: Mapping[str, Callable[[str], str]] = {
    "tobacco": lambda word: _("“%(word)s”: hasil tembakau tidak bisa ditawarkan di sini.", word=word),
    "protected_species": lambda word: _(
        "“%(word)s”: satwa dan tumbuhan yang dilindungi tidak bisa ditawarkan. Bila ini hanya motif, tulis “motif”.",
        word=word,
    ),
    "heritage": lambda word: _(
        "“%(word)s”: benda kuno tidak bisa ditawarkan. Bila ini buatan baru, tulis “replika” di depannya.",
        word=word,
    ),
    "printed_batik": lambda word: _(
        "“%(word)s”: kain yang dicetak tidak termasuk Batik. Pilih Kerajinan, dan tulis “kain motif batik”.", word=word
    ),
    "health": lambda word: _(
        "Kata “%(word)s” butuh bukti. Tulis bahan, rasa, dan cara memakainya saja.", word=word
    ),
    "genuine": lambda word: _(
        "Kata “%(word)s” butuh bukti. Tulis bahannya dan di mana dibuat, misalnya “kulit sapi, dijahit di Magetan”.",
        word=word,
    ),
    "greatest": lambda word: _(
        "Kata “%(word)s” butuh bukti. Tulis angkanya, misalnya “dibuat sejak 1975” atau “tinggi 3 meter”.", word=word
    ),
    "magic": lambda word: _(
        "Kata “%(word)s” tidak bisa dibuktikan. Tulis bahan, bentuk, dan cara membuatnya.", word=word
    ),
    "animal_origin": lambda word: _(
        "Tulis dari mana “%(word)s” ini, dan simpan suratnya. Kantor akan menanyakannya.", word=word
    ),
    "called_batik": lambda word: _(
        "“%(word)s” bukan batik, karena dicetak. Tulis “kain motif batik”.", word=word
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """What was found: a code for programs, a sentence for the writer, and the folded words it is about."""

    code: str
    sentence: str
    word: str


def refusals(kind: Kind | str, texts: Iterable[str]) -> list[Claim]:
    """Why goods of a kind with these texts cannot be offered, one for each reason; empty where they can."""
    first: dict[str, str] = {}
    for code, word in _found(_REFUSED[Kind(kind)], texts):
        first.setdefault(code, word)
    return [Claim(code, _SENTENCES[code](word), word) for code, word in first.items()]


def warnings(kind: Kind | str, texts: Iterable[str]) -> list[Claim]:
    """What these texts claim that needs evidence, one for each word in the order of the texts; nothing is refused."""
    return [
        Claim(code, _SENTENCES[code](word), word) for code, word in dict.fromkeys(_found(_WARNED[Kind(kind)], texts))
    ]


def _found(rules: Mapping[str, list[tuple[tuple[str, ...], Rule]]], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        words = fold(text).split()
        at = 0
        while at < len(words):
            phrase, rule = next(
                (pair for pair in rules.get(words[at], ()) if tuple(words[at : at + len(pair[0])]) == pair[0]),
                ((words[at],), None),
            )
            end = at + len(phrase)
            if rule is not None and not _is_harmless(rule, words, at, end):
                yield rule.code, " ".join(phrase)
            at = end


def _is_harmless(rule: Rule, words: list[str], start: int, end: int) -> bool:
    ahead, behind = words[max(0, start - WORDS_AHEAD) : start], words[end : end + WORDS_BEHIND]
    return not rule.before.isdisjoint(ahead) or not rule.after.isdisjoint(behind)
