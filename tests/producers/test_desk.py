"""The office's queue of makers, and the check of origin: of the own region only, written down, told, for a year."""

import datetime
import io
from collections.abc import Callable

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from craftsite.accounts.models import RoleName, Seat, User, UserSession
from craftsite.mail.models import OutboxMessage
from craftsite.media.models import StoredImage
from craftsite.producers.models import OriginCheck, Producer
from craftsite.producers.operations import a_year_after, remind
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import grant, make_membership, make_office, make_producer, make_seat, make_user
from tests.media.photographs import photograph

QUEUE = "/dekranasda/pembuat"
Outbox = Callable[[], list[OutboxMessage]]


def enter(device: Device, db: SQLAlchemy, user: User) -> User:
    """Signs somebody in who has shown both steps."""
    sign_in(device, user)
    db.session.execute(update(UserSession).values(second_factor_at=now()))
    return user


def officer(device: Device, db: SQLAlchemy, region: str | None = "3526") -> User:
    """Somebody with a seat in the office of a region, signed in."""
    user = make_user(region=region or "3578")
    make_seat(user, make_office(region, name=f"Contoh Kantor {region}"))
    return enter(device, db, user)


def make_new(region: str = "3526", *, days: int = 1, **overrides: object) -> Producer:
    """A maker that has waited for so many days, with its owner."""
    waits = {"origin_valid_until": None, "waiting_since": now() - datetime.timedelta(days=days)}
    producer = make_producer(region=region, **(waits | overrides))
    make_membership(producer, make_user(region=region, email=f"pemilik{producer.id}@contoh.id"))
    return producer


def check(device: Device, producer: Producer, *, status: int = 303, **changes: str) -> Page:
    """The answer to the form of the check, which confirms unless told otherwise."""
    page = device.get(f"{QUEUE}/{producer.id}")
    return device.submit(page, "Catat hasil", {"hasil": "confirmed"} | changes, status=status)


def test_the_queue_holds_the_new_makers_of_the_own_region_the_oldest_first(device: Device, db: SQLAlchemy) -> None:
    make_new(name="Contoh Muda", days=1)
    make_new(name="Contoh Tua", days=5)
    make_new("3527", name="Contoh Tetangga")
    officer(device, db)

    page = device.get(QUEUE)

    assert page.texts(".rows h2") == ["Contoh Tua", "Contoh Muda"]
    assert "Hanya pembuat dari" in page.text


@pytest.mark.parametrize("kind", ["province", "admin"])
def test_the_province_and_admins_see_every_region(device: Device, db: SQLAlchemy, kind: str) -> None:
    make_new(name="Contoh Satu")
    make_new("3527", name="Contoh Dua")
    if kind == "province":
        officer(device, db, None)
    else:
        user = make_user()
        grant(user, RoleName.ADMIN)
        enter(device, db, user)

    assert set(device.get(QUEUE).texts(".rows h2")) == {"Contoh Satu", "Contoh Dua"}


def test_a_maker_finds_no_desk_and_nobody_without_the_second_step_does(device: Device, db: SQLAlchemy) -> None:
    producer = make_new()
    sign_in(device, make_user())

    device.get(QUEUE, status=403)
    device.get(f"{QUEUE}/{producer.id}", status=403)


def test_whoever_works_in_an_office_begins_at_its_desk(device: Device, db: SQLAlchemy) -> None:
    officer(device, db)

    assert device.get("/ruang", status=303).response.location == "/dekranasda/pembuat"


def test_the_maker_of_another_region_is_not_there_to_read_or_to_check(device: Device, db: SQLAlchemy) -> None:
    own, other = make_new(), make_new("3527")
    officer(device, db)
    token = str(device.get(f"{QUEUE}/{own.id}").one("input[name=csrf_token]")["value"])

    device.get(f"{QUEUE}/{other.id}", status=404)
    answer = {"csrf_token": token, "cara": "kunjungan", "hasil": "confirmed", "tanggal": today().isoformat()}
    device.post(f"{QUEUE}/{other.id}", answer, status=404)

    db.session.expire_all()
    assert other.origin_valid_until is None


def test_handing_over_a_seat_ends_what_it_opened_within_the_same_session(device: Device, db: SQLAlchemy) -> None:
    producer = make_new()
    user = officer(device, db)
    page = device.get(f"{QUEUE}/{producer.id}")
    db.session.execute(update(Seat).where(Seat.user_id == user.id).values(until_at=now()))

    device.submit(page, "Catat hasil", {"hasil": "confirmed"}, status=403)
    device.get(QUEUE, status=403)

    db.session.expire_all()
    assert producer.origin_valid_until is None


def test_a_confirmed_maker_is_seen_by_everyone_for_a_year_with_who_and_when(
    device: Device, db: SQLAlchemy, outbox: Outbox
) -> None:
    producer = make_new(slug="contoh-asal", name="Contoh Asal")
    user = officer(device, db)

    check(device, producer, catatan="Bertemu pemiliknya.")

    db.session.expire_all()
    [row] = db.session.scalars(select(OriginCheck))
    assert (row.checked_by_id, row.method, row.checked_on, row.note) == (
        user.id, "kunjungan", today(), "Bertemu pemiliknya.",
    )  # fmt: skip
    assert producer.origin_valid_until == row.valid_until == a_year_after(today())
    page = device.get("/pembuat/contoh-asal")
    assert page.texts(".tag.ok")[0].startswith("Asal sudah diperiksa, pengelola situs, ")
    assert "Bertemu pemiliknya" not in page.text
    assert "Contoh Asal" in device.get("/pembuat").text
    assert device.get(QUEUE).texts(".rows h2") == []
    assert outbox()[-1].subject == "Asal usaha Anda sudah diperiksa"
    with time_machine.travel(now() + datetime.timedelta(days=367), tick=False):
        device.get("/pembuat/contoh-asal", status=404)


def test_the_office_is_named_only_where_it_has_authorised_the_site(device: Device, db: SQLAlchemy) -> None:
    producer = make_new(slug="contoh-asal")
    officer(device, db)
    check(device, producer)

    device._app.config["AUTHORISATION"] = "Surat contoh, 1 Jan 2026"
    try:
        badge = device.get("/pembuat/contoh-asal").texts(".tag.ok")[0]
    finally:
        device._app.config["AUTHORISATION"] = ""

    assert badge.startswith("Asal sudah diperiksa, Contoh Kantor 3526, ")


@pytest.mark.parametrize("outcome", ["outside", "unclear"])
def test_who_is_not_confirmed_reads_why_and_waits_again_after_a_change(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy, outbox: Outbox, outcome: str
) -> None:
    producer = make_new(slug="contoh-luar")
    officer(device, db)

    page = check(device, producer, hasil=outcome, status=422)
    assert "Tulis alasannya" in page.one("#summary").get_text()
    device.submit(page, "Catat hasil", {"alasan": "Bengkelnya belum ditemukan."})

    db.session.expire_all()
    assert (producer.waiting_since, producer.origin_valid_until) == (None, None)
    assert "Bengkelnya belum ditemukan." in outbox()[-1].text
    owner = new_device()
    sign_in(owner, db.session.scalars(select(User).where(User.email == f"pemilik{producer.id}@contoh.id")).one())
    assert "Bengkelnya belum ditemukan." in owner.get("/ruang").text
    owner.get("/pembuat/contoh-luar", status=404)

    owner.submit(owner.get("/ruang/profil"), "Simpan profil", {"tempat": "Kec. Kamal"})
    assert device.get(QUEUE).texts(".rows h2") == [producer.name]


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 303), (90, 303), (91, 422)])
def test_a_check_is_of_today_or_of_the_last_ninety_days(device: Device, db: SQLAlchemy, days: int, status: int) -> None:
    producer = make_new()
    officer(device, db)

    check(device, producer, tanggal=(today() - datetime.timedelta(days=days)).isoformat(), status=status)


def test_what_is_no_date_is_explained(device: Device, db: SQLAlchemy) -> None:
    producer = make_new()
    officer(device, db)

    assert "Tulis tanggal yang benar." in check(device, producer, tanggal="besok", status=422).text


def test_nobody_confirms_a_maker_that_they_speak_for(device: Device, db: SQLAlchemy) -> None:
    producer, other = make_new(), make_new()
    user = officer(device, db)
    make_membership(producer, user)
    form = device.get(f"{QUEUE}/{other.id}")
    token = str(form.one("input[name=csrf_token]")["value"])

    assert not device.get(f"{QUEUE}/{producer.id}").has("form")
    answer = {"csrf_token": token, "cara": "kunjungan", "hasil": "confirmed", "tanggal": today().isoformat()}
    device.post(f"{QUEUE}/{producer.id}", answer, status=403)


def test_posting_every_column_does_not_choose_the_office_the_person_or_the_year(device: Device, db: SQLAlchemy) -> None:
    producer = make_new()
    user = officer(device, db)
    strange = {column.name: "2099-01-01" for table in (OriginCheck, Producer) for column in table.__table__.columns}

    check(device, producer, **strange)

    [row] = db.session.scalars(select(OriginCheck))
    assert (row.checked_by_id, row.valid_until) == (user.id, a_year_after(today()))
    db.session.expire_all()
    assert producer.slug != "2099-01-01"


def test_suspected_doubles_of_the_region_are_shown_and_those_of_others_are_not(device: Device, db: SQLAlchemy) -> None:
    number = {"whatsapp": "+6281234567890"}
    producer = make_new(name="Contoh Ayu", name_key="contoh ayu", **number)
    make_new(name="Contoh Nomor", **number)
    make_new(name="CONTOH AYU", name_key="contoh ayu")
    make_new("3527", name="Contoh Jauh", **number)
    officer(device, db)

    page = device.get(f"{QUEUE}/{producer.id}")

    assert page.texts(".note.err li") == ["Contoh Nomor Nomor sama.", "CONTOH AYU Nama sama."]


def test_each_maker_is_reminded_once_thirty_days_before_its_confirmation_lapses(db: SQLAlchemy, outbox: Outbox) -> None:
    day = today()
    soon = make_new(waiting_since=None, origin_valid_until=day + datetime.timedelta(days=30), name="Contoh Segera")
    make_new(waiting_since=None, origin_valid_until=day + datetime.timedelta(days=31))
    make_new(waiting_since=None, origin_valid_until=day - datetime.timedelta(days=1))

    assert [remind(now(), day), remind(now(), day)] == [1, 0]

    [letter] = outbox()
    assert "Contoh Segera" in letter.text
    assert letter.recipient == f"pemilik{soon.id}@contoh.id"


def test_the_office_sees_whose_confirmation_lapses_too(device: Device, db: SQLAlchemy) -> None:
    make_new(waiting_since=None, origin_valid_until=today() + datetime.timedelta(days=9), name="Contoh Segera")
    officer(device, db)

    page = device.get(QUEUE)

    assert page.texts(".rows h2") == ["Contoh Segera"]
    assert "Perlu diperiksa lagi" in page.text


def test_a_long_queue_asks_no_more_than_a_short_one(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    for _number in range(3):
        make_new()
    officer(device, db)
    device.get(QUEUE)
    with count_queries() as few:
        device.get(QUEUE)
    for _number in range(27):
        make_new()

    with count_queries() as many:
        device.get(QUEUE)

    assert many() == few() <= 17


def test_a_year_ends_on_the_day_before_nothing_and_a_leap_day_on_the_last_of_february() -> None:
    assert a_year_after(datetime.date(2026, 11, 24)) == datetime.date(2027, 11, 24)
    assert a_year_after(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)


def test_the_photograph_of_a_check_is_seen_at_the_desk_of_the_region_alone(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    producer = make_new(slug="contoh-foto")
    officer(device, db)
    form = device.get(f"{QUEUE}/{producer.id}")
    token = str(form.one("main input[name=csrf_token]")["value"])
    sent = {"csrf_token": token, "cara": "kunjungan", "hasil": "confirmed", "tanggal": today().isoformat()}

    # A file is a pair among texts, as the test client takes it.
    device.post(f"{QUEUE}/{producer.id}", sent | {"foto": (io.BytesIO(photograph()), "x.jpg")})  # type: ignore[dict-item]

    page = device.get(f"{QUEUE}/{producer.id}")
    address = str(page.one(".rows img")["src"])
    assert device.raw(address).mimetype == "image/jpeg"
    assert device.raw(address).headers["Cache-Control"] == "no-store"
    assert "pemeriksaan" not in device.get("/pembuat/contoh-foto").response.text
    key = db.session.scalars(select(StoredImage.key)).one()
    assert device.raw(f"/media/{key}/{address.rpartition('/')[2]}").status_code == 404
    far = new_device()
    officer(far, db, "3527")
    assert far.raw(address).status_code == 404
    owner = new_device()
    sign_in(owner, db.session.scalars(select(User).where(User.email == f"pemilik{producer.id}@contoh.id")).one())
    assert owner.raw(address).status_code == 403


def test_what_is_no_photograph_is_said_and_the_check_is_not_recorded(device: Device, db: SQLAlchemy) -> None:
    producer = make_new()
    officer(device, db)
    token = str(device.get(f"{QUEUE}/{producer.id}").one("main input[name=csrf_token]")["value"])
    sent = {"csrf_token": token, "cara": "kunjungan", "hasil": "confirmed", "tanggal": today().isoformat()}

    # A file is a pair among texts, as the test client takes it.
    page = device.post(f"{QUEUE}/{producer.id}", sent | {"foto": (io.BytesIO(b"<html>"), "x.jpg")}, status=422)  # type: ignore[dict-item]

    assert page.has("#summary a[href='#foto']")
    assert db.session.scalars(select(OriginCheck)).all() == []
