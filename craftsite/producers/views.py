"""The profile of one's own maker: where it begins, and where it is changed."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.producers import operations, queries
from craftsite.producers.forms import ProfileForm
from craftsite.producers.models import Producer
from craftsite.producers.permissions import may_change_business
from craftsite.regions.models import Region
from craftsite.web.clock import now
from craftsite.web.differences import differences
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("profile", __name__, url_prefix="/ruang/profil"))


@bp.route("", methods=["GET", "POST"])
def edit() -> Response:
    """The profile as it is, or an empty one where nobody has begun yet."""
    member = sessions.signed_in_member()
    wanted = id_value(request.args, "usaha")
    if wanted is None and not queries.has_own(member.id):
        return _begin(member.id)
    producer = queries.get_own(wanted, member.id)
    role = queries.get_role(producer.id, member.id)
    form = ProfileForm(may_change_business=may_change_business(role), data=_values(producer))
    if not form.validate_on_submit():
        return _page(form, producer.region, producer)
    profile, version = form.to_profile(), form.version.data
    producer_id = producer.id
    try:
        with writing():
            producer = queries.get_own_for_update(producer_id, member.id)
            operations.change(producer, profile, version, queries.get_role(producer_id, member.id), now())
            db.session.commit()
    except operations.StaleProfileError:
        return _both(form, queries.get_own(producer_id, member.id))
    flash(_("Profil sudah disimpan."), "ok")
    return redirect(url_for("room.index", usaha=wanted), 303)


def _begin(user_id: int) -> Response:
    region = _region_of(user_id)
    if region is None:
        return redirect(url_for("room.index"), 303)
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(form, region, None)
    profile = form.to_profile()
    try:
        with writing():
            operations.begin(profile, user_id, now())
            db.session.commit()
    except operations.HasMakerError:
        flash(_("Usaha Anda sudah tercatat. Ini profilnya."), "ok")
        return redirect(url_for(".edit"), 303)
    flash(_("Usaha Anda sudah tercatat. Kantor daerah memeriksa asalnya dulu."), "ok")
    return redirect(url_for("room.index"), 303)


def _region_of(user_id: int) -> Region | None:
    user = db.session.get_one(User, user_id)
    return db.session.get(Region, user.region_code) if user.region_code else None


def _values(producer: Producer) -> dict[str, object]:
    profile = operations.profile_of(producer)
    fields = {name: getattr(profile, name) for name in profile.__slots__}
    return fields | {"version": producer.version}


def _page(form: ProfileForm, region: Region, producer: Producer | None) -> Response:
    return render(
        "producers/edit.html",
        status=form.http_status,
        form=form,
        region=region,
        producer=producer,
        differences=[],
    )


def _both(form: ProfileForm, producer: Producer) -> Response:
    """The page that holds what was typed, and beside it what somebody else has saved meanwhile."""
    saved = ProfileForm(may_change_business="business_number" in form, formdata=None, data=_values(producer))
    found = differences(form, saved)
    if not found:
        # A button that was pressed twice has written what it wanted.
        flash(_("Profil sudah disimpan."), "ok")
        return redirect(url_for("room.index"), 303)
    # Whoever saves again after having seen both means it.
    form.version.data = producer.version
    return render(
        "producers/edit.html",
        status=409,
        form=form,
        region=producer.region,
        producer=producer,
        differences=found,
    )
