"""What an office sees of threads: who leaves buyers without an answer, and which threads were reported; no words."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import desk_regions
from craftsite.extensions import db
from craftsite.inquiries import silence_operations, silence_queries
from craftsite.inquiries.conversation import waiting_words
from craftsite.inquiries.names import COMPLAINT_NAMES
from craftsite.regions.queries import find_regions
from craftsite.web.clock import now
from craftsite.web.forms import STALE, SignedInForm
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("silence", __name__, url_prefix="/dekranasda/percakapan"), RoleName.COORDINATOR, RoleName.ADMIN
)
SHOWN = 100


@bp.get("")
def index() -> Response:
    """Silence and reports of the own regions. Three queries, however many there are."""
    regions = desk_regions(sessions.signed_in_member())
    return render(
        "silence/index.html",
        silences=silence_queries.find_silent(regions, now(), SHOWN),
        complaints=silence_queries.find_complaints(regions, SHOWN),
        complaint_names=COMPLAINT_NAMES,
        region_names={region.code: text_of(region, "short_name") for region in find_regions()},
        since=lambda instant: waiting_words(instant, now()),
        button=SignedInForm(formdata=None),
    )


@bp.post("/laporan/<id:complaint_id>/selesai")
def handle(complaint_id: int) -> Response:
    """That the office has seen to a report."""
    member = sessions.signed_in_member()
    if not SignedInForm().validate_on_submit():
        silence_queries.get_complaint(complaint_id, desk_regions(member))
        flash(str(STALE), "err")
        return redirect(url_for(".index"), 303)
    with writing():
        complaint = silence_queries.get_complaint(complaint_id, desk_regions(member))
        silence_operations.handle_complaint(complaint, member.id, now())
        db.session.commit()
    flash(_("Laporan ditandai selesai."), "ok")
    return redirect(url_for(".index"), 303)
