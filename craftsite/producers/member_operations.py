"""Writes about who belongs to a cooperative or group. The caller holds the row of the group."""

import datetime
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from craftsite.extensions import db
from craftsite.producers import member_queries
from craftsite.producers.models import GroupMember, Producer

# The words that somebody agreed to when their name was shown to everyone.
CONSENT_VERSION = "2026-11-25"
MOST_MEMBERS = 500


class DoubleMemberError(ValueError):
    """A maker is a member of this group already."""


class CrowdedGroupError(ValueError):
    """A group has as many members as it may have."""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What an owner says of a member; `maker` where it is a maker of the site, else a name."""

    name: str
    maker: Producer | None
    capacity_count: int | None
    capacity_text: str
    has_consented: bool


def add_member(group: Producer, draft: MemberDraft, user_id: int, instant: datetime.datetime) -> GroupMember:
    """A new member; a maker has to agree first. Raises DoubleMemberError, CrowdedGroupError."""
    if member_queries.count_members(group.id) >= MOST_MEMBERS:
        raise CrowdedGroupError(group.id)
    maker_id = draft.maker.id if draft.maker else None
    member = GroupMember(group_id=group.id, maker_id=maker_id, entered_by_id=user_id, created_at=instant)
    _write(member, draft, instant)
    try:
        with db.session.begin_nested():
            db.session.add(member)
    except IntegrityError as error:
        raise DoubleMemberError(maker_id) from error
    return member


def change_member(member: GroupMember, draft: MemberDraft, instant: datetime.datetime) -> None:
    """Writes what an owner says now; who a member is stays, since a maker has agreed to be this one."""
    _write(member, draft, instant)
    db.session.flush()


def remove_member(member: GroupMember) -> None:
    """Takes a member out of a group, whoever wished it."""
    db.session.delete(member)
    db.session.flush()


def agree(member: GroupMember, instant: datetime.datetime) -> None:
    """Lets a group name a maker as its member."""
    member.agreed_at = member.agreed_at or instant
    db.session.flush()


def _write(member: GroupMember, draft: MemberDraft, instant: datetime.datetime) -> None:
    member.capacity_count, member.capacity_text = draft.capacity_count, draft.capacity_text
    if member.maker_id is not None:
        member.name = ""
        return
    member.name = draft.name
    member.consent_at = (member.consent_at or instant) if draft.has_consented else None
    member.consent_version = (member.consent_version or CONSENT_VERSION) if draft.has_consented else ""
