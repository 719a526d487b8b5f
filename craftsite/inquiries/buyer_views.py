"""What a buyer does beside writing: having read, and letting a silent maker's question go to another one by name."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug import Response as AnyResponse

from craftsite.extensions import db
from craftsite.inquiries import operations, queries, silence_operations, silence_queries
from craftsite.inquiries.inbox_views import id_of
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Side, State
from craftsite.inquiries.thread_views import ELSEWHERE_SHOWN
from craftsite.web.clock import now, today
from craftsite.web.guards import open_to_senders
from craftsite.web.writing import writing

bp = open_to_senders(Blueprint("buyers", __name__, url_prefix="/percakapan/<token>"))


@bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of a thread from every other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.post("/terbaca")
def read(token: str) -> AnyResponse:
    """That the page has been seen up to a message; a script says so."""
    message_id = id_of(request.form.get("pesan"))
    with writing():
        inquiry = queries.get_by_secret_for_update(token)
        operations.mark_read(inquiry.id, Side.BUYER, min(message_id, queries.last_message_id(inquiry.id)), now())
        db.session.commit()
    return Response(status=204)


@bp.post("/pembuat-lain")
def pass_on(token: str) -> AnyResponse:
    """Passes a question on to the maker whose name stood on the button; leads to the new thread."""
    shown = queries.get_by_secret(token)
    if shown.asked_elsewhere_at is None or shown.state != State.OPEN or shown.waits_for != Side.MAKER:
        return redirect(url_for("inquiries.thread.show", token=token), 303)
    capable = {listing.id: listing for listing in silence_queries.find_capable(shown, today(), ELSEWHERE_SHOWN)}
    listing_id = id_of(request.form.get("karya"))
    if listing_id not in capable:
        abort(422)
    with writing():
        inquiry = queries.get_by_secret_for_update(token)
        listing = silence_queries.get_listing(listing_id)
        salt = silence_operations.pass_on(inquiry, listing, now()).link_salt
        db.session.commit()
    return redirect(url_for("inquiries.thread.show", token=secret_of(Door.THREAD, salt), terkirim=1), 303)
