"""Reads of who belongs to a cooperative or group."""

import datetime
from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from craftsite.extensions import db
from craftsite.producers.models import GroupMember, Producer
from craftsite.producers.queries import is_public


def find_members(group_id: int) -> Sequence[GroupMember]:
    """All members of a group with the makers among them, in the order of their entry. One query."""
    return db.session.scalars(
        select(GroupMember)
        .where(GroupMember.group_id == group_id)
        .options(joinedload(GroupMember.maker))
        .order_by(GroupMember.id)
    ).all()


def get_member(member_id: int, group_id: int) -> GroupMember:
    """One of them; 404 for every other. One query."""
    return db.one_or_404(
        select(GroupMember)
        .where(GroupMember.id == member_id, GroupMember.group_id == group_id)
        .options(joinedload(GroupMember.maker))
    )


def count_members(group_id: int) -> int:
    """How many a group has, those included that have not agreed yet. One query."""
    return db.session.scalar(select(func.count()).where(GroupMember.group_id == group_id)) or 0


def find_groups_of(maker_id: int) -> Sequence[GroupMember]:
    """The groups that say a maker is theirs, those it has not answered first. One query."""
    return db.session.scalars(
        select(GroupMember)
        .where(GroupMember.maker_id == maker_id)
        .options(joinedload(GroupMember.group).joinedload(Producer.region))
        .order_by(GroupMember.agreed_at.is_not(None), GroupMember.id)
    ).all()


def get_group_of(member_id: int, maker_id: int) -> GroupMember:
    """One of them; 404 for every other. One query."""
    return db.one_or_404(
        select(GroupMember)
        .where(GroupMember.id == member_id, GroupMember.maker_id == maker_id)
        .options(joinedload(GroupMember.group))
    )


def has_questions(maker_id: int) -> bool:
    """Whether a group waits for the answer of a maker. One query."""
    asked = exists().where(GroupMember.maker_id == maker_id, GroupMember.agreed_at.is_(None))
    return bool(db.session.scalar(select(asked)))


def find_maker_to_add(slug: str, group_id: int, today: datetime.date) -> Producer | None:
    """The public maker of an address that may become a member; an example and the group itself may not. One query."""
    return db.session.scalar(
        select(Producer).where(
            Producer.slug == slug, Producer.id != group_id, Producer.is_example.is_(False), is_public(today)
        )
    )


def told_members(group_id: int, today: datetime.date) -> tuple[int, list[str]]:
    """How many members a group has, and the names of those who want to be named. One query.

    A maker counts once it has agreed, and is named while its own page is public.
    """
    statement = (
        select(GroupMember.name, GroupMember.consent_at, Producer.name, is_public(today))
        .outerjoin(GroupMember.maker)
        .where(
            GroupMember.group_id == group_id, or_(GroupMember.maker_id.is_(None), GroupMember.agreed_at.is_not(None))
        )
        .order_by(GroupMember.id)
    )
    rows = db.session.execute(statement).all()
    names = [maker if maker and is_seen else name for name, consent_at, maker, is_seen in rows if maker or consent_at]
    return len(rows), [name for name in names if name]
