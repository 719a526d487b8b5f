"""Which listings of a maker can be taken along: those that everyone can open."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from craftsite.extensions import db
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Membership, Producer
from craftsite.web.clock import today


def find_printable(producer_id: int) -> Sequence[Listing]:
    """The public listings of a maker with region and main photograph, by their codes. One query."""
    return db.session.scalars(_public().where(Listing.producer_id == producer_id).order_by(Listing.code)).all()


def get_printable(listing_id: int, user_id: int) -> Listing:
    """The public listing with this id of a maker that somebody speaks for, with the same; 404 for every other."""
    is_own = Listing.producer_id.in_(select(Membership.producer_id).where(Membership.user_id == user_id))
    return db.one_or_404(_public().where(Listing.id == listing_id, is_own))


def _public() -> Select[Listing]:
    return (
        select(Listing)
        .join(Listing.producer)
        .where(is_public(today()), Producer.is_example.is_(False))
        .options(contains_eager(Listing.producer).options(joinedload(Producer.region)), with_main_photo())
    )
