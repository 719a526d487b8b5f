"""Writes of the log of changes; its rows come from triggers."""

from sqlalchemy import delete, func, select

from craftsite.extensions import db
from craftsite.listings.change_models import ListingChange

CHANGES_KEPT = 100_000


def forget_changes() -> int:
    """Deletes all but the last 100,000 changes: a worker or a file further behind reads the catalogue anew."""
    newest = db.session.scalar(select(func.max(ListingChange.seq))) or 0
    old = delete(ListingChange).where(ListingChange.seq <= newest - CHANGES_KEPT)
    return len(db.session.scalars(old.returning(ListingChange.seq)).all())
