"""What a maker does with a listing in one tap: sold, on leave, put away, copied, deleted, still there."""

import datetime
from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.listings import life_operations, queries
from craftsite.listings.draft_operations import TooManyListingsError
from craftsite.listings.forms import LeaveForm
from craftsite.listings.models import Listing
from craftsite.web.clock import now, today
from craftsite.web.filters import tanggal
from craftsite.web.forms import STALE, SignedInForm
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("life", __name__, url_prefix="/ruang/karya"))


@bp.post("/<id:listing_id>/penjualan")
def sell(listing_id: int) -> Response:
    """Sold, or on sale again."""
    if request.form.get("keadaan") == "terjual":
        return _do(listing_id, _("Ditandai terjual. Halamannya tetap bisa dilihat."), life_operations.mark_sold)
    return _do(listing_id, _("Dijual lagi."), life_operations.offer_again)


@bp.post("/<id:listing_id>/libur")
def leave(listing_id: int) -> Response:
    """On leave until a day; without one the leave ends."""
    queries.get_own(listing_id, sessions.signed_in_member().id)
    form = LeaveForm(today())
    if not form.validate_on_submit():
        flash(form.faults[0].sentence, "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    until = form.until.data
    if until is None:
        return _do(listing_id, _("Libur selesai."), life_operations.end_leave)
    sentence = _("Libur sampai %(day)s.", day=tanggal(until))
    return _do(listing_id, sentence, lambda listing, *by: life_operations.begin_leave(listing, until, *by))


@bp.post("/<id:listing_id>/arsip")
def archive(listing_id: int) -> Response:
    """Hidden from everyone else, or shown again."""
    if request.form.get("keadaan") == "simpan":
        return _do(listing_id, _("Disimpan di arsip. Hanya Anda yang melihatnya."), life_operations.archive)
    return _do(listing_id, _("Tampil lagi."), life_operations.take_from_archive)


@bp.post("/<id:listing_id>/kepastian")
def confirm(listing_id: int) -> Response:
    """Still there, at the same price."""
    sentence = _("Terima kasih. Pembeli melihat bahwa karya ini masih ada.")
    return _do(listing_id, sentence, life_operations.confirm)


@bp.post("/<id:listing_id>/salinan")
def copy(listing_id: int) -> Response:
    """A new draft that offers the same."""
    member = sessions.signed_in_member()
    queries.get_own(listing_id, member.id)
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    try:
        with writing():
            fresh = life_operations.copy(queries.get_own_for_update(listing_id, member.id), member.id, now())
            fresh_id = fresh.id
            db.session.commit()
    except TooManyListingsError:
        flash(_("Karya Anda sudah terlalu banyak. Hapus yang tidak dipakai dulu."), "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    flash(_("Ini salinannya. Ubah yang berbeda, lalu kirim."), "ok")
    return redirect(url_for("works.edit", listing_id=fresh_id), 303)


@bp.route("/<id:listing_id>/hapus", methods=["GET", "POST"])
def remove(listing_id: int) -> Response:
    """Asks before it deletes."""
    member = sessions.signed_in_member()
    listing = queries.get_own(listing_id, member.id)
    form = SignedInForm()
    if not form.validate_on_submit():
        name = text_of(listing, "name") or _("Belum bernama")
        return render("listings/remove.html", status=form.http_status, form=form, listing=listing, name=name)
    with writing():
        life_operations.delete(queries.get_own_for_update(listing_id, member.id), member.id, now())
        db.session.commit()
    return redirect(url_for(".removed", listing_id=listing_id), 303)


@bp.route("/<id:listing_id>/terhapus", methods=["GET", "POST"])
def removed(listing_id: int) -> Response:
    """What was deleted, and the button that brings it back."""
    member = sessions.signed_in_member()
    listing = queries.get_deleted(listing_id, member.id)
    form = SignedInForm()
    if not form.validate_on_submit():
        name = text_of(listing, "name") or _("Belum bernama")
        return render("listings/removed.html", status=form.http_status, form=form, listing=listing, name=name)
    with writing():
        life_operations.bring_back(queries.get_deleted_for_update(listing_id, member.id), member.id, now())
        db.session.commit()
    flash(_("Karya dikembalikan."), "ok")
    return redirect(url_for("works.edit", listing_id=listing_id), 303)


def _do(listing_id: int, sentence: str, deed: Callable[[Listing, int, datetime.datetime], None]) -> Response:
    """Does one thing to a published listing of whoever asks, and says what was done."""
    member = sessions.signed_in_member()
    if queries.get_own(listing_id, member.id).published_at is None:
        abort(404)
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    with writing():
        deed(queries.get_own_for_update(listing_id, member.id), member.id, now())
        db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for("works.edit", listing_id=listing_id), 303)
