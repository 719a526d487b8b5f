"""Writes about who speaks for a maker. The caller holds the row of the maker, so that one owner always stays."""

import datetime

from sqlalchemy import ColumnElement, delete, update

from craftsite.accounts.models import User
from craftsite.accounts.operations import new_secret, record
from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.producers import mails, people_queries, queries
from craftsite.producers.models import Invitation, Membership, MembershipRole, Producer
from craftsite.producers.permissions import is_last_owner

# How long a link works, and how long a wish waits for the office that has to make it.
INVITATION_LIVES = datetime.timedelta(days=7)
INVITATION_WAITS = datetime.timedelta(days=14)
INVITATIONS_STAY = datetime.timedelta(days=30)
MOST_PEOPLE = 20


class LastOwnerError(ValueError):
    """A maker would be left without an owner."""


class CrowdedError(ValueError):
    """A maker has as many people and open invitations as it may have."""


def invite(producer: Producer, address: str, role: MembershipRole, inviter: User, instant: datetime.datetime) -> None:
    """Asks someone to speak for a maker too; an older invitation to the same address ends. Raises CrowdedError.

    Whether the address has an account is not looked up, so an invitation tells nothing about it.
    """
    _end_invitations(instant, Invitation.producer_id == producer.id, Invitation.address == address)
    people = len(queries.find_people([producer.id]))
    if people + people_queries.count_open_invitations(producer.id, instant) >= MOST_PEOPLE:
        raise CrowdedError(producer.id)
    invitation = Invitation(
        producer_id=producer.id,
        role=role,
        address=address,
        invited_by_id=inviter.id,
        created_at=instant,
        expires_at=instant + INVITATION_WAITS,
    )
    if not invitation.is_for_number:
        secret = _open(invitation, instant)
        mails.send_invitation(invitation, producer, inviter, secret)
    db.session.add(invitation)
    record(inviter.id, inviter.id, "maker_invited", instant)
    db.session.flush()


def withdraw(invitation: Invitation, instant: datetime.datetime) -> None:
    """Ends an invitation; its link opens nothing any more."""
    _end_invitations(instant, Invitation.id == invitation.id)
    db.session.flush()


def hand_over(invitation: Invitation, actor_id: int, instant: datetime.datetime) -> str:
    """The secret of a link that an office passes on, good for a week."""
    secret = _open(invitation, instant)
    invitation.handed_at, invitation.handed_by_id = instant, actor_id
    record(invitation.invited_by_id, actor_id, "invitation_handed_over", instant)
    db.session.flush()
    return secret


def accept(invitation: Invitation, user: User, instant: datetime.datetime) -> None:
    """Lets somebody speak for the maker, and tells its owners; nothing new for whoever does so already."""
    producer = db.session.get_one(Producer, invitation.producer_id, with_for_update=True)
    people = queries.find_people([producer.id])
    invitation.used_at = instant
    if user.id not in {person.user_id for person in people}:
        joined = Membership(producer_id=producer.id, user_id=user.id, role=invitation.role, created_at=instant)
        db.session.add(joined)
        record(user.id, invitation.invited_by_id, "maker_joined", instant)
        mails.send_person_joined(producer, [one for one in people if one.role == MembershipRole.OWNER], user)
    db.session.flush()


def change_role(membership: Membership, role: MembershipRole, actor_id: int, instant: datetime.datetime) -> None:
    """Makes somebody an owner or an editor. Raises LastOwnerError."""
    if role != MembershipRole.OWNER:
        _require_other_owner(membership)
        _end_invitations_by(membership, instant)
    membership.role = role
    record(membership.user_id, actor_id, f"maker_{role}", instant)
    db.session.flush()


def remove(membership: Membership, actor_id: int, instant: datetime.datetime) -> None:
    """Ends what somebody may for a maker, from their next request on. Raises LastOwnerError."""
    _require_other_owner(membership)
    _end_invitations_by(membership, instant)
    record(membership.user_id, actor_id, "maker_left", instant)
    db.session.delete(membership)
    db.session.flush()


def forget_invitations(instant: datetime.datetime) -> int:
    """Deletes the invitations that ended 30 days ago; how many."""
    over = delete(Invitation).where(Invitation.expires_at < instant - INVITATIONS_STAY).returning(Invitation.id)
    return len(db.session.scalars(over.execution_options(synchronize_session=False)).all())


def _open(invitation: Invitation, instant: datetime.datetime) -> str:
    secret = new_secret()
    invitation.token_hash, invitation.expires_at = digest(secret), instant + INVITATION_LIVES
    return secret


def _require_other_owner(membership: Membership) -> None:
    if is_last_owner(membership, queries.find_people([membership.producer_id])):
        raise LastOwnerError(membership.producer_id)


def _end_invitations_by(membership: Membership, instant: datetime.datetime) -> None:
    _end_invitations(
        instant,
        Invitation.producer_id == membership.producer_id,
        Invitation.invited_by_id == membership.user_id,
    )


def _end_invitations(instant: datetime.datetime, *conditions: ColumnElement[bool]) -> None:
    db.session.execute(
        update(Invitation)
        .where(*conditions, Invitation.used_at.is_(None), Invitation.expires_at > instant)
        .values(expires_at=instant)
    )
