"""Values of a query string. A query string is never an error: what cannot be understood is as good as absent."""

import re

from werkzeug.datastructures import MultiDict

from craftsite.web.sanity import is_text

LONGEST_VALUE = 200
GREATEST_INTEGER = 10**12

_ID = re.compile(r"[1-9][0-9]{0,17}")
_RUPIAH = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3}){1,4}|\d{1,13})", re.ASCII | re.IGNORECASE)


def text_value(args: MultiDict[str, str], name: str) -> str:
    """The first value of `name`, trimmed, at most 200 characters; empty where it is absent or not text."""
    value = args.get(name, "")
    return " ".join(value[:LONGEST_VALUE].split()) if is_text(value) else ""


def chosen_values(args: MultiDict[str, str], name: str, known: frozenset[str]) -> frozenset[str]:
    """Those values of a repeated parameter that are known."""
    return known.intersection(args.getlist(name))


def page_value(args: MultiDict[str, str], name: str, last: int) -> int:
    """A page number from 1 to `last`; 1 where the value is no such number."""
    value = args.get(name, "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 6 else 1
    return min(max(number, 1), last)


def id_value(args: MultiDict[str, str], name: str) -> int | None:
    """A row id; None where the value is none."""
    value = args.get(name, "")
    return int(value) if _ID.fullmatch(value) else None


def rupiah_value(args: MultiDict[str, str], name: str) -> int | None:
    """Whole rupiah from `1250000`, `1.250.000` or `Rp 1.250.000`; None where it is none of these."""
    return rupiah(text_value(args, name))


def rupiah(text: str) -> int | None:
    """Whole rupiah from the ways people write them; None for anything else, such as the ambiguous `1,5`."""
    found = _RUPIAH.fullmatch(text.replace("\u00a0", " ").strip())
    if found is None:
        return None
    amount = int(found[1].replace(".", ""))
    return amount if amount <= GREATEST_INTEGER else None
