"""Reads of counts."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from craftsite.events.models import DailyCount, Subject, What
from craftsite.extensions import db
from craftsite.web.clock import EAST_JAVA


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both of them counted."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of_days(cls, number: int, last: datetime.date) -> "Span":
        """So many days that end with this one."""
        return cls(last - datetime.timedelta(days=number - 1), last)

    @property
    def begins_at(self) -> datetime.datetime:
        """The first instant of the first day in East Java."""
        return datetime.datetime.combine(self.first, datetime.time(), EAST_JAVA)

    @property
    def ends_at(self) -> datetime.datetime:
        """The first instant that is not part of the last day any more."""
        return datetime.datetime.combine(self.last + datetime.timedelta(days=1), datetime.time(), EAST_JAVA)

    @property
    def before(self) -> "Span":
        """As many days just before these."""
        return self.of_days((self.last - self.first).days + 1, self.first - datetime.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Sum:
    """How often something was done to a thing in some days, and in as many before them."""

    subject: Subject
    what: What
    now: int
    before: int


def sums(span: Span, *conditions: ColumnElement[bool]) -> Sequence[Sum]:
    """How often each thing had each deed done to it in these days and in as many before. One query.

    Of all counts, or those of these conditions; what was not done at all is not there.
    """
    now = case((DailyCount.day >= span.first, DailyCount.number), else_=0)
    group = (DailyCount.subject_kind, DailyCount.subject_key, DailyCount.what)
    rows = db.session.execute(
        select(*group, func.sum(now), func.sum(DailyCount.number) - func.sum(now))
        .where(DailyCount.day.between(span.before.first, span.last), *conditions)
        .group_by(*group)
    )
    return [Sum(Subject(kind, key), What(what), int(now), int(before)) for kind, key, what, now, before in rows]
