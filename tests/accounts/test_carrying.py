"""A form that is sent after its sign-in has ended: signing in leads back to it, filled, and nobody else sees it."""

import datetime
import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, select, update
from wtforms.fields.core import UnboundField
from wtforms.widgets import PasswordInput

from craftsite.accounts.forms import CodeField
from craftsite.accounts.models import User, UserSession
from craftsite.producers.models import OriginCheck, Producer
from craftsite.web.carrying import FIELD, LONGEST, NEVER_CARRIED
from craftsite.web.clock import now
from craftsite.web.forms import CAME_BACK, SignedInForm
from tests.accounts.doors import sign_in, sign_in_as
from tests.accounts.test_second_factor import code_now, code_of_page, set_up
from tests.browser import Device, Page
from tests.factories import PASSWORD, make_membership, make_office, make_producer, make_seat, make_user

pytestmark = pytest.mark.same_on_both

PROFILE, QUEUE = "/ruang/profil", "/dekranasda/pembuat"
STORY = "Sejak 1998.\n\nKain <ditenun> \"sendiri\" & 'dicelup' daun."
Devices = Callable[[], Device]


def at_home(device: Device, **overrides: object) -> tuple[User, Producer]:
    """A maker whose owner is signed in on this device."""
    user, producer = make_user(**overrides), make_producer(origin_valid_until=None, waiting_since=now())
    make_membership(producer, user)
    sign_in(device, user)
    return user, producer


def end_sessions(db: SQLAlchemy) -> None:
    """Ends every session, as an office does after a telephone is lost."""
    db.session.execute(update(UserSession).values(revoked_at=now()))
    db.session.commit()


def write(device: Device, db: SQLAlchemy, form: Page, button: str = "Simpan profil", **fields: str) -> Page:
    """The page that asks to sign in, after a form was sent without a session."""
    end_sessions(db)
    return device.submit(form, button, {"tempat": "Kec. Kerek", "cerita": STORY, **fields}, status=401)


def enter(device: Device, page: Page, user: User, *, status: int = 200, password: str = PASSWORD) -> Page:
    """The answer to signing in on a page that carries a form."""
    return device.submit(page, "Masuk", {"alamat": user.address, "sandi": password}, status=status)


def come_back(device: Device, page: Page, *, status: int = 200) -> Page:
    """The page of the form, filled again."""
    return device.submit(page, "Kembali ke formulir saya", status=status)


def test_nothing_that_was_typed_is_lost_and_nothing_is_saved_before_it_is_sent_again(
    device: Device, db: SQLAlchemy
) -> None:
    user, producer = at_home(device)
    page = write(device, db, device.get(PROFILE), bayar="qris", lewat="sentra")
    assert "Isian Anda tidak hilang" in page.text

    page = come_back(device, enter(device, page, user))

    assert page.one("#tempat")["value"] == "Kec. Kerek"
    assert page.one("#cerita").get_text().strip() == STORY
    assert page.has("input[name=bayar][value=qris][checked]") and page.has("input[name=lewat][value=sentra][checked]")
    assert str(CAME_BACK) in page.one("#summary").get_text()
    db.session.expire_all()
    assert (producer.place, producer.version) == ("", 1)

    device.submit(page, "Simpan profil")

    db.session.expire_all()
    assert (producer.place, producer.story_id, producer.version) == ("Kec. Kerek", STORY, 2)


def test_the_address_keeps_its_language_and_its_query(device: Device, db: SQLAlchemy) -> None:
    user, producer = at_home(device)
    address = f"/en{PROFILE}?usaha={producer.id}"
    token = str(device.get(address).one("input[name=csrf_token]")["value"])
    end_sessions(db)
    page = device.post(address, {"csrf_token": token, "tempat": "Kec. Kerek"}, status=401)
    assert page.one("html")["lang"] == "en"

    page = device.submit(page, "Sign in", {"alamat": user.address, "sandi": PASSWORD}, status=200)

    assert page.one("main form")["action"] == address
    assert device.submit(page, "Back to my form", status=200).one("#tempat")["value"] == "Kec. Kerek"


def test_a_wrong_password_and_a_spent_limit_lose_nothing_either(device: Device, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    page = write(device, db, device.get(PROFILE))
    for _ in range(8):
        page = enter(device, page, user, status=422, password="bukan sandinya")
    page = enter(device, page, user, status=429 if page.status == 429 else 422, password="bukan sandinya")
    late = enter(device, page, user, status=429)

    with time_machine.travel(now() + datetime.timedelta(minutes=6), tick=False):
        page = come_back(device, enter(device, late, user))

    assert page.one("#tempat")["value"] == "Kec. Kerek"


def test_a_code_in_between_loses_nothing(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    set_up(device, app)
    page = write(device, db, device.get(PROFILE))

    page = enter(device, page, user)
    page = device.submit(page, "Masuk", {"kode": "000000"}, status=422)
    page = device.submit(page, "Masuk", {"kode": code_now(app, user, db, seconds=30)}, status=200)

    assert come_back(device, page).one("#tempat")["value"] == "Kec. Kerek"


@pytest.fixture
def check_page(device: Device, app: Flask, db: SQLAlchemy) -> Page:
    """The page of a check, open at a desk on this device."""
    user = make_user(email="petugas@contoh.id", region="3526")
    make_seat(user, make_office("3526"))
    producer = make_producer(region="3526", origin_valid_until=None, waiting_since=now())
    sign_in(device, user)
    set_up(device, app)
    return device.get(f"{QUEUE}/{producer.id}")


def test_a_desk_that_has_not_shown_its_code_yet_gets_its_form_back_too(
    device: Device, app: Flask, db: SQLAlchemy, check_page: Page
) -> None:
    user = db.session.scalars(select(User).where(User.email == "petugas@contoh.id")).one()
    db.session.execute(update(UserSession).values(second_factor_at=None))
    db.session.commit()

    page = device.submit(check_page, "Catat hasil", {"hasil": "outside", "catatan": "Bengkel kosong."}, status=403)
    page = device.submit(page, "Lanjutkan", {"kode": code_now(app, user, db, seconds=30)}, status=200)
    page = come_back(device, page)

    assert page.one("#catatan").get_text().strip() == "Bengkel kosong."
    assert page.has("input[name=hasil][value=outside][checked]")
    assert db.session.scalar(select(OriginCheck)) is None


def test_a_desk_that_has_to_set_its_code_up_first_gets_its_form_back_after_that(
    device: Device, app: Flask, db: SQLAlchemy, check_page: Page
) -> None:
    db.session.execute(update(UserSession).values(second_factor_at=None))
    db.session.execute(update(User).values(tf_totp_secret=None, tf_last_counter=None))
    db.session.commit()

    page = device.submit(check_page, "Catat hasil", {"hasil": "outside", "catatan": "Bengkel kosong."}, status=403)
    page = device.submit(page, "Pasang", {"kode": code_of_page(app, page)}, status=200)
    page = device.submit(page, "Sudah saya simpan, kembali ke formulir", status=200)

    assert page.one("#catatan").get_text().strip() == "Bengkel kosong."


def test_somebody_else_who_signs_in_there_sees_nothing_of_it(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    _user, producer = at_home(device)
    other, own = at_home(new_device())
    address = f"{PROFILE}?usaha={producer.id}"
    form = device.get(address)
    end_sessions(db)
    token = str(form.one("input[name=csrf_token]")["value"])
    page = device.post(address, {"csrf_token": token, "tempat": "Kec. Rahasia"}, status=401)
    sealed = str(page.one(f"form[action='/masuk'] input[name={FIELD}]")["value"])

    answer = enter(device, page, other, status=303)

    assert answer.response.location == "/ruang"
    assert "dari akun lain" in device.get("/ruang").text
    device.post(address, {FIELD: sealed}, status=404)
    for path in (PROFILE, f"{PROFILE}?usaha={own.id}"):
        page = device.post(path, {FIELD: sealed}, status=422)
        assert "Kec. Rahasia" not in page.response.get_data(as_text=True)


def test_what_comes_back_is_never_saved_whatever_comes_with_it(device: Device, db: SQLAlchemy) -> None:
    user, producer = at_home(device)
    page = write(device, db, device.get(PROFILE))
    sealed = str(page.one(f"form[action='/masuk'] input[name={FIELD}]")["value"])
    sign_in(device, user)
    fresh = device.get(PROFILE)

    page = device.submit(fresh, "Simpan profil", {FIELD: sealed, "tempat": "Kec. Lain"}, status=200)

    assert page.one("#tempat")["value"] == "Kec. Kerek"
    db.session.expire_all()
    assert (producer.place, producer.version) == ("", 1)


def test_the_last_sending_still_needs_the_token_of_the_new_session(device: Device, db: SQLAlchemy) -> None:
    user, producer = at_home(device)
    old = device.get(PROFILE)
    page = come_back(device, enter(device, write(device, db, old), user))
    stale = str(old.one("input[name=csrf_token]")["value"])

    page = device.submit(page, "Simpan profil", {"csrf_token": stale}, status=422)

    assert "Sesi Anda sudah berganti" in page.one("#summary").get_text()
    assert page.one("#tempat")["value"] == "Kec. Kerek"
    db.session.expire_all()
    assert producer.version == 1
    device.submit(page, "Simpan profil")
    db.session.expire_all()
    assert producer.version == 2


def test_no_other_site_can_plant_a_form(device: Device, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    sealed = str(write(device, db, device.get(PROFILE)).one(f"form[action='/masuk'] input[name={FIELD}]")["value"])
    sign_in(device, user)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    device.post(PROFILE, {FIELD: sealed}, headers=elsewhere, status=403)
    device.post("/masuk", {FIELD: sealed}, headers=elsewhere, status=403)
    assert not device.get(f"/keluar?{FIELD}={sealed}").has(f"input[name={FIELD}]")


def test_only_a_form_that_a_page_of_ours_had_opened_is_carried(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    end_sessions(db)

    for token in ("", "x", "12.abc"):
        page = device.post(PROFILE, {"csrf_token": token, "tempat": "Kec. Kerek"}, status=401)
        assert not page.has(f"input[name={FIELD}]")
        assert "Kec. Kerek" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize("change", ["x", "", "[]", "a" * (LONGEST + 1)])
def test_a_sealed_form_that_is_not_ours_is_no_form(device: Device, change: str) -> None:
    user, producer = at_home(device)

    device.post(PROFILE, {FIELD: change, "tempat": "Kec. Kerek"}, status=422)
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    answer = device.post("/masuk", {"alamat": user.address, "sandi": PASSWORD, FIELD: change})

    assert answer.response.location == "/ruang"
    assert producer.version == 1


def test_a_sealed_form_is_good_for_a_day_and_for_its_own_address(device: Device, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    sealed = str(write(device, db, device.get(PROFILE)).one(f"form[action='/masuk'] input[name={FIELD}]")["value"])
    sign_in(device, user)

    device.post("/akun/email", {FIELD: sealed}, status=422)
    with time_machine.travel(now() + datetime.timedelta(hours=11), tick=False):
        device.post(PROFILE, {FIELD: sealed}, status=200)
    with time_machine.travel(now() + datetime.timedelta(hours=25), tick=False):
        device.post(PROFILE, {FIELD: sealed}, status=422)


def test_what_is_too_long_to_be_carried_is_said_before_signing_in(device: Device, db: SQLAlchemy) -> None:
    at_home(device)
    # Letters without any order cannot be squeezed.
    noise = b64encode(
        b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(1_200))
    )

    page = write(device, db, device.get(PROFILE), cerita_en=noise.decode())

    assert not page.has(f"input[name={FIELD}]")
    assert "terlalu panjang untuk dibawa" in page.one("#summary").get_text()


def test_what_no_page_of_ours_takes_is_not_even_read(device: Device, db: SQLAlchemy) -> None:
    _user, producer = at_home(device)
    form = device.get(PROFILE)
    end_sessions(db)

    page = device.submit(form, "Simpan profil", {"cerita": "a" * 70_000}, status=401)

    assert not page.has(f"input[name={FIELD}]")
    assert "terlalu panjang untuk dibawa" in page.one("#summary").get_text()
    assert producer.version == 1


def test_no_password_no_code_and_no_token_is_carried(device: Device, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    page = device.get("/akun/email")
    end_sessions(db)
    page = device.submit(
        page, "Kirim tautan ke email ini", {"email": "baru@contoh.id", "sandi": "kata rahasia"}, status=401
    )

    page = come_back(device, enter(device, page, user))

    assert page.one("#email")["value"] == "baru@contoh.id"
    assert not page.one("#sandi").get("value")
    assert "kata rahasia" not in page.response.get_data(as_text=True)


def signed_in_forms(kind: type[SignedInForm] = SignedInForm) -> Iterator[type[SignedInForm]]:
    """Every form of a signed-in page."""
    for form in kind.__subclasses__():
        yield form
        yield from signed_in_forms(form)


def test_every_field_for_a_secret_has_a_name_that_is_never_carried() -> None:
    fields = [field for form in signed_in_forms() for field in vars(form).values() if isinstance(field, UnboundField)]
    secret = [
        field
        for field in fields
        if issubclass(field.field_class, CodeField) or isinstance(field.field_class.widget, PasswordInput)
    ]

    assert len(secret) >= 4
    assert {field.name for field in secret} <= NEVER_CARRIED


def test_a_button_leads_back_to_its_page_and_does_nothing_by_itself(
    device: Device, new_device: Devices, db: SQLAlchemy
) -> None:
    user, _producer = at_home(device)
    page = device.get("/akun/perangkat")
    other = new_device()
    sign_in(other, user)
    db.session.execute(delete(UserSession).where(UserSession.id == min(_ids(db))))
    db.session.commit()
    page = device.submit(page, "Keluar dari semua perangkat", status=401)

    answer = come_back(device, enter(device, page, user), status=303)

    assert answer.response.location == "/akun/perangkat"
    other.get("/akun")


def _ids(db: SQLAlchemy) -> list[int]:
    return list(db.session.scalars(select(UserSession.id)))


def test_a_button_without_a_token_leads_home_and_not_to_an_address_that_has_no_page(
    device: Device, db: SQLAlchemy
) -> None:
    user, _producer = at_home(device)
    end_sessions(db)
    page = device.post("/akun/perangkat/keluar", {}, status=401)

    assert enter(device, page, user, status=303).response.location == "/ruang"


def test_a_sign_in_that_ends_twice_still_loses_nothing(device: Device, db: SQLAlchemy) -> None:
    user, _producer = at_home(device)
    page = enter(device, write(device, db, device.get(PROFILE)), user)
    end_sessions(db)

    page = come_back(device, page, status=401)

    assert come_back(device, enter(device, page, user)).one("#tempat")["value"] == "Kec. Kerek"


def test_signing_in_anew_without_the_form_saves_nothing(device: Device, db: SQLAlchemy) -> None:
    user, producer = at_home(device)
    write(device, db, device.get(PROFILE))
    sign_in_as(device, user.address)

    db.session.expire_all()
    assert producer.place == ""
    assert device.get(PROFILE).one("#tempat").get("value", "") == ""
