"""The photographs of a listing in its editor: every button keeps all that was typed, then does what it says."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.permissions import Member
from craftsite.extensions import db
from craftsite.listings import photo_operations
from craftsite.listings.assist_queries import get_writable, get_writable_for_update
from craftsite.listings.changes import changes
from craftsite.listings.draft_operations import NotWritableError
from craftsite.listings.editor_views import editor, kept_form, save_sent, sent_form, take_photo, take_photo_along
from craftsite.listings.forms import DraftForm, EditionForm
from craftsite.listings.models import Listing
from craftsite.listings.offers import offer_of
from craftsite.listings.parts import Part
from craftsite.listings.photo_operations import Move
from craftsite.listings.photographs import sent_descriptions
from craftsite.listings.understood import understood
from craftsite.web.clock import now
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import requested_fragment
from craftsite.web.uploads import takes_photos
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("photos", __name__, url_prefix="/ruang/karya/<id:listing_id>/foto"))
MOVES = f"any({', '.join(Move)})"


@bp.post("")
@takes_photos
def create(listing_id: int) -> Response:
    """Takes one photograph. Whatever else was typed is kept too, except where a script sends the photograph alone."""
    member = sessions.signed_in_member()
    listing = get_writable(listing_id, member)
    return _answer(listing_id, member, take_photo(listing, member))


@bp.post("/keterangan")
@takes_photos
def describe(listing_id: int) -> Response:
    """Keeps what was written about the photographs, with all the rest."""
    member = sessions.signed_in_member()
    listing = get_writable(listing_id, member)
    if EditionForm().validate_on_submit():
        with writing():
            fresh = get_writable_for_update(listing_id, member)
            photo_operations.describe_photos(fresh, sent_descriptions(request.form))
            db.session.commit()
    return _answer(listing_id, member, take_photo_along(listing, member), is_arranging=True)


@bp.post(f"/<id:photo_id>/<{MOVES}:move>")
@takes_photos
def change(listing_id: int, photo_id: int, move: str) -> Response:
    """Moves a photograph, makes it the main one, or removes it."""
    member = sessions.signed_in_member()
    listing = get_writable(listing_id, member)
    if EditionForm().validate_on_submit():
        try:
            with writing():
                fresh = get_writable_for_update(listing_id, member)
                photo_operations.describe_photos(fresh, sent_descriptions(request.form))
                photo_operations.move_photo(fresh, photo_id, Move(move), member.id, now())
                db.session.commit()
        except NotWritableError:
            return _on_the_desk(listing_id)
    return _answer(listing_id, member, take_photo_along(listing, member), is_arranging=True)


def _answer(listing_id: int, member: Member, fault: str = "", *, is_arranging: bool = False) -> Response:
    """The photographs as they are now: alone for a script, else the editor, with all that was typed kept."""
    listing = get_writable(listing_id, member)
    token = EditionForm()
    if requested_fragment({"photos"}):
        token.validate()
        fault = fault or " ".join(each.sentence for each in token.faults)
        form = kept_form(listing)
        status = 422 if fault else 200
        return editor(listing, form, token, Part.PICTURES, status=status, photo_fault=fault, is_arranging=is_arranging)
    form = sent_form(listing)
    if not (token.validate_on_submit() and _says_nothing_new(listing, form)):
        answer = save_sent(listing, form, token, member, Part.PICTURES)
        if answer is not None:
            return answer
        listing = get_writable(listing_id, member)
    if fault:
        return editor(listing, form, EditionForm(formdata=None), Part.PICTURES, status=422, photo_fault=fault)
    arranging = "1" if is_arranging else None
    anchor = f"bagian-{Part.PICTURES}"
    back = url_for("works.edit", listing_id=listing_id, bagian=Part.PICTURES, atur=arranging, _anchor=anchor)
    return redirect(back, 303)


def _says_nothing_new(listing: Listing, form: DraftForm) -> bool:
    """Whether what was sent is what a published listing says anyway, so that it needs no draft."""
    return listing.draft is None and not form.errors and not changes(offer_of(listing), understood(form))


def _on_the_desk(listing_id: int) -> Response:
    flash(_("Karya ini sedang diperiksa kantor daerah. Tarik dulu untuk mengubahnya."), "err")
    return redirect(url_for("works.edit", listing_id=listing_id), 303)
