"""`/surat`: the letters of a site under development, so that whoever tries a journey can read what it sends."""

from flask import Blueprint, Response, make_response

from craftsite.extensions import db
from craftsite.jobs import leases
from craftsite.mail.models import OutboxMessage
from craftsite.web.guards import open_in_development
from craftsite.web.headers import CONTENT_SECURITY_POLICY
from craftsite.web.htmx import render

MOST_SHOWN = 50
FRAMING_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
# A letter has its style in itself, as mail programs want it; it runs nothing and loads nothing from elsewhere.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"

bp = open_in_development(Blueprint("mail", __name__, url_prefix="/surat"))


@bp.get("")
def index() -> Response:
    """The newest letters."""
    return render("mail/index.html", messages=leases.newest(OutboxMessage, limit=MOST_SHOWN))


@bp.get("/<id:message_id>")
def show(message_id: int) -> Response:
    """One letter, as text with links to follow and as its reader's mail program draws it."""
    response = render("mail/show.html", message=db.get_or_404(OutboxMessage, message_id))
    response.headers["Content-Security-Policy"] = FRAMING_POLICY
    return response


@bp.get("/<id:message_id>/isi")
def body(message_id: int) -> Response:
    """The HTML of a letter alone, for the frame in its page."""
    response = make_response(db.get_or_404(OutboxMessage, message_id).html)
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response
