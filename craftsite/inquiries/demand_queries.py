"""Reads of wishes, each through its secret link, and of those that a listing has answered."""

import datetime
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.goods.queries import with_regions
from craftsite.inquiries.demand_models import Wish
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer


def get_by_secret(token: str) -> Wish:
    """The wish that a secret link opens, with its khas and regions; 404 for any other link. Two queries."""
    return db.first_or_404(_of_secret(token).options(joinedload(Wish.product).options(with_regions())))


def get_by_secret_for_update(token: str) -> Wish:
    """The same alone, held until the unit of work ends."""
    return db.first_or_404(_of_secret(token).with_for_update())


def get_confirming(token: str) -> Wish:
    """The wish whose owner confirms their address with this link, with its khas; 404 otherwise. Two queries."""
    return db.first_or_404(_of_address(token).options(joinedload(Wish.product).options(with_regions())))


def get_confirming_for_update(token: str) -> Wish:
    """The same alone, held until the unit of work ends."""
    return db.first_or_404(_of_address(token).with_for_update())


def find_by_receipt(receipt: str) -> Wish | None:
    """The wish that one sending of a form has become. One query."""
    return db.session.scalar(select(Wish).where(Wish.receipt == receipt, Wish.erased_at.is_(None)))


def count_waiting(product_id: int) -> int:
    """How many wait for a khas. One query."""
    statement = select(func.count()).select_from(Wish)
    return db.session.scalar(statement.where(Wish.product_id == product_id, *_is_waiting())) or 0


def find_come_true(day: datetime.date, limit: int) -> Sequence[tuple[Wish, Listing]]:
    """Wishes whose khas somebody sells by now, each with the first listing that was published of it. Two queries."""
    wishes = db.session.scalars(
        select(Wish)
        .where(*_is_waiting(), Wish.product_id.in_(_sold(day).with_only_columns(Listing.product_id)))
        .options(joinedload(Wish.product))
        .order_by(Wish.id)
        .limit(limit)
        .with_for_update(of=Wish)
    ).all()
    of = {wish.product_id for wish in wishes}
    listings = db.session.scalars(
        _sold(day).where(Listing.product_id.in_(of)).order_by(Listing.published_at.desc(), Listing.id.desc())
    ).all()
    first = {listing.product_id: listing for listing in listings}
    return [(wish, first[wish.product_id]) for wish in wishes]


def _sold(day: datetime.date) -> Select[Listing]:
    return (
        select(Listing)
        .join(Listing.producer)
        .where(is_public(day), Producer.is_example.is_(False), Listing.sold_at.is_(None))
    )


def _is_waiting() -> tuple[ColumnElement[bool], ...]:
    # An address is told only once its owner has confirmed it; a number goes to the maker.
    return (
        Wish.told_at.is_(None),
        Wish.erased_at.is_(None),
        or_(Wish.contact.startswith("+"), Wish.address_confirmed_at.is_not(None)),
    )


def _of_secret(token: str) -> Select[Wish]:
    return select(Wish).where(Wish.token_hash == digest(token))


def _of_address(token: str) -> Select[Wish]:
    return select(Wish).where(Wish.confirm_hash == digest(token))
