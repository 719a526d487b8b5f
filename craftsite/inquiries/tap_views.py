"""Tanya lewat WhatsApp: one press shows the number of a maker, and is counted; of who pressed, nothing is kept."""

from urllib.parse import quote

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.extensions import db
from craftsite.inquiries import limits, subject_queries, subjects
from craftsite.inquiries.demand_models import Line
from craftsite.inquiries.demand_operations import record_tap
from craftsite.inquiries.operations import Subject
from craftsite.inquiries.subjects import Shown
from craftsite.producers.models import ContactRoute, Producer
from craftsite.producers.permissions import may_give_number
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.contacts import is_mobile
from craftsite.web.htmx import render
from craftsite.web.languages import absolute_url, current_language
from craftsite.web.writing import writing

bp = Blueprint("taps", __name__)


@bp.route("/karya/<code:code>/wa", methods=["GET", "POST"])
def listing(code: str) -> Response:
    """The number of the maker of a listing, with a text that names it."""
    found = subject_queries.get_listing(code, today())
    is_sold = found.sold_at is not None
    return _answer(
        found.producer,
        subjects.of_listing(found),
        subjects.shown_listing(found),
        url_for("inquiries.listing", code=code, serupa=1 if is_sold else None),
        is_sold=is_sold,
    )


@bp.route("/pembuat/<slug:slug>/wa", methods=["GET", "POST"])
def producer(slug: str) -> Response:
    """The number of a maker."""
    found = subject_queries.get_producer(slug, today())
    return _answer(
        found, subjects.of_producer(found), subjects.shown_producer(found), url_for("inquiries.producer", slug=slug)
    )


@bp.route("/khas/<slug:slug>/wa", methods=["GET", "POST"])
def product(slug: str) -> Response:
    """The number of the only maker of a khas; where there are several, one of them has to be chosen first."""
    found = subject_queries.get_sellable(slug)
    sellers = subject_queries.find_sellers(found.id, today())
    if len(sellers) != 1:
        return redirect(url_for("catalog.products.show", slug=slug), 303)
    [seller] = sellers
    return _answer(
        seller,
        subjects.of_product(found, seller),
        subjects.shown_product(found),
        url_for("inquiries.product", slug=slug),
    )


def _answer(maker: Producer, subject: Subject, shown: Shown, form_url: str, *, is_sold: bool = False) -> Response:
    """The number and its link after a press (200); the way back for whoever only follows the address."""
    if request.method == "GET":
        return redirect(shown.url, 303)
    if not may_give_number(maker):
        abort(404)
    line = Line.WHATSAPP if is_mobile(maker.whatsapp) else Line.TELEPHONE
    number, text = maker.whatsapp, _text(shown, is_sold=is_sold)
    name, hours, is_centre = maker.name, maker.answering_hours, maker.whatsapp_route == ContactRoute.CENTRE
    centre, route = maker.centre, maker.whatsapp_route
    with writing():
        throttle.spend(limits.TAPS, throttle.client_network())
        record_tap(subject, line, route, current_language(), now())
        db.session.commit()
    return render(
        "inquiries/tap.html",
        shown=shown,
        maker_name=name,
        number=_spaced(number),
        is_whatsapp=line is Line.WHATSAPP,
        url=f"https://wa.me/{number[1:]}?text={quote(text)}" if line is Line.WHATSAPP else f"tel:{number}",
        text=text,
        hours=hours,
        is_centre=is_centre,
        centre=centre,
        form_url=form_url,
    )


def _text(shown: Shown, *, is_sold: bool) -> str:
    """What the message begins with: product, code, page, and blanks for the rest."""
    of = f"{shown.name} ({shown.code})" if shown.code else str(shown.name)
    if is_sold:
        opening = _("Halo, saya ingin dibuatkan yang serupa dengan %(name)s.", name=of)
    else:
        opening = _("Halo, saya ingin bertanya tentang %(name)s.", name=of)
    lines = (
        opening,
        absolute_url(shown.url),
        _("Jumlah: ___"),
        _("Dikirim ke: ___"),
    )
    return "\n".join(lines)


def _spaced(number: str) -> str:
    """A number as people read it: `+62 812 3456 7890`."""
    rest = number.removeprefix("+62")
    if rest == number:
        return number
    return "+62 " + " ".join(part for part in (rest[:3], rest[3:7], rest[7:]) if part)
