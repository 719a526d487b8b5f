"""The end of a maker: hidden at once, told, blanked after thirty days; and what happens to it as its owner goes."""

import csv
import datetime
import io
import json
from collections.abc import Callable

import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from craftsite.accounts.models import User, UserSession
from craftsite.extensions import db as database
from craftsite.mail.models import OutboxMessage
from craftsite.producers.closing_operations import forget_closed
from craftsite.producers.models import GroupMember, Membership, MembershipRole, OriginCheck, Producer
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device
from tests.factories import (
    PASSWORD,
    make_listing,
    make_member,
    make_membership,
    make_office,
    make_producer,
    make_seat,
    make_user,
)

CLOSE = "/ruang/tutup"
PERSONAL = {
    "place": "Kec. Zxqwvy", "story_id": "Cerita Zxqwvy", "whatsapp": "+6281987654321",
    "business_number": "1234567890123", "map_url": "https://maps.app.goo.gl/zxqwvy", "payment_methods": ["qris"],
}  # fmt: skip
Devices = Callable[[], Device]
Outbox = Callable[[], list[OutboxMessage]]


def at_home(device: Device, *, is_confirmed: bool = True, **overrides: object) -> Producer:
    """A maker with a work and personal values, whose owner is signed in here."""
    values = PERSONAL | {"slug": "contoh-tutup", "name": "Contoh Tutup", "region": "3526", "kinds": ("kopwan",)}
    producer = make_producer(**(values | overrides))
    make_listing(producer=producer, name="Tikar contoh")
    make_member(producer, name="Anggota Zxqwvy")
    user = make_user(name="Contoh Pemilik")
    make_membership(producer, user)
    if is_confirmed:
        check(producer)
    sign_in(device, user)
    return producer


def check(producer: Producer) -> None:
    """A confirmed check of a maker, by whoever runs the site."""
    seen = {
        "method": "kunjungan",
        "outcome": "confirmed",
        "checked_on": today(),
        "valid_until": today(),
        "note": "Bertemu Zxqwvy",
    }
    database.session.add(OriginCheck(producer_id=producer.id, created_at=now(), **seen))
    database.session.flush()


def dump(db: SQLAlchemy) -> str:
    """Everything that stands in the tables of makers."""
    db.session.expire_all()
    tables = (Producer.__table__, GroupMember.__table__, OriginCheck.__table__)
    return "\n".join(str(row) for table in tables for row in db.session.execute(select(table)).all())


def test_a_closed_maker_is_gone_for_everyone_at_once_and_its_people_and_office_are_told(
    device: Device, new_device: Devices, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = at_home(device)
    editor = make_user(email="anak@contoh.id")
    make_membership(producer, editor, MembershipRole.EDITOR)
    page = device.get(CLOSE)
    assert "30 hari" in page.text
    device.submit(page, "Tutup usaha", status=422)

    device.submit(page, "Tutup usaha", {"yakin": "y"})

    device.get("/pembuat/contoh-tutup", status=404)
    for path in ("/pembuat", "/katalog?q=tikar"):
        assert "Contoh Tutup" not in device.raw(path).text and "Tikar contoh" not in device.raw(path).text
    device.get(f"/ruang?usaha={producer.id}", status=404)
    assert [letter.recipient for letter in outbox()] == ["anak@contoh.id"]
    assert db.session.scalars(select(Membership)).all() == []
    desk, officer = new_device(), make_user(region="3526")
    make_seat(officer, make_office("3526"))
    sign_in(desk, officer)
    db.session.execute(update(UserSession).where(UserSession.user_id == officer.id).values(second_factor_at=now()))
    assert desk.get("/dekranasda/pembuat").texts("#closed ~ .rows h2") == ["Contoh Tutup"]
    shown = desk.get(f"/dekranasda/pembuat/{producer.id}")
    assert "menutup usaha ini" in shown.text and not shown.has("main form")


def test_an_editor_closes_nothing(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device)
    db.session.execute(update(Membership).values(role=MembershipRole.EDITOR))

    device.get(CLOSE, status=403)
    token = str(device.get("/akun/email").one("main input[name=csrf_token]")["value"])
    device.post(CLOSE, {"csrf_token": token, "yakin": "y"}, status=403)

    db.session.expire_all()
    assert producer.closed_at is None


def test_after_thirty_days_only_the_name_is_left_of_a_maker_that_was_confirmed(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    device.submit(device.get(CLOSE), "Tutup usaha", {"yakin": "y"})

    assert forget_closed(now() + datetime.timedelta(days=29)) == 0
    assert "Zxqwvy" in dump(db)
    assert forget_closed(now() + datetime.timedelta(days=31)) == 1
    assert forget_closed(now() + datetime.timedelta(days=32)) == 0

    left = dump(db)
    assert "Contoh Tutup" in left
    for text in ("Zxqwvy", "zxqwvy", "+6281987654321", "1234567890123", "qris"):
        assert text not in left


def test_after_thirty_days_nothing_is_left_of_a_maker_that_never_was(device: Device, db: SQLAlchemy) -> None:
    at_home(device, is_confirmed=False, origin_valid_until=None, waiting_since=now())
    device.submit(device.get(CLOSE), "Tutup usaha", {"yakin": "y"})

    assert forget_closed(now() + datetime.timedelta(days=31)) == 1

    assert "Contoh Tutup" not in dump(db)


def test_deleting_the_account_of_a_sole_owner_says_what_happens_and_closes_the_maker(
    device: Device, db: SQLAlchemy
) -> None:
    producer = at_home(device)

    page = device.get("/akun/hapus")
    assert "Anda satu-satunya pemilik Contoh Tutup" in page.text
    assert page.link("Jadikan orang lain pemilik dulu") == f"/ruang/orang?usaha={producer.id}"
    device.submit(page, "Hapus akun saya", {"sandi": PASSWORD})

    device.get("/pembuat/contoh-tutup", status=404)
    db.session.expire_all()
    assert producer.closed_at is not None
    assert db.session.scalars(select(User).where(User.name == "Contoh Pemilik")).all() == []


def test_a_maker_with_another_owner_outlives_the_account_of_one(device: Device, db: SQLAlchemy) -> None:
    producer = at_home(device)
    make_membership(producer, make_user())

    page = device.get("/akun/hapus")
    assert "satu-satunya pemilik" not in page.text
    device.submit(page, "Hapus akun saya", {"sandi": PASSWORD})

    device.get("/pembuat/contoh-tutup")
    db.session.expire_all()
    assert producer.closed_at is None


def test_my_data_holds_the_profile_that_somebody_owns_and_the_members_they_entered(
    device: Device, db: SQLAlchemy
) -> None:
    at_home(device)
    device.submit(device.get("/ruang/anggota"), "Catat anggota", {"nama": "Contoh Sari"})

    page = device.get("/akun/data").text
    data = json.loads(device.raw("/akun/data.json").text)
    rows = list(csv.DictReader(io.StringIO(device.raw("/akun/data.csv").text.lstrip("\ufeff"))))

    for told in ("Kec. Zxqwvy", "1234567890123", "Contoh Sari", "QRIS"):
        assert told in page
    assert data["producers"][0]["story_id"] == "Cerita Zxqwvy"
    assert [row["name"] for row in data["group_members"]] == ["Contoh Sari"]
    assert ("producers", "business_number", "1234567890123") in {
        (row["table"], row["column"], row["value"]) for row in rows
    }


def test_an_editor_gets_no_profile_with_their_data(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    db.session.execute(update(Membership).values(role=MembershipRole.EDITOR))

    assert "1234567890123" not in device.raw("/akun/data.json").text


def test_a_closed_maker_stays_closed_a_year_later(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    device.submit(device.get(CLOSE), "Tutup usaha", {"yakin": "y"})

    with time_machine.travel(now() + datetime.timedelta(days=400), tick=False):
        device.get("/pembuat/contoh-tutup", status=404)
