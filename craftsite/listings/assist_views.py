"""Writing a listing for a maker: for whom one may, what is being written, and asking her."""

import datetime
from urllib.parse import quote

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, sessions
from craftsite.accounts.permissions import Member
from craftsite.accounts.queries import find_seats
from craftsite.extensions import db
from craftsite.listings import assist_operations as operations
from craftsite.listings import assist_queries as queries
from craftsite.listings.assist_models import Assist
from craftsite.listings.assist_operations import Helper
from craftsite.listings.assists import helped_of, helper_told, layout_of
from craftsite.listings.draft_operations import TooManyListingsError
from craftsite.listings.editor_views import save_whole
from craftsite.listings.forms import KindForm
from craftsite.listings.parts import CERTIFICATES_ID
from craftsite.producers.models import Producer
from craftsite.producers.permissions import checking_seat
from craftsite.producers.queries import find_people
from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.forms import STALE, SignedInForm
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.languages import Language, current_language, site_url, text_in, text_of
from craftsite.web.uploads import takes_photos
from craftsite.web.writing import writing

bp = open_to_members(Blueprint("assists", __name__, url_prefix="/menuliskan"))
SHOWN, ANSWERED_SHOWN = 100, datetime.timedelta(days=30)


@bp.get("")
def index() -> Response:
    """What somebody writes for makers, and the makers of their groups. About four queries, however many there are."""
    member = sessions.signed_in_member()
    return render(
        "listings/assists.html",
        layout=layout_of(member),
        helped=[helped_of(one) for one in queries.find_helped(member, now() - ANSWERED_SHOWN, SHOWN)],
        makers=queries.find_makers_of_groups(member.id),
        has_desk=member.has_desk,
    )


@bp.route("/pembuat/<id:producer_id>/baru", methods=["GET", "POST"])
def new(producer_id: int) -> Response:
    """The one question with which a listing begins; 404 for a maker that one may not write for."""
    member = sessions.signed_in_member()
    producer, _group = _maker_to_help(producer_id, member)
    token, kind = SignedInForm(), KindForm()
    if not (token.validate_on_submit() and kind.validate_on_submit()):
        return render(
            "listings/assist_new.html",
            status=token.http_status if token.errors else kind.http_status,
            layout=layout_of(member),
            token=token,
            form=kind,
            producer=producer,
            place=text_of(producer.region, "short_name"),
        )
    try:
        with writing():
            held = db.session.get(Producer, producer_id, with_for_update=True)
            fresh, group_id = _maker_to_help(producer_id, member)
            helper = Helper(member.id, group_id, _office_id(member, fresh) if group_id is None else None)
            listing = operations.begin(held or fresh, kind.kind.data, helper, now())
            listing_id = listing.id
            db.session.commit()
    except (operations.TooManyAssistsError, TooManyListingsError):
        flash(_("Untuk pembuat ini sudah banyak yang ditulis. Tunggu jawabannya dulu."), "err")
        return redirect(url_for(".index"), 303)
    return redirect(url_for("works.edit", listing_id=listing_id), 303)


@bp.get("/<id:listing_id>")
def show(listing_id: int) -> Response:
    """Where one stands, and the text to pass on while its maker is asked. About nine queries."""
    member = sessions.signed_in_member()
    return _page(queries.get_helped(listing_id, member), member)


@bp.post("/<id:listing_id>/permintaan")
@takes_photos
def ask(listing_id: int) -> Response:
    """Saves what was typed, and puts the listing to its maker; what lacks is said, and all that was typed stays."""
    member = sessions.signed_in_member()
    queries.get_helped(listing_id, member)
    # A certificate is a paper of the maker's own, so she adds it herself.
    answer, _form = save_whole(listing_id, member, left={CERTIFICATES_ID})
    if answer is not None:
        return answer
    try:
        with writing():
            assist = queries.get_helped_for_update(listing_id, member)
            limits.spend_letter(f"maker {assist.listing.producer_id}")
            letters = operations.ask(assist, member.id, now())
            db.session.commit()
    except throttle.ThrottledError as refusal:
        flash(refusal.explanation.sentence, "err")
        return redirect(url_for("works.edit", listing_id=listing_id), 303)
    if letters:
        flash(ngettext("%(num)s surat dikirim ke pembuatnya.", "%(num)s surat dikirim ke pembuatnya.", letters), "ok")
    return redirect(url_for(".show", listing_id=listing_id), 303)


@bp.post("/<id:listing_id>/penarikan")
def take_back(listing_id: int) -> Response:
    """Takes the question back, to write on."""
    member = sessions.signed_in_member()
    queries.get_helped(listing_id, member)
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
        return redirect(url_for(".show", listing_id=listing_id), 303)
    with writing():
        operations.take_back(queries.get_helped_for_update(listing_id, member))
        db.session.commit()
    flash(_("Ditarik. Tautan yang lama tidak berlaku lagi; minta lagi bila sudah selesai."), "ok")
    return redirect(url_for("works.edit", listing_id=listing_id), 303)


@bp.post("/<id:listing_id>/pembatalan")
def drop(listing_id: int) -> Response:
    """Ends it unsent."""
    member = sessions.signed_in_member()
    queries.get_helped(listing_id, member)
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
        return redirect(url_for(".show", listing_id=listing_id), 303)
    with writing():
        operations.drop(queries.get_helped_for_update(listing_id, member), member.id, now())
        db.session.commit()
    flash(_("Dibatalkan. Tidak ada yang tayang."), "ok")
    return redirect(url_for(".index"), 303)


def _maker_to_help(producer_id: int, member: Member) -> tuple[Producer, int | None]:
    return queries.find_maker_to_help(producer_id, member) or abort(404)


def _office_id(member: Member, producer: Producer) -> int | None:
    """The office in whose name somebody writes; None for whoever runs the site."""
    seat = checking_seat([seat for seat in find_seats(member.id) if seat.is_held(now())], producer.region_code)
    return seat.office_id if seat is not None else None


def _page(assist: Assist, member: Member) -> Response:
    listing = assist.listing
    people = find_people([listing.producer_id])
    # A group does not learn a number of its members here: its owner chooses whom to write to.
    number = listing.producer.whatsapp.removeprefix("+") if assist.group_id is None else ""
    text = _message(assist, Language(people[0].user.language) if people else current_language())
    return render(
        "listings/assist_show.html",
        layout=layout_of(member),
        token=SignedInForm(formdata=None),
        helped=helped_of(assist),
        helper=helper_told(assist),
        has_mailbox=any(person.user.has_mailbox for person in people),
        text=text,
        whatsapp_url=f"https://wa.me/{number}?text={quote(text)}",
    )


def _message(assist: Assist, language: Language) -> str:
    """What is passed on by WhatsApp. Its link holds no secret, since the helper reads it too: she signs in there."""
    url = site_url(language, "consents.show", listing_id=assist.listing_id)
    with force_locale(language):
        return _(
            "%(helper)s menuliskan “%(work)s” untuk %(maker)s di %(site)s. "
            "Buka, masuk dengan nomor Anda, baca, lalu setujui atau tolak: %(url)s",
            helper=helper_told(assist),
            work=text_in(language, assist.listing, "name"),
            maker=assist.listing.producer.name,
            site=current_app.config["SITE_NAME"],
            url=url,
        )
