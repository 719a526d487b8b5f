"""Writes of the monthly question whether what a maker offers is still there, and of its answers."""

import datetime

from craftsite.accounts.seals import seal, unseal
from craftsite.extensions import db
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.listings import life_operations, mails, queries
from craftsite.producers.models import Membership
from craftsite.producers.queries import find_people
from craftsite.web.clock import now, today

ASK_JOB = "listings.ask"
# A listing is asked about when nobody has said for this long that it holds, and a maker once in this time.
ASKED_AFTER = ASKED_EVERY = datetime.timedelta(days=30)
# Until after the next letter, so that an answer to the last one is never too late.
LINK_LIVES = datetime.timedelta(days=45)
# A letter names some; its page shows all that may be answered at once.
MOST_NAMED, MOST_SHOWN = 12, 200
MOST_LETTERS = 500
_PURPOSE = "still there"


def token_of(membership: Membership) -> str:
    """What opens the answers of one who speaks for a maker without signing in; nobody else's, and nothing more."""
    return seal(_PURPOSE, {"maker": membership.producer_id, "user": membership.user_id})


def opened(token: str) -> Membership | None:
    """Who answers; None for what is not ours, is older than 45 days, or of one who speaks for the maker no more."""
    values = unseal(_PURPOSE, token, lives=LINK_LIVES)
    if values is None:
        return None
    return queries.find_speaker(values["maker"], values["user"])


def ask(instant: datetime.datetime, day: datetime.date) -> int:
    """How many makers were asked what of theirs is still there; each at most once in 30 days, in one letter."""
    since = instant - ASKED_AFTER
    producers = queries.find_makers_to_ask(since, instant - ASKED_EVERY, day, MOST_LETTERS)
    everyone = find_people([producer.id for producer in producers])
    for producer in producers:
        listings = queries.find_to_confirm(producer.id, since, day, MOST_SHOWN)
        for person in everyone:
            if person.producer_id == producer.id and person.declined_letters_at is None:
                mails.send_still_there(producer, person, listings, MOST_NAMED, token_of(person))
        producer.asked_at = instant
    db.session.flush()
    return len(producers)


def ask_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return lambda: ask(now(), today())


def confirm(membership: Membership, wanted: int | None, instant: datetime.datetime, day: datetime.date) -> int:
    """How many listings hold from now on: the wanted one, or all that were asked about. None of another maker."""
    listings = queries.find_to_confirm_for_update(membership.producer_id, instant - ASKED_AFTER, day, MOST_SHOWN)
    chosen = [listing for listing in listings if wanted is None or listing.id == wanted]
    for listing in chosen:
        life_operations.confirm(listing, membership.user_id, instant)
    return len(chosen)


def decline_letters(membership: Membership, instant: datetime.datetime) -> None:
    """Sends this person no such letter any more."""
    membership.declined_letters_at = membership.declined_letters_at or instant
    db.session.flush()


def want_letters(membership: Membership) -> None:
    """Sends them again."""
    membership.declined_letters_at = None
    db.session.flush()
