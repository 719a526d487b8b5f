"""Reads of the invitations to speak for a maker."""

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.producers.models import Invitation, Producer


def find_open_invitations(producer_id: int, instant: datetime.datetime) -> Sequence[Invitation]:
    """The invitations of a maker that were not answered yet, the newest first. One query."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.producer_id == producer_id, *_is_open(instant))
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    ).all()


def count_open_invitations(producer_id: int, instant: datetime.datetime) -> int:
    """How many those are. One query."""
    statement = select(func.count()).where(Invitation.producer_id == producer_id, *_is_open(instant))
    return db.session.scalar(statement) or 0


def get_open_invitation(invitation_id: int, producer_id: int, instant: datetime.datetime) -> Invitation:
    """One of them; 404 for every other. One query."""
    return db.one_or_404(
        select(Invitation).where(
            Invitation.id == invitation_id, Invitation.producer_id == producer_id, *_is_open(instant)
        )
    )


def find_invitation(token: str, instant: datetime.datetime) -> Invitation | None:
    """The invitation of a link with its maker and who invited, while it may be used. One query, and one for roles."""
    return db.session.scalar(
        select(Invitation)
        .options(joinedload(Invitation.producer).joinedload(Producer.region), joinedload(Invitation.invited_by))
        .where(Invitation.token_hash == digest(token), *_is_open(instant))
    )


def find_invitations_to_pass_on(
    regions: Collection[str] | None, instant: datetime.datetime, limit: int
) -> Sequence[Invitation]:
    """The invitations that the offices of these regions (all, for None) have to pass on, the oldest first."""
    return db.session.scalars(
        select(Invitation)
        .join(Invitation.producer)
        .options(contains_eager(Invitation.producer).joinedload(Producer.region), joinedload(Invitation.invited_by))
        .where(*_waits_for_office(regions, instant))
        .order_by(Invitation.created_at, Invitation.id)
        .limit(limit)
    ).all()


def get_invitation_to_pass_on(
    invitation_id: int, regions: Collection[str] | None, phone: str | None, instant: datetime.datetime
) -> Invitation:
    """One of them; 404 for every other, and for one to the number of whoever asks."""
    return db.one_or_404(
        select(Invitation)
        .join(Invitation.producer)
        .options(contains_eager(Invitation.producer), joinedload(Invitation.invited_by))
        .where(
            Invitation.id == invitation_id, Invitation.address != (phone or ""), *_waits_for_office(regions, instant)
        )
    )


def _is_open(instant: datetime.datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.used_at.is_(None), Invitation.expires_at > instant


def _waits_for_office(regions: Collection[str] | None, instant: datetime.datetime) -> tuple[ColumnElement[bool], ...]:
    of_regions = () if regions is None else (Producer.region_code.in_(regions),)
    return (Invitation.address.startswith("+"), Invitation.token_hash.is_(None), *_is_open(instant), *of_regions)
