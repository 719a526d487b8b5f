"""Values of a query string. A query string is never an error: what cannot be understood is as good as absent."""

import re

from werkzeug.datastructures import MultiDict

from craftsite.web.money import read_rupiah
from craftsite.web.sanity import is_text
from craftsite.web.unclear import UnclearError

LONGEST_VALUE = 200

_ID = re.compile(r"[1-9][0-9]{0,17}")


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
    """Whole rupiah as people write them, `1.250.000` or `1,5 juta`; None for what is none, or may be two."""
    try:
        amount = read_rupiah(text_value(args, name))
    except UnclearError:
        return None
    return amount.idr if amount.is_sure else None
