"""The number of a business (NIB), as people copy it from its certificate."""

import re

from flask_babel import gettext as _

from craftsite.web.plain import plain
from craftsite.web.unclear import UnclearError

LONGEST_NUMBER = 60

_LABELS = re.compile(r"(?:(?:no|nomor|nib)\b[ .:]*)+")
_SEPARATORS = re.compile(r"[\s./\-]")
_NIB = re.compile(r"[0-9]{13}")


def read_business_number(text: str) -> str:
    """The 13 digits of an NIB. Raises UnclearError for anything else."""
    line = plain(text[: LONGEST_NUMBER * 4])
    labels = _LABELS.match(line)
    digits = _SEPARATORS.sub("", line[labels.end() :] if labels else line)
    if len(line) > LONGEST_NUMBER or not _NIB.fullmatch(digits):
        raise UnclearError(_("NIB terdiri dari 13 angka. Periksa lagi, atau kosongkan."))
    return digits
