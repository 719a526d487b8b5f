"""A forgotten password, and a new e-mail address: what a link does when its button is pressed."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, operations, passwords, queries
from craftsite.accounts.forms import AddressForm, AnonymousButtonForm, NewPasswordForm
from craftsite.accounts.models import Purpose
from craftsite.extensions import db
from craftsite.jobs.queue import enqueue
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("recovery", __name__)


@bp.route("/lupa-sandi", methods=["GET", "POST"])
def new() -> Response:
    """Asks for a link to a new password.

    Whether the address has an account is looked up by the worker, so this page takes as long for one as for none.
    """
    form = AddressForm()
    if not form.validate_on_submit():
        return render("accounts/forgot.html", status=form.http_status, form=form, offices=queries.find_offices())
    address = form.address.address
    try:
        with writing():
            limits.spend_letter(address)
            enqueue(operations.RESET_JOB, {"address": address})
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("accounts/forgot.html", form=form, offices=queries.find_offices()))
    return redirect(url_for(".sent", lewat="kantor" if address.startswith("+") else "email"), 303)


@bp.get("/lupa-sandi/terkirim")
def sent() -> Response:
    """What comes next, whether or not the address has an account."""
    is_by_office = request.args.get("lewat") == "kantor"
    offices = queries.find_offices() if is_by_office else ()
    return render("accounts/reset_sent.html", is_by_office=is_by_office, offices=offices)


@bp.route("/sandi-baru/<token>", methods=["GET", "POST"])
def edit(token: str) -> Response:
    """A new password for whoever has the link, once it may be used."""
    instant = now()
    link = queries.find_link(token, Purpose.RESET, instant)
    if link is None:
        return render("accounts/link_over.html", status=410, purpose=Purpose.RESET)
    if link.usable_at > instant:
        return render("accounts/link_early.html", status=409, link=link)
    user = link.user
    form = NewPasswordForm(known=(user.name, user.address))
    if not form.validate_on_submit():
        return render("accounts/new_password.html", status=form.http_status, form=form, address=user.address)
    password = passwords.stored(form.password.data)
    with writing():
        link = queries.find_link(token, Purpose.RESET, instant)
        if link is None or link.usable_at > instant:
            return render("accounts/link_over.html", status=410, purpose=Purpose.RESET)
        has_passkeys = bool(queries.find_passkeys(link.user_id))
        operations.reset_password(link, password, instant)
        db.session.commit()
    flash(_("Sandi baru disimpan. Masuk dengan sandi itu."), "ok")
    if has_passkeys:
        flash(_("Sidik jari yang terpasang masih membuka akun ini. Periksa di halaman akun."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/email-baru/<token>", methods=["GET", "POST"])
def email(token: str) -> Response:
    """Makes the address to which this link came the account's."""
    instant = now()
    link = queries.find_link(token, Purpose.EMAIL, instant)
    if link is None:
        return render("accounts/link_over.html", status=410, purpose=Purpose.EMAIL)
    form = AnonymousButtonForm()
    if not form.validate_on_submit():
        return render("accounts/confirm_email.html", form=form, address=link.target)
    with writing():
        link = queries.find_link(token, Purpose.EMAIL, instant)
        if link is None:
            return render("accounts/link_over.html", status=410, purpose=Purpose.EMAIL)
        try:
            operations.change_email(link, instant)
        except operations.TakenError:
            return render("accounts/link_over.html", status=410, purpose=Purpose.EMAIL)
        db.session.commit()
    flash(_("Email Anda sudah diganti."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)
