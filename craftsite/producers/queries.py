"""Reads of makers, and the one rule for which of them the public sees."""

import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from craftsite.extensions import db
from craftsite.producers.models import Producer


def is_public(today: datetime.date) -> ColumnElement[bool]:
    """The makers whose origin is confirmed on that day (WIB), and the marked examples."""
    return or_(Producer.is_example, Producer.origin_valid_until >= today)


def has_examples() -> bool:
    """Whether the marked examples are loaded; every page then says so."""
    return bool(db.session.scalar(select(exists().where(Producer.is_example))))
