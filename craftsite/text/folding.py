"""One spelling of a text, whatever its case, its accents, its apostrophes and its invisible signs."""

import re
import unicodedata

TEXT_CHARACTERS = 20_000
ENDING_CHARACTERS = 8

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s(?![^\W_])")
# Apostrophes stand inside words (ta'al, jum'at) and say nothing that a search needs. Some are letters, some marks.
_APOSTROPHES = dict.fromkeys(
    map(ord, "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201b\u2032\uff07\ua78c"), "'"
)
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2043\u2212\ufe63\uff0d"), "-")
_UNIFORM = _APOSTROPHES | _HYPHENS
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf"})
_UNREADABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


def fold(text: str) -> str:
    """The words of a text in lower case without marks or signs, one space apart: `Ijen-Raung` is `ijen raung`.

    It holds letters, digits and single spaces only, so every database stores it and it folds to itself. At most the
    first 20,000 characters are read.
    """
    return " ".join(_WORD.findall(simplify(text)))


def is_open_ended(text: str) -> bool:
    """True if the last word of a text may still be growing: no space or sign stands behind it."""
    ending = simplify(text[-ENDING_CHARACTERS:])
    return bool(ending) and ending[-1].isalnum()


def simplify(text: str) -> str:
    """The text in lower case without marks, apostrophes and invisible signs; all other punctuation stays."""
    simple = text[:TEXT_CHARACTERS].translate(_UNIFORM)
    if not simple.isascii():
        # One sign may decompose into eighteen letters, so the bound is drawn again.
        simple = _decompose(_decompose(simple)[:TEXT_CHARACTERS].casefold())[:TEXT_CHARACTERS]
        simple = "".join(map(_readable, simple)).translate(_UNIFORM)
    return _POSSESSIVE.sub("", simple.lower()).replace("'", "")


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _readable(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category in _UNREADABLE:
        return " "
    return str(unicodedata.decimal(character)) if category == "Nd" else character
