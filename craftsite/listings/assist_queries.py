"""Reads of listings that somebody writes for a maker, and the one rule for who may do so now."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from craftsite.accounts.models import User
from craftsite.accounts.permissions import Member, desk_regions
from craftsite.extensions import db
from craftsite.listings.assist_models import Assist
from craftsite.listings.models import Listing, Photo
from craftsite.listings.queries import WHOLE, WITH_MAKER
from craftsite.producers.models import GroupMember, Membership, MembershipRole, Producer


def get_writable(listing_id: int, member: Member) -> Listing:
    """The listing with this id that somebody may write now, whole and with its draft; 404 for every other.

    Those who speak for its maker may, and whoever writes it for her while she is not asked.
    """
    return db.one_or_404(_writable(listing_id, member).options(*WITH_MAKER, joinedload(Listing.draft), *WHOLE))


def get_writable_for_update(listing_id: int, member: Member) -> Listing:
    """The same, held until the unit of work ends."""
    statement = _writable(listing_id, member).options(
        selectinload(Listing.draft), *WHOLE, selectinload(Listing.producer)
    )
    return db.one_or_404(statement.with_for_update(of=Listing))


def get_helped(listing_id: int, member: Member) -> Assist:
    """That somebody writes this listing for its maker and still may, with listing, maker and people; else 404."""
    return db.one_or_404(_with_all(_helped(member)).where(Listing.id == listing_id, Assist.answer == ""))


def get_helped_for_update(listing_id: int, member: Member) -> Assist:
    """The same, held with its listing until the unit of work ends."""
    db.one_or_404(_held(listing_id))
    return get_helped(listing_id, member)


def find_helped(member: Member, since: datetime.datetime, limit: int) -> Sequence[Assist]:
    """What somebody writes for makers, and what was answered since an instant, the last begun first. One query."""
    is_shown = or_(Assist.answer == "", Assist.answered_at >= since)
    statement = _with_all(_helped(member)).where(is_shown)
    return db.session.scalars(statement.order_by(Assist.begun_at.desc(), Assist.listing_id.desc()).limit(limit)).all()


def find_assist(listing_id: int) -> Assist | None:
    """Who wrote a listing for its maker, and what she answered; None where she wrote it herself. One query."""
    return db.session.scalar(
        select(Assist)
        .where(Assist.listing_id == listing_id)
        .options(
            *_WITH_HELPER,
            joinedload(Assist.answered_by),
            joinedload(Assist.listing).joinedload(Listing.producer).joinedload(Producer.region),
        )
    )


def find_asked(producer_id: int, limit: int) -> Sequence[Assist]:
    """The listings that a maker is asked to confirm, the longest asked first. One query."""
    return db.session.scalars(
        select(Assist)
        .join(Assist.listing)
        .where(
            Listing.producer_id == producer_id,
            Listing.deleted_at.is_(None),
            Assist.answer == "",
            Assist.asked_at.is_not(None),
        )
        .options(contains_eager(Assist.listing), *_WITH_HELPER)
        .order_by(Assist.asked_at, Assist.listing_id)
        .limit(limit)
    ).all()


def find_asked_of(listing_id: int, user_id: int, *, is_held: bool = False) -> Assist | None:
    """The question about a listing to one who speaks for its maker, also once it is answered; None for every other.

    If wanted it is held with its listing until the unit of work ends.
    """
    if is_held:
        db.session.scalar(_held(listing_id))
    speaks = exists().where(
        Membership.producer_id == Listing.producer_id,
        Membership.user_id == User.id,
        User.id == user_id,
        User.active.is_(True),
    )
    is_there = or_(Assist.answer != "", Listing.deleted_at.is_(None))
    statement = _with_all(select(Assist).join(Assist.listing))
    return db.session.scalar(
        statement.where(Assist.listing_id == listing_id, Assist.asked_at.is_not(None), is_there, speaks)
    )


def find_written_by(user_id: int, listing_ids: Collection[int]) -> frozenset[int]:
    """Which of these listings somebody wrote for their makers, then or now. One query."""
    statement = select(Assist.listing_id).where(Assist.helper_id == user_id, Assist.listing_id.in_(listing_ids))
    return frozenset(db.session.scalars(statement))


def count_open(producer_id: int) -> int:
    """How many listings are being written for a maker. One query."""
    statement = select(func.count()).select_from(Assist).join(Assist.listing)
    is_open = and_(Assist.answer == "", Listing.deleted_at.is_(None))
    return db.session.scalar(statement.where(Listing.producer_id == producer_id, is_open)) or 0


def find_makers_of_groups(user_id: int) -> Sequence[GroupMember]:
    """The makers that agreed to belong to a group that somebody owns, with both, by name. One query."""
    return db.session.scalars(
        select(GroupMember)
        .join(GroupMember.maker)
        .where(GroupMember.agreed_at.is_not(None), GroupMember.group_id.in_(_owned_groups(user_id)), _has_people())
        .options(contains_eager(GroupMember.maker), joinedload(GroupMember.group))
        .order_by(Producer.name, GroupMember.id)
    ).all()


def find_maker_to_help(producer_id: int, member: Member) -> tuple[Producer, int | None] | None:
    """A maker that somebody may write for, and for which group; for their office where that has a desk. Two queries.

    A maker has somebody who can confirm, and is no example. Nobody helps a maker that they speak for.
    """
    own = exists().where(Membership.producer_id == Producer.id, Membership.user_id == member.id)
    producer = db.session.scalar(
        select(Producer)
        .where(Producer.id == producer_id, Producer.is_example.is_(False), _has_people(), ~own)
        .options(joinedload(Producer.region))
    )
    if producer is None:
        return None
    regions = desk_regions(member)
    if member.has_desk and (regions is None or producer.region_code in regions):
        return producer, None
    of_group = (one.group_id for one in find_makers_of_groups(member.id) if one.maker_id == producer_id)
    group_id = next(of_group, None)
    return None if group_id is None else (producer, group_id)


def _writable(listing_id: int, member: Member) -> Select[Listing]:
    speaks = exists().where(Membership.producer_id == Listing.producer_id, Membership.user_id == member.id)
    helps = exists().where(
        Assist.listing_id == Listing.id, Assist.answer == "", Assist.asked_at.is_(None), _may_help(member)
    )
    return select(Listing).where(Listing.id == listing_id, Listing.deleted_at.is_(None), or_(speaks, helps))


def _helped(member: Member) -> Select[Assist]:
    is_there = or_(Assist.answer != "", Listing.deleted_at.is_(None))
    return select(Assist).join(Assist.listing).where(_may_help(member), is_there)


def _may_help(member: Member) -> ColumnElement[bool]:
    """The helper of an assist, while what lets them help still holds: their desk, or both sides of a group.

    The statement has `Assist` and `Listing`.
    """
    regions = desk_regions(member) if member.has_desk else frozenset()
    of_regions = select(Producer.id)
    if regions is not None:
        of_regions = of_regions.where(Producer.region_code.in_(regions))
    agreed = exists().where(
        GroupMember.group_id == Assist.group_id,
        GroupMember.maker_id == Listing.producer_id,
        GroupMember.agreed_at.is_not(None),
    )
    for_office = and_(Assist.group_id.is_(None), Listing.producer_id.in_(of_regions))
    for_group = and_(Assist.group_id.in_(_owned_groups(member.id)), agreed)
    return and_(Assist.helper_id == member.id, or_(for_office, for_group))


def _owned_groups(user_id: int) -> Select[int]:
    return select(Membership.producer_id).where(Membership.user_id == user_id, Membership.role == MembershipRole.OWNER)


def _has_people() -> ColumnElement[bool]:
    """Makers that somebody with an open account speaks for; the statement has `Producer`."""
    return exists().where(Membership.producer_id == Producer.id, Membership.user_id == User.id, User.active.is_(True))


def _with_all(statement: Select[Assist]) -> Select[Assist]:
    listing = contains_eager(Assist.listing)
    return statement.options(
        listing.joinedload(Listing.producer).joinedload(Producer.region),
        listing.joinedload(Listing.draft),
        *(listing.selectinload(part) for part in (Listing.tiers, Listing.steps, Listing.channels, Listing.variants)),
        listing.selectinload(Listing.photos).joinedload(Photo.image),
        *_WITH_HELPER,
    )


def _held(listing_id: int) -> Select[Listing]:
    return select(Listing).where(Listing.id == listing_id).with_for_update()


_WITH_HELPER = (joinedload(Assist.helper), joinedload(Assist.group), joinedload(Assist.office))
