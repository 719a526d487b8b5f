"""The last step of every way in: the device gets a new key, and the one it had is worth nothing any more."""

import datetime

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import operations, queries, sessions
from craftsite.accounts.devices import device_name
from craftsite.accounts.models import RoleName, User, UserSession
from craftsite.accounts.permissions import must_have_second_factor
from craftsite.web.forms import CarriedField
from craftsite.web.htmx import render

# Where whoever signs in begins; the room knows accounts, not the other way round.
HOME = "room.index"
# How long a device stays signed in at most, and how long it may lie unused. Whoever writes twice a month stays in on a
# telephone of their own, and whoever finds a lost one is out after a month.
LASTING, LASTING_IDLES = datetime.timedelta(days=90), datetime.timedelta(days=30)
# A working day, and a lunch (NIST SP 800-63B-4, AAL2: 24 hours and one): for borrowed devices, where somebody else sits
# down next, and for whoever opens other people's data.
SHORT, SHORT_IDLES = datetime.timedelta(hours=12), datetime.timedelta(hours=1)


def enter(user: User, instant: datetime.datetime, *, is_lasting: bool, has_shown_second_factor: bool) -> None:
    """Signs the device of this request in, inside the caller's unit of work. Six queries."""
    before = sessions.current_session()
    if before is not None:
        operations.end_session(before.id, before.user_id, instant)
    lasts = LASTING if is_lasting and not _is_of_desk(user, instant) else SHORT
    secret = operations.new_secret()
    operations.open_session(
        user,
        secret,
        device_name(request.headers.get("User-Agent", "")),
        instant,
        lasts=lasts,
        idles=LASTING_IDLES if lasts == LASTING else SHORT_IDLES,
        second_factor_at=instant if has_shown_second_factor else None,
    )
    sessions.give_key(secret, lasts if lasts == LASTING else None)


def enter_again(user: User, instant: datetime.datetime) -> None:
    """Signs this device in anew with its second factor shown, inside the caller's unit of work."""
    before = sessions.current_session()
    enter(user, instant, is_lasting=before is not None and _is_lasting(before), has_shown_second_factor=True)


def arrive(user_id: int, wanted: str, carried: CarriedField) -> Response:
    """Where whoever is in now goes: back to the form that they had sent, to the page that they wanted, or home.

    A form that somebody else had opened is let go, since what stands in it may be nobody else's business.
    """
    form = carried.found
    if form is None:
        return redirect(wanted or url_for(HOME), 303)
    if form.owner_id != user_id:
        flash(_("Isian tadi ditulis dari akun lain, jadi tidak dibawa ke sini."), "err")
        return redirect(url_for(HOME), 303)
    return render("accounts/resume.html", path=form.path, field=carried)


def leave(instant: datetime.datetime) -> None:
    """Signs the device of this request out, inside the caller's unit of work."""
    session = sessions.current_session()
    if session is not None:
        operations.end_session(session.id, session.user_id, instant)
        operations.record(session.user_id, session.user_id, "signed_out", instant)
    sessions.take_key()


def stay(session: UserSession, instant: datetime.datetime) -> None:
    """Notes that a device is in use, inside the caller's unit of work."""
    operations.note_presence(session.id, instant, LASTING_IDLES if _is_lasting(session) else SHORT_IDLES)


def _is_lasting(session: UserSession) -> bool:
    return session.expires_at - session.created_at > SHORT


def _is_of_desk(user: User, instant: datetime.datetime) -> bool:
    roles = {RoleName(role.name) for role in user.roles}
    if any(seat.is_held(instant) for seat in queries.find_seats(user.id)):
        roles.add(RoleName.COORDINATOR)
    return must_have_second_factor(roles)
