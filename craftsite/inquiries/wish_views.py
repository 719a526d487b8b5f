"""Kabari saya bila ada: somebody waits for a khas that nobody sells, and can take that back."""

import json
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from craftsite.accounts import my_data
from craftsite.extensions import db
from craftsite.inquiries import demand_operations as operations
from craftsite.inquiries import demand_queries as queries
from craftsite.inquiries import limits, subject_queries
from craftsite.inquiries.forms import ButtonForm, WishForm
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.my_data import WISH_HOLDINGS
from craftsite.inquiries.subjects import shown_product
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.htmx import render
from craftsite.web.writing import writing

bp = Blueprint("wishes", __name__)
FRAGMENTS = {"quantity_said"}


@bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of a wish from every other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@bp.route("/khas/<slug:slug>/kabari", methods=["GET", "POST"])
def new(slug: str) -> Response:
    """The form of a wish; where somebody sells the khas by now, the way to its page."""
    product = subject_queries.get_sellable(slug)
    if subject_queries.is_sold(product.id, today()):
        return redirect(url_for("catalog.products.show", slug=slug), 303)
    form = WishForm(product.unit)
    page: dict[str, Any] = {"form": form, "shown": shown_product(product), "waiting": queries.count_waiting(product.id)}
    if not form.validate_on_submit():
        if "jumlah" in request.args:
            form.quantity.data = request.args["jumlah"]
        return render("inquiries/wish.html", fragments=FRAGMENTS, status=form.http_status, **page)
    draft, name = form.to_draft(product.id), product.name_id
    try:
        with writing():
            wish = operations.wish(draft, name, now())
            if wish is not None:
                wish.is_proven = form.proof.spend()
                limits.spend_wish()
            else:
                # The same sending gets its link again; whoever only knows the contact does not.
                wish = queries.find_by_receipt(draft.receipt)
            salt = wish.link_salt if wish is not None else ""
            db.session.commit()
    except throttle.ThrottledError as refusal:
        form.form_errors.append(refusal.explanation.sentence)
        return refusal.answer(render("inquiries/wish.html", fragments=FRAGMENTS, **page))
    if not salt:
        return redirect(url_for(".known", slug=slug), 303)
    return redirect(url_for(".show", token=secret_of(Door.WISH, salt)), 303)


@bp.get("/khas/<slug:slug>/kabari/sudah")
def known(slug: str) -> Response:
    """That this contact waits already."""
    return render("inquiries/wish_known.html", shown=shown_product(subject_queries.get_sellable(slug)))


@bp.route("/kabari/<token>", methods=["GET", "POST"])
def show(token: str) -> Response:
    """A wish, and the button that takes it back."""
    wish = queries.get_by_secret(token)
    form = ButtonForm()
    if not form.validate_on_submit():
        page: dict[str, Any] = {"form": form, "wish": wish, "shown": shown_product(wish.product), "token": token}
        return render("inquiries/wish_show.html", status=form.http_status, **page)
    with writing():
        operations.erase_wish(queries.get_by_secret_for_update(token), now())
        db.session.commit()
    return redirect(url_for("inquiries.erased"), 303)


@bp.get("/kabari/<token>/data.json")
def as_json(token: str) -> Response:
    """Everything that is kept about whoever waits."""
    data = my_data.collect(queries.get_by_secret(token).id, WISH_HOLDINGS)
    response = Response(json.dumps(data, ensure_ascii=False, indent=1), mimetype="application/json")
    response.headers["Content-Disposition"] = "attachment; filename=kabari.json"
    return response


@bp.route("/kabari/surat/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Response:
    """Where the owner of an address says that they want to hear; looking at it does nothing."""
    wish = queries.get_confirming(token)
    form = ButtonForm()
    if not form.validate_on_submit():
        page: dict[str, Any] = {"form": form, "wish": wish, "shown": shown_product(wish.product)}
        return render("inquiries/wish_confirm.html", status=form.http_status, **page)
    with writing():
        wish = queries.get_confirming_for_update(token)
        operations.confirm_address(wish, now())
        salt = wish.link_salt
        db.session.commit()
    return redirect(url_for(".show", token=secret_of(Door.WISH, salt)), 303)
