"""The fingerprints that open one's own account: adding, naming and removing them."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, operations, passkey_operations, passkeys, queries, sessions
from craftsite.accounts.devices import device_name, spoken_device
from craftsite.accounts.entering import enter_again
from craftsite.accounts.forms import OwnerForm, PasskeyNameForm, PasskeySetupForm
from craftsite.accounts.models import User, WebAuthn
from craftsite.accounts.proof_views import objection, require_second_factor
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("passkeys", __name__, url_prefix="/sidik-jari")

# More devices than anyone signs in from; each is a way in that its owner has to keep in mind.
MOST = 10


@bp.get("")
def index() -> Response:
    """The fingerprints, and when each was last used."""
    user = _user()
    known = queries.find_passkeys(user.id)
    return render(
        "accounts/passkeys.html",
        passkeys=known,
        are_possible=passkeys.are_possible(),
        may_add=len(known) < MOST,
        # Without codes on paper, a lost telephone would shut the desk.
        has_only_these=sessions.signed_in_member().has_desk and not user.has_second_factor,
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Response:
    """Asks for the password first; then the device asks for the fingerprint."""
    user, form = _user(), OwnerForm()
    known = queries.find_passkeys(user.id)
    require_second_factor(user, has_passkeys=bool(known))
    if not passkeys.are_possible() or len(known) >= MOST:
        return redirect(url_for(".index"), 303)

    def page() -> Response:
        return render("accounts/new_passkey.html", status=form.http_status, form=form)

    if not form.validate_on_submit():
        return page()
    answer = objection(user, form, form.password.data, page)
    if answer is not None:
        return answer
    name = spoken_device(device_name(request.headers.get("User-Agent", "")))
    return _setup_page(PasskeySetupForm(formdata=None, device=name), _user(), queries.find_passkeys(user.id))


@bp.post("/jawaban")
def create() -> Response:
    """Takes the key that the device has made for whoever was just recognised."""
    user, form, session_id = _user(), PasskeySetupForm(), _session_id()
    known = queries.find_passkeys(user.id)
    require_second_factor(user, has_passkeys=bool(known))
    challenge = passkeys.asked_of(form.state.data or "", user.id, session_id)
    if challenge is None or len(known) >= MOST:
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".new"), 303)
    answer = passkeys.answered(form.answer.data or "")
    if not form.validate_on_submit():
        return _setup_page(form, user, known)
    try:
        with writing():
            is_first = limits.is_first_answer(challenge)
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_setup_page(form, user, known))
    instant = now()
    try:
        if answer is None or not is_first:
            raise passkeys.WrongAnswerError("Nothing, or a second answer.")
        made = passkeys.new_passkey(user, answer, challenge, form.device.data, instant)
        with writing():
            user = queries.get_user_for_update(user.id)
            passkey_operations.add_passkey(user, made, instant)
            enter_again(user, instant)
            db.session.commit()
    except (passkeys.WrongAnswerError, operations.TakenError):
        form.form_errors.append(_("Sidik jari belum terpasang. Coba sekali lagi."))
        return _setup_page(form, _user(), queries.find_passkeys(_user().id))
    flash(_("Sidik jari sudah terpasang. Lain kali Anda bisa masuk tanpa menulis sandi."), "ok")
    return redirect(url_for(".index"), 303)


@bp.route("/<id:passkey_id>/ubah", methods=["GET", "POST"])
def edit(passkey_id: int) -> Response:
    """Another name for the device."""
    passkey = _passkey(passkey_id)
    form = PasskeyNameForm(device=passkey.name)
    if not form.validate_on_submit():
        return render("accounts/edit_passkey.html", status=form.http_status, form=form)
    with writing():
        _passkey(passkey_id).name = form.device.data
        db.session.commit()
    flash(_("Nama disimpan."), "ok")
    return redirect(url_for(".index"), 303)


@bp.route("/<id:passkey_id>/hapus", methods=["GET", "POST"])
def delete(passkey_id: int) -> Response:
    """Forgets a fingerprint, for whoever knows the password."""
    user, passkey, form = _user(), _passkey(passkey_id), OwnerForm()
    require_second_factor(user, has_passkeys=True)

    def page() -> Response:
        return render("accounts/delete_passkey.html", status=form.http_status, form=form, passkey=passkey)

    if not form.validate_on_submit():
        return page()
    answer = objection(user, form, form.password.data, page)
    if answer is not None:
        return answer
    with writing():
        passkey_operations.remove_passkey(_user(), _passkey(passkey_id), now())
        db.session.commit()
    flash(_("Sidik jari itu sudah dihapus."), "ok")
    return redirect(url_for(".index"), 303)


def _setup_page(form: PasskeySetupForm, user: User, known: Sequence[WebAuthn]) -> Response:
    ask = passkeys.ask_to_set_up(user, known, _session_id())
    return render("accounts/set_up_passkey.html", status=form.http_status, form=form, ask=ask)


def _passkey(passkey_id: int) -> WebAuthn:
    return queries.get_passkey(passkey_id, sessions.signed_in_member().id)


def _user() -> User:
    return db.session.get_one(User, sessions.signed_in_member().id)


def _session_id() -> int:
    session = sessions.current_session()
    return session.id if session is not None else 0
