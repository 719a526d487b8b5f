"""Khas that several regions are known for: another office proposes its region, the office of the origin answers."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.permissions import Member, desk_regions, may_act_in
from craftsite.curation import operations, queries
from craftsite.curation.desk import acting, plate_of, regions_of
from craftsite.curation.forms import ProposeForm
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.web.clock import now, today
from craftsite.web.forms import SignedInForm
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.queries import text_value
from craftsite.web.writing import writing

bp = Blueprint("proposals", __name__)


@bp.get("/usulan")
def index() -> Response:
    """Khas of other regions, found by name, that a region of the own desk may be proposed for."""
    member = sessions.signed_in_member()
    text = text_value(request.args, "q")
    return render(
        "curation/proposals_index.html",
        text=text,
        found=queries.find_strangers(text, desk_regions(member)) if text else [],
        plate_of=plate_of,
        khas_waiting=queries.count_waiting(desk_regions(member)),
    )


@bp.route("/<id:product_id>/usulan", methods=["GET", "POST"])
def new(product_id: int) -> Response:
    """The proposal, with its reason."""
    member = sessions.signed_in_member()
    product = queries.get_stranger(product_id, desk_regions(member))
    form = ProposeForm(_free_regions(member, product))
    if not form.validate_on_submit():
        return render(
            "curation/proposals_new.html",
            status=form.http_status,
            form=form,
            product=product,
            plate=plate_of(product),
            home_name=text_of(product.origins[0].region, "short_name"),
            khas_waiting=queries.count_waiting(desk_regions(member)),
        )
    region_code, reason = form.region.data, form.reason.data
    home_name = text_of(product.origins[0].region, "short_name")
    with writing():
        product = queries.get_stranger(product_id, desk_regions(member))
        operations.propose(product, region_code, reason, today(), acting(member, region_code), now())
        db.session.commit()
    flash(_("Usulan terkirim. %(place)s yang memutuskan.", place=home_name), "ok")
    return redirect(url_for("khas_desk.index"), 303)


@bp.post("/<id:product_id>/usulan/<region_code>/<any(sebut, tolak):verdict>")
def answer(product_id: int, region_code: str, verdict: str) -> Response:
    """The office of the place of origin names the region, or declines."""
    member = sessions.signed_in_member()
    form = SignedInForm()
    if not form.validate_on_submit():
        flash(form.faults[0].sentence, "err")
        return redirect(url_for("khas_desk.index"), 303)
    with writing():
        product = queries.get_of_origin_for_update(product_id, desk_regions(member))
        home = product.origins[0].region_code
        if not may_act_in(member, home):
            abort(404)
        is_named = verdict == "sebut"
        is_done = operations.answer_proposal(
            product, region_code, today(), acting(member, home), now(), is_named=is_named
        )
        db.session.commit()
    if is_done:
        flash(_("Sudah disebut di halaman khas itu.") if is_named else _("Usulan ditolak."), "ok")
    return redirect(url_for("khas_desk.index"), 303)


def _free_regions(member: Member, product: RegionalProduct) -> Sequence:
    named = {origin.region_code for origin in product.origins}
    return [region for region in regions_of(member) if region.code not in named]
