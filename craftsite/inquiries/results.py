"""With what a thread may end, in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.inquiries.models import Result

RESULT_NAMES: Mapping[str, Any] = {
    Result.AGREED: _l("Sepakat, jadi membeli"),
    Result.NOT_AGREED: _l("Tidak jadi"),
    Result.NOT_AVAILABLE: _l("Barangnya tidak ada"),
    Result.UNANSWERED: _l("Tidak dijawab"),
    Result.NO_BUYER: _l("Bukan pembeli"),
    Result.WITHDRAWN: _l("Ditarik pembeli"),
}
# What a maker may close a thread with.
RESULTS_OF_MAKER = (Result.AGREED, Result.NOT_AGREED, Result.NOT_AVAILABLE, Result.UNANSWERED, Result.NO_BUYER)
