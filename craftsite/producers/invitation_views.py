"""What the link of an invitation opens: who asks for what, and for whoever is signed in the button."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.producers import people_operations
from craftsite.producers.models import Invitation
from craftsite.producers.names import ROLE_NAMES
from craftsite.producers.people_forms import ButtonForm
from craftsite.producers.people_queries import find_invitation
from craftsite.producers.permissions import may_accept
from craftsite.web.clock import now
from craftsite.web.guards import SignInNeededError, open_to_visitors
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = open_to_visitors(Blueprint("invitations", __name__, url_prefix="/undangan"))


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """The invitation; looking at it does nothing, since programs follow the links of letters too."""
    invitation = find_invitation(token, now())
    if invitation is None:
        return render("producers/invitation_over.html", status=410)
    user = sessions.current_user_row()
    form = ButtonForm() if user else None
    if form is None or not form.validate_on_submit():
        return _page(token, invitation, form, user)
    with writing():
        user = db.session.get_one(User, sessions.signed_in_member().id)
        invitation = find_invitation(token, now())
        if invitation is None:
            return render("producers/invitation_over.html", status=410)
        if not may_accept(invitation, user.phone):
            abort(403)
        people_operations.accept(invitation, user, now())
        producer_id, name = invitation.producer_id, invitation.producer.name
        db.session.commit()
    flash(_("Anda sekarang ikut mengurus %(maker)s.", maker=name), "ok")
    return redirect(url_for("room.index", usaha=producer_id), 303)


def _page(token: str, invitation: Invitation, form: ButtonForm | None, user: User | None) -> Response:
    if form is None and request.method == "POST":
        raise SignInNeededError
    return render(
        "producers/invitation.html",
        status=form.http_status if form else 200,
        form=form,
        invitation=invitation,
        token=token,
        role_name=ROLE_NAMES[invitation.role],
        is_right=user is not None and may_accept(invitation, user.phone),
    )
