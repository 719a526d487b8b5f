"""Reads of listings, and the one rule for which of them the public sees."""

import datetime

from sqlalchemy import ColumnElement, and_

from craftsite.listings.models import Listing
from craftsite.producers.queries import is_public as is_public_producer


def is_public(today: datetime.date) -> ColumnElement[bool]:
    """Published listings of public makers; the statement must join `Listing.producer`."""
    return and_(Listing.published_at.is_not(None), is_public_producer(today))
