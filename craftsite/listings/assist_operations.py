"""Writes of a listing that somebody writes for a maker: begun, put to her, taken back, and her answer.

The caller holds the row of the listing. Whoever wrote and whoever answered both stand in its log.
"""

import datetime
from dataclasses import dataclass

from craftsite.accounts.seals import seal, unseal
from craftsite.extensions import db
from craftsite.listings import assist_mails, assist_queries, draft_operations, life_operations
from craftsite.listings.assist_models import Assist, AssistAnswer
from craftsite.listings.models import Deed, Listing
from craftsite.listings.offers import Offer
from craftsite.producers.models import Membership, Producer
from craftsite.producers.queries import find_people

LINK_LIVES = datetime.timedelta(days=14)
# More than anybody reads at once; stops who would fill the room of a maker.
MOST_OPEN = 20
_PURPOSE = "confirm a listing"


class TooManyAssistsError(ValueError):
    """As many listings are being written for a maker as may be at once."""


class OvertakenError(ValueError):
    """The listing is not any more what somebody has read."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Who writes, and for which cooperative or group, or which office; for neither where whoever runs the site does."""

    user_id: int
    group_id: int | None = None
    office_id: int | None = None


def begin(producer: Producer, kind: str, helper: Helper, instant: datetime.datetime) -> Listing:
    """A new listing of a maker that somebody else writes. Raises TooManyAssistsError, TooManyListingsError."""
    if assist_queries.count_open(producer.id) >= MOST_OPEN:
        raise TooManyAssistsError(producer.id)
    listing = draft_operations.begin(producer, kind, None, helper.user_id, instant)
    who = {"helper_id": helper.user_id, "group_id": helper.group_id, "office_id": helper.office_id}
    db.session.add(Assist(listing_id=listing.id, begun_at=instant, **who))
    db.session.flush()
    return listing


def ask(assist: Assist, helper_id: int, instant: datetime.datetime) -> int:
    """Puts the listing to its maker, and how many people of hers get a letter; the helper writes no more meanwhile."""
    assist.asked_at = instant
    draft_operations.record(assist.listing, Deed.HANDED, helper_id, instant)
    db.session.flush()
    people = find_people([assist.listing.producer_id])
    return sum(assist_mails.send_asked(assist, person, token_of(assist, person)) for person in people)


def take_back(assist: Assist) -> None:
    """Lets the helper write on; the links of letters open nothing until the maker is asked anew."""
    assist.asked_at = None
    db.session.flush()


def drop(assist: Assist, helper_id: int, instant: datetime.datetime) -> None:
    """Ends it unsent. The listing is deleted, which the maker can undo for a while."""
    _answer(assist, AssistAnswer.DROPPED, helper_id, instant)
    life_operations.delete(assist.listing, helper_id, instant)


def confirm(assist: Assist, offer: Offer, edition: int, user_id: int, instant: datetime.datetime) -> None:
    """Sends the listing to the office in the name of its maker, who has read this edition. Raises OvertakenError."""
    if assist.listing.edition != edition:
        raise OvertakenError(assist.listing_id)
    draft_operations.send(assist.listing, offer, user_id, instant)
    settle(assist, user_id, instant)


def settle(assist: Assist, user_id: int, instant: datetime.datetime) -> None:
    """Says that its maker has sent the listing; the helper reads so."""
    _answer(assist, AssistAnswer.CONFIRMED, user_id, instant)
    assist_mails.send_answered(assist)


def decline(assist: Assist, user_id: int, instant: datetime.datetime) -> None:
    """Says that nothing of it shall be shown. The listing is deleted, which its maker can undo for a while."""
    _answer(assist, AssistAnswer.DECLINED, user_id, instant)
    draft_operations.record(assist.listing, Deed.DECLINED, user_id, instant)
    life_operations.delete(assist.listing, user_id, instant)
    assist_mails.send_answered(assist)


def token_of(assist: Assist, person: Membership) -> str:
    """What opens this question of this day for one who speaks for the maker, without signing in; nobody else's."""
    return seal(_PURPOSE, {"listing": assist.listing_id, "user": person.user_id, "asked": _mark(assist)})


def opened(token: str, *, is_held: bool = False) -> tuple[Assist, int] | None:
    """The question behind a link and who answers it; if wanted held until the unit of work ends.

    None for what is not ours, is older than 14 days, was taken back or asked anew, or belongs to one who speaks for the
    maker no more.
    """
    values = unseal(_PURPOSE, token, lives=LINK_LIVES)
    if values is None:
        return None
    assist = assist_queries.find_asked_of(values["listing"], values["user"], is_held=is_held)
    return (assist, values["user"]) if assist is not None and _mark(assist) == values["asked"] else None


def _mark(assist: Assist) -> str:
    return assist.asked_at.isoformat() if assist.asked_at is not None else ""


def _answer(assist: Assist, answer: AssistAnswer, user_id: int, instant: datetime.datetime) -> None:
    assist.answer, assist.answered_at, assist.answered_by_id = answer, instant, user_id
    db.session.flush()
