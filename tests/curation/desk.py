"""What people do at the desk of an office, for tests of its review."""

import datetime
from collections.abc import Callable

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from craftsite.accounts.models import User, UserSession
from craftsite.listings.models import Listing
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.factories import make_office, make_seat, make_user

DESK = "/dekranasda/kurasi"
APPROVE, ASK, REFUSE = "Setujui dan tayangkan", "Minta perbaikan", "Belum bisa ditayangkan"
MINUTE = datetime.timedelta(minutes=1)
Outbox = Callable[[], list[OutboxMessage]]


def enter(device: Device, db: SQLAlchemy, user: User) -> User:
    """Signs somebody in who has shown both steps."""
    sign_in(device, user)
    db.session.execute(update(UserSession).values(second_factor_at=now()))
    return user


def officer(device: Device, db: SQLAlchemy, region: str | None = "3526", **overrides: object) -> User:
    """Somebody with a seat in the office of a region, signed in."""
    user = make_user(region=region or "3578", **overrides)
    make_seat(user, make_office(region, name=f"Contoh Kantor {region}"))
    return enter(device, db, user)


def read(device: Device, listing: Listing) -> Page:
    """The desk with this listing open."""
    return device.get(f"{DESK}/{listing.id}")


def decide(device: Device, listing: Listing, button: str, *, status: int = 303, **fields: object) -> Page:
    """The answer to a decision about a listing as it is now."""
    return device.submit(read(device, listing), button, fields, status=status)  # type: ignore[arg-type]


def letters(app: Flask, db: SQLAlchemy, outbox: Outbox) -> list[OutboxMessage]:
    """The letters that are there once nobody can take a decision back."""
    del app
    return outbox()
