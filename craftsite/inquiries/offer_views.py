"""Offers: the maker's form, the buyer's one answer, and what was agreed as a page to print."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.inquiries import offer_operations, queries
from craftsite.inquiries.agreements import agreement_of
from craftsite.inquiries.models import Inquiry, OfferAnswer, Side
from craftsite.inquiries.offer_forms import USUALLY_HOLDS, OfferForm
from craftsite.inquiries.offer_operations import OfferAnsweredError, OfferOverError
from craftsite.inquiries.permissions import may_write
from craftsite.web.clock import now, today
from craftsite.web.guards import open_to_members, open_to_senders
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("offers", __name__, url_prefix="/ruang/pertanyaan/<id:inquiry_id>"))
buyers_bp = open_to_senders(Blueprint("agreements", __name__, url_prefix="/percakapan/<token>"))
ANSWERS = f"any({', '.join(OfferAnswer)})"


@bp.route("/penawaran", methods=["GET", "POST"])
def new(inquiry_id: int) -> Response:
    """The form of an offer."""
    member = sessions.signed_in_member()
    inquiry = queries.get_of_maker(inquiry_id, member.id)
    if not may_write(inquiry):
        flash(_("Percakapan ini sudah ditutup."), "err")
        return redirect(url_for("inbox.show", inquiry_id=inquiry_id), 303)
    form = OfferForm(today())
    if not form.is_submitted():
        _begin(form, inquiry)
    if not form.validate_on_submit():
        return render("offers/new.html", status=form.http_status, form=form, inquiry=inquiry)
    terms = form.to_terms()
    receipt = form.receipt(inquiry_id, terms, form.text.data)
    with writing():
        fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
        if may_write(fresh):
            offer_operations.make_offer(fresh, terms, form.text.data, now(), author_id=member.id, receipt=receipt)
        db.session.commit()
    return redirect(url_for("inbox.show", inquiry_id=inquiry_id, _anchor="akhir"), 303)


@bp.get("/kesepakatan/<id:message_id>")
def agreed(inquiry_id: int, message_id: int) -> Response:
    """What was agreed, for the maker."""
    inquiry = queries.get_of_maker(inquiry_id, sessions.signed_in_member().id)
    agreement = agreement_of(inquiry, queries.get_offer(inquiry_id, message_id), Side.MAKER) or abort(404)
    back = url_for("inbox.show", inquiry_id=inquiry_id)
    return render("offers/agreed.html", agreement=agreement, back=back)


@buyers_bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of a thread from every other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@buyers_bp.post(f"/penawaran/<id:message_id>/<{ANSWERS}:answer>")
def answer(token: str, message_id: int, answer: str) -> Response:
    """The buyer takes an offer or not: once, and only while it holds."""
    try:
        with writing():
            fresh = queries.get_by_secret_for_update(token)
            offer_operations.answer_offer(fresh, message_id, OfferAnswer(answer), now(), today())
            db.session.commit()
    except OfferAnsweredError:
        sentence = _("Penawaran ini sudah dijawab di halaman lain. Jawaban yang pertama yang berlaku.")
        return render("offers/over.html", status=409, sentence=sentence, token=token)
    except OfferOverError:
        sentence = _("Penawaran ini sudah lewat masanya atau sudah diganti. Minta penawaran baru di percakapan.")
        return render("offers/over.html", status=409, sentence=sentence, token=token)
    if answer == OfferAnswer.ACCEPTED:
        return redirect(url_for(".show", token=token, message_id=message_id), 303)
    return redirect(url_for("inquiries.thread.show", token=token), 303)


@buyers_bp.get("/kesepakatan/<id:message_id>")
def show(token: str, message_id: int) -> Response:
    """What was agreed, for the buyer."""
    inquiry = queries.get_by_secret(token)
    agreement = agreement_of(inquiry, queries.get_offer(inquiry.id, message_id), Side.BUYER) or abort(404)
    back = url_for("inquiries.thread.show", token=token)
    return render("offers/agreement.html", agreement=agreement, back=back)


def _begin(form: OfferForm, inquiry: Inquiry) -> None:
    """What is known already: how many were asked for, and the price that the listing says."""
    form.quantity.process_data(inquiry.quantity)
    form.unit.data = inquiry.unit or (inquiry.listing.unit if inquiry.listing is not None else None)
    form.valid_until.data = today() + USUALLY_HOLDS
    if inquiry.listing is not None and inquiry.listing.unit == form.unit.data:
        form.price.process_data(inquiry.listing.price_idr)
