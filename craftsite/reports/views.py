"""Laporkan: one short form about a listing, a khas, a maker or any page."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from werkzeug import Response

from craftsite.extensions import db
from craftsite.goods.queries import get_product
from craftsite.reports import operations, queries
from craftsite.reports.forms import ReportForm, read_path
from craftsite.reports.models import SubjectKind
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.guards import open_to_senders
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.writing import writing

bp = open_to_senders(Blueprint("reports", __name__, url_prefix="/laporkan"))

# Thousands of phones can share one address of a mobile network, so this is no limit for one person.
BY_ADDRESS = RateLimitItemPerHour(10, namespace="report-address")
BY_SUBJECT = RateLimitItemPerDay(20, namespace="report-subject")
IN_ALL = RateLimitItemPerDay(500, namespace="report")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, as the page names it; `detail` says whose it is or where it is from."""

    kind: SubjectKind
    key: str
    heading: str
    name: str
    detail: str
    url: str


@bp.route("/karya/<code:code>", methods=["GET", "POST"])
def listing(code: str) -> Response:
    """A listing is reported."""
    found = queries.get_listing(code, today())
    return _answer(
        Subject(
            kind=SubjectKind.LISTING,
            key=code,
            heading=_("Laporkan karya ini"),
            name=text_of(found, "name"),
            detail=f"{found.producer.name}, {text_of(found.producer.region, 'short_name')}",
            url=url_for("catalog.listings.show", code=code, slug=found.slug),
        )
    )


@bp.route("/khas/<slug:slug>", methods=["GET", "POST"])
def product(slug: str) -> Response:
    """What is told of a khas is reported."""
    found = get_product(slug)
    return _answer(
        Subject(
            kind=SubjectKind.PRODUCT,
            key=slug,
            heading=_("Laporkan khas ini"),
            name=text_of(found, "name"),
            detail=", ".join(text_of(origin.region, "short_name") for origin in found.origins),
            url=url_for("catalog.products.show", slug=slug),
        )
    )


@bp.route("/pembuat/<slug:slug>", methods=["GET", "POST"])
def producer(slug: str) -> Response:
    """A maker is reported."""
    found = queries.get_producer(slug, today())
    return _answer(
        Subject(
            kind=SubjectKind.PRODUCER,
            key=slug,
            heading=_("Laporkan pembuat ini"),
            name=found.name,
            detail=text_of(found.region, "short_name"),
            url=url_for("catalog.producers.show", slug=slug),
        )
    )


@bp.route("/halaman", methods=["GET", "POST"])
def page() -> Response:
    """Any page is reported by its path, also one that does not exist: the link to it may be what is wrong."""
    path = read_path(request.args)
    if path is None:
        abort(404)
    return _answer(
        Subject(
            kind=SubjectKind.PAGE,
            key=path,
            heading=_("Laporkan halaman ini"),
            name=path,
            detail="",
            url=quote(request.script_root + path),
        )
    )


@bp.get("/terima-kasih")
def thanks() -> Response:
    """What happens with a report that was sent."""
    return render("reports/thanks.html")


def _answer(subject: Subject) -> Response:
    """The form; or after it was sent, the form with what is wrong in it (422, 429), or the way to the thanks (303)."""
    form = ReportForm()
    if not form.validate_on_submit():
        return _page(subject, form)
    try:
        with writing():
            if operations.file_report(form.to_draft(subject.kind, subject.key), now()):
                throttle.spend(BY_ADDRESS, throttle.client_network())
                throttle.spend(BY_SUBJECT, subject.kind, subject.key)
                throttle.spend(IN_ALL)
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_page(subject, form))
    return redirect(url_for(".thanks"), 303)


def _page(subject: Subject, form: ReportForm) -> Response:
    return render("reports/new.html", status=form.http_status, form=form, subject=subject)
