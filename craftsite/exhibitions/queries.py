"""Reads of exhibitions, and the one rule for what hangs on a wall."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from craftsite.exhibitions.models import Exhibition, Item, State
from craftsite.extensions import db
from craftsite.goods.queries import is_known, with_regions
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer


def find_published(day: datetime.date) -> list[Exhibition]:
    """The published exhibitions, without their items: those that run on that day, then upcoming, then past ones.

    Those that run with dates come first, the one that closes next before the others; then those that are always open
    in their own order. Upcoming ones are in the order of opening, past ones begin with the last. One query.
    """
    found = db.session.scalars(select(Exhibition).where(Exhibition.is_published))
    return sorted(found, key=lambda exhibition: _order(exhibition, day))


def get_exhibition(slug: str) -> Exhibition:
    """The published exhibition of a page address, without its items, or 404. One query."""
    return db.first_or_404(select(Exhibition).where(Exhibition.slug == slug, Exhibition.is_published))


def find_items(exhibition: Exhibition, day: datetime.date) -> list[Item]:
    """What hangs on the walls on that day, in order, with all that a wall shows. Two queries.

    A product that waits for a source and a listing that is not public leave their wall; the next one moves up.
    """
    statement = (
        _hanging(select(Item), day)
        .where(Item.exhibition_id == exhibition.id)
        .options(
            contains_eager(Item.product).options(with_regions()),
            contains_eager(Item.listing).contains_eager(Listing.producer).joinedload(Producer.region),
        )
        .order_by(Item.position)
    )
    return list(db.session.scalars(statement))


def count_walls(exhibitions: Collection[Exhibition], day: datetime.date) -> dict[int, int]:
    """How many walls each exhibition has on that day, by its id. One query."""
    ids = [exhibition.id for exhibition in exhibitions]
    statement = _hanging(select(Item.exhibition_id, func.count()).select_from(Item), day)
    statement = statement.where(Item.exhibition_id.in_(ids)).group_by(Item.exhibition_id)
    return dict.fromkeys(ids, 0) | dict(db.session.execute(statement).all())


def offered_listing_ids(items: Sequence[Item], day: datetime.date, limit: int) -> list[int]:
    """What can be bought of an exhibition: the newest public listing of each product, and each listing shown.

    They come in the order of the walls, at most `limit`. One query.
    """
    product_ids = [item.product_id for item in items if item.product_id]
    statement = (
        select(Listing.product_id, func.max(Listing.id))
        .join(Listing.producer)
        .where(Listing.product_id.in_(product_ids), is_public(day))
        .group_by(Listing.product_id)
    )
    newest = dict(db.session.execute(statement).all())
    offered = [item.listing_id or newest.get(item.product_id) for item in items]
    return [listing_id for listing_id in dict.fromkeys(offered) if listing_id][:limit]


def _hanging(statement: Select, day: datetime.date) -> Select:
    return (
        statement.outerjoin(Item.product)
        .outerjoin(Item.listing)
        .outerjoin(Listing.producer)
        .where(or_(and_(Item.product_id.is_not(None), is_known()), and_(Item.listing_id.is_not(None), is_public(day))))
    )


def _order(exhibition: Exhibition, day: datetime.date) -> tuple[int, bool, int, int, int]:
    state = exhibition.state_on(day)
    opens, closes = (date.toordinal() if date else 0 for date in (exhibition.opens_on, exhibition.closes_on))
    when = {State.RUNNING: closes, State.UPCOMING: opens, State.PAST: -closes}[state]
    return list(State).index(state), exhibition.opens_on is None, when, exhibition.position, exhibition.id
