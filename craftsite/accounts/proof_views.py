"""Whether somebody who is signed in is the owner of the account: asked before its ways in are changed."""

from collections.abc import Callable

from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, passwords, sessions
from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.web import throttle
from craftsite.web.forms import Form
from craftsite.web.guards import SecondFactorNeededError
from craftsite.web.writing import writing


def objection(user: User, form: Form, password: str, page: Callable[[], Response]) -> Response | None:
    """The page with what is against it: a limit that is spent, or a wrong password; None where nothing is."""
    try:
        with writing():
            limits.spend_attempt(user.address)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(page())
    if passwords.is_right(user, password):
        return None
    form.form_errors.append(_("Kata sandi sekarang tidak cocok."))
    return page()


def require_second_factor(user: User, *, has_passkeys: bool) -> None:
    """Raises SecondFactorNeededError where the account has a second factor that this device has not shown.

    Otherwise whoever knows the password could set up a second factor of their own beside it. A fingerprint is only
    asked of those who open other people's data: everyone else must get on with the password when a telephone is lost.
    """
    session = sessions.current_session()
    if session is not None and session.second_factor_at is not None:
        return
    if user.has_second_factor or (has_passkeys and sessions.signed_in_member().lacks_second_factor):
        raise SecondFactorNeededError
