"""Reads of reports, and of what can be reported: only what the public sees, so a report tells nobody more."""

import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from craftsite.extensions import db
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public as is_public_producer
from craftsite.reports.models import Report


def get_listing(code: str, day: datetime.date) -> Listing:
    """The public listing of a code with its maker and region, or 404. One query."""
    return db.first_or_404(
        select(Listing)
        .join(Listing.producer)
        .where(Listing.code == code, is_public(day))
        .options(joinedload(Listing.producer).joinedload(Producer.region))
    )


def get_producer(slug: str, day: datetime.date) -> Producer:
    """The public maker of a slug with its region, or 404. One query."""
    return db.first_or_404(
        select(Producer).where(Producer.slug == slug, is_public_producer(day)).options(joinedload(Producer.region))
    )


def find_waiting(limit: int) -> list[Report]:
    """The first reports that nobody has handled, the oldest first. One query."""
    return list(db.session.scalars(select(Report).where(Report.handled_at.is_(None)).order_by(Report.id).limit(limit)))
