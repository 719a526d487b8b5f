"""Links that an office passes on: to its own region, written down, told to their owner, of no use before tomorrow."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import AccountEvent, AccountLink, RoleName, User
from craftsite.web.clock import now
from tests.accounts.doors import register, sign_in, work
from tests.accounts.test_second_factor import set_up
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import PASSWORD, grant, make_office, make_seat, make_user

pytestmark = pytest.mark.same_on_both

DESK = "/dekranasda/serah-tautan"
NUMBER = "+6281234567890"
NEW = "lima gunung tertawa pelan"
Devices = Callable[[], Device]


def officer(device: Device, app: Flask, region: str | None = "3526", **overrides: object) -> User:
    """Somebody with a seat in the office of a region, signed in with both steps."""
    user = make_user(**({"region": region or "3578"} | overrides))
    make_seat(user, make_office(region))
    sign_in(device, user)
    set_up(device, app)
    return user


def link_on(page: Page) -> str:
    """The path of the link that a page shows to be passed on."""
    text = page.one("p.note").get_text()
    return text[text.index("http://localhost") :].split()[0].removeprefix("http://localhost")


def ask_for_password(device: Device, app: Flask, db: SQLAlchemy, number: str = NUMBER) -> None:
    """A maker without a mailbox has forgotten the password."""
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": number})
    work(app, db)


def pass_on(device: Device) -> Page:
    """The page with the link that somebody at a desk makes for the one who waits."""
    page = device.get(DESK)
    [name] = page.texts(".rows form button .sr")
    return device.submit(page, f"Buat tautan {name}", status=200)


def test_registering_by_number_is_confirmed_by_the_link_of_the_office_and_the_password(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy
) -> None:
    maker, desk = device, new_device()
    register(maker, "0812 3456 7890")
    sari = officer(desk, app, name="Contoh Sari")
    assert "Contoh Pembuat 07" in desk.get(DESK).text

    page = pass_on(desk)

    assert str(page.one("a.wa")["href"]).startswith("https://wa.me/6281234567890?text=Tautan%20untuk")
    desk.submit(desk.get(link_on(page)), "Buka akun dan masuk", {"sandi": "tebakan orang kantor"}, status=422)
    maker.submit(maker.get(link_on(page)), "Buka akun dan masuk", {"sandi": PASSWORD})
    assert "Contoh Pembuat 07" in maker.get("/akun").text
    actions = {event.action: event.actor_id for event in db.session.scalars(select(AccountEvent))}
    assert actions["link_handed_over"] == sari.id
    assert "sudah dipakai" in desk.get(DESK).text


def test_a_link_to_a_new_password_waits_a_day(device: Device, new_device: Devices, app: Flask, db: SQLAlchemy) -> None:
    desk = new_device()
    user = make_user(phone=NUMBER, region="3526")
    ask_for_password(device, app, db)
    officer(desk, app)
    link = link_on(pass_on(desk))

    page = device.get(link, status=409)
    assert "belum bisa dipakai" in page.text
    device.post(link, {"sandi": NEW}, status=409)

    with time_machine.travel(now() + datetime.timedelta(hours=24, minutes=1), tick=False):
        device.submit(device.get(link), "Simpan sandi baru", {"sandi": NEW})
        sign_in(device, user, password=NEW)


def test_its_owner_sees_it_where_they_are_signed_in_and_can_refuse_it(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy
) -> None:
    owner, desk = new_device(), new_device()
    user = make_user(phone=NUMBER, region="3526")
    sign_in(owner, user)
    ask_for_password(device, app, db)
    officer(desk, app, name="Contoh Sari")
    link = link_on(pass_on(desk))

    page = owner.get("/akun")
    assert "Contoh Sari" in page.one(".note.err").get_text()
    owner.submit(page, "Bukan saya, batalkan")

    device.get(link, status=410)
    with time_machine.travel(now() + datetime.timedelta(hours=25), tick=False):
        device.get(link, status=410)
    assert not owner.get("/akun").has(".note.err")
    assert "ditolak pemiliknya" in desk.get(DESK).text


def test_a_second_channel_makes_it_work_at_once(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy
) -> None:
    owner, desk = new_device(), new_device()
    sign_in(owner, make_user(phone=NUMBER, region="3526"))
    ask_for_password(device, app, db)
    officer(desk, app)
    link = link_on(pass_on(desk))

    owner.submit(owner.get("/akun"), "Saya yang meminta, izinkan sekarang")

    device.submit(device.get(link), "Simpan sandi baru", {"sandi": NEW})


def test_nobody_else_can_allow_it(device: Device, new_device: Devices, app: Flask, db: SQLAlchemy) -> None:
    desk = new_device()
    make_user(phone=NUMBER, region="3526")
    ask_for_password(device, app, db)
    officer(desk, app)
    link = link_on(pass_on(desk))
    number = db.session.scalars(select(AccountLink.id)).one()

    token = str(desk.get("/akun/perangkat").one("form[action$='/perangkat/keluar'] input[name=csrf_token]")["value"])
    desk.post(f"/akun/tautan/{number}/izin", {"csrf_token": token}, status=404)

    device.get(link, status=409)


@pytest.mark.parametrize(("region", "sees"), [("3526", True), ("3578", False), (None, True)])
def test_an_office_sees_its_own_region_and_the_province_sees_all(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy, region: str | None, sees: bool
) -> None:
    desk = new_device()
    make_user(phone=NUMBER, region="3526", name="Contoh Pembuat 07")
    ask_for_password(device, app, db)
    number = db.session.scalars(select(AccountLink.id)).one()
    officer(desk, app, region)

    page = desk.get(DESK)
    assert ("Contoh Pembuat 07" in page.text) is sees
    token = str(desk.get("/akun/email").one("input[name=csrf_token]")["value"])
    desk.post(f"{DESK}/{number}/tautan", {"csrf_token": token}, status=200 if sees else 404)


def test_an_admin_sees_all(device: Device, new_device: Devices, app: Flask, db: SQLAlchemy) -> None:
    desk = new_device()
    make_user(phone=NUMBER, region="3526", name="Contoh Pembuat 07")
    ask_for_password(device, app, db)
    admin = make_user()
    grant(admin, RoleName.ADMIN)
    sign_in(desk, admin)
    set_up(desk, app)

    assert "Contoh Pembuat 07" in desk.get(DESK).text


def test_nobody_passes_a_link_on_to_themselves(device: Device, app: Flask, db: SQLAlchemy) -> None:
    officer(device, app, phone=NUMBER)
    ask_for_password(device, app, db)
    number = db.session.scalars(select(AccountLink.id)).one()
    page = device.get(DESK)
    assert "diserahkan rekan Anda" in page.text

    token = str(device.get("/akun/sandi").one("input[name=csrf_token]")["value"])
    device.post(f"{DESK}/{number}/tautan", {"csrf_token": token}, status=404)


def test_a_maker_finds_no_desk(device: Device) -> None:
    sign_in(device, make_user())

    device.get(DESK, status=403)


def test_handing_over_a_seat_ends_the_access_of_the_old_one_within_the_same_session(
    device: Device, app: Flask, db: SQLAlchemy
) -> None:
    email = officer(device, app).email
    device.get(DESK)

    with app.app_context():
        result = app.test_cli_runner().invoke(args=["users", "unseat", email, "3526"])

    assert result.exit_code == 0, result.output
    device.get(DESK, status=403)
    device.get("/akun")


def test_a_seat_changes_hands_between_two_people_who_are_both_signed_in(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy
) -> None:
    old, new = device, new_device()
    leaver, successor = officer(old, app).email, make_user(region="3526")
    sign_in(new, successor)
    set_up(new, app)
    make_user(phone=NUMBER, region="3526", name="Contoh Pembuat 07")
    ask_for_password(new_device(), app, db)
    open_page = old.get(DESK)
    keys = [one.cookie("kunci") for one in (old, new)]
    new.get(DESK, status=403)

    with app.app_context():
        result = app.test_cli_runner().invoke(args=["users", "unseat", leaver, "3526", "--to", successor.email])
    assert result.exit_code == 0, result.output

    [name] = open_page.texts(".rows form button .sr")
    old.submit(open_page, f"Buat tautan {name}", status=403)
    for path in (DESK, "/dekranasda/pembuat"):
        old.get(path, status=403)
        new.get(path)
    old.get("/akun")
    assert db.session.scalars(select(AccountLink.token_hash)).one() is None
    assert pass_on(new).has("a.wa")
    assert [one.cookie("kunci") for one in (old, new)] == keys


def test_the_list_costs_the_same_for_many(device: Device, app: Flask, db: SQLAlchemy, count_queries: Counter) -> None:
    officer(device, app)

    def wait(numbers: range) -> None:
        for number in numbers:
            user = make_user(phone=f"+62812000{number:05}", region="3526")
            ask_for_password(device, app, db, user.phone or "")
            db.session.execute(AccountLink.__table__.update().values(created_at=now()))

    wait(range(3))
    device.get(DESK)
    with count_queries() as few:
        device.get(DESK)
    wait(range(3, 12))
    with count_queries() as many:
        device.get(DESK)

    assert many() == few()
