"""Which state of the database an index is of, and what has changed since: the log that triggers write."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from craftsite.extensions import db
from craftsite.listings.change_models import ListingChange


class State(NamedTuple):
    """The newest row of the log: its number, and the random stamp that no other state of any database has."""

    seq: int
    stamp: int


class Change(NamedTuple):
    """The state that a change led to, and the listing it is about; None where it is about more than one."""

    state: State
    listing_id: int | None


_NEWEST = select(ListingChange.seq, ListingChange.stamp).order_by(ListingChange.seq.desc()).limit(1)


def newest_state() -> State:
    """The state of the database as this session sees it. One statement: the last entry of one index."""
    row = db.session.execute(_NEWEST).one_or_none()
    return State(*row) if row is not None else State(0, 0)


def changes_since(state: State, limit: int) -> Sequence[Change] | None:
    """What came after a state, the oldest first; None where the log does not have it, or has more than `limit` since.

    One statement.
    """
    statement = (
        select(ListingChange.seq, ListingChange.stamp, ListingChange.listing_id)
        .where(ListingChange.seq >= state.seq)
        .order_by(ListingChange.seq)
        .limit(limit + 2)
    )
    rows = [Change(State(seq, stamp), listing_id) for seq, stamp, listing_id in db.session.execute(statement)]
    if not rows or rows[0].state != state or len(rows) > limit + 1:
        return None
    return rows[1:]
