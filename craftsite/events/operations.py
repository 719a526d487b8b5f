"""Writes of counts; they flush and never commit."""

import datetime
from collections.abc import Mapping

from flask import current_app
from sqlalchemy import delete

from craftsite.events.models import Count, DailyCount, Subject, What
from craftsite.events.tally import Tally
from craftsite.extensions import db, insert
from craftsite.web.clock import EAST_JAVA, today

EXTENSION = "craftsite_tally"
# Long enough to set a month beside the same month two years before.
KEPT_DAYS = 800
_ROWS_AT_ONCE = 500


def record(subject: Subject, what: What, detail: str = "", country: str = "") -> None:
    """Counts that something was done to a thing just now. No query: the numbers wait in memory for a few seconds.

    For what a person did: the caller leaves out machines (`visitors.is_machine`) and examples.
    """
    tally: Tally = current_app.extensions[EXTENSION]
    tally.add(Count(subject, what, detail, country, today()))


def add_up(counts: Mapping[Count, int]) -> None:
    """Adds these numbers to those of their days. One query for 500 of them."""
    rows = [
        {
            "subject_kind": count.subject.kind,
            "subject_key": count.subject.key,
            "day": count.day,
            "what": count.what,
            "detail": count.detail,
            "country": count.country,
            "number": number,
        }
        for count, number in counts.items()
    ]
    # Two workers that lock the same rows in one order never wait for each other in a circle.
    rows.sort(key=lambda row: tuple(map(str, row.values())))
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        new = insert(DailyCount).values(rows[start : start + _ROWS_AT_ONCE])
        key = [column.name for column in DailyCount.__table__.primary_key]
        db.session.execute(
            new.on_conflict_do_update(index_elements=key, set_={"number": DailyCount.number + new.excluded.number})
        )


def forget_counts(instant: datetime.datetime) -> int:
    """Deletes the counts of days more than KEPT_DAYS ago; how many rows. One query."""
    before = instant.astimezone(EAST_JAVA).date() - datetime.timedelta(days=KEPT_DAYS)
    gone = delete(DailyCount).where(DailyCount.day < before).returning(DailyCount.day)
    return len(db.session.scalars(gone.execution_options(synchronize_session=False)).all())
