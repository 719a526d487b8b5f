"""What a maker takes along: tags and labels on A4, and a picture for a WhatsApp Status."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.exceptions import ServiceUnavailable

from craftsite.accounts import sessions
from craftsite.catalog.sharing import MIMETYPE, RETRY_AFTER_S
from craftsite.exchange import queries
from craftsite.exchange.forms import MOST_COPIES, MOST_IN_ALL, Order, read_order
from craftsite.exchange.prints import pdf_of, piece_of, status_of
from craftsite.listings.works import thumbnail
from craftsite.media.storage import MissingFileError
from craftsite.motif.status import STATUS_HEIGHT, STATUS_WIDTH
from craftsite.motif.studio import BusyError
from craftsite.motif.tags import LAYOUTS
from craftsite.producers.models import Producer
from craftsite.producers.queries import get_own
from craftsite.web.filters import angka
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.languages import Language, current_language, text_of
from craftsite.web.logs import log
from craftsite.web.queries import id_value

bp = open_to_members(Blueprint("prints", __name__, url_prefix="/ruang/cetak"))

SIZE_NAMES = {
    "gantung": _l("Kartu gantung, 5,5 × 8,5 cm"),
    "kartu": _l("Kartu meja, 9,9 × 14,2 cm"),
    "label": _l("Label tempel, 6,35 × 3,81 cm"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A listing on the page, and how many of it are wanted."""

    id: int
    code: str
    name: str
    picture: str
    copies: int


@bp.get("")
def index() -> Response:
    """What to print and of what, and the way to each Status picture. About three queries."""
    producer = _producer()
    order = read_order(request.args, queries.find_printable(producer.id))
    return _page(producer, order, fault="")


@bp.get("/kartu.pdf")
def sheet() -> Response:
    """The sheets; or the page again (422) where nothing was chosen or too much. About three queries."""
    producer = _producer()
    listings = queries.find_printable(producer.id)
    order = read_order(request.args, listings)
    if not order.total:
        return _page(producer, order, fault=_("Tulis berapa lembar, paling sedikit untuk satu karya."))
    if order.total > MOST_IN_ALL:
        fault = _("Paling banyak %(most)s lembar sekali cetak. Kurangi jumlahnya.", most=angka(MOST_IN_ALL))
        return _page(producer, order, fault=fault)
    pieces = [
        (piece_of(listing, order.language, has_price=order.has_price), order.copies[listing.id])
        for listing in listings
        if order.copies[listing.id]
    ]
    try:
        answer = Response(pdf_of(pieces, order.size), mimetype="application/pdf")
    except BusyError as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER_S) from error
    answer.headers["Content-Disposition"] = f'inline; filename="{order.size}-{producer.slug}.pdf"'
    return answer


@bp.get("/status/<id:listing_id>")
def status(listing_id: int) -> Response:
    """The Status picture of a listing, with a button that takes it down to the phone."""
    listing = queries.get_printable(listing_id, sessions.signed_in_member().id)
    return render(
        "exchange/status.html",
        listing=listing,
        name=text_of(listing, "name"),
        width=STATUS_WIDTH,
        height=STATUS_HEIGHT,
    )


@bp.get("/status/<id:listing_id>.jpg")
def picture(listing_id: int) -> Response:
    """The picture itself, drawn when it is first asked for."""
    listing = queries.get_printable(listing_id, sessions.signed_in_member().id)
    try:
        answer = Response(status_of(listing, current_language()).jpeg(), mimetype=MIMETYPE)
    except MissingFileError:
        log.error("photograph has no file", part=listing.code)
        abort(404)
    except BusyError as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER_S) from error
    answer.headers["Content-Disposition"] = f'inline; filename="status-{listing.code}.jpg"'
    return answer


def _producer() -> Producer:
    return get_own(id_value(request.args, "usaha"), sessions.signed_in_member().id)


def _page(producer: Producer, order: Order, fault: str) -> Response:
    listings = queries.find_printable(producer.id)
    return render(
        "exchange/index.html",
        status=422 if fault else 200,
        producer=producer,
        wanted=id_value(request.args, "usaha"),
        order=order,
        fault=fault,
        sizes=[(size, name, _per_page(size)) for size, name in SIZE_NAMES.items()],
        languages=[(Language.INDONESIAN, "Bahasa Indonesia"), (Language.ENGLISH, "English")],
        most=MOST_COPIES,
        rows=[
            Row(listing.id, listing.code or "", text_of(listing, "name"), thumbnail(listing), order.copies[listing.id])
            for listing in listings
        ],
    )


def _per_page(size: str) -> str:
    number = LAYOUTS[size].per_page
    return ngettext("%(num)s di satu lembar A4", "%(num)s di satu lembar A4", number)
