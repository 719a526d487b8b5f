"""`flask users`: the first admin by a link, offices and seats, and help for whoever is locked out."""

import json
import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts.models import Office, Seat, User
from tests.accounts.doors import sign_in, sign_in_as
from tests.accounts.test_second_factor import set_up
from tests.browser import Device
from tests.factories import make_office, make_seat, make_user

NEW = "lima gunung tertawa pelan"
Users = Callable[..., Result]


@pytest.fixture
def users(app: Flask, db: SQLAlchemy) -> Users:
    """Runs `flask users` with these arguments."""

    def run(*arguments: str, exit_code: int = 0) -> Result:
        with app.app_context():
            result = app.test_cli_runner().invoke(args=["users", *arguments])
        assert result.exit_code == exit_code, result.output
        db.session.expire_all()
        return result

    return run


def path_in(result: Result) -> str:
    """The path of the link that a command printed."""
    found = re.search(r"http://localhost(/\S+)", result.output)
    assert found is not None
    return found[1]


def test_the_first_admin_sets_a_password_by_a_link_that_works_once(users: Users, device: Device, app: Flask) -> None:
    link = path_in(users("admin", "pengelola@contoh.id", "--name", "Contoh Pengelola"))

    device.submit(device.get(link), "Simpan sandi baru", {"sandi": NEW})
    device.get(link, status=410)
    sign_in_as(device, "pengelola@contoh.id", password=NEW)
    set_up(device, app)

    device.get("/dekranasda/serah-tautan")


@pytest.mark.parametrize("guess", ["!", "admin", "password", " "])
def test_before_that_no_password_opens_the_account(users: Users, device: Device, guess: str) -> None:
    users("admin", "pengelola@contoh.id")

    sign_in_as(device, "pengelola@contoh.id", password=guess, status=422)


def test_somebody_who_has_an_account_becomes_an_admin_and_stops_being_one(
    users: Users, device: Device, app: Flask
) -> None:
    user = make_user()
    sign_in(device, user)
    users("admin", user.email)
    set_up(device, app)
    device.get("/dekranasda/serah-tautan")

    users("revoke", user.email)

    device.get("/dekranasda/serah-tautan", status=403)


def test_an_office_is_opened_renamed_and_seated(users: Users, device: Device, db: SQLAlchemy) -> None:
    user = make_user()
    users("office", "3526", "Contoh Kantor", "--phone", "0812 9999 0000")
    users("office", "3526", "Contoh Kantor Bangkalan", "--phone", "0812 9999 0000")
    users("office", "provinsi", "Contoh Kantor Provinsi")
    users("seat", user.email, "3526")
    users("seat", user.email, "3526")

    page = device.get("/lupa-sandi")
    assert page.texts(".offices b") == ["Contoh Kantor Bangkalan", "Contoh Kantor Provinsi"]
    assert db.session.scalar(select(func.count()).select_from(Seat)) == 1
    [row] = json.loads(users("list", "--json").output)
    assert row["roles"] == ["coordinator of 3526"]


def test_a_name_that_two_regions_have_is_asked_back(users: Users, db: SQLAlchemy) -> None:
    asked = users("office", "Malang", "Contoh Kantor", exit_code=1).output
    assert "Kab. Malang (3507) or Kota Malang (3573)" in asked

    users("office", "kota malang", "Contoh Kantor")
    assert db.session.scalars(select(Office.region_code)).all() == ["3573"]


def test_a_seat_is_handed_over_and_its_history_stays(users: Users, db: SQLAlchemy) -> None:
    old, new = make_user(), make_user()
    make_seat(old, make_office("3526"))

    users("unseat", old.email, "3526", "--to", new.email)

    seats = db.session.scalars(select(Seat).order_by(Seat.id)).all()
    assert [(seat.user_id, seat.until_at is None) for seat in seats] == [(old.id, False), (new.id, True)]


def test_somebody_is_signed_out_everywhere(users: Users, device: Device) -> None:
    user = make_user()
    sign_in(device, user)

    assert "1 devices" in users("sign-out", user.email).output

    device.get("/akun", status=303)


def test_a_lost_telephone_is_forgotten(users: Users, device: Device, app: Flask) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)

    users("forget-phone", user.email)

    device.get("/akun", status=303)
    sign_in(device, user)


def test_a_link_for_somebody_who_is_locked_out(users: Users, device: Device) -> None:
    user = make_user(phone="+6281234567890")

    device.submit(device.get(path_in(users("link", "0812 3456 7890"))), "Simpan sandi baru", {"sandi": NEW})

    sign_in(device, user, password=NEW)


@pytest.mark.parametrize(
    "arguments",
    [
        ("seat", "tidak.ada@contoh.id", "3526"),
        ("seat", "bukan alamat", "3526"),
        ("unseat", "ada@contoh.id", "3526"),
        ("seat", "ada@contoh.id", "9999"),
        ("office", "3526", "Kantor", "--phone", "bukan nomor"),
        ("office", "Malang Raya", "Kantor"),
        ("link", "tidak.ada@contoh.id"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(
    users: Users, db: SQLAlchemy, arguments: tuple[str, ...]
) -> None:
    make_user(email="ada@contoh.id")

    assert users(*arguments, exit_code=1).output.startswith("Error: ")

    assert db.session.scalar(select(func.count()).select_from(Seat)) == 0


def test_no_command_takes_or_prints_a_password(app: Flask, users: Users, db: SQLAlchemy) -> None:
    output = users("admin", "pengelola@contoh.id").output

    assert "password" not in output.lower()
    assert db.session.scalar(select(User.password)) == "!"
