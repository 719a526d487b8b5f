"""Reads of exhibitions, and the one rule for what hangs on a wall."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from craftsite.exhibitions.models import Exhibition, Item, State
from craftsite.extensions import db
from craftsite.goods.models import ProductRegion, RegionalProduct
from craftsite.goods.queries import is_known, with_regions
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Producer

# The codes of regions; None means all of them, and the province.
Regions = Collection[str] | None


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


def find_of_desk(regions: Regions) -> Sequence[Exhibition]:
    """The exhibitions of the offices of these regions, of all for None, the last changed first. One query."""
    statement = select(Exhibition).where(_is_of(regions)).order_by(Exhibition.updated_at.desc(), Exhibition.id.desc())
    return db.session.scalars(statement).all()


def get_of_desk(exhibition_id: int, regions: Regions) -> Exhibition:
    """The exhibition with this id of these offices, without its items; 404 for every other. One query."""
    return db.one_or_404(select(Exhibition).where(Exhibition.id == exhibition_id, _is_of(regions)))


def get_of_desk_for_update(exhibition_id: int, regions: Regions) -> Exhibition:
    """The same, held until the unit of work ends."""
    return db.one_or_404(select(Exhibition).where(Exhibition.id == exhibition_id, _is_of(regions)).with_for_update())


def find_all_items(exhibition_id: int) -> Sequence[Item]:
    """What hangs on all walls in order, also what the public does not see now, with its things. Two queries."""
    return db.session.scalars(
        select(Item)
        .where(Item.exhibition_id == exhibition_id)
        .options(
            joinedload(Item.product).options(with_regions()),
            joinedload(Item.listing).options(
                joinedload(Listing.producer).joinedload(Producer.region), with_main_photo()
            ),
        )
        .order_by(Item.position)
    ).all()


def get_item(exhibition_id: int, position: int) -> Item:
    """What hangs on a wall, with its thing, or 404. Two queries."""
    return db.one_or_404(
        select(Item)
        .where(Item.exhibition_id == exhibition_id, Item.position == position)
        .options(
            joinedload(Item.product).options(with_regions()),
            joinedload(Item.listing).options(
                joinedload(Listing.producer).joinedload(Producer.region), with_main_photo()
            ),
        )
    )


def get_known_product(product_id: int, region_code: str | None) -> RegionalProduct:
    """The known product with this id of a region, of any for None, with its regions; or 404. Two queries."""
    statement = select(RegionalProduct).where(RegionalProduct.id == product_id, is_known()).options(with_regions())
    if region_code is not None:
        of_region = select(ProductRegion.product_id).where(ProductRegion.region_code == region_code)
        statement = statement.where(RegionalProduct.id.in_(of_region))
    return db.one_or_404(statement)


def get_public_listing(code: str, region_code: str | None, day: datetime.date) -> Listing:
    """The public listing of a code from a region, or from any, with what a wall shows of it; or 404. One query."""
    statement = select(Listing).join(Listing.producer).where(Listing.code == code, is_public(day))
    if region_code is not None:
        statement = statement.where(Producer.region_code == region_code)
    return db.one_or_404(
        statement.options(contains_eager(Listing.producer).joinedload(Producer.region), with_main_photo())
    )


def find_items(exhibition: Exhibition, day: datetime.date) -> list[Item]:
    """What hangs on the walls on that day, in order, with all that a wall shows. Two queries.

    A product that waits for a source and a listing that is not public leave their wall; the next one moves up.
    """
    statement = (
        _hanging(select(Item), day)
        .where(Item.exhibition_id == exhibition.id)
        .options(
            contains_eager(Item.product).options(with_regions()),
            contains_eager(Item.listing).options(
                contains_eager(Listing.producer).joinedload(Producer.region), with_main_photo()
            ),
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


def _is_of(regions: Regions) -> ColumnElement[bool]:
    return true() if regions is None else Exhibition.region_code.in_(regions)


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
