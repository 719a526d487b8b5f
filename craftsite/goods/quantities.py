"""How many of a thing somebody asks for or sells, in the words of the trade: `selusin`, `2 kodi`, `5 ons`."""

import re
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from craftsite.goods.units import UNITS, unit_name
from craftsite.web.filters import angka
from craftsite.web.number_words import number
from craftsite.web.plain import plain
from craftsite.web.unclear import UnclearError

MOST = 1_000_000
LONGEST_QUANTITY = 60

# Pieces in what is sold by the dozen or the score.
PACKS = {"lusin": 12, "kodi": 20, "gros": 144}
# Grams in what is weighed.
WEIGHTS = {"ons": 100, "kg": 1_000, "kuintal": 100_000, "ton": 1_000_000}
_SPELLINGS = {
    "dosin": "lusin", "dozen": "lusin", "dozens": "lusin", "losin": "lusin", "lsn": "lusin",
    "gross": "gros", "kg": "kg", "kilo": "kg", "kilogram": "kg", "kgs": "kg", "kilos": "kg",
    "kwintal": "kuintal", "kw": "kuintal", "lbr": "lembar", "hlai": "helai", "psg": "pasang", "pair": "pasang",
    "pairs": "pasang", "bks": "bungkus", "btl": "botol", "ktk": "kotak", "box": "kotak", "boxes": "kotak",
    "bottle": "botol", "bottles": "botol", "sets": "set", "kain": "lembar",
}  # fmt: skip
# What any single thing may be called.
_PIECES = frozenset({
    "buah", "bh", "biji", "potong", "lembar", "helai", "unit", "pcs", "pc", "piece", "pieces", "item", "items",
})  # fmt: skip
_KNOWN = frozenset({*UNITS, *PACKS, *WEIGHTS, *_SPELLINGS, *_PIECES})
_ABOUT = re.compile(
    r"^(?:(?:sekitar|kira-kira|kira|kurang lebih|kurleb|minimal|minimum|min\.?|paling sedikit|about|around|at least)\s+"
    r"|[±~]\s*)"
)
_NUMBER = re.compile(r"([0-9½¼¾](?:[0-9., /\u2044½¼¾]*[0-9½¼¾])?)\s*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a listing's unit; `is_spoken` where it was not written in digits, so that a page says it back."""

    count: int
    is_spoken: bool


def read_quantity(text: str, unit: str) -> Quantity:
    """How many of `unit`, a code of `goods.units`, a text says. Raises UnclearError where that is no whole number.

    A lusin is 12, a kodi 20, a gros 144; ten ons are a kg. Without a unit the number counts in the listing's own.
    """
    line = plain(text).strip(" .")
    asked, written = _parts(_ABOUT.sub("", line)) if len(line) <= LONGEST_QUANTITY else (None, "")
    if asked is None:
        raise UnclearError(_("Tulis jumlahnya, misalnya 12, selusin atau 2 kodi."))
    count = asked * _size(written or unit, unit)
    if count.denominator != 1:
        raise UnclearError(_not_whole(unit))
    if count < 1:
        raise UnclearError(_("Paling sedikit 1."))
    if count > MOST:
        raise UnclearError(_("Terlalu banyak. Paling banyak %(most)s.", most=angka(MOST)))
    return Quantity(int(count), is_spoken=not re.fullmatch(rf"[0-9]+(?:\.[0-9]{{3}})*\s*(?:{unit})?", line))


def _parts(text: str) -> tuple[Fraction | None, str]:
    """The number of a text, and the unit behind it in its one spelling; "" where none is there."""
    found = _NUMBER.match(text)
    if found:
        words, rest = [found[1]], text[found.end() :].split()
    else:
        words = _opened(text.split())
        end = next((at for at, word in enumerate(words) if word in _KNOWN), len(words))
        words, rest = words[:end], words[end:]
    if len(rest) > 1 or (rest and rest[0] not in _KNOWN):
        return None, ""
    return number(" ".join(words)), _SPELLINGS.get(rest[0], rest[0]) if rest else ""


def _opened(words: list[str]) -> list[str]:
    """`selusin` is `satu lusin`, and `a dozen` as well."""
    opened: list[str] = []
    for at, word in enumerate(words):
        if word.startswith("se") and word[2:] in _KNOWN:
            opened += ["satu", word[2:]]
        elif word in ("a", "one") or (at == 0 and word in ("dozen", "lusin", "kodi", "gros", "gross")):
            opened += ["satu"] if word in ("a", "one") else ["satu", word]
        elif word == "half":
            opened.append("setengah")
        else:
            opened.append(word)
    return opened[:1] + opened[2:] if opened[:2] == ["setengah", "satu"] else opened


def _size(written: str, unit: str) -> Fraction:
    """How many of the listing's unit one of the written unit is. Raises UnclearError where the two do not compare."""
    if written == unit:
        return Fraction(1)
    if written in WEIGHTS and unit in WEIGHTS:
        return Fraction(WEIGHTS[written], WEIGHTS[unit])
    if unit not in WEIGHTS and (written in PACKS or written in _PIECES):
        return Fraction(PACKS.get(written, 1), PACKS.get(unit, 1))
    raise UnclearError(_("Karya ini dihitung per %(unit)s. Tulis jumlahnya dalam %(unit)s.", unit=unit_name(unit)))


def _not_whole(unit: str) -> str:
    if unit in PACKS:
        return _(
            "Satu %(unit)s berisi %(count)s. Tulis jumlah %(unit)s yang bulat.",
            unit=unit_name(unit),
            count=angka(PACKS[unit]),
        )
    return _("Jumlahnya harus bulat dalam %(unit)s.", unit=unit_name(unit))
