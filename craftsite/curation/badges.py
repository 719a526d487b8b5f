"""What everyone is told of a khas that an office stands by, in one sentence that is the same on every page."""

from flask_babel import gettext as _

from craftsite.curation.models import ProductDecision
from craftsite.producers.badges import checked_by
from craftsite.web.filters import month_names


def confirmation(decision: ProductDecision) -> str:
    """`Dikukuhkan Dekranasda Kab. Banyuwangi, November 2026`; the office of the decision is loaded."""
    return _(
        "Dikukuhkan %(office)s, %(month)s %(year)s",
        office=checked_by(decision.office),
        month=month_names()[decision.decided_on.month - 1],
        year=decision.decided_on.year,
    )
