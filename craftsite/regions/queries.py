"""Reads of regions."""

from sqlalchemy import select

from craftsite.extensions import db
from craftsite.regions.models import Province, Region


def find_regions() -> list[Region]:
    """All regions in the order of their official codes; one query."""
    return list(db.session.scalars(select(Region).order_by(Region.code)))


def get_region(slug: str) -> Region:
    """The region of a page address, or 404."""
    return db.first_or_404(select(Region).where(Region.slug == slug))


def find_provinces() -> list[Province]:
    """All provinces of Indonesia in the order of their official codes; one query."""
    return list(db.session.scalars(select(Province).order_by(Province.code)))
