"""Taking one's own maker off the site, after a look at what that means."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.producers import closing_operations, queries
from craftsite.producers.people_forms import ClosingForm
from craftsite.producers.permissions import may_close
from craftsite.web.clock import now
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("closing", __name__, url_prefix="/ruang/tutup"))


@bp.route("", methods=["GET", "POST"])
def new() -> Response:
    """What happens to the maker, and the button."""
    me = sessions.signed_in_member().id
    producer = queries.get_own(id_value(request.args, "usaha"), me)
    if not may_close(queries.get_role(producer.id, me)):
        abort(403)
    form = ClosingForm()
    if not form.validate_on_submit():
        usaha = id_value(request.args, "usaha")
        return render("producers/close.html", status=form.http_status, form=form, producer=producer, usaha=usaha)
    with writing():
        producer = queries.get_own_for_update(producer.id, me)
        if not may_close(queries.get_role(producer.id, me)):
            abort(403)
        name = producer.name
        closing_operations.close(producer, me, now())
        db.session.commit()
    flash(_("%(maker)s sudah ditutup dan tidak tampil lagi.", maker=name), "ok")
    return redirect(url_for("room.index"), 303)
