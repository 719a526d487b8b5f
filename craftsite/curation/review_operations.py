"""Writes of an office about a listing: a decision, taking it back within minutes, and telling its maker afterwards."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from craftsite.curation import certificate_operations as certificates
from craftsite.curation import review_mails as mails
from craftsite.curation import review_queries as queries
from craftsite.curation.review_models import Decision, Review
from craftsite.curation.review_permissions import UNDO_WITHIN, may_still_undo
from craftsite.extensions import db
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write, enqueue
from craftsite.listings import draft_operations
from craftsite.listings.models import Deed, DraftState, Listing
from craftsite.listings.offers import offer_of, restored, stored
from craftsite.producers.queries import find_people

# The letter goes once a decision can no longer be taken back, so that nobody is told what was not meant.
TELL_JOB = "curation.tell"


class OvertakenError(ValueError):
    """The listing is no longer what was read: changed, taken back by its maker, or decided by somebody else."""


class TooLateError(ValueError):
    """A decision is too old to be taken back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about the edition that was read, the lines of a rubric found in order, and the words for the maker."""

    decision: Decision
    edition: int
    rubric_version: int
    ticks: Sequence[str]
    note: str


def decide(
    listing: Listing, verdict: Verdict, office_id: int | None, user_id: int, instant: datetime.datetime
) -> Review:
    """Keeps a decision and does what it says: publishes, or gives back with a note. Raises OvertakenError."""
    draft = listing.draft
    is_waiting = draft is not None and draft.state == DraftState.SUBMITTED
    if draft is None or not is_waiting or draft.offer is None or draft.submitted_at is None:
        raise OvertakenError(listing.id)
    if listing.edition != verdict.edition:
        raise OvertakenError(listing.id)
    review = Review(
        listing_id=listing.id,
        office_id=office_id,
        reviewer_id=user_id,
        decision=verdict.decision,
        kind=draft.offer["kind"],
        rubric_version=verdict.rubric_version,
        ticks=list(verdict.ticks),
        note=verdict.note,
        edition=listing.edition,
        offer=draft.offer,
        before=stored(offer_of(listing)) if listing.published_at is not None else None,
        submitted_at=draft.submitted_at,
        decided_at=instant,
    )
    db.session.add(review)
    if verdict.decision is Decision.APPROVED:
        draft_operations.approve(listing, user_id, instant)
        db.session.flush()
        certificates.let_pass(review, user_id, instant)
    else:
        deed = Deed.ASKED if verdict.decision is Decision.ASKED else Deed.REFUSED
        draft_operations.answer(listing, deed, verdict.note, user_id, instant)
    db.session.flush()
    enqueue(TELL_JOB, {"review": review.id}, due_at=instant + UNDO_WITHIN)
    return review


def undo(review: Review, listing: Listing, user_id: int, instant: datetime.datetime) -> None:
    """Takes a decision back, so that the listing waits again where it had. Raises TooLateError, OvertakenError."""
    if queries.is_undone(review.id):
        return
    if not may_still_undo(review, instant):
        raise TooLateError(review.id)
    if listing.edition != review.edition:
        raise OvertakenError(listing.id)
    try:
        if review.decision == Decision.APPROVED:
            before = restored(review.before) if review.before is not None else None
            draft_operations.take_approval_back(
                listing, restored(review.offer), before, review.submitted_at, user_id, instant
            )
            certificates.take_back(review, user_id, instant)
        else:
            draft_operations.take_answer_back(listing, user_id, instant)
    except draft_operations.NotWritableError as error:
        raise OvertakenError(listing.id) from error
    db.session.add(
        Review(
            listing_id=listing.id,
            office_id=review.office_id,
            reviewer_id=user_id,
            decision=Decision.UNDONE,
            undoes_id=review.id,
            kind=review.kind,
            rubric_version=review.rubric_version,
            edition=review.edition,
            offer=review.offer,
            before=review.before,
            submitted_at=review.submitted_at,
            decided_at=instant,
        )
    )
    db.session.flush()


def tell(review_id: int) -> None:
    """Writes to those who speak for the maker what was decided; nothing where that was taken back."""
    review = queries.find_review_to_tell(review_id)
    if review is not None:
        mails.send_decision(review, find_people([review.listing.producer_id]))


def tell_later(payload: Payload) -> Write:
    """The job that does so."""
    return lambda: tell(int(payload["review"]))
