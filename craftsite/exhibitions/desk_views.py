"""The exhibitions of an office: its list, the story of each, the preview, and whether everyone sees it."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import Member, desk_regions
from craftsite.catalog.cards import get_cards
from craftsite.exhibitions import desk_operations, queries, wall_views
from craftsite.exhibitions.desk_operations import Editor
from craftsite.exhibitions.forms import StoryForm, story_values
from craftsite.exhibitions.models import Exhibition
from craftsite.exhibitions.walls import walls_of
from craftsite.extensions import db
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.clock import now, today
from craftsite.web.differences import Difference, differences
from craftsite.web.forms import SignedInForm
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("exhibitions_desk", __name__, url_prefix="/dekranasda/pameran"), RoleName.COORDINATOR, RoleName.ADMIN
)
bp.register_blueprint(wall_views.bp)
CARDS_SHOWN = 8


@bp.get("")
def index() -> Response:
    """The exhibitions of the own office, of all offices for the province. Three queries besides who asks."""
    exhibitions = queries.find_of_desk(desk_regions(sessions.signed_in_member()))
    return render(
        "exhibitions/desk_index.html",
        exhibitions=exhibitions,
        wall_counts=queries.count_walls(exhibitions, today()),
        region_names={region.code: text_of(region, "short_name") for region in find_regions()},
        day=today(),
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Response:
    """The story of an exhibition that is not there yet."""
    member = sessions.signed_in_member()
    form = StoryForm(_regions_of(member))
    if not form.validate_on_submit():
        return _form_page(form, None)
    story, region_code = form.to_story(), form.region.data if form.region else None
    with writing():
        exhibition_id = desk_operations.begin(region_code, story, Editor(member.id, now())).id
        db.session.commit()
    flash(_("Ceritanya sudah tersimpan. Sekarang isi dindingnya."), "ok")
    return redirect(url_for(".show", exhibition_id=exhibition_id), 303)


@bp.get("/<id:exhibition_id>")
def show(exhibition_id: int) -> Response:
    """The walls in their order with what may be done with each. Five queries besides who asks."""
    exhibition = queries.get_of_desk(exhibition_id, desk_regions(sessions.signed_in_member()))
    return show_page(exhibition)


def show_page(exhibition: Exhibition, status: int = 200) -> Response:
    """The page of the walls."""
    hanging = {item.position for item in queries.find_items(exhibition, today())}
    walls = walls_of(queries.find_all_items(exhibition.id))
    return render(
        "exhibitions/desk_show.html",
        status=status,
        exhibition=exhibition,
        walls=walls,
        hanging=hanging,
        most_walls=desk_operations.MOST_WALLS,
        form=SignedInForm(),
    )


@bp.route("/<id:exhibition_id>/ubah", methods=["GET", "POST"])
def edit(exhibition_id: int) -> Response:
    """The story as it is; where somebody else has saved meanwhile both texts are shown."""
    member = sessions.signed_in_member()
    exhibition = queries.get_of_desk(exhibition_id, desk_regions(member))
    form = StoryForm([], data=story_values(exhibition) | {"version": exhibition.version})
    if not form.validate_on_submit():
        return _form_page(form, exhibition)
    story, version = form.to_story(), form.version.data
    try:
        with writing():
            fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
            desk_operations.change(fresh, version, story, Editor(member.id, now()))
            db.session.commit()
    except desk_operations.StaleExhibitionError:
        fresh = queries.get_of_desk(exhibition_id, desk_regions(member))
        found = differences(form, StoryForm([], formdata=None, data=story_values(fresh)))
        if found:
            # Whoever saves again after having seen both means it.
            form.version.data = fresh.version
            return _form_page(form, fresh, status=409, found=found)
    flash(_("Cerita pameran sudah disimpan."), "ok")
    return redirect(url_for(".show", exhibition_id=exhibition_id), 303)


@bp.get("/<id:exhibition_id>/pratinjau")
def preview(exhibition_id: int) -> Response:
    """The exhibition as everyone would see it; only its office does."""
    exhibition = queries.get_of_desk(exhibition_id, desk_regions(sessions.signed_in_member()))
    walls = walls_of(queries.find_items(exhibition, today()))
    offered = queries.offered_listing_ids([wall.item for wall in walls], today(), CARDS_SHOWN)
    return render(
        "exhibitions/show.html",
        exhibition=exhibition,
        state=exhibition.state_on(today()),
        walls=walls,
        cards=get_cards(offered),
        full_url="",
        is_preview=True,
        is_private=True,
    )


@bp.post("/<id:exhibition_id>/penerbitan")
def publish(exhibition_id: int) -> Response:
    """Everyone sees it from now on; one without a wall that can be seen stays where it is."""
    member = sessions.signed_in_member()
    exhibition = queries.get_of_desk(exhibition_id, desk_regions(member))
    form = SignedInForm()
    if not form.validate_on_submit():
        return _refused(exhibition, form.faults[0].sentence)
    if not queries.count_walls([exhibition], today())[exhibition_id]:
        return _refused(exhibition, _("Pajang dulu paling sedikit satu khas atau karya."))
    with writing():
        fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
        if not fresh.is_published:
            desk_operations.publish(fresh, Editor(member.id, now()))
        db.session.commit()
    flash(_("Pameran sudah terbit. Sekarang semua orang bisa melihatnya."), "ok")
    return redirect(url_for(".show", exhibition_id=exhibition_id), 303)


@bp.post("/<id:exhibition_id>/penurunan")
def withdraw(exhibition_id: int) -> Response:
    """Nobody but its office sees it from now on."""
    member = sessions.signed_in_member()
    exhibition = queries.get_of_desk(exhibition_id, desk_regions(member))
    form = SignedInForm()
    if not form.validate_on_submit():
        return _refused(exhibition, form.faults[0].sentence)
    with writing():
        fresh = queries.get_of_desk_for_update(exhibition_id, desk_regions(member))
        if fresh.is_published:
            desk_operations.withdraw(fresh, Editor(member.id, now()))
        db.session.commit()
    flash(_("Pameran sudah diturunkan. Dinding dan alamatnya tetap tersimpan."), "ok")
    return redirect(url_for(".show", exhibition_id=exhibition_id), 303)


def _refused(exhibition: Exhibition, sentence: str) -> Response:
    flash(sentence, "err")
    return show_page(exhibition, status=422)


def _regions_of(member: Member) -> Sequence[Region]:
    """The regions for which somebody may begin an exhibition; none for the province, whose own it is then."""
    codes = desk_regions(member)
    return [] if codes is None else [region for region in find_regions() if region.code in codes]


def _form_page(
    form: StoryForm, exhibition: Exhibition | None, status: int | None = None, found: Sequence[Difference] = ()
) -> Response:
    return render(
        "exhibitions/desk_edit.html",
        status=status or form.http_status,
        form=form,
        exhibition=exhibition,
        differences=found,
    )
