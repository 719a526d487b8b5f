"""Reads of makers, and the one rule for which of them the public sees."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from werkzeug.exceptions import NotFound

from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.media.models import StoredImage
from craftsite.producers.models import CheckOutcome, Membership, MembershipRole, OriginCheck, Producer

# How long before a confirmation lapses its maker and its office are told.
REMIND_BEFORE = datetime.timedelta(days=30)


def is_public(today: datetime.date) -> ColumnElement[bool]:
    """The makers whose origin is confirmed on that day (WIB), and the marked examples."""
    return or_(Producer.is_example, Producer.origin_valid_until >= today)


def has_examples() -> bool:
    """Whether the marked examples are loaded; every page then says so."""
    return bool(db.session.scalar(select(exists().where(Producer.is_example))))


def find_own(user_id: int) -> Sequence[Producer]:
    """The makers that somebody speaks for, the first one first, with regions, kinds and offices. Two queries."""
    return db.session.scalars(
        select(Producer)
        .join(Membership, Membership.producer_id == Producer.id)
        .where(Membership.user_id == user_id)
        .options(*_WHOLE)
        .order_by(Membership.created_at, Producer.id)
    ).all()


def get_own(producer_id: int | None, user_id: int) -> Producer:
    """The maker with this id that somebody speaks for, or their first one; 404 for every other. Two queries."""
    for producer in find_own(user_id):
        if producer_id in (None, producer.id):
            return producer
    raise NotFound


def get_own_for_update(producer_id: int, user_id: int) -> Producer:
    """The same, held until the unit of work ends."""
    statement = (
        select(Producer)
        .join(Membership, Membership.producer_id == Producer.id)
        .where(Producer.id == producer_id, Membership.user_id == user_id)
        .options(selectinload(Producer.kinds))
        .with_for_update(of=Producer)
    )
    return db.one_or_404(statement)


def get_role(producer_id: int, user_id: int) -> str:
    """As what somebody speaks for a maker, 404 where they do not. One query."""
    statement = select(Membership.role).where(Membership.producer_id == producer_id, Membership.user_id == user_id)
    role = db.session.scalar(statement)
    if role is None:
        raise NotFound
    return role


def get_person(producer_id: int, user_id: int) -> Membership:
    """That this person speaks for this maker, with the person; 404 where they do not. One query, and one for roles."""
    return db.one_or_404(
        select(Membership)
        .where(Membership.producer_id == producer_id, Membership.user_id == user_id)
        .options(joinedload(Membership.user))
    )


def has_own(user_id: int) -> bool:
    """Whether somebody speaks for a maker already."""
    return bool(db.session.scalar(select(exists().where(Membership.user_id == user_id))))


def find_people(producer_ids: Collection[int]) -> Sequence[Membership]:
    """Who speaks for these makers, owners first. One query, and one for the roles."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.user)
        .where(Membership.producer_id.in_(producer_ids))
        .options(joinedload(Membership.user))
        .order_by(Membership.role.desc(), Membership.created_at, User.id)
    ).all()


def find_owned_alone(user_id: int, *, is_held: bool = False) -> Sequence[Producer]:
    """The makers whose only owner somebody is; if wanted held until the unit of work ends. One query."""
    other = aliased(Membership)
    has_other = exists().where(
        other.producer_id == Producer.id, other.role == MembershipRole.OWNER, other.user_id != user_id
    )
    statement = (
        select(Producer)
        .join(Membership, Membership.producer_id == Producer.id)
        .where(Membership.user_id == user_id, Membership.role == MembershipRole.OWNER, ~has_other)
        .order_by(Producer.id)
    )
    return db.session.scalars(statement.with_for_update(of=Producer) if is_held else statement).all()


def find_closed(regions: Collection[str] | None, since: datetime.datetime, limit: int) -> Sequence[Producer]:
    """The makers that their owners have closed since an instant, the newest first. Two queries."""
    return db.session.scalars(
        select(Producer)
        .where(_is_of(regions), Producer.closed_at >= since)
        .options(*_WHOLE)
        .order_by(Producer.closed_at.desc(), Producer.id)
        .limit(limit)
    ).all()


def find_waiting(regions: Collection[str] | None, limit: int) -> Sequence[Producer]:
    """The makers whose origin nobody has looked at yet, the oldest first; of all regions for None. Two queries."""
    return db.session.scalars(
        select(Producer)
        .where(is_waiting(regions))
        .options(*_WHOLE)
        .order_by(Producer.waiting_since, Producer.id)
        .limit(limit)
    ).all()


def count_waiting(regions: Collection[str] | None) -> int:
    """How many wait in all. One query."""
    return db.session.scalar(select(func.count()).select_from(Producer).where(is_waiting(regions))) or 0


def find_lapsing(regions: Collection[str] | None, day: datetime.date, limit: int) -> Sequence[Producer]:
    """The makers whose confirmation has lapsed or lapses within 30 days, the oldest first. Two queries."""
    return db.session.scalars(
        select(Producer)
        .where(_is_of(regions), Producer.origin_valid_until <= day + REMIND_BEFORE)
        .options(*_WHOLE)
        .order_by(Producer.origin_valid_until, Producer.id)
        .limit(limit)
    ).all()


def is_waiting(regions: Collection[str] | None) -> ColumnElement[bool]:
    """The makers of these regions, or of all, that wait for their first check."""
    return and_(_is_of(regions), Producer.waiting_since.is_not(None), Producer.is_example.is_(False))


def get_of_regions(producer_id: int, regions: Collection[str] | None) -> Producer:
    """The maker with this id in these regions; 404 for every other, and for examples. Two queries."""
    return db.one_or_404(
        select(Producer)
        .where(Producer.id == producer_id, _is_of(regions), Producer.is_example.is_(False))
        .options(*_WHOLE)
    )


def get_of_regions_for_update(producer_id: int, regions: Collection[str] | None) -> Producer:
    """The same, held until the unit of work ends."""
    return db.one_or_404(
        select(Producer)
        .where(Producer.id == producer_id, _is_of(regions), Producer.is_example.is_(False))
        .with_for_update()
    )


def find_doubles(producer: Producer, limit: int) -> Sequence[Producer]:
    """Other makers of the same region that have the same number, or the same name in any spelling. Two queries."""
    same_number = and_(Producer.whatsapp == producer.whatsapp, Producer.whatsapp != "")
    same_name = and_(Producer.name_key == producer.name_key, Producer.name_key != "")
    return db.session.scalars(
        select(Producer)
        .where(
            Producer.id != producer.id,
            Producer.region_code == producer.region_code,
            Producer.is_example.is_(False),
            or_(same_number, same_name),
        )
        .options(*_WHOLE)
        .order_by(Producer.created_at, Producer.id)
        .limit(limit)
    ).all()


def find_checks(producer_id: int) -> Sequence[OriginCheck]:
    """Every check of a maker's origin with who and where, the newest first. One query, and one for the roles."""
    return db.session.scalars(
        select(OriginCheck)
        .where(OriginCheck.producer_id == producer_id)
        .options(joinedload(OriginCheck.office), joinedload(OriginCheck.checked_by), joinedload(OriginCheck.image))
        .order_by(OriginCheck.id.desc())
    ).all()


def get_check_image(check_id: int, producer_id: int) -> StoredImage:
    """The photograph of a check of this maker; 404 where there is none. One query."""
    return db.one_or_404(
        select(StoredImage)
        .join(OriginCheck, OriginCheck.image_id == StoredImage.id)
        .where(OriginCheck.id == check_id, OriginCheck.producer_id == producer_id)
    )


def find_refusal(producer_id: int) -> OriginCheck | None:
    """The newest check of a maker with its office, where it did not confirm the origin. One query."""
    newest = db.session.scalar(
        select(OriginCheck)
        .where(OriginCheck.producer_id == producer_id)
        .options(joinedload(OriginCheck.office))
        .order_by(OriginCheck.id.desc())
        .limit(1)
    )
    return newest if newest is not None and newest.outcome != CheckOutcome.CONFIRMED else None


def find_to_remind(day: datetime.date) -> Sequence[Producer]:
    """The makers whose confirmation lapses within 30 days and who were not told yet. Two queries."""
    return db.session.scalars(
        select(Producer)
        .where(
            Producer.origin_valid_until.between(day, day + REMIND_BEFORE),
            Producer.origin_reminded_at.is_(None),
            Producer.is_example.is_(False),
        )
        .options(*_WHOLE)
        .order_by(Producer.origin_valid_until, Producer.id)
    ).all()


def _is_of(regions: Collection[str] | None) -> ColumnElement[bool]:
    return Producer.id.is_not(None) if regions is None else Producer.region_code.in_(regions)


_WHOLE = (joinedload(Producer.region), joinedload(Producer.origin_office), selectinload(Producer.kinds))
