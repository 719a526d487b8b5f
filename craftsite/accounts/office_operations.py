"""Writes about offices, the seats in them, and the roles that no seat gives."""

import datetime

from sqlalchemy import select

from craftsite.accounts import queries
from craftsite.accounts.models import NO_PASSWORD, Office, Role, RoleName, Seat, User
from craftsite.accounts.operations import Registration, TakenError, new_user, record
from craftsite.extensions import db


def grant_role(user: User, name: RoleName, instant: datetime.datetime) -> None:
    """Gives a role that no seat gives; once is enough."""
    role = db.session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        db.session.add(role)
    if role not in user.roles:
        user.roles.append(role)
        record(user.id, None, f"granted_{name}", instant)
    db.session.flush()


def revoke_role(user: User, name: RoleName, instant: datetime.datetime) -> None:
    """Takes a role back."""
    user.roles = [role for role in user.roles if role.name != name]
    record(user.id, None, f"revoked_{name}", instant)
    db.session.flush()


def take_seat(user: User, office: Office, instant: datetime.datetime) -> None:
    """Gives somebody a seat in an office from now on; nothing where they sit there already."""
    if not any(seat.is_held(instant) and seat.office_id == office.id for seat in queries.find_seats(user.id)):
        db.session.add(Seat(user_id=user.id, office_id=office.id, from_at=instant))
        record(user.id, None, "seat_taken", instant)
    db.session.flush()


def leave_seat(user: User, office: Office, instant: datetime.datetime) -> int:
    """Ends the seats of somebody in an office; how many. Their access ends with the next request."""
    left = [seat for seat in queries.find_seats(user.id) if seat.is_held(instant) and seat.office_id == office.id]
    for seat in left:
        seat.until_at = instant
        record(user.id, None, "seat_left", instant)
    db.session.flush()
    return len(left)


def open_office(name: str, region_code: str | None, phone: str) -> Office:
    """The office of a region (of the province, for None), with this name and number; made where there is none yet."""
    office = queries.find_own_office(region_code)
    if office is None:
        office = Office(region_code=region_code)
        db.session.add(office)
    office.name, office.phone = name, phone
    db.session.flush()
    return office


def new_operator(name: str, address: str, instant: datetime.datetime, language: str) -> User:
    """A confirmed account without a password that anyone knows; its link sets one."""
    draft = Registration(name, address, NO_PASSWORD, None, language)
    user = new_user(draft, instant)
    if user is None:
        raise TakenError(address)
    user.confirmed_at = instant
    record(user.id, None, "opened_by_operator", instant)
    db.session.flush()
    return user
