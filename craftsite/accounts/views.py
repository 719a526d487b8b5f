"""Signing in and out."""

import datetime

from flask import Blueprint, Flask, current_app, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug import Response

from craftsite.accounts import limits, mails, operations, passkeys, passwords, queries, second_factor, sessions
from craftsite.accounts.entering import HOME, arrive, enter, leave, stay
from craftsite.accounts.forms import AnonymousButtonForm, CodeForm, PasskeyForm, SignInForm
from craftsite.accounts.models import Purpose, User
from craftsite.accounts.recovery_views import bp as recovery
from craftsite.accounts.registration_views import bp as registration
from craftsite.accounts.seals import seal, unseal
from craftsite.accounts.second_factor_views import ask_for_code_of_member
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.carrying import carry, current_address
from craftsite.web.clock import now
from craftsite.web.guards import Access, SecondFactorNeededError, SignInNeededError, current_access, open_to_visitors
from craftsite.web.htmx import render
from craftsite.web.inside import inside
from craftsite.web.logs import log
from craftsite.web.writing import writing

bp = open_to_visitors(Blueprint("accounts", __name__))
bp.register_blueprint(registration)
bp.register_blueprint(recovery)

SECOND_STEP = "second step"
# Often enough for an hour without use, and seldom enough to cost nothing.
PRESENCE_EVERY = datetime.timedelta(minutes=5)


def init_app(app: Flask) -> None:
    """Asks whoever needs to be signed in to do so, and notes when a device was last used."""
    app.register_error_handler(SignInNeededError, _ask_to_sign_in)
    app.register_error_handler(SecondFactorNeededError, _ask_for_second_factor)
    app.before_request(_note_presence)


@bp.route("/masuk", methods=["GET", "POST"])
def sign_in() -> Response:
    """The way in; back to the page that was wanted."""
    form = SignInForm(next=request.args.get("lanjut", ""))
    if request.method == "GET" and sessions.current_member() is not None:
        return redirect(form.next.data or url_for(HOME), 303)
    if not form.validate_on_submit():
        return _page(form)
    address = form.address.address
    try:
        with writing():
            limits.spend_attempt(address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_page(form))

    user = queries.find_user_by_address(address)
    if not passwords.is_right(user, form.password.data) or user is None or not user.active:
        form.form_errors.append(_("Nomor, email, atau kata sandinya tidak cocok."))
        return _page(form)
    if user.confirmed_at is None:
        form.form_errors.append(_send_confirmation_again(user))
        return _page(form)
    if user.has_second_factor:
        return _ask_for_code(user, form)
    with writing():
        db.session.refresh(user)
        user_id = user.id
        enter(user, now(), is_lasting=form.is_lasting.data, has_shown_second_factor=False)
        db.session.commit()
    return arrive(user_id, form.next.data, form.carried)


@bp.post("/masuk/kode")
def second_step() -> Response:
    """The code that is asked for after the password; only the page of the password leads here."""
    form = CodeForm()
    state = unseal(SECOND_STEP, form.state.data or "")
    user = db.session.get(User, state["user"]) if state else None
    if state is None or user is None or not user.active or _mark(user) != state["mark"]:
        flash(_("Terlalu lama. Masuk sekali lagi."), "err")
        return redirect(url_for(".sign_in"), 303)
    if not form.validate_on_submit():
        return render("accounts/code.html", status=form.http_status, form=form)
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("accounts/code.html", form=form))
    with writing():
        user = queries.get_user_for_update(user.id)
        is_right = second_factor.take_code(user, form.code.data)
        if is_right:
            enter(user, now(), is_lasting=state["lasts"], has_shown_second_factor=True)
        db.session.commit()
    if not is_right:
        form.form_errors.append(_("Kode ini tidak cocok. Tulis kode yang sekarang tampak di ponsel Anda."))
        return render("accounts/code.html", status=422, form=form)
    return arrive(state["user"], inside(state["next"]) or "", form.carried)


@bp.route("/masuk/sidik-jari", methods=["GET", "POST"])
def fingerprint() -> Response:
    """Signs in whoever the device has recognised; that is two factors at once, the device and the finger."""
    if request.method == "GET":
        return redirect(url_for(".sign_in"), 303)
    sent = PasskeyForm()
    kept = {"next": sent.next.data, "is_lasting": sent.is_lasting.data, "carried": sent.carried.data}
    form = SignInForm(formdata=None, **kept)
    challenge, answer = passkeys.asked(sent.state.data or ""), passkeys.answered(sent.answer.data or "")
    if challenge is None or answer is None:
        form.form_errors.append(_("Terlalu lama. Sentuh sidik jari sekali lagi."))
        return _page(form)
    account = queries.find_address_of_passkey(answer.credential_id) or answer.credential_id.hex()
    try:
        with writing():
            is_first = limits.is_first_answer(challenge)
            limits.spend_attempt(account)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_page(form))
    user_id = _open_by_fingerprint(answer, challenge, is_lasting=sent.is_lasting.data) if is_first else None
    if user_id is None:
        form.form_errors.append(_("Sidik jari ini tidak cocok. Coba lagi, atau masuk dengan kata sandi."))
        return _page(form)
    return arrive(user_id, sent.next.data, sent.carried)


@bp.route("/keluar", methods=["GET", "POST"])
def sign_out() -> Response:
    """The way out; the key of this device opens nothing any more."""
    form = AnonymousButtonForm()
    if not form.validate_on_submit():
        return render("accounts/sign_out.html", form=form, member=sessions.current_member())
    with writing():
        leave(now())
        db.session.commit()
    flash(_("Anda sudah keluar."), "ok")
    return redirect(url_for(".sign_in"), 303)


def _page(form: SignInForm, *, status: int | None = None) -> Response:
    return render("accounts/sign_in.html", status=status or form.http_status, form=form, ask=passkeys.ask_to_sign_in())


def _open_by_fingerprint(answer: passkeys.Answer, challenge: bytes, *, is_lasting: bool) -> int | None:
    """Who is in now; None where this opens no account."""
    instant = now()
    with writing():
        passkey = queries.find_passkey_for_update(answer.credential_id)
        if passkey is None:
            return None
        try:
            passkeys.take(passkey, answer, challenge, instant)
        except passkeys.CopiedKeyError:
            # Its owner finds this among what is kept about the account.
            operations.record(passkey.user_id, None, "fingerprint_copied", instant)
            db.session.commit()
            return None
        except passkeys.WrongAnswerError:
            return None
        user_id = passkey.user_id
        enter(passkey.user, instant, is_lasting=is_lasting, has_shown_second_factor=True)
        db.session.commit()
    return user_id


def _ask_for_code(user: User, before: SignInForm) -> Response:
    state = {"user": user.id, "mark": _mark(user), "lasts": before.is_lasting.data, "next": before.next.data}
    form = CodeForm(formdata=None, state=seal(SECOND_STEP, state), carried=before.carried.data)
    return render("accounts/code.html", form=form)


def _mark(user: User) -> str:
    """What changes with the password, so that a code after the old one opens nothing."""
    return queries.digest(user.password)[:16]


def _send_confirmation_again(user: User) -> str:
    """What to say to somebody who knows the password of an account that waits for its link."""
    instant = now()
    with writing():
        db.session.refresh(user)
        secret = operations.issue_link(user, Purpose.CONFIRM, instant)
        if secret:
            mails.send_confirmation(user, secret)
        db.session.commit()
    if secret:
        return _("Akun ini belum dikonfirmasi. Kami sudah mengirim tautan baru ke email Anda.")
    return _("Akun ini belum dikonfirmasi. Kantor daerah Anda akan mengirim tautannya lewat WhatsApp.")


def _ask_to_sign_in(error: SignInNeededError) -> Response:
    """To the sign-in page and back again; a form that was sent goes the same way, and comes back filled."""
    if request.method == "GET":
        way = url_for("accounts.sign_in", lanjut=current_address())
        if request.headers.get("HX-Request") == "true":
            return make_response("", 401, {"HX-Redirect": way})
        return redirect(way, 303)
    has_page = current_app.url_map.bind("").test(request.path, "GET")
    carried = carry(sessions.form_owner)
    form = SignInForm(formdata=None, next=current_address() if has_page else "", carried=carried or "")
    form.form_errors.append(_("Anda perlu masuk dulu."))
    if carried is None:
        form.form_errors.append(_("Isian tadi terlalu panjang untuk dibawa. Kembali ke halamannya dan salin dulu."))
    return _page(form, status=401)


def _ask_for_second_factor(error: SecondFactorNeededError) -> Response:
    """To the code that is missing on this device, or to where codes are set up."""
    if request.method != "GET":
        return ask_for_code_of_member(carry(sessions.form_owner) or "")
    return redirect(url_for("account.second_factor.show_code", lanjut=current_address()), 303)


def _note_presence() -> None:
    if current_access() is not Access.MEMBERS:
        return
    session = sessions.current_session()
    if session is None or now() - session.last_seen_at < PRESENCE_EVERY:
        return
    # What a page shows must not depend on this, nor fail with it.
    sessions.current_member()
    try:
        with writing():
            stay(session, now())
            db.session.commit()
    except DBAPIError as error:
        log.warning("presence not noted", error=type(error).__name__)
