"""What a region puts first on its page: up to five khas in its own order, moved without a script."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.permissions import desk_regions, may_act_in
from craftsite.curation import queries
from craftsite.curation.desk import plate_of
from craftsite.extensions import db
from craftsite.goods.operations import MOST_HIGHLIGHTS, choose_highlights
from craftsite.goods.queries import is_shown
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.forms import SignedInForm
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = Blueprint("highlights", __name__, url_prefix="/unggulan")
UP, DOWN, REMOVE, ADD = "naik", "turun", "lepas", "pilih"


@bp.route("/<region_code>", methods=["GET", "POST"])
def edit(region_code: str) -> Response:
    """The chosen ones with their buttons, and what may be chosen; each button changes the list that was read."""
    member = sessions.signed_in_member()
    region = next((region for region in find_regions() if region.code == region_code), None)
    if region is None or not may_act_in(member, region_code):
        abort(404)
    form = SignedInForm()
    if not form.is_submitted():
        return _page(region, form)
    if not form.validate():
        return _page(region, form, status=422)
    with writing():
        queries.get_region_for_update(region_code)
        now_chosen = [product.id for product in queries.find_highlights(region_code)]
        wanted = _changed(now_chosen)
        known = {product.id for product in queries.find_candidates(region_code)} | set(now_chosen)
        is_stale = request.form.get("urutan", "") != _order(now_chosen)
        is_possible = len(wanted) <= MOST_HIGHLIGHTS and set(wanted) <= known
        if not is_stale and is_possible:
            choose_highlights(region_code, wanted)
            db.session.commit()
    if is_stale:
        flash(_("Pilihannya baru saja diubah dari tempat lain. Ini yang terbaru."), "err")
        return _page(region, form, status=409)
    if not is_possible:
        flash(_("Paling banyak lima khas. Lepas satu dulu."), "err")
        return _page(region, form, status=422)
    return redirect(url_for(".edit", region_code=region_code), 303)


def _changed(chosen: Sequence[int]) -> list[int]:
    """The list after the button that was pressed; the same list where it was none of these."""
    wanted = list(chosen)
    added, removed = id_value(request.form, ADD), id_value(request.form, REMOVE)
    if added is not None and added not in wanted:
        wanted.append(added)
    if removed in wanted:
        wanted.remove(removed)
    for name, step in ((UP, -1), (DOWN, 1)):
        moved = id_value(request.form, name)
        if moved in wanted:
            place = wanted.index(moved)
            other = place + step
            if 0 <= other < len(wanted):
                wanted[place], wanted[other] = wanted[other], wanted[place]
    return wanted


def _order(chosen: Sequence[int]) -> str:
    return ",".join(map(str, chosen))


def _page(region: Region, form: SignedInForm, status: int = 200) -> Response:
    chosen = queries.find_highlights(region.code)
    return render(
        "curation/highlights_edit.html",
        status=status,
        form=form,
        region=region,
        place=text_of(region, "short_name"),
        chosen=chosen,
        order=_order([product.id for product in chosen]),
        candidates=queries.find_candidates(region.code),
        most_highlights=MOST_HIGHLIGHTS,
        plate_of=plate_of,
        is_shown=is_shown,
        khas_waiting=queries.count_waiting(desk_regions(sessions.signed_in_member())),
    )
