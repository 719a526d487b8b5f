"""The walls of an exhibition: what may hang there, the words beside it, and their order."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import NotFound

from craftsite.accounts import sessions
from craftsite.accounts.permissions import desk_regions
from craftsite.catalog.cards import get_cards, get_rows
from craftsite.catalog.filters import Facet, Filters
from craftsite.catalog.queries import first_listings, first_products
from craftsite.curation.queries import find_standing
from craftsite.exhibitions import desk_operations, queries
from craftsite.exhibitions.desk_operations import Editor
from craftsite.exhibitions.forms import WallForm, wall_values
from craftsite.exhibitions.models import Exhibition, Item
from craftsite.exhibitions.walls import thing_of
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.listings.models import Listing
from craftsite.web.clock import now, today
from craftsite.web.differences import Difference, differences
from craftsite.web.forms import SignedInForm
from craftsite.web.htmx import render
from craftsite.web.queries import id_value, text_value
from craftsite.web.writing import writing

bp = Blueprint("walls", __name__, url_prefix="/<id:exhibition_id>/dinding")
FOUND_SHOWN = 12
STEPS = {"naik": -1, "turun": 1}


@bp.get("")
def index(exhibition_id: int) -> Response:
    """Khas and works that may hang here, found by words; without words the first of each."""
    exhibition = _get(exhibition_id)
    text, day = text_value(request.args, "q"), today()
    here = {Facet.REGION: frozenset({exhibition.region_code})} if exhibition.region_code else {}
    filters = Filters(text=text, chosen=here)
    product_ids = first_products(filters, day, FOUND_SHOWN)
    return render(
        "exhibitions/walls_index.html",
        exhibition=exhibition,
        text=text,
        products=list(zip(product_ids, get_rows(product_ids, day), strict=True)),
        cards=get_cards(first_listings(filters, day, FOUND_SHOWN)),
    )


@bp.route("/baru", methods=["GET", "POST"])
def new(exhibition_id: int) -> Response:
    """The words beside a khas (`khas=12`) or a work (`karya=BKL-014`) that hangs at the end from now on."""
    member = sessions.signed_in_member()
    exhibition = _get(exhibition_id)
    item = Item(**_wanted(exhibition))
    form = WallForm(data=_first_words(item) | {"version": exhibition.version})
    if not form.validate_on_submit():
        return _page(form, exhibition, item)
    text, version = form.to_text(), form.version.data
    product_id = item.product.id if item.product else None
    listing_id = item.listing.id if item.listing else None
    try:
        with writing():
            fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
            desk_operations.hang(fresh, version, product_id, listing_id, text, Editor(member.id, now()))
            db.session.commit()
    except desk_operations.StaleExhibitionError:
        newest = queries.find_all_items(exhibition_id)[-1:]
        # A button that was pressed twice has hung what it should.
        if newest and (newest[0].product_id, newest[0].listing_id) == (product_id, listing_id):
            return redirect(_address(exhibition_id), 303)
        return _again(form, _get(exhibition_id), _("Susunan pameran ini baru saja berubah. Periksa, lalu kirim lagi."))
    except desk_operations.FullExhibitionError:
        form.form_errors.append(_("Dindingnya sudah penuh. Turunkan satu dulu."))
        return _page(form, _get(exhibition_id), Item(**_wanted(_get(exhibition_id))))
    flash(_("Sudah dipajang di dinding terakhir."), "ok")
    return redirect(_address(exhibition_id), 303)


@bp.route("/<id:position>", methods=["GET", "POST"])
def edit(exhibition_id: int, position: int) -> Response:
    """The words beside a thing; where somebody else has saved meanwhile both texts are shown."""
    member = sessions.signed_in_member()
    exhibition = _get(exhibition_id)
    item = queries.get_item(exhibition_id, position)
    form = WallForm(data=wall_values(item) | {"version": exhibition.version})
    if not form.validate_on_submit():
        return _page(form, exhibition, item)
    text, version = form.to_text(), form.version.data
    try:
        with writing():
            fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
            there = queries.get_item(exhibition_id, position)
            desk_operations.rewrite(fresh, version, there, text, Editor(member.id, now()))
            db.session.commit()
    except desk_operations.StaleExhibitionError:
        exhibition, item = _get(exhibition_id), queries.get_item(exhibition_id, position)
        found = differences(form, WallForm(formdata=None, data=wall_values(item)))
        if found:
            # Whoever saves again after having seen both means it.
            form.version.data = exhibition.version
            return _page(form, exhibition, item, status=409, found=found)
    flash(_("Teks dinding sudah disimpan."), "ok")
    return redirect(_address(exhibition_id), 303)


@bp.post("/<id:position>/<any(naik, turun, lepas):step>")
def move(exhibition_id: int, position: int, step: str) -> Response:
    """A wall changes places with its neighbour, or is taken away."""
    member = sessions.signed_in_member()
    _get(exhibition_id)
    form = SignedInForm()
    if not form.validate_on_submit():
        flash(form.faults[0].sentence, "err")
        return redirect(_address(exhibition_id), 303)
    version = id_value(request.form, "versi") or 0
    try:
        with writing():
            fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
            item, editor = queries.get_item(exhibition_id, position), Editor(member.id, now())
            if step in STEPS:
                desk_operations.move(fresh, version, item, STEPS[step], editor)
            else:
                desk_operations.take_down(fresh, version, item, editor)
            db.session.commit()
    except desk_operations.StaleExhibitionError:
        flash(_("Susunannya baru saja diubah dari tempat lain. Ini yang terbaru."), "err")
    return redirect(_address(exhibition_id), 303)


def _get(exhibition_id: int) -> Exhibition:
    return queries.get_of_desk(exhibition_id, desk_regions(sessions.signed_in_member()))


def _address(exhibition_id: int) -> str:
    return url_for("exhibitions_desk.show", exhibition_id=exhibition_id, _anchor="walls")


def _wanted(exhibition: Exhibition) -> dict[str, RegionalProduct | Listing]:
    """The thing that the address names and that may hang here; 404 for everything else."""
    product_id, code = id_value(request.args, "khas"), text_value(request.args, "karya")
    if product_id is not None:
        return {"product": queries.get_known_product(product_id, exhibition.region_code)}
    if code:
        return {"listing": queries.get_public_listing(code, exhibition.region_code, today())}
    raise NotFound


def _first_words(item: Item) -> dict[str, str]:
    """What is known of a thing, to begin from; each has at most the characters that a wall takes."""
    if item.product is not None:
        standing = find_standing(item.product.id) if item.product.confirmed_on else None
        source = f"{standing.publisher}, {standing.source_year}" if standing else ""
        return {"title_id": item.product.name_id, "text_id": item.product.description_id, "source_id": source}
    listing = item.listing
    if listing is None:
        return {}
    return {
        "title_id": listing.name_id[:120],
        "text_id": listing.story_id[:600],
        "source_id": _("menurut pembuatnya, %(year)s", year=today().year),
    }


def _again(form: WallForm, exhibition: Exhibition, sentence: str) -> Response:
    form.version.data = exhibition.version
    flash(sentence, "err")
    return _page(form, exhibition, Item(**_wanted(exhibition)), status=409)


def _page(
    form: WallForm,
    exhibition: Exhibition,
    item: Item,
    status: int | None = None,
    found: Sequence[Difference] = (),
) -> Response:
    return render(
        "exhibitions/walls_edit.html",
        status=status or form.http_status,
        form=form,
        exhibition=exhibition,
        item=item,
        thing=thing_of(item),
        differences=found,
    )
