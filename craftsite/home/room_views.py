"""The maker's home: what to do first, and what is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import User
from craftsite.accounts.queries import find_office
from craftsite.events.models import What
from craftsite.extensions import db
from craftsite.home.visits import visits_of
from craftsite.inquiries.conversation import waiting_words
from craftsite.inquiries.inbox_queries import get_waiting
from craftsite.listings.assist_models import Assist
from craftsite.listings.assist_queries import find_asked
from craftsite.listings.assists import helper_told
from craftsite.listings.freshness_operations import ASKED_AFTER
from craftsite.listings.models import Listing
from craftsite.listings.queries import (
    count_to_confirm,
    find_coded,
    find_of_maker,
    find_to_mend,
    has_published,
)
from craftsite.listings.works import work_of
from craftsite.producers.badges import checked_by, origin_of
from craftsite.producers.completeness import gaps
from craftsite.producers.member_queries import has_questions
from craftsite.producers.models import CheckOutcome, OriginStatus, Producer
from craftsite.producers.permissions import may_have_members
from craftsite.producers.queries import REMIND_BEFORE, find_own, find_refusal, get_own
from craftsite.web.clock import EAST_JAVA, now, today
from craftsite.web.filters import tanggal
from craftsite.web.guards import open_to_members
from craftsite.web.htmx import render
from craftsite.web.languages import text_of
from craftsite.web.queries import id_value

bp = open_to_members(Blueprint("room", __name__, url_prefix="/ruang"))
WORKS_SHOWN, MENDING_SHOWN = 6, 3


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, why, and where; `action` is empty where only waiting helps."""

    title: str
    text: str
    is_waiting: bool = False
    action: str = ""
    url: str = ""


@bp.get("")
def index() -> Response:
    """The greeting, the tasks and the works; about sixteen queries. Who works in an office goes to its desk."""
    member = sessions.signed_in_member()
    wanted = id_value(request.args, "usaha")
    makers = find_own(member.id)
    if not makers and wanted is None and (member.has_desk or member.lacks_second_factor):
        return redirect(url_for("makers_desk.index"), 303)
    if not makers and wanted is None:
        user = db.session.get_one(User, member.id)
        return render(
            "room/begin.html",
            greeting=_greeting(),
            name=member.name,
            has_region=user.region_code is not None,
            office=find_office(user.region_code),
        )
    producer = get_own(wanted, member.id)
    visits = visits_of(producer, today())
    # One more than is shown says whether there are more.
    works = [work_of(listing, today()) for listing in find_of_maker(producer.id, 1, WORKS_SHOWN + 1)]
    return render(
        "room/index.html",
        greeting=_greeting(),
        producer=producer,
        wanted=wanted,
        has_members=may_have_members(producer),
        others=[other for other in makers if other.id != producer.id],
        region_name=text_of(producer.region, "short_name"),
        origin=origin_of(producer, today()),
        tasks=_tasks(producer, wanted),
        visits=visits,
        is_seen=any(work.code for work in works) or has_published(producer.id),
        works=works[:WORKS_SHOWN],
        more_works=len(works) > WORKS_SHOWN,
        is_public=producer.origin_status(today()) in (OriginStatus.CONFIRMED, OriginStatus.EXAMPLE),
    )


@bp.get("/ringkasan")
def summary() -> Response:
    """How often the maker and each of its listings were seen in the last 30 days. About five queries."""
    wanted = id_value(request.args, "usaha")
    producer = get_own(wanted, sessions.signed_in_member().id)
    visits = visits_of(producer, today())
    return render(
        "room/summary.html",
        producer=producer,
        wanted=wanted,
        visits=visits,
        has_taps=What.WHATSAPP in visits.whats,
        listings=find_coded(producer.id),
    )


def _greeting() -> str:
    """What people say at this time of the day in East Java."""
    hour = now().astimezone(EAST_JAVA).hour
    if 4 <= hour < 11:
        return _("Selamat pagi")
    if 11 <= hour < 15:
        return _("Selamat siang")
    if 15 <= hour < 18:
        return _("Selamat sore")
    return _("Selamat malam")


def _tasks(producer: Producer, wanted: int | None) -> Sequence[Task]:
    tasks = [_consent_task(assist) for assist in find_asked(producer.id, MENDING_SHOWN)]
    tasks += [_mending_task(listing) for listing in find_to_mend(producer.id, MENDING_SHOWN)]
    origin = _origin_task(producer, wanted)
    if origin is not None:
        # What can be done now stands before what only waits.
        tasks.insert(len(tasks) if origin.is_waiting else 0, origin)
    if has_questions(producer.id):
        text = _("Sebuah koperasi atau kelompok mencatat usaha Anda sebagai anggota.")
        address = url_for("members.groups", usaha=wanted)
        tasks.append(Task(_("Benarkah Anda anggota?"), text, action=_("Jawab"), url=address))
    unsure = count_to_confirm(producer.id, now() - ASKED_AFTER, today())
    if unsure:
        title = ngettext("%(num)s karya: masih ada?", "%(num)s karya: masih ada?", unsure)
        text = _("Sudah sebulan lebih tidak dipastikan. Cukup satu ketukan.")
        tasks.append(Task(title, text, action=_("Pastikan"), url=url_for("still_there.index", usaha=wanted)))
    missing = gaps(producer)
    if missing:
        address = url_for("profile.edit", usaha=wanted, _anchor=missing[0].control_id)
        what = ", ".join(str(gap.name) for gap in missing)
        title = ngettext("%(num)s hal belum ditulis di profil", "%(num)s hal belum ditulis di profil", len(missing))
        tasks.append(Task(title, _("Belum ada: %(what)s.", what=what), action=_("Lengkapi profil"), url=address))
    return [*_answering_tasks(producer), *tasks]


def _answering_tasks(producer: Producer) -> Sequence[Task]:
    """What waits in the inbox stands first, since somebody sits and waits for it."""
    found = get_waiting(producer.id)
    if not found.number or found.since is None:
        return []
    title = ngettext("%(num)s pertanyaan menunggu jawaban", "%(num)s pertanyaan menunggu jawaban", found.number)
    text = _("Yang paling lama menunggu %(since)s.", since=waiting_words(found.since, now()))
    return [Task(title, text, action=_("Jawab"), url=url_for("inbox.index"))]


def _consent_task(assist: Assist) -> Task:
    title = _("Setujukah Anda? %(name)s", name=text_of(assist.listing, "name"))
    text = _("Ditulis oleh %(helper)s untuk Anda. Tidak tayang tanpa jawaban Anda.", helper=helper_told(assist))
    address = url_for("consents.show", listing_id=assist.listing_id)
    return Task(title, text, action=_("Baca dan jawab"), url=address)


def _mending_task(listing: Listing) -> Task:
    note = listing.draft.note if listing.draft is not None else ""
    title = _("Perbaiki: %(name)s", name=text_of(listing, "name"))
    return Task(title, note, action=_("Perbaiki"), url=url_for("works.edit", listing_id=listing.id))


def _origin_task(producer: Producer, wanted: int | None) -> Task | None:
    day = today()
    status = producer.origin_status(day)
    until = producer.origin_valid_until
    is_lapsing = status is OriginStatus.LAPSED or (until is not None and until <= day + REMIND_BEFORE)
    if status is OriginStatus.WAITING:
        text = _(
            "Diperiksa oleh %(office)s. Sebelum itu usaha dan karya Anda belum terlihat umum. Tidak ada biaya.",
            office=checked_by(find_office(producer.region_code)),
        )
        return Task(_("Asal belum diperiksa"), text, is_waiting=True)
    if status is OriginStatus.REFUSED:
        refusal = find_refusal(producer.id)
        reason = refusal.reason if refusal else ""
        is_outside = refusal is not None and refusal.outcome == CheckOutcome.OUTSIDE
        title = _("Usaha ini tidak bisa tampil di sini") if is_outside else _("Asal belum bisa dipastikan")
        return Task(title, reason, action=_("Perbaiki profil"), url=url_for("profile.edit", usaha=wanted))
    if is_lapsing:
        office = checked_by(find_office(producer.region_code))
        text = _("Berlaku sampai %(day)s. Hubungi %(office)s.", day=tanggal(until or day), office=office)
        return Task(_("Asal perlu diperiksa lagi"), text, is_waiting=True)
    return None
