"""Reads of people, their sessions, seats and links."""

import datetime
import hashlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from craftsite.accounts.models import AccountLink, Office, Purpose, Seat, User, UserSession
from craftsite.extensions import db


def digest(secret: str) -> str:
    """What is stored of a random text, 64 characters; whoever reads the database cannot turn it back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_user_by_address(address: str) -> User | None:
    """The account of an e-mail address or number as `web.contacts` spells it. One query, and one for its roles."""
    is_theirs = User.phone == address if address.startswith("+") else User.email == address.lower()
    return db.session.scalar(select(User).where(is_theirs))


def find_session(token: str, instant: datetime.datetime) -> UserSession | None:
    """The session of a cookie with its user; None where it has ended. One query, and one for the roles."""
    return db.session.scalar(
        select(UserSession)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(UserSession.token_hash == digest(token), *_is_live(instant), User.active)
    )


def find_sessions(user_id: int, instant: datetime.datetime) -> Sequence[UserSession]:
    """The devices on which somebody is signed in, last used first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user_id, *_is_live(instant))
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    ).all()


def find_seats(user_id: int) -> Sequence[Seat]:
    """All seats of somebody with their offices, also those that were handed over. One query."""
    return db.session.scalars(
        select(Seat).options(joinedload(Seat.office)).where(Seat.user_id == user_id).order_by(Seat.from_at)
    ).all()


def find_office(region_code: str | None) -> Office | None:
    """The office that helps the makers of a region; the province's where the region has none. One query."""
    return db.session.scalar(
        select(Office)
        .where(or_(Office.region_code == region_code, Office.region_code.is_(None)))
        .order_by(Office.region_code.is_(None))
        .limit(1)
    )


def find_link(token: str, purpose: Purpose, instant: datetime.datetime) -> AccountLink | None:
    """The link with its user, if it may still be used, at once or from `usable_at` on. One query."""
    return db.session.scalar(
        select(AccountLink)
        .join(AccountLink.user)
        .options(contains_eager(AccountLink.user))
        .where(
            AccountLink.token_hash == digest(token),
            AccountLink.purpose == purpose,
            AccountLink.used_at.is_(None),
            AccountLink.refused_at.is_(None),
            AccountLink.expires_at > instant,
            User.active,
        )
    )


def find_offices() -> Sequence[Office]:
    """All offices with their regions, the province's last. One query."""
    return db.session.scalars(
        select(Office).options(joinedload(Office.region)).order_by(Office.region_code.is_(None), Office.region_code)
    ).all()


def _is_live(instant: datetime.datetime) -> tuple[ColumnElement[bool], ...]:
    return UserSession.revoked_at.is_(None), UserSession.expires_at > instant
