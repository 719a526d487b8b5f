"""What the table of reviews holds about a person: what they decided; what they wrote is the maker's to read."""

from flask_babel import lazy_gettext as _l

from craftsite.accounts.my_data import Holding, called
from craftsite.curation.names import REVIEW_NAMES
from craftsite.curation.review_models import Review
from craftsite.curation.rubrics import line_words

_KEY = "a number without meaning outside of the database"
_OF_LISTING = "about the listing"

HOLDINGS = (
    Holding(
        _l("Karya yang Anda periksa untuk kantor"),
        Review,
        Review.reviewer_id,
        {
            "listing_id": _l("Nomor karya"),
            "decision": _l("Keputusan"),
            "ticks": _l("Yang diberi tanda"),
            "note": _l("Catatan untuk pembuat"),
            "decided_at": _l("Kapan"),
        },
        {
            "id": _KEY,
            "office_id": _KEY,
            "reviewer_id": _KEY,
            "undoes_id": _KEY,
            "kind": _OF_LISTING,
            "rubric_version": _KEY,
            "edition": _KEY,
            "offer": _OF_LISTING,
            "before": _OF_LISTING,
            "submitted_at": _OF_LISTING,
        },
        words={"decision": called(REVIEW_NAMES), "ticks": line_words},
    ),
)
