"""One's own data: to see, to take along, and to delete."""

import json

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from craftsite.accounts import limits, my_data, passwords, sessions
from craftsite.accounts.forms import OwnerForm
from craftsite.accounts.models import RoleName, User
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("data", __name__)


@bp.get("/data")
def index() -> Response:
    """Everything that is kept about whoever asks."""
    return render("accounts/data.html", sheets=my_data.sheets(sessions.signed_in_member().id))


@bp.get("/data.json")
def as_json() -> Response:
    """The same for programs."""
    text = json.dumps(my_data.collect(sessions.signed_in_member().id), ensure_ascii=False, indent=1)
    return _file(text, "application/json", "data-saya.json")


@bp.get("/data.csv")
def as_csv() -> Response:
    """The same for a spreadsheet; the mark in front tells it that this is UTF-8."""
    text = my_data.as_csv(my_data.collect(sessions.signed_in_member().id))
    return _file(f"\ufeff{text}", "text/csv", "data-saya.csv")


@bp.route("/hapus", methods=["GET", "POST"])
def delete() -> AnyResponse:
    """Deletes the account for good. Whoever still sits in an office hands the seat over first."""
    member = sessions.signed_in_member()
    user = db.session.get_one(User, member.id)
    form = OwnerForm()
    is_of_desk = member.lacks_second_factor or RoleName.COORDINATOR in member.roles or RoleName.ADMIN in member.roles
    if is_of_desk:
        return render("accounts/delete.html", status=409 if form.is_submitted() else 200, form=None)
    partings = my_data.partings(member.id)
    if not form.validate_on_submit():
        return render("accounts/delete.html", status=form.http_status, form=form, partings=partings)
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("accounts/delete.html", form=form, partings=partings))
    if not passwords.is_right(user, form.password.data):
        form.form_errors.append(_("Kata sandi ini tidak cocok."))
        return render("accounts/delete.html", status=422, form=form, partings=partings)
    with writing():
        my_data.erase(db.session.get_one(User, member.id), now())
        db.session.commit()
    sessions.take_key()
    flash(_("Akun Anda sudah dihapus."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
