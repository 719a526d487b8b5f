"""The second step of one's own account: setting it up, showing it on a device, and the codes for paper."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, operations, passkey_operations, passkeys, queries, second_factor, sessions
from craftsite.accounts.entering import arrive, enter_again
from craftsite.accounts.forms import SignedInCodeForm, TurnOffForm
from craftsite.accounts.models import RoleName, User
from craftsite.accounts.permissions import must_have_second_factor
from craftsite.accounts.proof_views import require_second_factor
from craftsite.accounts.seals import seal, unseal
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("second_factor", __name__, url_prefix="/dua-langkah")
SETUP = "second factor"


@bp.route("", methods=["GET", "POST"])
def index() -> Response:
    """Sets the second step up; or says that it is, and how many codes on paper are left."""
    user = _user()
    if user.has_second_factor:
        return render("accounts/second_factor.html", user=user, is_compulsory=_is_compulsory(user))
    require_second_factor(user, has_passkeys=_has_passkeys(user))
    form = SignedInCodeForm(state=_new_state(user))
    state = unseal(SETUP, form.state.data or "")
    if state is None or state["user"] != user.id:
        flash(_("Terlalu lama. Pindai gambar yang baru."), "err")
        return redirect(url_for(".index"), 303)
    if not form.validate_on_submit():
        return _setup_page(form, user, state["secret"])
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_setup_page(form, user, state["secret"]))
    with writing():
        user, instant = queries.get_user_for_update(user.id), now()
        is_right = second_factor.is_right_for(user, form.code.data, state["secret"])
        if is_right:
            codes = second_factor.turn_on(user, state["secret"])
            enter_again(user, instant)
            operations.record(user.id, user.id, "second_factor_on", instant)
        db.session.commit()
    if not is_right:
        form.form_errors.append(_("Kode ini tidak cocok. Tulis kode yang sekarang tampak di ponsel Anda."))
        return _setup_page(form, user, state["secret"])
    return render("accounts/paper_codes.html", codes=codes, carried=form.carried)


@bp.route("/kode", methods=["GET", "POST"])
def show_code() -> Response:
    """Shows the second step, or a fingerprint, on a device that signed in with a password alone."""
    user = _user()
    form = SignedInCodeForm(next=request.args.get("lanjut", ""))
    if not user.has_second_factor and (form.is_submitted() or not _has_passkeys(user)):
        return redirect(url_for(".index"), 303)
    if not user.has_second_factor or not form.validate_on_submit():
        return _code_page(form)
    answer = _objection(user, form, _code_page)
    if answer is not None:
        return answer
    return arrive(sessions.signed_in_member().id, form.next.data, form.carried)


@bp.route("/kode-cadangan", methods=["GET", "POST"])
def new_codes() -> Response:
    """New codes for paper, for whoever shows a code of now."""
    user = _user()
    if not user.has_second_factor:
        return redirect(url_for(".index"), 303)
    form = SignedInCodeForm()
    page = partial(_page, "accounts/new_codes.html")
    if not form.validate_on_submit():
        return page(form)
    answer = _objection(user, form, page)
    if answer is not None:
        return answer
    with writing():
        user = queries.get_user_for_update(user.id)
        codes = second_factor.new_paper_codes(user)
        operations.record(user.id, user.id, "paper_codes_renewed", now())
        db.session.commit()
    return render("accounts/paper_codes.html", codes=codes, carried=form.carried)


@bp.route("/lepas", methods=["GET", "POST"])
def turn_off() -> Response:
    """Forgets the telephone: a maker then signs in without codes, everyone else has to set up the next one."""
    user = _user()
    if not user.has_second_factor:
        return redirect(url_for(".index"), 303)
    form = TurnOffForm()
    page = partial(_page, "accounts/turn_off.html", has_passkeys=_has_passkeys(user))
    if not form.validate_on_submit():
        return page(form)
    answer = _objection(user, form, page)
    if answer is not None:
        return answer
    with writing():
        user, instant = queries.get_user_for_update(user.id), now()
        second_factor.turn_off(user)
        if form.with_passkeys.data:
            passkey_operations.remove_passkeys(user.id, user.id, instant)
        operations.end_sessions(user.id, instant)
        operations.record(user.id, user.id, "second_factor_off", instant)
        db.session.commit()
    flash(_("Ponsel lama sudah dilepas. Masuk lagi."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


def ask_for_code_of_member(carried: str) -> Response:
    """The page that asks for what this device lacks before a form can be taken, with the form that was sent."""
    user = _user()
    form = SignedInCodeForm(formdata=None, state=_new_state(user), carried=carried)
    form.form_errors.append(_("Langkah kedua belum ditunjukkan di perangkat ini."))
    state = unseal(SETUP, form.state.data)
    response: Response
    if user.has_second_factor or _has_passkeys(user) or state is None:
        response = _code_page(form)
    else:
        response = _setup_page(form, user, state["secret"])
    response.status_code = 403
    return response


def _new_state(user: User) -> str:
    return seal(SETUP, {"user": user.id, "secret": second_factor.new_secret()})


def _objection(user: User, form: SignedInCodeForm, page: Callable[[SignedInCodeForm], Response]) -> Response | None:
    """The page with what is against the code; None where it is right, and the device is then signed in anew."""
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(page(form))
    with writing():
        found = queries.get_user_for_update(user.id)
        is_right = second_factor.take_code(found, form.code.data)
        if is_right:
            enter_again(found, now())
        db.session.commit()
    if is_right:
        return None
    form.form_errors.append(_("Kode ini tidak cocok. Tulis kode yang sekarang tampak di ponsel Anda."))
    return page(form)


def _page(template: str, form: SignedInCodeForm, **more: Any) -> Response:
    return render(template, status=form.http_status, form=form, **more)


def _code_page(form: SignedInCodeForm) -> Response:
    user = _user()
    ask = passkeys.ask_to_sign_in() if _has_passkeys(user) else None
    return _page("accounts/show_code.html", form, ask=ask, has_codes=user.has_second_factor)


def _setup_page(form: SignedInCodeForm, user: User, secret: str) -> Response:
    return render(
        "accounts/set_up_second_factor.html",
        status=form.http_status,
        form=form,
        picture=second_factor.picture_of(secret, user),
        key=second_factor.key_of(secret),
        is_compulsory=_is_compulsory(user),
    )


def _is_compulsory(user: User) -> bool:
    member = sessions.signed_in_member()
    return member.lacks_second_factor or must_have_second_factor([RoleName(role) for role in member.roles])


def _has_passkeys(user: User) -> bool:
    return bool(queries.find_passkeys(user.id))


def _user() -> User:
    return db.session.get_one(User, sessions.signed_in_member().id)
