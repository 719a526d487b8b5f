"""How long something takes, as people say it: `2 minggu`, `10-14 hari`, `sebulan`."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from craftsite.web.filters import angka
from craftsite.web.number_words import number
from craftsite.web.plain import plain
from craftsite.web.unclear import UnclearError

MOST_DAYS = 730
LONGEST_DURATION = 60

_DAYS = {
    **dict.fromkeys(("jam", "hour", "hours"), Fraction(1, 24)),
    **dict.fromkeys(("hari", "hr", "day", "days"), Fraction(1)),
    **dict.fromkeys(("minggu", "mgg", "pekan", "week", "weeks"), Fraction(7)),
    **dict.fromkeys(("bulan", "bln", "month", "months"), Fraction(30)),
    **dict.fromkeys(("tahun", "thn", "year", "years"), Fraction(365)),
}
# Five days of work are a week on the calendar.
_WORKING_DAY = Fraction(7, 5)
_ABOUT = re.compile(
    r"^(?:(?:sekitar|kira-kira|kurang lebih|kurleb|maksimal|maks\.?|paling lama|selama|about|around|up to)\s+|[±~]\s*)"
)
_TO = re.compile(r"\s*(?:-|\bsampai dengan\b|\bsampai\b|\bs/d\b|\bsd\b|\bhingga\b|\batau\b|\bto\b|\bor\b)\s*")


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, the longer end of a span; `is_spoken` where it was not written as a number of days."""

    days: int
    is_spoken: bool


def read_duration(text: str) -> Duration:
    """The days that a text says, rounded up; a bare number is days. Raises UnclearError for anything else.

    A week has 7 days, a month 30, a year 365; five working days are a week.
    """
    line = plain(text).strip(" .")
    days = _longest(_ABOUT.sub("", line)) if len(line) <= LONGEST_DURATION else None
    if days is None:
        raise UnclearError(_("Tulis lamanya, misalnya 3 hari, 2 minggu atau sebulan."))
    if days <= 0:
        raise UnclearError(_("Paling sedikit 1 hari."))
    if days > MOST_DAYS:
        raise UnclearError(_("Terlalu lama. Paling lama %(most)s hari.", most=angka(MOST_DAYS)))
    return Duration(math.ceil(days), is_spoken=not re.fullmatch(r"[0-9]+(?: ?hari)?", line))


def _longest(text: str) -> Fraction | None:
    """The longer of `10-14 hari`, `5 hari sampai 2 minggu`; an end without a unit has that of the other."""
    ends = _TO.split(text)
    if len(ends) > 2:
        return None
    unit = _unit(ends[-1])
    lengths = [_length(end, unit) for end in ends]
    if any(length is None for length in lengths):
        return None
    return max(length for length in lengths if length is not None)


def _unit(text: str) -> Fraction:
    words = text.split()
    found = next((_DAYS[name] for word in words if (name := word.removeprefix("se")) in _DAYS or word in _DAYS), None)
    return _DAYS["hari"] if found is None else found * (_WORKING_DAY if words[-1] == "kerja" else 1)


def _length(text: str, unit: Fraction) -> Fraction | None:
    """The days of `2 minggu 3 hari`, `satu setengah bulan`, `12`."""
    words = _opened(text)
    if not words:
        return None
    total = Fraction(0)
    while words:
        end = next((at for at, word in enumerate(words) if word in _DAYS), len(words))
        many = number(" ".join(words[:end]))
        if many is None:
            return None
        size = _DAYS[words[end]] if end < len(words) else unit
        words = words[end + 1 :]
        if words[:1] == ["kerja"] and size == 1:
            size, words = _WORKING_DAY, words[1:]
        total += many * size
    return total


def _opened(text: str) -> list[str]:
    """`sebulan` is `satu bulan`, `2minggu` is two words."""
    words = re.sub(r"([0-9½¼¾])([a-z])", r"\1 \2", text).split()
    opened: list[str] = []
    for word in words:
        if word.startswith("se") and word[2:] in _DAYS:
            opened += ["satu", word[2:]]
        else:
            opened.append("satu" if word in ("a", "one") else word)
    return opened
