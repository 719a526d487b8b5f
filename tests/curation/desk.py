"""What people do at the desk of an office, for tests of its review."""

import datetime
from collections.abc import Callable

import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from craftsite.accounts.models import User, UserSession
from craftsite.listings.models import Listing
from craftsite.web.clock import now
from tests.accounts.doors import sign_in, work
from tests.browser import Device, Page
from tests.factories import make_membership, make_office, make_producer, make_seat, make_sent, make_user

DESK = "/dekranasda/kurasi"
APPROVE, ASK, REFUSE = "Setujui dan tayangkan", "Minta perbaikan", "Belum bisa ditayangkan"
MINUTE = datetime.timedelta(minutes=1)
NewDevice = Callable[[], Device]


def enter(device: Device, db: SQLAlchemy, user: User) -> User:
    """Signs somebody in who has shown both steps."""
    sign_in(device, user)
    db.session.execute(update(UserSession).values(second_factor_at=now()))
    return user


def officer(device: Device, db: SQLAlchemy, region: str | None = "3526") -> User:
    """Somebody with a seat in the office of a region, signed in."""
    user = make_user(region=region or "3578", name=f"Contoh Petugas {region}")
    make_seat(user, make_office(region, name=f"Contoh Kantor {region}"))
    return enter(device, db, user)


def owned(**overrides: object) -> tuple[Listing, User]:
    """A listing that was sent, and the owner of its maker."""
    producer = make_producer(region="3526")
    owner = make_user(region="3526")
    make_membership(producer, owner)
    # What is overridden is known only to each test.
    return make_sent(producer=producer, **overrides), owner  # type: ignore[arg-type]


def read(device: Device, listing: Listing) -> Page:
    """The desk with this listing open."""
    return device.get(f"{DESK}/{listing.id}")


def decide(device: Device, listing: Listing, button: str, *, status: int = 303, **fields: object) -> Page:
    """The answer to a decision about a listing as it is now."""
    # What is overridden is known only to each test.
    return device.submit(read(device, listing), button, fields, status=status)  # type: ignore[arg-type]


def undo(device: Device) -> Page:
    """The page after taking the last decision back."""
    page = device.get(DESK)
    [button] = [text for text in page.texts("button") if text.startswith("Batalkan, sampai")]
    return device.get(device.submit(page, button).headers["Location"])


def work_later(app: Flask, db: SQLAlchemy, minutes: float = 11) -> None:
    """Does the jobs that are due in some minutes."""
    with time_machine.travel(now() + minutes * MINUTE, tick=False):
        work(app, db)
