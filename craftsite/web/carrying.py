"""Forms that were sent after their sign-in had ended: carried through signing in, and shown again as they were typed.

Nothing is stored. Whoever is asked to sign in gets what they sent as one sealed text, a hidden field of every page on
the way back; it is signed, so nobody else can write one, and it opens only at the address that it was sent to and for
whoever had opened that form. The last page of the way sends the sealed text alone, by POST, to that address, since an
address holds no story of three thousand letters. There it is a marker too: a form that finds it shows what it carries
and is never valid, so nothing is saved. Saving is another POST, with the token of the new session.
"""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from craftsite.web.guards import current_member
from craftsite.web.inside import inside

FIELD = "isian"
# Long enough for a form that is left open over night, too short to be of use to whoever finds it later.
LIVES = datetime.timedelta(hours=24)
# A sealed text travels in bodies of at most MAX_CONTENT_LENGTH, beside an address and a password.
LONGEST = 48 * 1024
# A test looks for forms that ask for a secret under another name.
NEVER_CARRIED = frozenset({FIELD, "csrf_token", "sandi", "sandi_baru", "kode", "langkah"})


@dataclass(frozen=True, slots=True)
class Carried:
    """What somebody sent: where to, whose form it was, and the fields without passwords, codes, tokens and files."""

    path: str
    owner_id: int
    fields: MultiDict[str, str]


def carry(owner_of: Callable[[str], int | None]) -> str | None:
    """The sealed form of this request, or the one that is on its way already; `owner_of` knows whose a token is.

    "" where nobody of ours had opened it, None where it is too long to be carried. A photograph is not even read:
    nobody has signed in yet.
    """
    request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"]
    try:
        under_way, token = request.form.get(FIELD, ""), request.form.get("csrf_token", "")
    except RequestEntityTooLarge:
        return None
    if opened(under_way) is not None:
        return under_way
    owner_id = owner_of(token)
    if owner_id is None:
        return ""
    path = inside(current_address())
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_CARRIED]
    sealed = _signer().dumps([path, owner_id, fields])
    return sealed if path is not None and len(sealed) <= LONGEST else None


def opened(sealed: str) -> Carried | None:
    """What a sealed text holds; None for what is not ours, or older than a day."""
    if not sealed or len(sealed) > LONGEST:
        return None
    try:
        path, owner_id, fields = _signer().loads(sealed, max_age=int(LIVES.total_seconds()))
    except BadSignature:
        return None
    return Carried(path, owner_id, MultiDict(fields))


def returned() -> Carried | None:
    """What this request brings back to the page that it was sent to, by whoever sent it; None for any other request."""
    try:
        carried = opened(request.form.get(FIELD, "")) if request.method == "POST" else None
    except RequestEntityTooLarge:
        return None
    member = current_member() if carried is not None else None
    if carried is None or member is None or member.id != carried.owner_id or carried.path != current_address():
        return None
    return carried


def sent_fields() -> MultiDict[str, str]:
    """The fields of this request: those that it brings back, or else those that it sends."""
    carried = returned()
    return request.form if carried is None else carried.fields


def current_address() -> str:
    """The path and query of this request, with the language in front."""
    return request.script_root + request.full_path.removesuffix("?")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt="carried form", signer_kwargs={"digest_method": hashlib.sha256}
    )
