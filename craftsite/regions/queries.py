"""Reads of regions."""

from sqlalchemy import func, select

from craftsite.extensions import db
from craftsite.regions.models import Region


def find_regions() -> list[Region]:
    """All regions in the order of their official codes; one query."""
    return list(db.session.scalars(select(Region).order_by(Region.code)))


def get_region(slug: str) -> Region:
    """The region of a page address, or 404."""
    return db.first_or_404(select(Region).where(Region.slug == slug))


def count_regions() -> int:
    """How many regions are loaded: 38 on a site that is set up."""
    return db.session.scalar(select(func.count()).select_from(Region)) or 0
