"""Reads of outcomes: which threads are asked about now, and the one question that a secret link opens."""

import datetime
from collections.abc import Sequence

from flask import abort
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, Outcome, Result, Side, State
from craftsite.producers.models import Membership

# After how many days both sides are asked what became of a question, and how long a link is good.
ASKED_AFTER = (14, 45)
LINKS_LAST = datetime.timedelta(days=90)
# What never was a question of a buyer.
_NO_TALK = (Result.NO_BUYER, Result.WITHDRAWN)


def find_to_ask(after_days: int, instant: datetime.datetime, limit: int) -> Sequence[Inquiry]:
    """The threads that are so old and about which nobody was asked yet; held for update. One query.

    What is much older is left in peace.
    """
    asked = aliased(Outcome)
    span = datetime.timedelta(days=after_days)
    return db.session.scalars(
        select(Inquiry)
        .where(
            Inquiry.asked_at <= instant - span,
            Inquiry.asked_at > instant - span - LINKS_LAST,
            Inquiry.state.in_((State.OPEN, State.CLOSED)),
            Inquiry.erased_at.is_(None),
            Inquiry.result.not_in(_NO_TALK),
            ~exists().where(asked.inquiry_id == Inquiry.id, asked.after_days == after_days),
        )
        .order_by(Inquiry.id)
        .limit(limit)
        .with_for_update(of=Inquiry, skip_locked=True)
    ).all()


def get_by_secret(secret: str, instant: datetime.datetime) -> tuple[Outcome, Inquiry]:
    """The question that a link opens, with its thread; 404 for any other link and for one that is over. One query."""
    row = db.session.execute(_of_secret(secret, instant)).first() or abort(404)
    return row[0], row[1]


def get_by_secret_for_update(secret: str, instant: datetime.datetime) -> Outcome:
    """The same question, held until the unit of work ends."""
    row = db.session.execute(_of_secret(secret, instant).with_for_update(of=Outcome)).first() or abort(404)
    return row[0]


def find_open(inquiry_id: int, side: Side, instant: datetime.datetime) -> Outcome | None:
    """The newest question to a side of a thread that was not answered. One query."""
    return db.session.scalar(
        select(Outcome)
        .where(
            Outcome.inquiry_id == inquiry_id,
            Outcome.side == side,
            Outcome.answered_at.is_(None),
            Outcome.asked_at > instant - LINKS_LAST,
        )
        .order_by(Outcome.after_days.desc())
        .limit(1)
    )


def find_open_of_maker(user_id: int, instant: datetime.datetime, limit: int) -> Sequence[tuple[Outcome, Inquiry]]:
    """What the makers of somebody are asked and have not answered, the newest first, with its thread. One query."""
    rows = db.session.execute(
        select(Outcome, Inquiry)
        .join(Inquiry, Inquiry.id == Outcome.inquiry_id)
        .join(Membership, Membership.producer_id == Inquiry.producer_id)
        .where(
            Membership.user_id == user_id,
            Outcome.side == Side.MAKER,
            Outcome.answered_at.is_(None),
            Outcome.asked_at > instant - LINKS_LAST,
            Inquiry.erased_at.is_(None),
        )
        .order_by(Outcome.id.desc())
        .limit(limit)
    )
    return [(outcome, inquiry) for outcome, inquiry in rows]


def _of_secret(secret: str, instant: datetime.datetime) -> Select[Outcome, Inquiry]:
    return (
        select(Outcome, Inquiry)
        .join(Inquiry, Inquiry.id == Outcome.inquiry_id)
        .where(
            Outcome.token_hash == digest(secret), Outcome.asked_at > instant - LINKS_LAST, Inquiry.erased_at.is_(None)
        )
    )
