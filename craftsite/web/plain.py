"""One plain spelling of a line that somebody typed, before it is read as a price, a quantity or an address."""

import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_APOSTROPHES = dict.fromkeys((0x2018, 0x2019), "'")
_SAME = _FULL_WIDTH | _DASHES | _APOSTROPHES


def plain(text: str) -> str:
    """The line in small letters, one space between words, without signs that nobody sees, with one kind of dash.

    Full-width characters become the usual ones. Digits of other scripts stay what they are: nobody here writes them,
    so where a number is asked for they are none.
    """
    seen = "".join(sign for sign in text.translate(_SAME) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.lower().split())
