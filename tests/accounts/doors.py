"""What people do at the door, for tests: register, open their letters, sign in."""

import re
from collections.abc import Sequence

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.accounts.models import User
from craftsite.jobs.queue import job_queue
from craftsite.jobs.worker import work_one
from craftsite.mail.models import OutboxMessage
from tests.browser import Device, Page
from tests.factories import PASSWORD

REGISTRATION = {"nama": "Contoh Pembuat 07", "daerah": "3526", "sandi": PASSWORD, "setuju": "y"}


def register(device: Device, address: str, *, status: int = 303, **changes: str) -> Page:
    """The answer to a registration."""
    form = device.get("/daftar")
    return device.submit(form, "Buat akun", REGISTRATION | {"alamat": address} | changes, status=status)


def sign_in(device: Device, user: User, *, status: int = 303, password: str = PASSWORD, **more: str) -> Page:
    """The answer to signing in."""
    return sign_in_as(device, user.address, status=status, password=password, **more)


def sign_in_as(device: Device, address: str, *, status: int = 303, password: str = PASSWORD, **more: str) -> Page:
    """The answer to signing in with an address."""
    return device.submit(device.get("/masuk"), "Masuk", {"alamat": address, "sandi": password, **more}, status=status)


def without_challenge(text: str) -> str:
    """A page of the door without what a fingerprint would have to sign, which is new each time."""
    return re.sub(r'value="eyJ[^"]+"|data-options="[^"]+"', "", text)


def link_in(letters: Sequence[OutboxMessage], path: str) -> str:
    """The path of the last link that starts with `path` in the last letter."""
    found = re.findall(rf"http://localhost((?:/en)?{path}\S*)", letters[-1].text)
    return found[-1]


def work(app: Flask, db: SQLAlchemy) -> None:
    """Does the jobs that wait, as the worker does."""
    with app.app_context():
        while work_one(job_queue()):
            pass
    db.session.expire_all()
