"""Reads of people, their sessions, seats and links."""

import datetime
import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from craftsite.accounts.models import AccountLink, Office, Purpose, Seat, User, UserSession, WebAuthn
from craftsite.extensions import db

# Codes of regions; None means all of them.
Regions = Collection[str] | None


def digest(secret: str) -> str:
    """What is stored of a random text, 64 characters; whoever reads the database cannot turn it back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_user_by_address(address: str) -> User | None:
    """The account of an e-mail address or number as `web.contacts` spells it. One query, and one for its roles."""
    is_theirs = User.phone == address if address.startswith("+") else User.email == address.lower()
    return db.session.scalar(select(User).where(is_theirs))


def get_user_for_update(user_id: int) -> User:
    """The user, whom no other transaction changes until this one ends. Two queries."""
    user = select(User).where(User.id == user_id).with_for_update(of=User)
    return db.session.scalars(user.execution_options(populate_existing=True)).one()


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


def get_own_session(session_id: int, user_id: int) -> UserSession:
    """A device of somebody, also one that is signed out; 404 for one of somebody else. One query."""
    return db.first_or_404(select(UserSession).where(UserSession.id == session_id, UserSession.user_id == user_id))


def find_passkeys(user_id: int) -> Sequence[WebAuthn]:
    """The keys of somebody that a fingerprint opens, last used first. One query."""
    return db.session.scalars(
        select(WebAuthn).where(WebAuthn.user_id == user_id).order_by(WebAuthn.lastuse_datetime.desc(), WebAuthn.id)
    ).all()


def get_passkey(passkey_id: int, user_id: int) -> WebAuthn:
    """A key of somebody; 404 for one of somebody else."""
    return db.first_or_404(select(WebAuthn).where(WebAuthn.id == passkey_id, WebAuthn.user_id == user_id))


def find_passkey_for_update(credential_id: bytes) -> WebAuthn | None:
    """The key with its user, if they may sign in; no other transaction changes it until this one ends. Two queries."""
    return db.session.scalar(
        select(WebAuthn)
        .join(WebAuthn.user)
        .options(contains_eager(WebAuthn.user))
        .where(WebAuthn.credential_id == credential_id, User.active, User.confirmed_at.is_not(None))
        .with_for_update(of=WebAuthn)
        .execution_options(populate_existing=True)
    )


def find_address_of_passkey(credential_id: bytes) -> str | None:
    """What the owner of a key signs in with otherwise. One query, and one for the roles."""
    user = db.session.scalar(select(User).join(User.webauthn).where(WebAuthn.credential_id == credential_id))
    return user.address if user is not None else None


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


def find_own_office(region_code: str | None) -> Office | None:
    """The office of a region itself, or of the province for None. One query."""
    is_theirs = Office.region_code.is_(None) if region_code is None else Office.region_code == region_code
    return db.session.scalar(select(Office).where(is_theirs).limit(1))


def find_users() -> Sequence[User]:
    """Everybody, oldest account first, with their seats and offices. Four queries."""
    return db.session.scalars(
        select(User).options(selectinload(User.seats).joinedload(Seat.office)).order_by(User.id)
    ).all()


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


def find_waiting_links(regions: Regions, instant: datetime.datetime, limit: int) -> Sequence[AccountLink]:
    """The links that the offices of these regions (of all, for None) have to pass on, oldest first. One query."""
    return db.session.scalars(
        _links_of_office(regions)
        .where(AccountLink.token_hash.is_(None), AccountLink.used_at.is_(None), AccountLink.expires_at > instant)
        .order_by(AccountLink.created_at, AccountLink.id)
        .limit(limit)
    ).all()


def find_handed_links(regions: Regions, limit: int) -> Sequence[AccountLink]:
    """The links that were passed on, newest first, with who got and who passed them. One query."""
    return db.session.scalars(
        _links_of_office(regions)
        .options(joinedload(AccountLink.handed_by))
        .where(AccountLink.handed_at.is_not(None))
        .order_by(AccountLink.handed_at.desc(), AccountLink.id.desc())
        .limit(limit)
    ).all()


def get_waiting_link(link_id: int, regions: Regions, reader_id: int, instant: datetime.datetime) -> AccountLink:
    """A link that somebody may pass on; 404 for one of another office, of their own, or that waits no more."""
    return db.first_or_404(
        _links_of_office(regions).where(
            AccountLink.id == link_id,
            AccountLink.user_id != reader_id,
            AccountLink.token_hash.is_(None),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > instant,
        )
    )


def get_handed_link(link_id: int, user_id: int) -> AccountLink:
    """A link that an office has passed on for somebody, also one that is over; 404 for every other. One query."""
    return db.first_or_404(
        select(AccountLink).where(
            AccountLink.id == link_id, AccountLink.user_id == user_id, AccountLink.handed_at.is_not(None)
        )
    )


def find_links_to_answer(user_id: int, instant: datetime.datetime) -> Sequence[AccountLink]:
    """The links to a new password that an office has passed on for somebody, and that they may allow or refuse."""
    return db.session.scalars(
        select(AccountLink)
        .options(joinedload(AccountLink.handed_by))
        .where(
            AccountLink.user_id == user_id,
            AccountLink.purpose == Purpose.RESET,
            AccountLink.handed_at.is_not(None),
            AccountLink.used_at.is_(None),
            AccountLink.refused_at.is_(None),
            AccountLink.usable_at > instant,
        )
        .order_by(AccountLink.id)
    ).all()


def find_offices() -> Sequence[Office]:
    """All offices with their regions, the province's last. One query."""
    return db.session.scalars(
        select(Office).options(joinedload(Office.region)).order_by(Office.region_code.is_(None), Office.region_code)
    ).all()


def _links_of_office(regions: Regions) -> Select[AccountLink]:
    links = (
        select(AccountLink)
        .join(AccountLink.user)
        .options(contains_eager(AccountLink.user).joinedload(User.region))
        .where(AccountLink.purpose.in_((Purpose.CONFIRM, Purpose.RESET)))
    )
    return links if regions is None else links.where(User.region_code.in_(regions))


def _is_live(instant: datetime.datetime) -> tuple[ColumnElement[bool], ...]:
    return UserSession.revoked_at.is_(None), UserSession.expires_at > instant, UserSession.idle_ends_at > instant
