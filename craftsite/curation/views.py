"""The office's queue of listings: one is read, one decision is made, and the next one opens."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from craftsite.accounts import sessions
from craftsite.accounts.models import RoleName
from craftsite.accounts.permissions import Member, desk_regions
from craftsite.accounts.queries import find_seats
from craftsite.curation import review_operations as operations
from craftsite.curation import review_queries as queries
from craftsite.curation.items import Item, item_of, plate_of
from craftsite.curation.review_forms import DecisionForm
from craftsite.curation.review_models import Decision, Review
from craftsite.curation.review_permissions import UNDO_WITHIN, may_review
from craftsite.curation.rubrics import rubric_of
from craftsite.curation.told import waited
from craftsite.extensions import db
from craftsite.listings.assist_queries import find_written_by
from craftsite.listings.certificate_queries import count_queue as count_certificates
from craftsite.listings.models import DraftState, Listing
from craftsite.listings.offers import restored
from craftsite.listings.told import name_of
from craftsite.producers.models import OriginStatus
from craftsite.producers.permissions import checking_seat
from craftsite.regions.queries import find_regions
from craftsite.web.clock import EAST_JAVA, now, today
from craftsite.web.forms import STALE, SignedInForm
from craftsite.web.guards import open_to_roles
from craftsite.web.htmx import render, requested_fragment
from craftsite.web.languages import Words, text_of
from craftsite.web.writing import writing

bp = open_to_roles(
    Blueprint("curation", __name__, url_prefix="/dekranasda/kurasi"), RoleName.COORDINATOR, RoleName.ADMIN
)
QUEUE_SHOWN = 30
PHOTOS_TOLD, PHOTOS_SHOWN = datetime.timedelta(days=14), 10
FRAGMENTS, ALSO = {"review"}, {"queue_count"}


@dataclass(frozen=True, slots=True)
class Row:
    """A listing in the queue."""

    id: int
    name: Words
    maker: str
    words: str
    picture: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What the reader has just decided, and until what time they may take it back."""

    review_id: int
    sentence: str
    name: Words
    until: str


@bp.get("")
def index() -> Response:
    """The queue and the listing that waits longest. About twenty queries, however long the queue is."""
    return _page(sessions.signed_in_member(), None, url_for(".index"))


@bp.get("/<id:listing_id>")
def show(listing_id: int) -> Response:
    """The queue and one listing of it; or one that was decided, with what was decided about it."""
    member = sessions.signed_in_member()
    return _page(member, _seen(listing_id, member), url_for(".show", listing_id=listing_id))


@bp.post("/<id:listing_id>/putusan")
def decide(listing_id: int) -> Response:
    """A decision; the next listing opens by itself. Whoever has read an older edition sees the new one, 409."""
    member = sessions.signed_in_member()
    listing = _seen(listing_id, member)
    form = DecisionForm(rubric_of(_kind_of(listing)))
    is_valid = form.validate_on_submit()
    if not _may_review(member, listing):
        abort(403)
    if _is_overtaken(listing, form.edition.data):
        return _overtaken(member, listing_id, form)
    if not is_valid:
        return _page(member, listing, url_for(".show", listing_id=listing_id), form=form, status=form.http_status)
    verdict = form.to_verdict()
    try:
        with writing():
            fresh = queries.get_of_regions_for_update(listing_id, desk_regions(member))
            if not _may_review(member, fresh):
                abort(403)
            seat = checking_seat([seat for seat in find_seats(member.id) if seat.is_held(now())], _region_of(fresh))
            operations.decide(fresh, verdict, seat.office_id if seat else None, member.id, now())
            db.session.commit()
    except operations.OvertakenError:
        return _overtaken(member, listing_id, form)
    return redirect(url_for(".index"), 303)


@bp.post("/putusan/<id:review_id>/pembatalan")
def undo(review_id: int) -> Response:
    """Takes one's own decision back, within ten minutes and while its maker has not gone on."""
    member = sessions.signed_in_member()
    review = queries.get_own_review(review_id, member.id, desk_regions(member))
    listing_id = review.listing_id
    if not SignedInForm().validate_on_submit():
        flash(str(STALE), "err")
        return redirect(url_for(".index"), 303)
    try:
        with writing():
            fresh = queries.get_of_regions_for_update(listing_id, desk_regions(member))
            own = queries.get_own_review(review_id, member.id, desk_regions(member))
            operations.undo(own, fresh, member.id, now())
            db.session.commit()
    except operations.TooLateError:
        flash(_("Sudah lewat 10 menit, jadi putusan ini tidak bisa dibatalkan lagi."), "err")
    except operations.OvertakenError:
        flash(_("Pembuatnya sudah mengubah karya ini, jadi putusan tidak bisa dibatalkan lagi."), "err")
    else:
        flash(_("Putusan dibatalkan. Karya ini menunggu lagi."), "ok")
    return redirect(url_for(".show", listing_id=listing_id), 303)


@bp.get("/<id:listing_id>/label.svg")
def plate(listing_id: int) -> Response:
    """The label plate of a listing as it was sent."""
    return Response(plate_of(_seen(listing_id, sessions.signed_in_member())), mimetype="image/svg+xml")


def _seen(listing_id: int, member: Member) -> Listing:
    """The listing, if it was ever sent to an office of theirs; what a maker only writes is nobody else's to read."""
    listing = queries.get_of_regions(listing_id, desk_regions(member))
    is_sent = _is_waiting(listing) or listing.published_at is not None or queries.find_reviewed([listing_id])
    return listing if is_sent else abort(404)


def _is_waiting(listing: Listing) -> bool:
    return listing.draft is not None and listing.draft.state == DraftState.SUBMITTED


def _is_overtaken(listing: Listing, edition: int) -> bool:
    return not _is_waiting(listing) or listing.edition != edition


def _kind_of(listing: Listing) -> str:
    draft = listing.draft
    return draft.offer["kind"] if draft is not None and draft.offer is not None else listing.kind


def _region_of(listing: Listing) -> str:
    return listing.producer.region_code


def _may_review(member: Member, listing: Listing) -> bool:
    written = find_written_by(member.id, [listing.id])
    return may_review(member, listing, queries.find_own_makers(member.id), written)


def _overtaken(member: Member, listing_id: int, form: DecisionForm) -> Response:
    """The way on for a button that was pressed twice; 409 with what is there now for who has read something else."""
    reviews = queries.find_reviews(listing_id)
    last = reviews[0] if reviews else None
    is_of_reader = last is not None and (last.reviewer_id, last.edition) == (member.id, form.edition.data)
    if last is not None and is_of_reader and last.decision != Decision.UNDONE:
        return redirect(url_for(".index"), 303)
    listing = _seen(listing_id, member)
    if _is_waiting(listing):
        problem = _("Pembuatnya baru saja mengirim yang lebih baru. Ini isinya sekarang; periksa lagi.")
    elif last is not None and last.edition == form.edition.data and last.reviewer is not None:
        problem = _("Karya ini baru saja diputus oleh %(name)s.", name=last.reviewer.name)
    else:
        problem = _("Pembuatnya menarik karya ini untuk mengubahnya lagi. Ia kembali ke antrean bila dikirim lagi.")
    address = url_for(".show", listing_id=listing_id)
    return _page(member, listing, address, form=form, problem=problem, status=409)


def _page(
    member: Member,
    wanted: Listing | None,
    address: str,
    *,
    form: DecisionForm | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    regions = desk_regions(member)
    queue = queries.find_queue(regions, QUEUE_SHOWN)
    own = queries.find_own_makers(member.id)
    shown = [*queue, wanted] if wanted is not None else queue
    written = find_written_by(member.id, [listing.id for listing in shown])
    listing = wanted or _first([one for one in queue if may_review(member, one, own, written)] or queue, regions)
    item = item_of(listing, is_waiting=_is_waiting(listing)) if listing is not None else None
    response = render(
        "curation/index.html",
        fragments=FRAGMENTS,
        also=ALSO,
        status=status,
        is_swap=requested_fragment(FRAGMENTS) is not None,
        token=SignedInForm(formdata=None),
        regions_told=_told_regions(regions),
        total=queries.count_queue(regions),
        certificates_waiting=count_certificates(regions),
        rows=_rows(queue, listing),
        last=_last(member),
        with_new_photos=queries.find_with_new_photos(regions, now() - PHOTOS_TOLD, PHOTOS_SHOWN),
        item=item,
        form=_form(item, form) if item is not None else None,
        faults=form if form is not None and not problem else None,
        problem=problem,
        may_decide=listing is not None and may_review(member, listing, own, written),
    )
    # The address of what was decided is of no use to whoever goes back.
    response.headers["HX-Replace-Url"] = address
    return response


def _first(queue: Sequence[Listing], regions: queries.Regions) -> Listing | None:
    """The longest waiting listing, whole."""
    return queries.get_of_regions(queue[0].id, regions) if queue else None


def _form(item: Item, sent: DecisionForm | None) -> DecisionForm:
    """The form for what is shown; it keeps what was written about an older edition, but no ticks of it."""
    if sent is not None and sent.edition.data == item.edition:
        return sent
    form = DecisionForm(rubric_of(item.kind), formdata=None)
    form.edition.data = item.edition
    if sent is not None:
        form.note.data = sent.note.data
    return form


def _rows(queue: Sequence[Listing], current: Listing | None) -> list[Row]:
    again = queries.find_reviewed([listing.id for listing in queue])
    return [_row(listing, listing.id in again, current) for listing in queue if listing.draft is not None]


def _row(listing: Listing, is_again: bool, current: Listing | None) -> Row:
    draft = listing.draft
    offer = restored(draft.offer or {}) if draft else None
    words = [waited(draft.submitted_at, now())] if draft and draft.submitted_at else []
    if listing.published_at is not None:
        words.append(_("perubahan karya yang tayang"))
    elif is_again:
        words.append(_("sudah diperbaiki"))
    if listing.producer.origin_status(today()) is not OriginStatus.CONFIRMED:
        words.append(_("asal belum diperiksa"))
    return Row(
        id=listing.id,
        name=name_of(offer) if offer else text_of(listing, "name"),
        maker=listing.producer.name,
        words=", ".join(words),
        picture=url_for(".plate", listing_id=listing.id, v=listing.edition),
        is_current=current is not None and current.id == listing.id,
    )


def _last(member: Member) -> LastDecision | None:
    review = queries.find_last_own(member.id, now() - UNDO_WITHIN)
    if review is None:
        return None
    until = (review.decided_at + UNDO_WITHIN).astimezone(EAST_JAVA)
    return LastDecision(review.id, _decided(review), name_of(restored(review.offer)), f"{until:%H.%M}")


def _decided(review: Review) -> str:
    if review.decision == Decision.APPROVED:
        return _("Disetujui sebagai %(code)s:", code=review.listing.code)
    return _("Dikembalikan untuk diperbaiki:") if review.decision == Decision.ASKED else _("Belum bisa ditayangkan:")


def _told_regions(regions: queries.Regions) -> str:
    if regions is None:
        return _("Semua daerah di Jawa Timur.")
    names = [text_of(region, "full_name") for region in find_regions() if region.code in regions]
    return _("Hanya karya dari %(regions)s.", regions=", ".join(names))
