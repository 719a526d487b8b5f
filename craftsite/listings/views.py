"""The maker's pages of listings: the list, a new one, the editor, and sending it to the office."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.queries import find_office
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import find_sellable_of_region
from craftsite.listings import assist_operations, draft_operations, queries
from craftsite.listings.assist_queries import find_assist, get_writable
from craftsite.listings.draft_operations import Sent
from craftsite.listings.editor_views import (
    editor,
    kept_form,
    save_sent,
    save_whole,
    sent_form,
    standing_of,
    take_photo_along,
)
from craftsite.listings.forms import EditionForm, KindForm
from craftsite.listings.labels import listing_label
from craftsite.listings.parts import Part, next_part
from craftsite.listings.understood import understood
from craftsite.listings.works import work_of
from craftsite.producers.badges import checked_by
from craftsite.producers.models import Producer
from craftsite.producers.queries import get_own as get_own_maker
from craftsite.producers.queries import has_own
from craftsite.web.carrying import sent_fields
from craftsite.web.clock import now, today
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
    listing = get_writable(listing_id, member)
    token = EditionForm()
    if not token.is_submitted():
        return editor(listing, kept_form(listing), token, _part_shown())
    left = _part_left()
    form = sent_form(listing)
    answer = save_sent(listing, form, token, member, left)
    if answer is not None:
        return answer
    listing = get_writable(listing_id, member)
    if requested_fragment({"saved"}):
        return editor(listing, form, EditionForm(formdata=None), None)
    fault = take_photo_along(listing, member)
    if fault:
        return editor(listing, form, EditionForm(formdata=None), Part.PICTURES, status=422, photo_fault=fault)
    if left is None:
        flash(_saved_sentence(), "ok")
        return redirect(url_for(".edit", listing_id=listing_id, bagian=_part_shown()), 303)
    if standing_of(listing, form).lacks_of(left):
        return editor(listing, form, EditionForm(formdata=None), left, status=422)
    return redirect(
        url_for(".edit", listing_id=listing_id, bagian=next_part(left), _anchor=f"bagian-{next_part(left)}"), 303
    )


@bp.post("/<id:listing_id>/pengajuan")
@takes_photos
def send(listing_id: int) -> Response:
    """Saves, and sends what was written to the office; what lacks is said, and all that was typed stays."""
    member = sessions.signed_in_member()
    queries.get_own(listing_id, member.id)
    answer, form = save_whole(listing_id, member)
    if answer is not None:
        return answer
    with writing():
        listing = queries.get_own_for_update(listing_id, member.id)
        sent = draft_operations.send(listing, understood(form), member.id, now())
        assist = find_assist(listing_id)
        if assist is not None and assist.is_open:
            assist_operations.settle(assist, member.id, now())
        producer_id, region_code = listing.producer_id, listing.producer.region_code
        db.session.commit()
    flash(_sent_sentence(sent, region_code), "ok")
    return redirect(url_for(".index", usaha=producer_id), 303)


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
    listing = get_writable(listing_id, sessions.signed_in_member())
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
