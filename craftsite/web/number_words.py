"""Numbers as people write and say them: `1.200`, `2,5`, `1½`, `seratus dua puluh lima ribu`, `satu setengah`."""

import re
from collections.abc import Sequence
from fractions import Fraction

# More words than any number below a million million needs.
MOST_WORDS = 24

_NAMES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DIGITS = {name: digit for digit, name in enumerate(_NAMES)}
_ONE_OF = {"sebelas": "belas", "sepuluh": "puluh", "seratus": "ratus", "seribu": "ribu", "sejuta": "juta"}
_SCALES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000}
_FRACTIONS = {
    ("setengah",): Fraction(1, 2),
    ("separuh",): Fraction(1, 2),
    ("seperempat",): Fraction(1, 4),
    ("tiga", "perempat"): Fraction(3, 4),
}

_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]{1,7})[.,]([0-9]{1,2})")
_WITH_VULGAR = re.compile(r"([0-9]{0,7}) ?([½¼¾])")
_WITH_FRACTION = re.compile(r"(?:([0-9]{1,7}) )?([1-9]) ?[/\u2044] ?([2-9])")


def number(text: str) -> Fraction | None:
    """The number that a text of small letters says in digits or in words; None where it says none.

    Three digits behind a mark are thousands, one or two are a fraction: who counts things writes no thousandths.
    """
    if re.fullmatch("[0-9]{1,30}", text):
        return Fraction(text)
    if _GROUPED.fullmatch(text):
        return Fraction(re.sub("[.,]", "", text))
    if found := _DECIMAL.fullmatch(text):
        return Fraction(f"{found[1]}.{found[2]}")
    if found := _WITH_VULGAR.fullmatch(text):
        return Fraction(found[1] or "0") + _VULGAR[found[2]]
    if found := _WITH_FRACTION.fullmatch(text):
        return Fraction(found[1] or "0") + Fraction(int(found[2]), int(found[3]))
    return number_in_words(text.split())


def number_in_words(words: Sequence[str]) -> Fraction | None:
    """The number that small words say, such as `dua`, `belas`; None where they say none.

    A half or a quarter may stand alone or behind a whole number, and before a scale: `satu setengah juta`.
    """
    if not 0 < len(words) <= MOST_WORDS:
        return None
    plain = [part for word in words for part in (("satu", _ONE_OF[word]) if word in _ONE_OF else (word,))]
    total = Fraction(0)
    below: int | None = None
    while plain:
        end = next((at for at, word in enumerate(plain) if word in _SCALES), None)
        if end is None:
            return _added(total, _group(plain), below)
        scale = _SCALES[plain[end]]
        group = _group(plain[:end])
        if group is None or group == 0 or (below is not None and group * scale >= below):
            return None
        total += group * scale
        below = scale
        plain = plain[end + 1 :]
    return total


def _added(total: Fraction, group: Fraction | None, below: int | None) -> Fraction | None:
    if group is None or (below is not None and (group == 0 or group >= below)):
        return None
    return total + group


def _group(words: list[str]) -> Fraction | None:
    """A number below a thousand, perhaps with a half."""
    fraction = Fraction(0)
    for ending, value in _FRACTIONS.items():
        if tuple(words[-len(ending) :]) == ending:
            words, fraction = words[: -len(ending)], value
            if not words:
                return fraction
            break
    whole = _below_thousand(words)
    return None if whole is None else whole + fraction


def _below_thousand(words: list[str]) -> int | None:
    hundreds, rest = 0, words
    if len(words) >= 2 and words[1] == "ratus":
        hundreds, rest = _DIGITS.get(words[0], 0) * 100, words[2:]
        if not hundreds:
            return None
        if not rest:
            return hundreds
    below = _below_hundred(rest)
    return None if below is None or (hundreds and below == 0) else hundreds + below


def _below_hundred(words: list[str]) -> int | None:
    match [_DIGITS.get(word, word) for word in words]:
        case [int(ones)]:
            return ones
        case [int(ones), "belas"] if ones:
            return 10 + ones
        case [int(tens), "puluh"] if tens:
            return tens * 10
        case [int(tens), "puluh", int(ones)] if tens and ones:
            return tens * 10 + ones
    return None
