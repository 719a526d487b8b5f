"""Money as people write it: whole rupiah where that is certain, and what was probably meant where it is not."""

import re
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from craftsite.web.filters import rupiah
from craftsite.web.number_words import number_in_words
from craftsite.web.plain import plain
from craftsite.web.unclear import UnclearError

HIGHEST_IDR = 10_000_000_000
LONGEST_AMOUNT = 60

_CURRENCY = re.compile(r"(?:rp|idr)\b[.:]?|\brp(?=[0-9])[.:]?|^idr(?=[0-9])|\b(?:rupiah|perak)$")
# What stands behind an amount on a bill, where the cents would be: `1.250.000,-`.
_FLOURISH = re.compile(r"(?:[.,;]?\s*-{1,2}|[.,]?\s*=)$")
_SCALES = {
    **dict.fromkeys(("rb", "rbu", "ribu", "rebu", "k"), 1_000),
    **dict.fromkeys(("jt", "jta", "juta"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar"), 1_000_000_000),
}
_SCALED = re.compile(rf"([0-9][0-9.,]*)\s*({'|'.join(_SCALES)})(?![a-z])")
_SPAN = re.compile(rf"(?:[0-9]|{'|'.join(_SCALES)})\s*(?:-|~|sampai|s/d|hingga)\s*(?:rp[. ]*)?[0-9]")
_GROUPS_OF_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_GROUPS_OF_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_GROUPS_OF_SPACES = re.compile(r"[1-9][0-9]{0,2}(?:[ '][0-9]{3})+")
_MIXED = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")
# Four digits or more with two zeros behind a mark: nothing else than cents can stand there.
_WITH_CENTS = re.compile(r"([1-9][0-9]{3,})[.,]00")
_WITH_SOME_CENTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]{2}|([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.[0-9]{2}")
_NEGATIVE = re.compile(r"(?:rp|idr)?[. ]*-")
GROUP = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole rupiah that a text says, or probably says.

    Of an amount that is not sure `otherwise_idr` is what the text says by the letter, where that is an amount as well.
    """

    idr: int
    is_sure: bool
    otherwise_idr: int | None = None


def read_rupiah(text: str) -> Amount:
    """The amount from 1 to 10,000,000,000 that a text says. Raises UnclearError for anything else.

    `1250000`, `Rp 1.250.000,-`, `IDR 1,250,000`, `125rb`, `1,25 jt` and `seratus ribu` are sure. `12.5`, `1,250` and
    `1.250.00` are not: a point may be a comma and a zero may be missing, so nobody guesses a price from them.
    """
    written = plain(text)
    if len(written) > LONGEST_AMOUNT:
        raise _too_high() if written.replace(".", "").isdecimal() else _no_money()
    if _NEGATIVE.match(written):
        raise UnclearError(_("Harga tidak bisa di bawah nol. Hapus tanda kurangnya."))
    if _SPAN.search(written):
        raise UnclearError(_("Tulis satu harga saja."))
    written = _without_flourish(written)
    amount = _in_scales(written) or _in_words(written) or _in_digits(written)
    if amount is None:
        raise _no_money()
    if amount.idr == 0:
        raise UnclearError(_("Harga tidak bisa nol. Tulis harganya, atau kosongkan."))
    if amount.idr > HIGHEST_IDR:
        raise _too_high()
    if amount.otherwise_idr is not None and not 0 < amount.otherwise_idr <= HIGHEST_IDR:
        return Amount(amount.idr, amount.is_sure)
    return amount


def _no_money() -> UnclearError:
    return UnclearError(_("Tulis harga dengan angka, misalnya 125.000 atau 1.250.000."))


def _too_high() -> UnclearError:
    return UnclearError(_("Terlalu besar. Paling banyak %(highest)s.", highest=rupiah(HIGHEST_IDR)))


def _without_flourish(written: str) -> str:
    return _FLOURISH.sub("", _CURRENCY.sub("", written).strip()).strip()


def _in_scales(text: str) -> Amount | None:
    """`125rb`, `1,25 jt`, `1 juta 250 ribu`."""
    parts = list(_SCALED.finditer(text))
    if not parts or "".join(_SCALED.sub("", text).split()):
        return None
    total, below, is_sure = Fraction(0), None, True
    otherwise: Fraction | None = None
    for part in parts:
        scale = _SCALES[part[2]]
        number = _decimal(part[1])
        if number is None:
            return None
        value, other = number
        if below is not None and (other is not None or value * scale >= below):
            return None
        if other is not None:
            is_sure, otherwise = False, other * scale
        total, below = total + value * scale, scale
    if total.denominator != 1:
        return None
    return Amount(int(total), is_sure, int(otherwise) if otherwise is not None else None)


def _decimal(written: str) -> tuple[Fraction, Fraction | None] | None:
    """What `1,25` is before a scale, and what else it may be: three digits behind one mark may be thousands."""
    whole, *rest = re.split("[.,]", written)
    if not whole or not all(rest):
        return None
    if not rest:
        return Fraction(whole), None
    if len(rest) > 1:
        return None
    fraction = Fraction(f"{whole}.{rest[0]}")
    if len(rest[0]) == GROUP and whole.strip("0"):
        return fraction, Fraction(whole + rest[0])
    return fraction, None


def _in_words(text: str) -> Amount | None:
    number = number_in_words(text.split())
    return Amount(int(number), True) if number is not None and number.denominator == 1 else None


def _in_digits(text: str) -> Amount | None:
    if _GROUPS_OF_SPACES.fullmatch(text):
        return Amount(int(re.sub("[ ']", "", text)), True)
    if not _MIXED.fullmatch(text):
        return None
    # Cents are nothing: no price has any, and two zeros say so.
    for mark, groups in ((",", _GROUPS_OF_DOTS), (".", _GROUPS_OF_COMMAS)):
        whole = text.removesuffix(f"{mark}00")
        if groups.fullmatch(whole):
            return Amount(int(re.sub("[.,]", "", whole)), True)
    if cents := _WITH_CENTS.fullmatch(text):
        return Amount(int(cents[1]), True)
    if text.isdecimal():
        return Amount(int(text), not text.startswith("0") or int(text) == 0)
    return _probably(text)


def _probably(text: str) -> Amount | None:
    """What `12.5`, `125,000` or `1.250.00` may say."""
    if cents := _WITH_SOME_CENTS.fullmatch(text):
        return Amount(int(re.sub("[.,]", "", cents[1] or cents[2])), False)
    whole, *rest = re.split("[.,]", text)
    if not all(rest):
        return None
    *groups, last = rest
    digits = "".join((whole, *groups))
    is_thousands = len(last) == GROUP and text[-GROUP - 1] == "."
    by_the_letter = int(digits) if not last.strip("0") and not is_thousands else None
    # A last group that is too short lacks its zeros.
    return Amount(int(digits + last.ljust(GROUP, "0")), False, by_the_letter)
