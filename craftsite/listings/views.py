"""The maker's pages of listings: the list, a new one, the editor, and sending it to the office."""

from collections.abc import Mapping, Sequence
from secrets import token_hex

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.queries import find_office
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import find_sellable_of_region, find_taxa
from craftsite.listings import certificate_queries, draft_operations, photo_operations, queries
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificates import has_halal, is_about, own
from craftsite.listings.claims import warnings
from craftsite.listings.completeness import Progress, progress
from craftsite.listings.draft_operations import Sent
from craftsite.listings.forms import DraftForm, EditionForm, KindForm, PhotoForm
from craftsite.listings.labels import listing_label
from craftsite.listings.models import DraftState, Listing
from craftsite.listings.offers import Offer, offer_of
from craftsite.listings.parts import Part, next_part
from craftsite.listings.photographs import (
    listing_is_full,
    maker_is_full,
    photo_fullness,
    photographs,
    sent_descriptions,
)
from craftsite.listings.stock import stock_text
from craftsite.listings.understood import said_back, understood
from craftsite.listings.works import copy_key, work_of
from craftsite.listings.written import written
from craftsite.media import operations as media
from craftsite.producers.badges import checked_by
from craftsite.producers.models import Producer
from craftsite.producers.names import PAYMENT_NAMES
from craftsite.producers.queries import get_own as get_own_maker
from craftsite.producers.queries import has_own
from craftsite.web.carrying import sent_fields
from craftsite.web.clock import now, today
from craftsite.web.differences import Difference, differences
from craftsite.web.forms import STALE, SignedInForm
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import current_language, text_of
from craftsite.web.paging import Page, page_count
from craftsite.web.queries import id_value, page_value
from craftsite.web.uploads import takes_photos
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("works", __name__, url_prefix="/ruang/karya"))
PER_PAGE = 50


@bp.get("")
def index() -> Response:
    """The listings of a maker, the last changed first. Five queries, however many there are."""
    producer = _maker()
    if producer is None:
        return redirect(url_for("room.index"), 303)
    total = queries.count_of_maker(producer.id)
    number = page_value(request.args, "hal", page_count(total, PER_PAGE))
    listings = queries.find_of_maker(producer.id, number, PER_PAGE)
    page = Page([work_of(listing, today()) for listing in listings], number, total, PER_PAGE)
    wanted = id_value(request.args, "usaha")
    return render(
        "listings/index.html",
        producer=producer,
        wanted=wanted,
        page=page,
        pages=[(at, url_for(".index", usaha=wanted, hal=at) if at else "") for at in page.numbers()],
        pages_next=url_for(".index", usaha=wanted, hal=number + 1) if number < page.count else "",
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Response:
    """The one question with which a listing begins; the rest can wait."""
    member = sessions.signed_in_member()
    producer = _maker()
    if producer is None:
        return redirect(url_for("room.index"), 303)
    product = _product(producer)
    token = SignedInForm()
    kind = KindForm()
    if product is not None and not kind.is_submitted():
        kind.kind.data = product.kind
    if not (token.validate_on_submit() and kind.validate_on_submit()):
        return render(
            "listings/new.html",
            status=token.http_status if token.errors else kind.http_status,
            token=token,
            form=kind,
            producer=producer,
            product_name=text_of(product, "name") if product else "",
        )
    chosen = product if product is not None and product.kind == kind.kind.data else None
    producer_id = producer.id
    try:
        with writing():
            fresh = get_own_maker(producer_id, member.id)
            listing = draft_operations.begin(fresh, kind.kind.data, chosen, member.id, now())
            listing_id = listing.id
            db.session.commit()
    except draft_operations.TooManyListingsError:
        flash(_("Karya Anda sudah terlalu banyak. Hapus yang tidak dipakai dulu."), "err")
        return redirect(url_for(".index", usaha=id_value(request.args, "usaha")), 303)
    return redirect(url_for(".edit", listing_id=listing_id), 303)


@bp.route("/<id:listing_id>/ubah", methods=["GET", "POST"])
@takes_photos
def edit(listing_id: int) -> Response:
    """The editor; every button saves all that was typed, whether or not it was understood."""
    member = sessions.signed_in_member()
    listing = queries.get_own(listing_id, member.id)
    token = EditionForm()
    if not token.is_submitted():
        return editor(listing, kept_form(listing), token, _part_shown())
    left = _part_left()
    form = sent_form(listing)
    answer = save_sent(listing, form, token, member.id, left)
    if answer is not None:
        return answer
    listing = queries.get_own(listing_id, member.id)
    if requested_fragment({"saved"}):
        return editor(listing, form, EditionForm(formdata=None), None)
    fault = take_photo_along(listing, member.id)
    if fault:
        return editor(listing, form, EditionForm(formdata=None), Part.PICTURES, status=422, photo_fault=fault)
    if left is None:
        flash(_saved_sentence(), "ok")
        return redirect(url_for(".edit", listing_id=listing_id, bagian=_part_shown()), 303)
    if _standing(listing, form, _certificates(listing, form)).lacks_of(left):
        return editor(listing, form, EditionForm(formdata=None), left, status=422)
    return redirect(
        url_for(".edit", listing_id=listing_id, bagian=next_part(left), _anchor=f"bagian-{next_part(left)}"), 303
    )


@bp.post("/<id:listing_id>/pengajuan")
@takes_photos
def send(listing_id: int) -> Response:
    """Saves, and sends what was written to the office; what lacks is said, and all that was typed stays."""
    member = sessions.signed_in_member()
    listing = queries.get_own(listing_id, member.id)
    form = sent_form(listing)
    answer = save_sent(listing, form, EditionForm(), member.id, Part.CHECK)
    if answer is not None:
        return answer
    listing = queries.get_own(listing_id, member.id)
    fault = take_photo_along(listing, member.id)
    if fault:
        return editor(listing, form, EditionForm(formdata=None), Part.PICTURES, status=422, photo_fault=fault)
    listing = queries.get_own(listing_id, member.id)
    if _standing(listing, form, _certificates(listing, form)).lacks:
        return editor(listing, form, EditionForm(formdata=None), Part.CHECK, status=422)
    with writing():
        sent = draft_operations.send(
            queries.get_own_for_update(listing_id, member.id), understood(form), member.id, now()
        )
        db.session.commit()
    flash(_sent_sentence(sent, listing.producer.region_code), "ok")
    return redirect(url_for(".index", usaha=listing.producer_id), 303)


@bp.post("/<id:listing_id>/penarikan")
def withdraw(listing_id: int) -> Response:
    """Takes a listing back from the desk of the office, to write on."""
    member = sessions.signed_in_member()
    queries.get_own(listing_id, member.id)
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
    else:
        with writing():
            draft_operations.withdraw(queries.get_own_for_update(listing_id, member.id), member.id, now())
            db.session.commit()
        flash(_("Karya ditarik dari pemeriksaan. Kirim lagi bila sudah selesai."), "ok")
    return redirect(url_for(".edit", listing_id=listing_id), 303)


@bp.get("/<id:listing_id>/label.svg")
def plate(listing_id: int) -> Response:
    """The label plate of a listing that nobody else sees yet."""
    listing = queries.get_own(listing_id, sessions.signed_in_member().id)
    return Response(listing_label(listing, current_language()).draw("card"), mimetype="image/svg+xml")


def _maker() -> Producer | None:
    """The maker that is meant; None for whoever speaks for none yet, 404 for another's."""
    member, wanted = sessions.signed_in_member(), id_value(request.args, "usaha")
    return get_own_maker(wanted, member.id) if wanted is not None or has_own(member.id) else None


def _product(producer: Producer) -> RegionalProduct | None:
    """The product on whose page somebody said that they make it, if it is one of the maker's region."""
    slug = request.args.get("khas", "")
    found = (product for product in find_sellable_of_region(producer.region_code) if product.slug == slug)
    return next(found, None)


def _part_shown() -> Part | None:
    named = request.args.get("bagian", "")
    return Part(named) if named in set(Part) else None


def _part_left() -> Part | None:
    named = request.form.get("lanjut", "")
    return Part(named) if named in set(Part) else None


def kept_form(listing: Listing) -> DraftForm:
    """The form as it was kept, or as it would have been typed."""
    fields = listing.draft.fields if listing.draft is not None else written(offer_of(listing))
    return _form(fields, listing.producer)


def sent_form(listing: Listing) -> DraftForm:
    """The form with all that a page of the editor has sent."""
    # What is not sent by a page of ours has no kind; the listing keeps its own.
    return _form({"jenis": [listing.kind]} | dict(sent_fields().lists()), listing.producer)


def _form(fields: Mapping[str, list[str]], producer: Producer) -> DraftForm:
    return DraftForm(fields, find_taxa(), find_sellable_of_region(producer.region_code))


def save_sent(
    listing: Listing, form: DraftForm, token: EditionForm, user_id: int, part: Part | None
) -> Response | None:
    """Keeps what was sent; an answer where that failed, which still holds all of it."""
    listing_id = listing.id
    if not token.validate_on_submit():
        return editor(listing, form, token, part, status=422)
    try:
        with writing():
            fresh = queries.get_own_for_update(listing_id, user_id)
            draft_operations.save(
                fresh, form.kept_fields(), understood(form), token.edition.data, user_id, now(), token.mark.data
            )
            photo_operations.describe_photos(fresh, sent_descriptions(sent_fields()))
            db.session.commit()
    except draft_operations.NotWritableError:
        flash(_("Karya ini sedang diperiksa kantor daerah. Tarik dulu untuk mengubahnya."), "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    except draft_operations.StaleDraftError:
        return _both(queries.get_own(listing_id, user_id), form, token, part)
    return None


def take_photo(listing: Listing, user_id: int) -> str:
    """Adds the photograph that was sent, if there is one; the sentence that says why not, or ""."""
    listing_id = listing.id
    fault = photo_fullness(listing)
    if fault:
        return fault
    form = PhotoForm()
    if not form.validate_on_submit():
        return str(form.photo.errors[0]) if form.photo.errors else ""
    kept = media.keep_files(form.photo.data)
    try:
        with writing():
            photo_operations.add_photo(queries.get_own_for_update(listing_id, user_id), kept, user_id, now())
            db.session.commit()
    except photo_operations.TooManyPhotosError:
        return listing_is_full()
    except photo_operations.MakerIsFullError:
        return maker_is_full()
    except draft_operations.NotWritableError:
        return _("Karya ini sedang diperiksa kantor daerah. Tarik dulu untuk mengubahnya.")
    return ""


def take_photo_along(listing: Listing, user_id: int) -> str:
    """The same, where a browser without scripts sends what was chosen with any button of the editor."""
    photo = request.files.get("foto")
    return take_photo(listing, user_id) if photo is not None and photo.filename else ""


def _both(listing: Listing, form: DraftForm, token: EditionForm, part: Part | None) -> Response | None:
    """The page that holds what was typed, and beside it what somebody else has saved meanwhile."""
    found = differences(form, kept_form(listing))
    if not found:
        # A button that was pressed twice has written what it wanted.
        return None
    # Whoever saves again after having seen both means it; a fragment has no room for both.
    again = token if requested_fragment({"saved"}) else EditionForm(formdata=None)
    return editor(listing, form, again, part, status=409, differences=found)


def editor(
    listing: Listing,
    form: DraftForm,
    token: EditionForm,
    part: Part | None,
    *,
    status: int = 200,
    differences: Sequence[Difference] = (),
    photo_fault: str = "",
    is_arranging: bool = False,
) -> Response:
    """The editor, open at a part or at the first that is not done; or the block of it that htmx swaps.

    With the token that was sent it is a page of what was not saved, and still of the edition that was read.
    """
    draft = listing.draft
    is_unsaved = token.edition.raw_data is not None
    is_sent = draft is not None and draft.state == DraftState.SUBMITTED
    certificates = _certificates(listing, form)
    standing = _standing(listing, form, certificates, is_sent=is_sent)
    if part is None:
        part = next((state.part for state in standing.parts if not state.is_done), Part.CHECK)
    return render(
        "listings/edit.html",
        fragments={"saved", "photos"},
        also={"preview"},
        status=status,
        listing=listing,
        form=form,
        token=token,
        edition=token.edition.data if is_unsaved else listing.edition,
        mark=(is_unsaved and token.mark.data) or f"{token_hex(6)}-0",
        copy_key=copy_key(listing.id),
        is_kept=not (is_unsaved or differences),
        draft=draft,
        is_sent=is_sent,
        standing=standing,
        open_part=part,
        differences=differences,
        said_back=said_back,
        preview=_preview(listing, understood(form)),
        photos=photographs(listing),
        photo_fault=photo_fault,
        most_photos=photo_operations.MOST_PHOTOS,
        is_arranging=is_arranging or "atur" in request.args,
        certificates=[own(certificate, today()) for certificate in certificates],
        office=checked_by(find_office(listing.producer.region_code)),
        payments=[PAYMENT_NAMES[method] for method in listing.producer.payment_methods],
        warnings=[*dict.fromkeys(found.sentence for found in warnings(form.kind_chosen, form.told_texts))],
    )


def _certificates(listing: Listing, form: DraftForm) -> Sequence[Certificate]:
    """The certificates of its maker that are about a listing as it is written now. Two queries."""
    kind, halal = form.kind_chosen, form.halal.data or ""
    of_maker = certificate_queries.find_of_maker(listing.producer_id)
    return [one for one in of_maker if is_about(one, listing.id, kind, halal)]


def _standing(
    listing: Listing, form: DraftForm, certificates: Sequence[Certificate], *, is_sent: bool = False
) -> Progress:
    certified = has_halal(certificates, today())
    return progress(form, listing.producer, len(listing.photos), has_halal=certified, is_sent=is_sent)


def _preview(listing: Listing, offer: Offer) -> dict[str, object]:
    """What the card of an offer will say."""
    shown = Listing(**{name: getattr(offer, name) for name in ("unit", "stock", "stock_count", "lead_time_days")})
    return {
        "code": listing.code or _("Belum berkode"),
        "name": offer.name_id or _("Belum bernama"),
        "maker": listing.producer.name,
        "place": text_of(listing.producer.region, "short_name"),
        "price_idr": offer.price_idr,
        "price_to_idr": offer.price_to_idr,
        "stock": stock_text(shown),
    }


def _saved_sentence() -> str:
    """What a page says of what it has sent, or of what a phone had kept and has sent now."""
    if "susulan" in sent_fields():
        return _("Tulisan yang tersisa di ponsel ini sudah sampai di situs.")
    return _("Tersimpan. Anda boleh berhenti dan melanjutkan kapan saja.")


def _sent_sentence(sent: Sent, region_code: str) -> str:
    office = checked_by(find_office(region_code))
    if sent is Sent.LIVE:
        return _("Perubahan sudah tayang.")
    if sent is Sent.PARTLY_LIVE:
        return _(
            "Sebagian sudah tayang. Nama, asal, atau harga yang berubah diperiksa dulu oleh %(office)s.", office=office
        )
    return _("Terkirim. %(office)s memeriksa 1–3 hari; kodenya diberi saat tayang.", office=office)
