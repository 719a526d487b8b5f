"""Who is signed in: the cookie holds a random text, and a row decides at each request what it is worth.

So a copied cookie dies when its owner signs out. What Flask and its extensions know as `session` is read from the row
and cannot be written, except for notices that the next page shows: these travel in a signed cookie of their own, so
that showing one writes nothing. On a page that is the same for everyone nothing is read at all.
"""

import datetime
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from craftsite.accounts import queries
from craftsite.accounts.models import User, UserSession
from craftsite.accounts.permissions import Member, member
from craftsite.web.clock import now
from craftsite.web.guards import WITH_SESSION, current_access

KEY, NOTICES = "kunci", "kabar"
NOTICES_LAST = datetime.timedelta(minutes=2)
MOST_NOTICES = 5
_WTF_SALT = "wtf-csrf-token"
_FLASHES, _TOKEN, _USER, _IS_FRESH = "_flashes", "csrf_token", "_user_id", "_fresh"


class SessionClosedError(RuntimeError):
    """Something tried to keep a value for a visitor where none may be kept."""


class RowSession(SessionMixin):
    """What extensions read as `session`: whose it is, and the token of forms; nothing is read before it is asked."""

    accessed = False
    modified = False

    def __init__(self) -> None:
        self._values: dict[str, Any] | None = None

    def __getitem__(self, key: str) -> Any:
        return self._read()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if key != _FLASHES or current_access() not in WITH_SESSION:
            raise SessionClosedError(f"{key} cannot be kept in a session of this site.")
        self._read()[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._read()[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    @property
    def notices(self) -> list[Any]:
        """What the next page shall say."""
        return list(self._read().get(_FLASHES, []))

    def _read(self) -> dict[str, Any]:
        if self._values is None:
            self._values = _values() if current_access() in WITH_SESSION else {}
        return self._values


class RowSessions(SessionInterface):
    """Opens a session without reading anything, and sends the cookies that the request has changed."""

    def open_session(self, app: Flask, request: Request) -> RowSession:
        """A session that reads its row when it is first asked."""
        return RowSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Sends the cookies that have changed; none on a page that is the same for everyone."""
        if current_access() not in WITH_SESSION or not isinstance(session, RowSession):
            return
        if "new_key" in g:
            secret, lasts = g.new_key
            _set_cookie(app, response, KEY, secret, lasts)
        if session.modified:
            text = _signer().dumps(session.notices[-MOST_NOTICES:]) if session.notices else ""
            _set_cookie(app, response, NOTICES, text, NOTICES_LAST)


def give_key(secret: str, lasts: datetime.timedelta | None) -> None:
    """Sends this secret as the cookie of the session with the answer; None means until the browser is closed."""
    g.new_key = (secret, lasts)


def take_key() -> None:
    """Takes the cookie of the session away with the answer."""
    g.new_key = ("", None)


def current_session() -> UserSession | None:
    """The session of this request with its user; None where nobody is signed in. Two queries, once a request."""
    if "user_session" not in g:
        secret = request.cookies.get(_name(current_app, KEY), "") if current_access() in WITH_SESSION else ""
        g.user_session = queries.find_session(secret, now()) if 20 <= len(secret) <= 100 else None
        # A unit of work forgets what was read before it, and who asks did not change with it.
        g.session_user = g.user_session and g.user_session.user
    return g.user_session


def current_user_row() -> User | None:
    """The user of this request's session; None where nobody is signed in."""
    current_session()
    return g.session_user


def current_member() -> Member | None:
    """Who is signed in, as this request began; None where nobody is. One query more than the session."""
    if "member" not in g:
        session = current_session()
        g.member = session and member(
            session.user,
            queries.find_seats(session.user_id),
            now(),
            second_factor_at=session.second_factor_at,
        )
    return g.member


def signed_in_member() -> Member:
    """Who is signed in, on pages that only they see. Raises LookupError where a guard has forgotten to ask."""
    found = current_member()
    if found is None:
        raise LookupError("Nobody is signed in.")
    return found


def form_owner(token: str) -> int | None:
    """Who had opened the form that this token was in, also where their session has ended; None for no token of ours.

    Flask-WTF signs what `session` holds for it, and forms live as long as their session, so the time says nothing.
    """
    signer = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=_WTF_SALT)
    try:
        owner, dot, _digest = str(signer.loads(token)).partition(".")
    except BadSignature:
        return None
    return int(owner) if dot else None


def _values() -> dict[str, Any]:
    values: dict[str, Any] = {}
    session, user = current_session(), current_user_row()
    if session is not None and user is not None:
        values |= {_USER: user.fs_uniquifier, _IS_FRESH: True, _TOKEN: _form_token(session)}
    sealed = request.cookies.get(_name(current_app, NOTICES), "")
    if sealed:
        try:
            notices = _signer().loads(sealed, max_age=int(NOTICES_LAST.total_seconds()))
            values[_FLASHES] = [(str(category), str(sentence)) for category, sentence in notices]
        except BadSignature:
            # Too old, or not ours: there is nothing to say.
            values.pop(_FLASHES, None)
    return values


def _form_token(session: UserSession) -> str:
    """The token of the forms of a session, behind whose they are; it needs no storing, and ends with the session."""
    key = current_app.config["SECRET_KEY"].encode()
    return f"{session.user_id}.{hmac.new(key, f'form {session.token_hash}'.encode(), hashlib.sha256).hexdigest()}"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt="notices", signer_kwargs={"digest_method": hashlib.sha256}
    )


def _set_cookie(app: Flask, response: Response, name: str, value: str, lasts: datetime.timedelta | None) -> None:
    options: dict[str, Any] = {"path": "/", "secure": _is_https(app), "httponly": True, "samesite": "Lax"}
    if value:
        response.set_cookie(_name(app, name), value, max_age=lasts, **options)
    else:
        response.delete_cookie(_name(app, name), **options)


def _name(app: Flask, name: str) -> str:
    """The name of a cookie. Behind `__Host-` a browser takes it only from this host and over https."""
    return f"__Host-{name}" if _is_https(app) else name


def _is_https(app: Flask) -> bool:
    return app.config["SITE_URL"].startswith("https://")
