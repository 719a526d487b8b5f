"""Somebody at the desk of an office, for tests."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from craftsite.accounts.models import User, UserSession
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Device
from tests.factories import make_office, make_seat, make_user


def enter(device: Device, db: SQLAlchemy, user: User) -> User:
    """Signs somebody in who has shown both steps."""
    sign_in(device, user)
    db.session.execute(update(UserSession).where(UserSession.user_id == user.id).values(second_factor_at=now()))
    return user


def officer(device: Device, db: SQLAlchemy, region: str | None = "3526") -> User:
    """Somebody with a seat in the office of a region, or of the province, signed in."""
    user = make_user(region=region or "3578")
    make_seat(user, make_office(region, name=f"Contoh Kantor {region or 'provinsi'}"))
    return enter(device, db, user)
