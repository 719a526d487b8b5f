"""What an office looks through before a maker sees it: questions that may be a machine's."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import desk_regions
from craftsite.extensions import db
from craftsite.inquiries import operations, review_queries
from craftsite.inquiries.doubts import DOUBT_NAMES
from craftsite.inquiries.forms import VerdictForm
from craftsite.inquiries.sentences import said
from craftsite.web.clock import now
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("inquiries_desk", __name__, url_prefix="/dekranasda/pertanyaan"), RoleName.COORDINATOR, RoleName.ADMIN
)
HELD_SHOWN = 30


@bp.get("")
def index() -> Response:
    """The questions that wait to be looked through, the oldest first: what was written, without name and contact."""
    return _page(VerdictForm())


@bp.post("/<id:inquiry_id>/<any(teruskan, tolak):ruling>")
def decide(inquiry_id: int, ruling: str) -> Response:
    """Lets a question through to its maker, or refuses it."""
    member = sessions.signed_in_member()
    regions = desk_regions(member)
    review_queries.get_reviewable(inquiry_id, regions)
    form = VerdictForm()
    if not form.validate_on_submit():
        return _page(form)
    with writing():
        inquiry = review_queries.get_reviewable_for_update(inquiry_id, regions)
        operations.review(inquiry, ruling == "teruskan", member.id, now())
        db.session.commit()
    flash(
        _("Diteruskan kepada pembuatnya.") if ruling == "teruskan" else _("Ditolak. Pembuatnya tidak melihatnya."),
        "ok",
    )
    return redirect(url_for(".index"), 303)


def _page(form: VerdictForm) -> Response:
    held = review_queries.find_held(desk_regions(sessions.signed_in_member()), HELD_SHOWN)
    return render(
        "inquiries/desk_index.html",
        status=form.http_status,
        form=form,
        held=held,
        doubt_names=DOUBT_NAMES,
        said=said,
    )
