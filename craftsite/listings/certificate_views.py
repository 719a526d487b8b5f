"""The maker's pages of certificates: the list, a new one, changing and taking one away, and its private file."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.queries import find_office
from craftsite.extensions import db
from craftsite.goods.models import Kind
from craftsite.listings import certificate_operations as operations
from craftsite.listings import certificate_queries as queries
from craftsite.listings.certificate_forms import EVERYTHING, SOME, CertificateForm
from craftsite.listings.certificate_models import Certificate, CertificateKind, CertificateState
from craftsite.listings.certificate_numbers import certificate_warning
from craftsite.listings.certificates import has_halal, is_about, own, status_of
from craftsite.listings.editor_views import editor, kept_form, save_sent, sent_form, take_photo_along
from craftsite.listings.forms import EditionForm
from craftsite.listings.models import Halal, Listing
from craftsite.listings.parts import CERTIFICATES_ID, Part
from craftsite.listings.queries import get_own as get_own_listing
from craftsite.media import answers
from craftsite.media import operations as media
from craftsite.media.documents import Document
from craftsite.media.images import Developed
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Format, Size
from craftsite.producers.badges import checked_by
from craftsite.producers.models import Producer
from craftsite.producers.queries import get_own as get_own_maker
from craftsite.producers.queries import has_own
from craftsite.web.clock import now, today
from craftsite.web.forms import SignedInForm
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.queries import id_value
from craftsite.web.throttle import ThrottledError
from craftsite.web.uploads import takes_photos
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("certificates", __name__, url_prefix="/ruang"))
LISTINGS_OFFERED = 200

_REFUSALS = (operations.StaleCertificateError, operations.TooManyCertificatesError, ThrottledError)


@bp.get("/sertifikat")
def index() -> Response:
    """All certificates of a maker with where each stands. Six queries, however many there are."""
    producer = _maker()
    if producer is None:
        return redirect(url_for("room.index"), 303)
    certificates = queries.find_of_maker(producer.id)
    return render(
        "listings/certificates.html",
        producer=producer,
        wanted=id_value(request.args, "usaha"),
        office=checked_by(find_office(producer.region_code)),
        certificates=[own(certificate, today()) for certificate in certificates],
    )


@bp.route("/sertifikat/baru", methods=["GET", "POST"])
@takes_photos
def new() -> Response:
    """One more certificate; from the editor of a listing it is about this one."""
    member = sessions.signed_in_member()
    listing = _listing(member.id)
    producer = _maker(listing)
    if producer is None:
        return redirect(url_for("room.index"), 303)
    kind = Kind(listing.kind) if listing is not None else None
    form = CertificateForm(today(), queries.find_own_listings(producer.id, LISTINGS_OFFERED), kind)
    if not form.is_submitted():
        _preset(form, listing)
    if not form.validate_on_submit():
        return _page(form, producer, listing)
    producer_id, paper, file = producer.id, form.to_paper(), _kept(form.paper.data)
    try:
        with writing():
            get_own_maker(producer_id, member.id)
            operations.add(producer_id, paper, file, member.id, now())
            db.session.commit()
    except _REFUSALS as error:
        return _refused(error, form, get_own_maker(producer_id, member.id), listing)
    warning = certificate_warning(paper.kind, paper.number, producer.region_code, today())
    flash(_("Sertifikat dicatat. Kantor daerah melihatnya dulu sebelum tampil."), "ok")
    if warning:
        flash(warning, "err")
    return redirect(_back(listing), 303)


@bp.route("/sertifikat/<id:certificate_id>/ubah", methods=["GET", "POST"])
@takes_photos
def edit(certificate_id: int) -> Response:
    """What is written of a certificate; what is shown stays until the office has looked at the change."""
    member = sessions.signed_in_member()
    certificate = queries.get_own(certificate_id, member.id)
    listing = _listing(member.id)
    if certificate.state == CertificateState.SHOWN and request.method == "GET":
        change = queries.find_change(certificate.id)
        if change is not None:
            karya = listing.id if listing else None
            return redirect(url_for(".edit", certificate_id=change.id, usaha=_wanted(), karya=karya), 303)
    form = CertificateForm(today(), _offered(certificate))
    if not form.is_submitted():
        form.show(certificate)
    if not form.validate_on_submit():
        return _page(form, certificate.producer, listing, certificate)
    paper, file = form.to_paper(), _kept(form.paper.data)
    try:
        with writing():
            held = queries.get_own_for_update(certificate_id, member.id)
            operations.change(held, paper, file, form.edition.data, member.id, now())
            db.session.commit()
    except _REFUSALS as error:
        fresh = queries.get_own(certificate_id, member.id)
        return _refused(error, form, fresh.producer, listing, fresh)
    flash(_("Perubahan dicatat. Kantor daerah melihatnya dulu; sampai itu yang lama tetap tampil."), "ok")
    return redirect(_back(listing), 303)


@bp.route("/sertifikat/<id:certificate_id>/hapus", methods=["GET", "POST"])
def remove(certificate_id: int) -> Response:
    """Asks before it takes a certificate away, since only the office can let it be shown again."""
    member = sessions.signed_in_member()
    certificate = queries.get_own(certificate_id, member.id)
    form = SignedInForm()
    if not form.validate_on_submit():
        return render(
            "listings/certificate_remove.html",
            status=form.http_status,
            form=form,
            certificate=own(certificate, today()),
            usaha=_wanted(),
        )
    with writing():
        operations.remove(queries.get_own_for_update(certificate_id, member.id), now())
        db.session.commit()
    flash(_("Sertifikat dihapus, dan tidak tampil lagi."), "ok")
    return redirect(_back(None), 303)


@bp.get("/sertifikat/<id:certificate_id>/berkas/<size>.<kind>")
def photo(certificate_id: int, size: str, kind: str) -> Response:
    """The private photograph of a certificate, in one size and format."""
    image = queries.get_own(certificate_id, sessions.signed_in_member().id).image
    return answers.rendition(image, size, kind) if image is not None else abort(404)


@bp.get("/sertifikat/<id:certificate_id>/berkas.pdf")
def document(certificate_id: int) -> Response:
    """The private PDF of a certificate, to take along."""
    stored = queries.get_own(certificate_id, sessions.signed_in_member().id).document
    return answers.document(stored, f"sertifikat-{certificate_id}") if stored is not None else abort(404)


@bp.post("/karya/<id:listing_id>/sertifikat")
@takes_photos
def begin(listing_id: int) -> Response:
    """From the editor: keeps all that was typed, then leads to a new certificate, or to one that is there."""
    member = sessions.signed_in_member()
    listing = get_own_listing(listing_id, member.id)
    answer = save_sent(listing, sent_form(listing), EditionForm(), member, Part.STORY)
    if answer is not None:
        return answer
    listing = get_own_listing(listing_id, member.id)
    fault = take_photo_along(listing, member)
    if fault:
        shown = EditionForm(formdata=None)
        return editor(listing, kept_form(listing), shown, Part.PICTURES, status=422, photo_fault=fault)
    wanted = id_value(request.form, "sertifikat")
    if wanted is not None:
        return redirect(url_for(".edit", certificate_id=wanted, karya=listing_id), 303)
    return redirect(url_for(".new", karya=listing_id, jenis=_lacking(get_own_listing(listing_id, member.id))), 303)


def _lacking(listing: Listing) -> str | None:
    """The certificate without which a listing as it is kept cannot be sent; None where none is."""
    written = kept_form(listing)
    if written.kind_chosen is not Kind.FARM or written.halal.data != Halal.CERTIFIED:
        return None
    of_maker = queries.find_of_maker(listing.producer_id)
    about = [one for one in of_maker if is_about(one, listing.id, Kind.FARM, Halal.CERTIFIED)]
    return None if has_halal(about, today()) else CertificateKind.HALAL


def _maker(listing: Listing | None = None) -> Producer | None:
    """The maker that is meant; None for whoever speaks for none yet, 404 for another's."""
    member = sessions.signed_in_member()
    wanted = listing.producer_id if listing is not None else _wanted()
    return get_own_maker(wanted, member.id) if wanted is not None or has_own(member.id) else None


def _wanted() -> int | None:
    return id_value(request.args, "usaha")


def _listing(user_id: int) -> Listing | None:
    """The listing from whose editor somebody comes, if it is theirs."""
    wanted = id_value(request.args, "karya")
    return get_own_listing(wanted, user_id) if wanted is not None else None


def _offered(certificate: Certificate) -> list[Listing]:
    """The listings that may be named: the newest, and those that are named already."""
    listings = list(queries.find_own_listings(certificate.producer_id, LISTINGS_OFFERED))
    known = {listing.id for listing in listings}
    return listings + [mark.listing for mark in certificate.marks if mark.listing_id not in known]


def _preset(form: CertificateForm, listing: Listing | None) -> None:
    kind = request.args.get("jenis", "")
    form.kind.data = kind if kind in set(CertificateKind) else ""
    form.scope.data = EVERYTHING
    if listing is not None and listing.name_id:
        form.scope.data, form.listings.data = SOME, [listing.id]


def _kept(sent: Developed | Document | None) -> operations.File | None:
    """The file, flushed to the disk before the unit that writes."""
    if sent is None:
        return None
    return media.keep_document(sent) if isinstance(sent, Document) else media.keep_files(sent)


def _back(listing: Listing | None) -> str:
    if listing is not None:
        return url_for("works.edit", listing_id=listing.id, bagian=Part.STORY, _anchor=CERTIFICATES_ID)
    return url_for(".index", usaha=_wanted())


def _refused(
    error: Exception,
    form: CertificateForm,
    producer: Producer,
    listing: Listing | None,
    certificate: Certificate | None = None,
) -> Response:
    """The page with all that was typed, and why it was not taken."""
    if isinstance(error, ThrottledError):
        form.form_errors.append(error.explanation.sentence)
        return error.answer(_page(form, producer, listing, certificate))
    if isinstance(error, operations.StaleCertificateError):
        sentence = _("Sertifikat ini baru saja diubah dari tempat lain. Muat ulang halaman untuk melihatnya.")
        form.form_errors.append(sentence)
        return _page(form, producer, listing, certificate, status=409)
    form.form_errors.append(_("Catatan sertifikat Anda sudah terlalu banyak. Tanyakan ke kantor daerah Anda."))
    return _page(form, producer, listing, certificate)


def _action(listing: Listing | None, certificate: Certificate | None) -> str:
    """Where the form is sent to: the page itself, with whence somebody came."""
    usaha, karya = _wanted(), listing.id if listing is not None else None
    if certificate is None:
        return url_for(".new", usaha=usaha, karya=karya)
    return url_for(".edit", certificate_id=certificate.id, usaha=usaha, karya=karya)


def _page(
    form: CertificateForm,
    producer: Producer,
    listing: Listing | None,
    certificate: Certificate | None = None,
    status: int | None = None,
) -> Response:
    words: Sequence[str] = status_of(certificate, today()) if certificate is not None else ("", "")
    return render(
        "listings/certificate_edit.html",
        status=status or form.http_status,
        form=form,
        producer=producer,
        listing=listing,
        certificate=certificate,
        status_words=words[0],
        tone=words[1],
        picture=_picture(certificate),
        action_url=_action(listing, certificate),
        back_url=_back(listing),
        usaha=_wanted(),
        office=checked_by(find_office(producer.region_code)),
    )


def _picture(certificate: Certificate | None) -> Picture | None:
    if certificate is None or certificate.image is None:
        return None

    def address(size: Size, kind: Format) -> str:
        name = {"size": str(size), "kind": kind.value}
        # The checker takes the values of an address for the named options of Flask.
        return url_for(".photo", certificate_id=certificate.id, **name)  # type: ignore[arg-type]

    return picture_of(certificate.image, address=address)
