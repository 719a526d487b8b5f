"""Files of a thread, for its two sides and nobody else: a photograph in its sizes, a PDF to take along."""

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.extensions import db
from craftsite.inquiries import file_operations, limits, queries
from craftsite.inquiries.file_operations import MOST_FILES, TooManyFilesError
from craftsite.inquiries.models import Attachment, Inquiry, Side
from craftsite.inquiries.permissions import may_write
from craftsite.media import answers
from craftsite.media import operations as media
from craftsite.media.documents import MOST_BYTES, Document
from craftsite.media.images import Developed
from craftsite.media.uploads import developed_or_document
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.forms import AnonymousForm, SignedInForm
from craftsite.web.guards import open_to_members, open_to_senders
from craftsite.web.htmx import render
from craftsite.web.uploads import PaperField, UnusableFileError, takes_photos
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("files", __name__, url_prefix="/ruang/pertanyaan/<id:inquiry_id>/berkas"))
buyers_bp = open_to_senders(Blueprint("buyer_files", __name__, url_prefix="/percakapan/<token>/berkas"))


def _read(data: bytes) -> Developed | Document:
    """A file of a thread, of either kind. Raises UnusableFileError, ServiceUnavailable (503)."""
    if len(data) > MOST_BYTES:
        raise UnusableFileError(_("Berkas ini lebih dari 10 MB. Kecilkan dulu, lalu pilih lagi."))
    return developed_or_document(data)


class FileForm(SignedInForm):
    """One file of a maker."""

    file = PaperField(_l("Foto atau PDF"), read=_read, name="berkas")


class BuyersFileForm(AnonymousForm):
    """One file of a buyer, whose link is the key to the thread."""

    file = PaperField(_l("Foto atau PDF"), read=_read, name="berkas")


@bp.route("", methods=["GET", "POST"])
@takes_photos
def new(inquiry_id: int) -> Response:
    """The form of a file, for the maker."""
    member = sessions.signed_in_member()
    inquiry = queries.get_of_maker(inquiry_id, member.id)
    back = url_for("inbox.show", inquiry_id=inquiry_id)
    form = FileForm()
    if not (_has_room(inquiry, Side.MAKER, form) and form.validate_on_submit()):
        return render("files/new.html", status=form.http_status, form=form, back=back, most=MOST_FILES)
    kept = _kept(form.file.data)
    try:
        with writing():
            fresh = queries.get_of_maker_for_update(inquiry_id, member.id)
            if may_write(fresh):
                file_operations.add_file(fresh, Side.MAKER, kept, now(), author_id=member.id)
            db.session.commit()
    except TooManyFilesError:
        form.form_errors.append(_full())
        return render("files/new.html", status=422, form=form, back=back, most=MOST_FILES)
    return redirect(back, 303)


@bp.get("/<id:file_id>/<size>.<kind>")
def photo(inquiry_id: int, file_id: int, size: str, kind: str) -> Response:
    """A photograph of a thread in one size and format."""
    inquiry = queries.get_of_maker(inquiry_id, sessions.signed_in_member().id)
    return _photo(queries.get_file(inquiry.id, file_id), size, kind)


@bp.get("/<id:file_id>.pdf")
def document(inquiry_id: int, file_id: int) -> Response:
    """A PDF of a thread, to take along."""
    inquiry = queries.get_of_maker(inquiry_id, sessions.signed_in_member().id)
    return _document(queries.get_file(inquiry.id, file_id))


@buyers_bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """Keeps the address of a thread from every other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@buyers_bp.route("", methods=["GET", "POST"])
@takes_photos
def buyers_new(token: str) -> Response:
    """The form of a file, for the buyer."""
    inquiry = queries.get_by_secret(token)
    back = url_for("inquiries.thread.show", token=token)
    form = BuyersFileForm()
    if not (_has_room(inquiry, Side.BUYER, form) and form.validate_on_submit()):
        return render("files/buyers_new.html", status=form.http_status, form=form, back=back, most=MOST_FILES)
    kept = _kept(form.file.data)
    try:
        with writing():
            fresh = queries.get_by_secret_for_update(token)
            if may_write(fresh):
                throttle.spend(limits.REPLIES, str(fresh.id))
                file_operations.add_file(fresh, Side.BUYER, kept, now())
            db.session.commit()
    except TooManyFilesError:
        form.form_errors.append(_full())
        return render("files/buyers_new.html", status=422, form=form, back=back, most=MOST_FILES)
    return redirect(back, 303)


@buyers_bp.get("/<id:file_id>/<size>.<kind>")
def buyers_photo(token: str, file_id: int, size: str, kind: str) -> Response:
    """A photograph of a thread in one size and format."""
    return _photo(queries.get_file(queries.get_by_secret(token).id, file_id), size, kind)


@buyers_bp.get("/<id:file_id>.pdf")
def buyers_document(token: str, file_id: int) -> Response:
    """A PDF of a thread, to take along."""
    return _document(queries.get_file(queries.get_by_secret(token).id, file_id))


def _has_room(inquiry: Inquiry, side: Side, form: SignedInForm | AnonymousForm) -> bool:
    """Whether one more file is looked at at all; before a darkroom works for nothing."""
    if not form.is_submitted():
        return True
    if not may_write(inquiry):
        form.form_errors.append(_("Percakapan ini sudah ditutup."))
    elif queries.count_files(inquiry.id, side) >= MOST_FILES:
        form.form_errors.append(_full())
    return not form.form_errors


def _full() -> str:
    return _("Satu percakapan paling banyak %(most)s berkas dari Anda.", most=MOST_FILES)


def _kept(sent: Developed | Document) -> media.Kept | media.KeptDocument:
    return media.keep_document(sent) if isinstance(sent, Document) else media.keep_files(sent)


def _photo(file: Attachment, size: str, kind: str) -> Response:
    return answers.rendition(file.image, size, kind) if file.image is not None else abort(404)


def _document(file: Attachment) -> Response:
    return answers.document(file.document, f"berkas-{file.id}") if file.document is not None else abort(404)
