"""What the monthly letter opens: which listings of a maker are still there, answered by one tap without signing in."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from craftsite.extensions import db
from craftsite.listings import freshness_operations as operations
from craftsite.listings import queries
from craftsite.producers.models import Membership
from craftsite.web.clock import now, today
from craftsite.web.forms import AnonymousForm
from craftsite.web.guards import open_to_visitors
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_visitors(Blueprint("freshness", __name__, url_prefix="/masih-ada"))


class AnswerForm(AnonymousForm):
    """A button; the link is what says who presses it, and the guard of the page where."""


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """The listings that were asked about; looking does nothing, since programs follow the links of letters too."""
    membership = operations.opened(token)
    if membership is None:
        return render("listings/still_there_over.html", status=410)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(token, membership, form)
    with writing():
        member = operations.opened(token)
        count = operations.confirm(member, id_value(request.form, "karya"), now(), today()) if member else 0
        db.session.commit()
    if count:
        flash(
            ngettext(
                "Terima kasih. Pembeli melihat bahwa %(num)s karya masih ada.",
                "Terima kasih. Pembeli melihat bahwa %(num)s karya masih ada.",
                count,
            ),
            "ok",
        )
    return redirect(url_for(".show", token=token), 303)


@bp.post("/<token>/surat")
def letters(token: str) -> Response:
    """No more such letters to this person, or again."""
    if operations.opened(token) is None or not AnswerForm().validate_on_submit():
        return render("listings/still_there_over.html", status=410)
    is_wanted = request.form.get("surat") == "kirim"
    with writing():
        member = operations.opened(token)
        if member is not None and is_wanted:
            operations.want_letters(member)
        elif member is not None:
            operations.decline_letters(member, now())
        db.session.commit()
    flash(_("Surat bulanan dikirim lagi.") if is_wanted else _("Surat bulanan tidak dikirim lagi."), "ok")
    return redirect(url_for(".show", token=token), 303)


def _page(token: str, membership: Membership, form: AnswerForm) -> Response:
    since = now() - operations.ASKED_AFTER
    return render(
        "listings/still_there.html",
        status=form.http_status,
        token=token,
        membership=membership,
        listings=queries.find_to_confirm(membership.producer_id, since, today(), operations.MOST_SHOWN),
    )
