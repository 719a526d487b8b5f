"""What became of a question: one tap each, by a secret link, without an account; reading it writes nothing."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.extensions import db
from craftsite.inquiries import outcome_operations, outcome_queries
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry, Outcome, Side
from craftsite.inquiries.outcome_operations import NOWHERE, STEPS
from craftsite.inquiries.places import countries, place_choices
from craftsite.regions.queries import find_provinces, find_regions
from craftsite.web.clock import now
from craftsite.web.forms import AnonymousForm
from craftsite.web.guards import open_to_senders
from craftsite.web.htmx import render
from craftsite.web.languages import current_language
from craftsite.web.writing import writing

bp = open_to_senders(Blueprint("outcomes", __name__, url_prefix="/hasil"))


def outcome_url(inquiry: Inquiry, side: Side) -> str:
    """Where a side of a thread says what became of it; "" while nobody asks. One query."""
    outcome = outcome_queries.find_open(inquiry.id, side, now())
    return url_of(outcome, inquiry) if outcome is not None else ""


def url_of(outcome: Outcome, inquiry: Inquiry) -> str:
    """The secret address of a question about a thread."""
    salt = outcome_operations.salt_of(inquiry, outcome.side, outcome.after_days)
    return url_for("outcomes.show", token=secret_of(Door.OUTCOME, salt))


@bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of the link from every other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """The next question, and one tap as its answer."""
    fault = ""
    if AnonymousForm().validate_on_submit():
        with writing():
            outcome = outcome_queries.get_by_secret_for_update(token, now())
            code, tapped = request.form.get("langkah", ""), request.form.get("jawab", "")
            is_kept = outcome_operations.tell(outcome, code, tapped, _is_place, now())
            db.session.commit()
        if is_kept:
            return redirect(url_for(".show", token=token), 303)
        fault = _("Pilih salah satu.")
    outcome, inquiry = outcome_queries.get_by_secret(token, now())
    code = outcome_operations.next_step(outcome)
    step = STEPS.get(code)
    return render(
        "outcomes/show.html",
        status=422 if fault else 200,
        fault=fault,
        token=token,
        code=code,
        question=step.question if step else "",
        choices=[(value, name) for value, (name, _stored) in step.choices.items()] if step else [],
        places=place_choices(find_regions(), find_provinces()) if code == "beli-di" else {},
        nowhere=NOWHERE,
        subject=inquiry.subject_name,
        has_begun=bool(outcome.bought),
        is_buyer=outcome.side == Side.BUYER,
    )


def _is_place(code: str) -> bool:
    known = {region.code for region in find_regions()} | {province.code for province in find_provinces()}
    return code in known or code in countries(current_language())
