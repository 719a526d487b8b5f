"""The thread of a buyer, opened by a secret link: to read, answer, take along, delete and report."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import my_data
from craftsite.extensions import db
from craftsite.goods.units import UNITS, unit_name
from craftsite.inquiries import inbox_queries, limits, operations, polling, queries, silence_queries
from craftsite.inquiries.conversation import conversation
from craftsite.inquiries.doubts import UNPROVEN
from craftsite.inquiries.files import files_for_buyer
from craftsite.inquiries.forms import ButtonForm, ComplaintForm, ReplyForm
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry, OfferAnswer, Side, State
from craftsite.inquiries.my_data import BUYER_HOLDINGS
from craftsite.inquiries.names import PURPOSE_NAMES
from craftsite.inquiries.outcome_views import outcome_url
from craftsite.inquiries.permissions import may_get_letters, may_write
from craftsite.inquiries.places import code_of, place_name
from craftsite.inquiries.subjects import shown_of
from craftsite.listings.models import Listing
from craftsite.regions.queries import find_provinces, find_regions
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.filters import angka
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import Language, current_language, site_url, text_of
from craftsite.web.writing import writing

bp = Blueprint("thread", __name__, url_prefix="/percakapan")
ELSEWHERE_SHOWN = 3


@bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of a thread from every other site; `same-origin` still lets old browsers prove their own."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """The thread; or after a reply, what is wrong in it (422, 429), or the thread with it (303).

    What is polled and has not changed costs one query.
    """
    if request.method == "GET" and requested_fragment({"conversation"}):
        unchanged = polling.unchanged(polling.edition_for_buyer(token))
        if unchanged is not None:
            return unchanged
    inquiry = queries.get_by_secret(token)
    form = ReplyForm()
    if not form.validate_on_submit():
        return _page(token, inquiry, form)
    receipt = form.receipt(str(inquiry.id), form.text.data)
    try:
        with writing():
            inquiry = queries.get_by_secret_for_update(token)
            if may_write(inquiry):
                throttle.spend(limits.REPLIES, str(inquiry.id))
                operations.reply(inquiry, form.text.data, receipt, now())
                db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(_page(token, queries.get_by_secret(token), form))
    return redirect(url_for(".show", token=token, _anchor="balas"), 303)


@bp.route("/<token>/hapus", methods=["GET", "POST"])
def erase(token: str) -> Response:
    """Deletes what is personal in a thread, for good."""
    inquiry = queries.get_by_secret(token)
    form = ButtonForm()
    if not form.validate_on_submit():
        return render("inquiries/erase.html", status=form.http_status, form=form, token=token, shown=shown_of(inquiry))
    with writing():
        operations.erase_for_buyer(queries.get_by_secret_for_update(token), now())
        db.session.commit()
    return redirect(url_for("inquiries.erased"), 303)


@bp.route("/<token>/laporkan", methods=["GET", "POST"])
def report(token: str) -> Response:
    """Reports a thread: the office sees that and why, not what was said."""
    inquiry = queries.get_by_secret(token)
    form = ComplaintForm()
    if not form.validate_on_submit():
        page: dict[str, Any] = {"form": form, "token": token, "shown": shown_of(inquiry)}
        return render("inquiries/complain.html", status=form.http_status, **page)
    with writing():
        inquiry = queries.get_by_secret_for_update(token)
        operations.complain(inquiry.id, Side.BUYER, form.reason.data, form.text.data, now())
        db.session.commit()
    return redirect(url_for(".show", token=token, dilaporkan=1), 303)


@bp.get("/<token>/data.json")
def as_json(token: str) -> Response:
    """Everything that is kept about the buyer, for programs."""
    text = json.dumps(my_data.collect(queries.get_by_secret(token).id, BUYER_HOLDINGS), ensure_ascii=False, indent=1)
    return _file(text, "application/json", "percakapan.json")


@bp.get("/<token>/data.csv")
def as_csv(token: str) -> Response:
    """The same for a spreadsheet; the mark in front tells it that this is UTF-8."""
    text = my_data.as_csv(my_data.collect(queries.get_by_secret(token).id, BUYER_HOLDINGS))
    return _file(f"\ufeff{text}", "text/csv", "percakapan.csv")


@bp.route("/surat/<token>", methods=["GET", "POST"])
def letters(token: str) -> Response:
    """Where the owner of an address says whether letters may go there; looking at it does nothing."""
    inquiry = queries.get_confirming(token)
    form = ButtonForm()
    if not form.validate_on_submit():
        page: dict[str, Any] = {"form": form, "shown": shown_of(inquiry), "gets_letters": may_get_letters(inquiry)}
        return render("inquiries/letters.html", status=form.http_status, contact=inquiry.contact, **page)
    wants_letters = request.form.get("surat") != "berhenti"
    with writing():
        inquiry = queries.get_confirming_for_update(token)
        operations.choose_letters(inquiry, wants_letters, now())
        salt = inquiry.link_salt
        db.session.commit()
    return redirect(url_for(".show", token=secret_of(Door.THREAD, salt)), 303)


def _page(token: str, inquiry: Inquiry, form: ReplyForm) -> Response:
    """The thread as its buyer sees it. At most ten queries."""
    language = current_language()
    names = {place.code: text_of(place, "short_name") for place in find_regions()}
    names |= {place.code: text_of(place, "name") for place in find_provinces()}
    messages = queries.find_messages(inquiry.id)
    marks = inbox_queries.find_marks(inquiry.id)
    entries = conversation(inquiry, messages, Side.BUYER, marks, today())
    return render(
        "inquiries/show.html",
        fragments={"conversation"},
        status=form.http_status,
        form=form,
        token=token,
        inquiry=inquiry,
        shown=shown_of(inquiry),
        entries=entries,
        files=files_for_buyer(token, messages),
        answers={entry.id: _answers(token, entry.id) for entry in entries if entry.offer and entry.offer.is_open},
        agreed={
            entry.id: url_for("agreements.show", token=token, message_id=entry.id)
            for entry in entries
            if entry.offer is not None and entry.offer.answer == OfferAnswer.ACCEPTED
        },
        last_id=entries[-1].id if entries else 0,
        edition=polling.edition_of(inquiry, marks, Side.BUYER),
        elsewhere=_elsewhere(inquiry),
        passed_on=_passed_on(inquiry),
        outcome=outcome_url(inquiry, Side.BUYER),
        quantity=_quantity(inquiry),
        facts_told=[
            (_("Untuk"), PURPOSE_NAMES[inquiry.purpose]),
            (_("Jumlah"), _quantity_told(inquiry)),
            (_("Tujuan"), place_name(code_of(inquiry), names)),
        ],
        link=site_url(Language(language), "inquiries.thread.show", token=token),
        may_write=may_write(inquiry),
        gets_letters=may_get_letters(inquiry),
        letters_token=secret_of(Door.ADDRESS, inquiry.link_salt) if inquiry.confirm_hash else "",
        is_unproven=inquiry.doubts == [UNPROVEN],
        is_sent="terkirim" in request.args,
        is_reported="dilaporkan" in request.args,
    )


def _answers(token: str, message_id: int) -> list[tuple[str, str, bool]]:
    """The two buttons of an offer: where they lead, what they say, and which is the main one."""
    return [
        (url_for("agreements.answer", token=token, message_id=message_id, answer=word), label, is_main)
        for word, label, is_main in (
            (OfferAnswer.ACCEPTED, _("Setuju dengan penawaran"), True),
            (OfferAnswer.DECLINED, _("Belum cocok"), False),
        )
    ]


def _elsewhere(inquiry: Inquiry) -> Sequence[Listing]:
    """Who else could be asked, once the buyer has been told that nobody answers. Two queries at most."""
    if inquiry.asked_elsewhere_at is None or inquiry.waits_for != Side.MAKER or inquiry.state != State.OPEN:
        return []
    return silence_queries.find_capable(inquiry, today(), ELSEWHERE_SHOWN)


def _passed_on(inquiry: Inquiry) -> str:
    """The name of the maker whom the question went on to; "" where it did not."""
    if inquiry.asked_elsewhere_at is None:
        return ""
    other = silence_queries.get_passed_on(inquiry.id)
    return other.producer.name if other is not None and other.producer is not None else ""


def _quantity(inquiry: Inquiry) -> str:
    if inquiry.quantity is None:
        return ""
    unit = unit_name(inquiry.unit, inquiry.quantity) if inquiry.unit in UNITS else inquiry.unit
    return f"{angka(inquiry.quantity)} {unit}"


def _quantity_told(inquiry: Inquiry) -> str:
    """The quantity as understood, and as written where that was in words."""
    counted = _quantity(inquiry)
    if not counted or inquiry.quantity_text.startswith(str(inquiry.quantity)):
        return counted
    return _("%(count)s (Anda menulis “%(written)s”)", count=counted, written=inquiry.quantity_text)


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
