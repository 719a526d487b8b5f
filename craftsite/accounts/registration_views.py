"""Opening an account, and confirming it with the link and the password together."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, operations, passwords, queries
from craftsite.accounts.entering import HOME, enter
from craftsite.accounts.forms import ConfirmForm, RegistrationForm
from craftsite.accounts.models import Purpose
from craftsite.extensions import db
from craftsite.regions.queries import find_regions
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("registration", __name__)
BY_LETTER, BY_OFFICE = "email", "kantor"


@bp.route("/daftar", methods=["GET", "POST"])
def new() -> Response:
    """The form of a new account."""
    regions = find_regions()
    form = RegistrationForm(regions)
    if not form.validate_on_submit():
        return render("accounts/register.html", status=form.http_status, form=form)
    draft = form.to_registration()
    try:
        with writing():
            limits.spend_letter(draft.address)
            operations.register(draft, now())
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("accounts/register.html", form=form))
    if draft.address.startswith("+"):
        return redirect(url_for(".sent", lewat=BY_OFFICE, daerah=draft.region_code), 303)
    return redirect(url_for(".sent", lewat=BY_LETTER), 303)


@bp.get("/daftar/terkirim")
def sent() -> Response:
    """What comes next; the same for an address that has an account already."""
    is_by_office = request.args.get("lewat") == BY_OFFICE
    office = queries.find_office(request.args.get("daerah", "")[:4]) if is_by_office else None
    return render("accounts/registered.html", is_by_office=is_by_office, office=office)


@bp.route("/konfirmasi/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Response:
    """Opens the account: looking at the page does nothing, since programs follow the links of letters too."""
    link = queries.find_link(token, Purpose.CONFIRM, now())
    if link is None:
        return render("accounts/link_over.html", status=410, purpose=Purpose.CONFIRM)
    form = ConfirmForm()
    user = link.user
    if not form.validate_on_submit():
        return render("accounts/confirm.html", status=form.http_status, form=form, address=user.address)
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("accounts/confirm.html", form=form, address=user.address))
    if not passwords.is_right(user, form.password.data):
        form.form_errors.append(_("Kata sandi ini bukan yang dibuat saat mendaftar."))
        return render("accounts/confirm.html", status=422, form=form, address=user.address)

    instant = now()
    with writing():
        link = queries.find_link(token, Purpose.CONFIRM, instant)
        if link is None:
            return render("accounts/link_over.html", status=410, purpose=Purpose.CONFIRM)
        operations.confirm(link, instant)
        enter(link.user, instant, is_lasting=True, has_shown_second_factor=False)
        db.session.commit()
    flash(_("Akun Anda sudah siap."), "ok")
    return redirect(url_for(HOME), 303)
