"""Reads of listings, and the one rule for which of them the public sees."""

import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from craftsite.extensions import db
from craftsite.listings.models import ExchangeRate, Listing
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public as is_public_producer

RATE_DAYS = 60


def is_public(today: datetime.date) -> ColumnElement[bool]:
    """Published listings of public makers; the statement must join `Listing.producer`."""
    return and_(Listing.published_at.is_not(None), is_public_producer(today))


def get_once_published(code: str) -> Listing:
    """The listing of a code with its maker and region, whether or not it is public now, or 404. One query.

    What a page once named stays in caches, so pictures are answered for longer than pages.
    """
    return db.first_or_404(
        select(Listing)
        .where(Listing.code == code, Listing.published_at.is_not(None))
        .options(joinedload(Listing.producer).joinedload(Producer.region))
    )


def newest_rate(currency: str, today: datetime.date) -> ExchangeRate | None:
    """The newest rate of a currency; None where the last 60 days have none, since an old one misleads. One query."""
    oldest = today - datetime.timedelta(days=RATE_DAYS)
    statement = (
        select(ExchangeRate)
        .where(ExchangeRate.currency == currency, ExchangeRate.valid_on.between(oldest, today))
        .order_by(ExchangeRate.valid_on.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
