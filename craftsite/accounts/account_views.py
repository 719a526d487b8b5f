"""One's own account: its password, its address, and the devices that are signed in."""

from functools import partial

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import operations, passwords, queries, sessions
from craftsite.accounts.data_views import bp as data
from craftsite.accounts.devices import spoken_device
from craftsite.accounts.forms import ButtonForm, EmailChangeForm, PasswordChangeForm
from craftsite.accounts.models import User
from craftsite.accounts.passkey_views import bp as passkeys
from craftsite.accounts.proof_views import objection
from craftsite.accounts.second_factor_views import bp as second_factor
from craftsite.extensions import db
from craftsite.web.clock import now
from craftsite.web.forms import Form
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("account", __name__, url_prefix="/akun"))
bp.register_blueprint(second_factor)
bp.register_blueprint(data)
bp.register_blueprint(passkeys)


@bp.get("")
def index() -> Response:
    """What the account is, and the ways to change it."""
    member = sessions.signed_in_member()
    user = db.session.get_one(User, member.id)
    devices = queries.find_sessions(member.id, now())
    return render(
        "accounts/index.html",
        user=user,
        member=member,
        device_count=len(devices),
        passkey_count=len(queries.find_passkeys(member.id)),
        links=queries.find_links_to_answer(member.id, now()),
        form=ButtonForm(),
    )


@bp.route("/sandi", methods=["GET", "POST"])
def password() -> Response:
    """Another password; every other device is signed out."""
    user = _user()
    form = PasswordChangeForm(known=(user.name, user.address))
    page = partial(_page, "accounts/password.html", form, user)
    if not form.validate_on_submit():
        return page()
    refusal = objection(user, form, form.current.data, page)
    if refusal is not None:
        return refusal
    new, session_id = passwords.stored(form.password.data), _session_id()
    with writing():
        operations.change_password(db.session.get_one(User, user.id), new, now(), keep=session_id)
        db.session.commit()
    flash(_("Sandi sudah diganti. Perangkat lain sudah keluar."), "ok")
    return redirect(url_for(".index"), 303)


@bp.route("/email", methods=["GET", "POST"])
def email() -> Response:
    """Another e-mail address, or a first one; it is the account's once its link was opened."""
    user = _user()
    form = EmailChangeForm()
    page = partial(_page, "accounts/email.html", form, user)
    if not form.validate_on_submit():
        return page()
    refusal = objection(user, form, form.password.data, page)
    if refusal is not None:
        return refusal
    with writing():
        operations.request_email(db.session.get_one(User, user.id), form.address.address, now())
        db.session.commit()
    flash(_("Buka email baru Anda, lalu tekan tautan di dalamnya."), "ok")
    return redirect(url_for(".index"), 303)


@bp.get("/perangkat")
def devices() -> Response:
    """The devices on which one is signed in."""
    member = sessions.signed_in_member()
    return render(
        "accounts/devices.html",
        devices=[
            (session, spoken_device(session.device), session.id == _session_id())
            for session in queries.find_sessions(member.id, now())
        ],
        form=ButtonForm(),
    )


@bp.post("/perangkat/<id:session_id>/keluar")
def end_device(session_id: int) -> Response:
    """Signs one device out."""
    form, member = ButtonForm(), sessions.signed_in_member()
    queries.get_own_session(session_id, member.id)
    if not form.validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".devices"), 303)
    with writing():
        operations.end_session(session_id, member.id, now())
        db.session.commit()
    flash(_("Perangkat itu sudah keluar."), "ok")
    return redirect(url_for(".devices"), 303)


@bp.post("/perangkat/keluar")
def end_devices() -> Response:
    """Signs one out everywhere, on this device too."""
    form, member = ButtonForm(), sessions.signed_in_member()
    if not form.validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".devices"), 303)
    with writing():
        operations.end_sessions(member.id, now())
        operations.record(member.id, member.id, "signed_out_everywhere", now())
        db.session.commit()
    sessions.take_key()
    flash(_("Anda sudah keluar dari semua perangkat."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/tautan/<id:link_id>/<any(izin, tolak):answer>")
def answer_link(link_id: int, answer: str) -> Response:
    """Lets a link that an office has passed on work at once, or ends it."""
    form, member = ButtonForm(), sessions.signed_in_member()
    queries.get_handed_link(link_id, member.id)
    if not form.validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".index"), 303)
    with writing():
        write = operations.allow_link if answer == "izin" else operations.refuse_link
        write(link_id, member.id, now())
        db.session.commit()
    flash(_("Tautan itu sekarang bisa dipakai.") if answer == "izin" else _("Tautan itu tidak berlaku lagi."), "ok")
    return redirect(url_for(".index"), 303)


def _user() -> User:
    return db.session.get_one(User, sessions.signed_in_member().id)


def _session_id() -> int:
    session = sessions.current_session()
    return session.id if session is not None else 0


def _page(template: str, form: Form, user: User) -> Response:
    return render(template, status=form.http_status, form=form, user=user)
