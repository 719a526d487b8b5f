"""Writes about makers: their profile, and what an office found out about their origin."""

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write, enqueue
from craftsite.producers import mails, queries
from craftsite.producers.models import (
    LONGEST_NAME,
    CheckOutcome,
    Membership,
    MembershipRole,
    OriginCheck,
    Producer,
    ProducerKindMark,
)
from craftsite.producers.permissions import may_change_business
from craftsite.text.folding import fold
from craftsite.text.slugs import slug_candidates
from craftsite.web.clock import now, today

# What follows a change that searches should see; the listings are above the makers, and write their words themselves.
CHANGED_JOB = "producers.changed"


class HasMakerError(ValueError):
    """Somebody who speaks for a maker already wants to begin another."""


class StaleProfileError(ValueError):
    """Somebody else has saved the profile since it was read."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a maker says of itself; each field is a column of `Producer`, but `kinds` and `may_give_number`."""

    name: str
    kinds: Sequence[str]
    centre: str = ""
    place: str = ""
    story_id: str = ""
    story_en: str = ""
    whatsapp: str = ""
    whatsapp_route: str = "langsung"
    may_give_number: bool = False
    answering_hours: str = ""
    business_number: str = ""
    size_band: str = ""
    payment_methods: Sequence[str] = field(default_factory=list)
    ships_from: str = ""
    exchange_policy: str = ""
    visit_days: Sequence[str] = field(default_factory=list)
    opening_hours: str = ""
    visit_note: str = ""
    map_url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an office found: confirmed for a year, or a reason that the maker reads."""

    method: str
    outcome: CheckOutcome
    checked_on: datetime.date
    note: str
    reason: str


# How money is taken, the number of the business, and whose telephone rings when somebody buys: an editor leaves them as
# they are, since whoever puts another number there gets the buyers and their money.
OWNERS_FIELDS = ("payment_methods", "business_number", "whatsapp", "whatsapp_route", "may_give_number")
_COLUMNS = tuple(one.name for one in dataclasses.fields(Profile) if one.name not in ("kinds", "may_give_number"))


def profile_of(producer: Producer) -> Profile:
    """What a maker says of itself now; its kinds are loaded."""
    return Profile(
        kinds=[mark.kind for mark in producer.kinds],
        may_give_number=producer.whatsapp_consent_at is not None,
        **{name: getattr(producer, name) for name in _COLUMNS},
    )


def begin(profile: Profile, user_id: int, instant: datetime.datetime) -> Producer:
    """A maker of the region of its owner, which waits for the office. Raises HasMakerError, ValueError without region.

    The row of the owner is held, so that a button that is pressed twice begins one maker.
    """
    user = db.session.get_one(User, user_id, with_for_update=True)
    if queries.has_own(user_id):
        raise HasMakerError(user_id)
    if user.region_code is None:
        raise ValueError(f"User {user_id} has no region.")
    producer = _with_free_slug(profile.name, user.region_code, instant)
    _write(producer, profile, instant)
    db.session.add(Membership(producer_id=producer.id, user_id=user_id, role=MembershipRole.OWNER, created_at=instant))
    db.session.flush()
    return producer


def change(producer: Producer, profile: Profile, version: int, role: str, instant: datetime.datetime) -> None:
    """Writes a profile over the version that its writer has read. Raises StaleProfileError.

    After a refusal the maker waits for the office again. Its address stays, since it is printed and shared. What only
    an owner may change stays as it is under an editor's hands.
    """
    if producer.version != version:
        raise StaleProfileError(producer.id)
    if not may_change_business(role):
        kept = profile_of(producer)
        profile = dataclasses.replace(profile, **{name: getattr(kept, name) for name in OWNERS_FIELDS})
    _write(producer, profile, instant)
    producer.version += 1
    if producer.origin_valid_until is None and producer.waiting_since is None and not producer.is_example:
        producer.waiting_since = instant
    enqueue(CHANGED_JOB, {"producer": producer.id})
    db.session.flush()


def record_check(
    producer: Producer,
    finding: Finding,
    office_id: int | None,
    user_id: int,
    instant: datetime.datetime,
    image_id: int | None = None,
) -> OriginCheck:
    """Keeps what an office found, and lets the maker be seen for a year, or not at all, and tells its people."""
    is_confirmed = finding.outcome is CheckOutcome.CONFIRMED
    valid_until = a_year_after(finding.checked_on) if is_confirmed else None
    check = OriginCheck(
        producer_id=producer.id,
        office_id=office_id,
        checked_by_id=user_id,
        image_id=image_id,
        valid_until=valid_until,
        created_at=instant,
        **dataclasses.asdict(finding),
    )
    db.session.add(check)
    producer.waiting_since = None
    producer.origin_valid_until = valid_until
    producer.origin_checked_on = finding.checked_on if is_confirmed else None
    producer.origin_office_id = office_id if is_confirmed else None
    producer.origin_reminded_at = None
    people = queries.find_people([producer.id])
    if valid_until is not None:
        mails.send_origin_confirmed(producer, people, valid_until)
    else:
        mails.send_origin_refused(producer, people, check)
    db.session.flush()
    return check


def a_year_after(day: datetime.date) -> datetime.date:
    """The last day of a year that begins on a day; 28 February for the one leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def remind(instant: datetime.datetime, day: datetime.date) -> int:
    """How many makers were told that their confirmation lapses within 30 days; each is told once."""
    producers = queries.find_to_remind(day)
    everyone = queries.find_people([producer.id for producer in producers])
    for producer in producers:
        people = [person for person in everyone if person.producer_id == producer.id]
        if producer.origin_valid_until is not None:
            mails.send_origin_lapses(producer, people, producer.origin_valid_until)
        producer.origin_reminded_at = instant
    db.session.flush()
    return len(producers)


def remind_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return lambda: remind(now(), today())


def _write(producer: Producer, profile: Profile, instant: datetime.datetime) -> None:
    for name in _COLUMNS:
        value = getattr(profile, name)
        setattr(producer, name, value if isinstance(value, str) else list(value))
    producer.name_key = fold(profile.name)[:LONGEST_NAME]
    is_given = bool(profile.whatsapp) and profile.may_give_number
    producer.whatsapp_consent_at = (producer.whatsapp_consent_at or instant) if is_given else None
    kept = {mark.kind: mark for mark in producer.kinds}
    producer.kinds = [kept.get(kind) or ProducerKindMark(kind=kind) for kind in dict.fromkeys(profile.kinds)]
    producer.updated_at = instant


def _with_free_slug(name: str, region_code: str, instant: datetime.datetime) -> Producer:
    """A new row whose address nobody has; two who begin at once with one name get two."""
    for slug in slug_candidates(name, "pembuat"):
        producer = Producer(
            slug=slug, name=name, region_code=region_code, created_at=instant, waiting_since=instant, kinds=[]
        )
        try:
            with db.session.begin_nested():
                db.session.add(producer)
        except IntegrityError:
            continue
        return producer
    raise ValueError(f"No address is left for {name}.")
