"""What happens because nobody answers: a reminder after three days, and after a week another maker, if the buyer wants.

Operations flush and never commit; the job runs them once an hour.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from craftsite.extensions import db
from craftsite.inquiries import followup_mails, operations, queries, silence_queries
from craftsite.inquiries.links import keyed_digest
from craftsite.inquiries.models import Complaint, Inquiry, Purpose, SubjectKind
from craftsite.inquiries.operations import Place, Question, Subject
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.listings.models import Listing
from craftsite.producers.models import Membership
from craftsite.producers.queries import find_people
from craftsite.web.clock import now
from craftsite.web.languages import text_of

FOLLOW_UP_JOB = "inquiries.follow_up"
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """How many makers were reminded, and how many buyers asked."""

    reminded: int
    asked: int


def follow_up(instant: datetime.datetime) -> FollowedUp:
    """Reminds silent makers once for each time they are waited for, and asks buyers about another maker once."""
    silent = silence_queries.find_to_remind(instant, AT_ONCE)
    people = people_of(silent)
    for inquiry in silent:
        inquiry.reminded_at = instant
        followup_mails.send_reminder(inquiry, people.get(inquiry.producer_id or 0, []))
    unanswered = silence_queries.find_to_ask_elsewhere(instant, AT_ONCE)
    for inquiry in unanswered:
        inquiry.asked_elsewhere_at = instant
        followup_mails.send_elsewhere(inquiry)
    db.session.flush()
    return FollowedUp(len(silent), len(unanswered))


def follow_up_hourly(payload: Payload) -> Write:
    """The job that does so."""
    return lambda: follow_up(now())


def people_of(inquiries: Sequence[Inquiry]) -> Mapping[int, Sequence[Membership]]:
    """Who speaks for the makers of some threads. One query, and one for the roles."""
    ids = {inquiry.producer_id for inquiry in inquiries if inquiry.producer_id is not None}
    found: dict[int, list[Membership]] = {}
    for person in find_people(ids) if ids else ():
        found.setdefault(person.producer_id, []).append(person)
    return found


def pass_on(inquiry: Inquiry, listing: Listing, instant: datetime.datetime) -> Inquiry:
    """The question as another maker gets it, whose listing is loaded with its maker; asked for twice it is one.

    The thread is held for update. Its buyer has said yes to this maker by name.
    """
    known = silence_queries.get_passed_on(inquiry.id)
    if known is not None:
        return known
    first = queries.find_messages(inquiry.id)[0]
    question = Question(
        subject=Subject(
            kind=SubjectKind.LISTING,
            name=text_of(listing, "name"),
            producer_id=listing.producer_id,
            code=listing.code or "",
            listing_id=listing.id,
            product_id=listing.product_id,
        ),
        purpose=Purpose(inquiry.purpose),
        quantity=inquiry.quantity,
        unit=inquiry.unit or listing.unit,
        quantity_text=inquiry.quantity_text,
        text=first.text,
        buyer_name=inquiry.buyer_name,
        contact=inquiry.contact,
        place=Place(inquiry.region_code, inquiry.province_code, inquiry.country_code),
        language=inquiry.language,
        consent_version=inquiry.consent_version,
        receipt=keyed_digest("passed on", str(inquiry.id)),
        sameness=keyed_digest("passed on as", str(inquiry.id)),
        sentence=first.sentence,
        blanks=first.blanks,
    )
    asked, is_new = operations.ask(question, instant)
    if is_new:
        asked.passed_on_from_id = inquiry.id
        asked.address_confirmed_at, asked.letters_stopped_at = inquiry.address_confirmed_at, inquiry.letters_stopped_at
        operations.tell(asked, asks_address=False)
    db.session.flush()
    return asked


def handle_complaint(complaint: Complaint, user_id: int, instant: datetime.datetime) -> None:
    """That an office has seen to a report that is held for update; the first who says so is kept."""
    if complaint.handled_at is None:
        complaint.handled_at, complaint.handled_by_id = instant, user_id
        db.session.flush()
