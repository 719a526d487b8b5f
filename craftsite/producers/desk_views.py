"""The office's queue of makers, and the check of where a maker works."""

from urllib.parse import quote

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import limits, sessions
from craftsite.accounts.models import RoleName, User
from craftsite.accounts.permissions import Member, desk_regions
from craftsite.accounts.queries import find_seats
from craftsite.extensions import db
from craftsite.media import answers
from craftsite.media import operations as media
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Format, Size
from craftsite.producers import operations, people_operations, people_queries, queries
from craftsite.producers.badges import origin_of
from craftsite.producers.closing_operations import CLOSED_STAY
from craftsite.producers.forms import CheckForm
from craftsite.producers.models import CheckOutcome, OriginCheck, Producer
from craftsite.producers.names import METHOD_NAMES, PRODUCER_KIND_NAMES, ROUTE_NAMES, SIZE_NAMES
from craftsite.producers.people_forms import ButtonForm
from craftsite.producers.permissions import checking_seat, may_check_origin
from craftsite.regions.queries import find_regions
from craftsite.web import throttle
from craftsite.web.clock import now, today
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render
from craftsite.web.languages import Language, site_url, text_of
from craftsite.web.uploads import takes_photos
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("makers_desk", __name__, url_prefix="/dekranasda/pembuat"), RoleName.COORDINATOR, RoleName.ADMIN
)
WAITING_SHOWN, LAPSING_SHOWN, INVITATIONS_SHOWN, DOUBLES_SHOWN = 50, 50, 50, 10


@bp.get("")
def index() -> Response:
    """Who waits for a first check, and whose confirmation ends soon. Nine queries, however many there are."""
    member = sessions.signed_in_member()
    regions = desk_regions(member)
    return render(
        "producers/desk_index.html",
        regions_told=_told_regions(regions),
        waiting=queries.count_waiting(regions),
        makers=queries.find_waiting(regions, WAITING_SHOWN),
        lapsing=queries.find_lapsing(regions, today(), LAPSING_SHOWN),
        kind_names=kind_names,
        day=today(),
        invitations=people_queries.find_invitations_to_pass_on(regions, now(), INVITATIONS_SHOWN),
        button=ButtonForm(),
        closed=queries.find_closed(regions, now() - CLOSED_STAY, LAPSING_SHOWN),
    )


@bp.route("/<id:producer_id>", methods=["GET", "POST"])
@takes_photos
def show(producer_id: int) -> Response:
    """What a maker says of itself, what may speak against it, and the form of the check."""
    member = sessions.signed_in_member()
    producer = queries.get_of_regions(producer_id, desk_regions(member))
    form = CheckForm(today())
    if not form.is_submitted():
        form.checked_on.data = today()
    if not form.validate_on_submit():
        return _page(form, producer, member)
    finding = form.to_finding()
    kept = media.keep_files(form.photo.data) if form.photo.data else None
    with writing():
        held = [seat for seat in find_seats(member.id) if seat.is_held(now())]
        fresh = queries.get_of_regions_for_update(producer_id, desk_regions(member))
        if not may_check_origin(member, fresh, queries.find_people([producer_id])):
            abort(403)
        seat = checking_seat(held, fresh.region_code)
        image_id = media.add_image(kept, is_private=True).id if kept else None
        operations.record_check(fresh, finding, seat.office_id if seat else None, member.id, now(), image_id)
        name = fresh.name
        db.session.commit()
    if finding.outcome is CheckOutcome.CONFIRMED:
        flash(_("Asal %(name)s sudah dicatat. Sekarang semua orang bisa melihatnya.", name=name), "ok")
    else:
        flash(_("Sudah dicatat. %(name)s tidak tampil, dan pembuatnya membaca alasan Anda.", name=name), "ok")
    return redirect(url_for(".index"), 303)


@bp.get("/<id:producer_id>/pemeriksaan/<id:check_id>/<size>.<kind>")
def photo(producer_id: int, check_id: int, size: str, kind: str) -> Response:
    """The private photograph of a check, in one size and format."""
    producer = queries.get_of_regions(producer_id, desk_regions(sessions.signed_in_member()))
    return answers.rendition(queries.get_check_image(check_id, producer.id), size, kind)


@bp.post("/undangan/<id:invitation_id>/tautan")
def pass_on(invitation_id: int) -> Response:
    """Makes the link of an invitation to a number, and shows it this once."""
    member = sessions.signed_in_member()
    if not ButtonForm().validate_on_submit():
        flash(_("Tombol ini sudah kedaluwarsa. Tekan sekali lagi."), "err")
        return redirect(url_for(".index"), 303)
    try:
        with writing():
            limits.spend_passing_on(member.id)
            own_phone = db.session.get_one(User, member.id).phone
            invitation = people_queries.get_invitation_to_pass_on(invitation_id, desk_regions(member), own_phone, now())
            language = Language(invitation.invited_by.language)
            secret = people_operations.hand_over(invitation, member.id, now())
            maker, number = invitation.producer.name, invitation.address
            db.session.commit()
    except throttle.ThrottledError as refusal:
        flash(refusal.explanation.sentence, "err")
        return redirect(url_for(".index"), 303)
    url = site_url(language, "invitations.show", token=secret)
    with force_locale(language):
        text = _(
            "Anda diundang ikut mengurus %(maker)s di %(site)s: %(url)s Berlaku 7 hari, untuk akun dengan nomor ini.",
            maker=maker,
            site=current_app.config["SITE_NAME"],
            url=url,
        )
    whatsapp_url = f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}"
    return render("producers/invitation_handed.html", number=number, text=text, whatsapp_url=whatsapp_url)


def kind_names(producer: Producer) -> str:
    """The kinds of a maker in words."""
    return ", ".join(str(PRODUCER_KIND_NAMES[mark.kind]) for mark in producer.kinds)


def _page(form: CheckForm, producer: Producer, member: Member) -> Response:
    people = queries.find_people([producer.id])
    return render(
        "producers/desk_show.html",
        status=form.http_status,
        form=form,
        producer=producer,
        origin=origin_of(producer, today()),
        region_name=text_of(producer.region, "full_name"),
        facts=_facts(producer),
        people=people,
        may_check=may_check_origin(member, producer, people),
        doubles=queries.find_doubles(producer, DOUBLES_SHOWN),
        checks=[(check, _picture(check)) for check in queries.find_checks(producer.id)],
        method_names=METHOD_NAMES,
        kind_names=kind_names,
        waiting=queries.count_waiting(desk_regions(member)),
    )


def _picture(check: OriginCheck) -> Picture | None:
    if check.image is None:
        return None

    def address(size: Size, kind: Format) -> str:
        name = {"size": str(size), "kind": kind.value}
        # The checker takes the values of an address for the named options of Flask.
        return url_for(".photo", producer_id=check.producer_id, check_id=check.id, **name)  # type: ignore[arg-type]

    return picture_of(check.image, address=address)


def _facts(producer: Producer) -> list[tuple[str, str]]:
    number = f"{producer.whatsapp} ({ROUTE_NAMES[producer.whatsapp_route]})" if producer.whatsapp else ""
    return [
        (_("Jenis"), kind_names(producer)),
        (_("Desa atau kecamatan"), producer.place),
        (_("Sentra"), producer.centre),
        (_("Nomor WhatsApp"), number),
        (_("NIB"), producer.business_number),
        (_("Ukuran usaha"), str(SIZE_NAMES.get(producer.size_band, ""))),
        (_("Barang dikirim dari"), producer.ships_from),
        (_("Cerita"), producer.story_id),
    ]


def _told_regions(regions: frozenset[str] | None) -> str:
    if regions is None:
        return _("Semua daerah di Jawa Timur.")
    names = [text_of(region, "full_name") for region in find_regions() if region.code in regions]
    return _("Hanya pembuat dari %(regions)s.", regions=", ".join(names))
