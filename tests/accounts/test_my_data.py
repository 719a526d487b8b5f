"""My data: nothing about a person is forgotten in what they get, and nothing is left when they go."""

import csv
import datetime
import io
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts import my_data
from craftsite.accounts.models import AccountEvent, RoleName, User
from craftsite.accounts.names import EVENT_NAMES
from craftsite.extensions import Model
from craftsite.inquiries.my_data import BUYER_HOLDINGS, WISH_HOLDINGS
from craftsite.producers.models import OriginCheck
from craftsite.web.clock import now
from tests.accounts.doors import sign_in, work
from tests.accounts.test_second_factor import set_up
from tests.browser import Device
from tests.factories import PASSWORD, grant, make_office, make_producer, make_seat, make_user

PACKAGE = Path(my_data.__file__).parents[1]
pytestmark = pytest.mark.same_on_both


def personal_tables() -> dict[str, set[str]]:
    """The columns of every table that points at a person."""
    return {
        table.name: {column.name for column in table.columns}
        for table in Model.metadata.tables.values()
        if table.name == "users" or any(key.column.table.name == "users" for key in table.foreign_keys)
    }


def test_every_column_of_every_table_about_people_is_handed_out_or_kept_back_for_a_reason(app: Flask) -> None:
    with app.app_context():
        told = {holding.model.__tablename__: {*holding.shown, *holding.hidden} for holding in my_data.holdings()}

        assert told == personal_tables() | {
            holding.model.__tablename__: {column.name for column in holding.model.__table__.columns}
            for holding in my_data.holdings()
            if holding.link is not None
        }
        for holding in my_data.holdings():
            assert not set(holding.shown) & set(holding.hidden)
            assert all(holding.hidden.values())


# Shown columns that are as short as codes and stand for themselves.
THEMSELVES = {
    *("phone", "whatsapp", "business_number", "region_code", "version", "consent_version"),
    *("subject_code", "province_code", "country_code", "elsewhere"),
}


def test_every_code_of_a_person_is_told_in_words(app: Flask) -> None:
    with app.app_context():
        for holding in (*my_data.holdings(), *BUYER_HOLDINGS, *WISH_HOLDINGS):
            columns = {name: holding.model.__table__.columns[name] for name in holding.shown}
            codes = {name for name, one in columns.items() if (getattr(one.type, "length", None) or 99) <= 40}
            assert codes - THEMSELVES == set(holding.words) & codes, holding.model


def test_everything_that_is_noted_of_an_account_has_words() -> None:
    noted = re.compile(r"""\brecord\([^"]*?"([a-z_]+)",? (?:instant|now)""")
    found = {name for path in PACKAGE.rglob("*.py") for name in noted.findall(path.read_text())}
    assert len(found) > 20
    assert found <= set(EVENT_NAMES)


def test_a_person_gets_all_of_it_as_a_page_as_json_and_as_csv(device: Device) -> None:
    user = make_user(name="=Contoh Pembuat", phone="+6281234567890", email="contoh@contoh.id")
    sign_in(device, user)

    page = device.get("/akun/data")
    data = json.loads(device.raw("/akun/data.json").text)
    rows = list(csv.DictReader(io.StringIO(device.raw("/akun/data.csv").text.lstrip("\ufeff"))))

    assert "contoh@contoh.id" in page.text
    assert data["users"][0]["phone"] == "+6281234567890"
    assert data["user_sessions"][0]["device"] == "Chrome, Android"
    values = {(row["table"], row["column"]): row["value"] for row in rows}
    assert values["users", "name"] == "'=Contoh Pembuat"
    assert values["users", "phone"] == "'+6281234567890"
    assert user.password not in device.raw("/akun/data.json").text


def test_days_and_lists_of_somebody_are_told_in_words(device: Device, db: SQLAlchemy) -> None:
    user = make_user()
    check = {
        "method": "dokumen",
        "outcome": "confirmed",
        "checked_on": datetime.date(2026, 10, 12),
        "created_at": now(),
    }
    db.session.add(OriginCheck(producer_id=make_producer().id, checked_by_id=user.id, **check))
    db.session.flush()
    sign_in(device, user)

    told = device.get("/akun/data").texts(".my-data dd")
    assert [one for one in told if one in ("12 Okt 2026", "Dokumen", "Asal dipastikan", "Masuk")] == [
        *("Masuk", "Dokumen", "12 Okt 2026", "Asal dipastikan"),
    ]


def test_nobody_gets_the_data_of_somebody_else(device: Device) -> None:
    make_user(name="Contoh Lain")
    sign_in(device, make_user())

    for path in ("/akun/data", "/akun/data.json", "/akun/data.csv"):
        assert "Contoh Lain" not in device.raw(path).text


def test_a_change_shows_in_the_next_export(device: Device, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    user.name = "Contoh Baru"
    db.session.commit()

    assert "Contoh Baru" in device.raw("/akun/data.json").text


def test_after_deletion_no_row_holds_what_was_planted(device: Device, app: Flask, db: SQLAlchemy) -> None:
    planted = {"name": "Zxqwvy Kuwplm", "email": "zxqwvy.kuwplm@contoh.id", "phone": "+6281987654321"}
    user = make_user(**planted)
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": planted["email"]})
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": planted["phone"]})
    work(app, db)
    sign_in(device, user)

    answer = device.submit(device.get("/akun/hapus"), "Hapus akun saya", {"sandi": PASSWORD})

    assert "sudah dihapus" in device.get(str(answer.response.location)).text
    db.session.expire_all()
    dump = "\n".join(
        str(row) for table in Model.metadata.sorted_tables for row in db.session.execute(select(table)).all()
    )
    for text in planted.values():
        assert text not in dump
    assert db.session.scalars(select(AccountEvent.action)).all()
    device.get("/akun", status=303)


def test_deleting_needs_the_password(device: Device, db: SQLAlchemy) -> None:
    sign_in(device, make_user())

    device.submit(device.get("/akun/hapus"), "Hapus akun saya", {"sandi": "bukan sandinya"}, status=422)

    assert db.session.scalar(select(User)) is not None


@pytest.mark.parametrize("role", ["coordinator", "admin"])
def test_whoever_works_at_a_desk_hands_that_over_first(device: Device, app: Flask, db: SQLAlchemy, role: str) -> None:
    user = make_user()
    grant(user, RoleName.ADMIN) if role == "admin" else make_seat(user, make_office())
    sign_in(device, user)
    set_up(device, app)

    page = device.get("/akun/hapus")

    assert "Serahkan dulu" in page.text
    token = str(device.get("/akun/sandi").one("input[name=csrf_token]")["value"])
    device.post("/akun/hapus", {"csrf_token": token, "sandi": PASSWORD}, status=409)
    assert db.session.scalar(select(User)) is not None
