"""Opening an account: by e-mail or number, confirmed by link and password together, nothing learned by asking."""

import datetime
import hashlib
from collections.abc import Callable

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts.models import AccountLink, Consent, Purpose, User
from craftsite.accounts.operations import CONSENT_VERSION, forget_what_is_over
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.doors import link_in, register, sign_in_as
from tests.browser import Browser, Device
from tests.factories import PASSWORD, make_office, make_user

pytestmark = pytest.mark.same_on_both

Outbox = Callable[[], list[OutboxMessage]]
ADDRESS = "contoh.pembuat@contoh.id"


def test_registering_by_email_confirming_and_being_signed_in(device: Device, outbox: Outbox, db: SQLAlchemy) -> None:
    answer = register(device, ADDRESS)
    assert "Buka email Anda" in device.get(answer.response.location).text

    page = device.get(link_in(outbox(), "/konfirmasi/"))
    answer = device.submit(page, "Buka akun dan masuk", {"sandi": PASSWORD})

    page = device.get(answer.response.location)
    assert page.texts(".note") == ["Akun Anda sudah siap."]
    assert "Contoh Pembuat 07" in page.text
    user = db.session.scalars(select(User)).one()
    assert (user.email, user.region_code, user.phone) == (ADDRESS, "3526", None)
    assert user.confirmed_at is not None


def test_registering_by_number_waits_for_the_office_and_writes_no_letter(
    device: Device, outbox: Outbox, db: SQLAlchemy
) -> None:
    make_office("3526", name="Contoh Kantor Bangkalan", phone="+6281299990000")

    page = device.get(register(device, "0812 3456 7890").response.location)

    assert "Contoh Kantor Bangkalan" in page.text
    assert "+6281299990000" in page.text
    assert outbox() == []
    user = db.session.scalars(select(User)).one()
    assert (user.phone, user.has_mailbox) == ("+6281234567890", False)
    link = db.session.scalars(select(AccountLink)).one()
    assert (link.purpose, link.token_hash) == (Purpose.CONFIRM, None)


@pytest.mark.parametrize("written", ["081234567890", "+62 812-3456-7890", "62 812 3456 7890", "0062 81234567890"])
def test_a_number_is_the_same_however_it_is_written(device: Device, written: str, db: SQLAlchemy) -> None:
    user = make_user(phone="+6281234567890")

    sign_in_as(device, written)

    assert user.phone == "+6281234567890"


def test_looking_at_the_link_confirms_nothing(device: Device, outbox: Outbox, db: SQLAlchemy) -> None:
    register(device, ADDRESS)
    link = link_in(outbox(), "/konfirmasi/")

    for _ in range(3):
        Browser.get(device, link)
        device.raw(link, method="HEAD")

    assert db.session.scalar(select(User.confirmed_at)) is None


def test_the_link_alone_opens_no_account(device: Device, outbox: Outbox, db: SQLAlchemy) -> None:
    register(device, ADDRESS)
    page = device.get(link_in(outbox(), "/konfirmasi/"))

    page = device.submit(page, "Buka akun dan masuk", {"sandi": "tebakan orang lain"}, status=422)

    assert "bukan yang dibuat saat mendaftar" in page.text
    assert db.session.scalar(select(User.confirmed_at)) is None
    device.get("/akun", status=303)


def test_nobody_can_lie_in_wait_on_an_address_of_somebody_else(
    device: Device, new_device: Callable[[], Device], outbox: Outbox
) -> None:
    register(new_device(), ADDRESS, sandi="sandi si penipu ulung")
    register(device, ADDRESS)

    page = device.get(link_in(outbox(), "/konfirmasi/"))
    device.submit(page, "Buka akun dan masuk", {"sandi": "sandi si penipu ulung"}, status=422)
    device.submit(page, "Buka akun dan masuk", {"sandi": PASSWORD})

    device.get(link_in(outbox()[:1], "/konfirmasi/"), status=410)


def test_a_link_works_once(device: Device, outbox: Outbox) -> None:
    register(device, ADDRESS)
    link = link_in(outbox(), "/konfirmasi/")
    device.submit(device.get(link), "Buka akun dan masuk", {"sandi": PASSWORD})

    assert "sudah tidak berlaku" in device.get(link, status=410).text


def test_a_link_lives_three_days(device: Device, outbox: Outbox) -> None:
    register(device, ADDRESS)
    link = link_in(outbox(), "/konfirmasi/")

    with time_machine.travel(now() + datetime.timedelta(days=2, hours=23), tick=False):
        device.get(link)
    with time_machine.travel(now() + datetime.timedelta(days=3, minutes=1), tick=False):
        device.get(link, status=410)


def test_who_registers_learns_nothing_about_an_address_that_has_an_account(
    device: Device, new_device: Callable[[], Device], outbox: Outbox, db: SQLAlchemy
) -> None:
    user = make_user(email=ADDRESS)
    password = user.password

    known = register(device, ADDRESS, nama="Contoh Penipu")
    unknown = register(new_device(), "lain@contoh.id")

    assert known.response.location == unknown.response.location
    assert known.response.data == unknown.response.data
    assert known.response.headers.getlist("Set-Cookie") == unknown.response.headers.getlist("Set-Cookie")
    told = next(letter for letter in outbox() if letter.recipient == ADDRESS)
    assert "Anda sudah punya akun" in told.text
    assert "/konfirmasi/" not in told.text
    db.session.refresh(user)
    assert (user.name, user.password) != ("Contoh Penipu", None) and user.password == password


def test_a_letter_to_an_unknown_address_repeats_nothing_that_was_typed(device: Device, outbox: Outbox) -> None:
    register(device, ADDRESS, nama="Anda menang di http://evil.example")

    [letter] = outbox()
    assert "evil.example" not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize(
    ("password", "hint"),
    [
        ("pendek", "paling sedikit 8 huruf"),
        ("12345678", "sering dipakai"),
        ("defghijklm", "berurutan"),
        ("password", "sering dipakai"),
        ("bismillah", "sering dipakai"),
        ("aaaaaaaaaa", "diulang-ulang"),
        ("qwertyuiop", "mudah ditebak"),
        ("contohpembuat", "mudah ditebak"),
    ],
)
def test_a_weak_password_is_refused_with_a_hint(device: Device, password: str, hint: str, db: SQLAlchemy) -> None:
    page = register(device, ADDRESS, sandi=password, status=422)

    assert hint in page.one("#sandi-error").get_text()
    assert page.one("#nama")["value"] == "Contoh Pembuat 07"
    assert page.one("#daerah option[selected]")["value"] == "3526"
    assert not page.one("#sandi").get("value")
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


@pytest.mark.parametrize(
    "password", ["kerbau hijau makan awan", "x" * 30 + "7 kursi", "ꦧꦠꦶꦏ꧀ tulis madura 88", "a b c d e f g h 1 2"]
)
def test_a_long_or_unusual_password_is_fine(device: Device, outbox: Outbox, password: str) -> None:
    register(device, ADDRESS, sandi=password)
    page = device.get(link_in(outbox(), "/konfirmasi/"))

    device.submit(page, "Buka akun dan masuk", {"sandi": password})


def test_consent_is_asked_for_and_kept_with_the_version_of_its_text(device: Device, db: SQLAlchemy) -> None:
    without = {"nama": "Contoh", "alamat": ADDRESS, "daerah": "3526", "sandi": PASSWORD}
    page = device.post("/daftar", without, status=422)
    assert "Tanpa persetujuan ini" in page.text
    assert db.session.scalar(select(func.count()).select_from(User)) == 0

    register(device, ADDRESS)

    consent = db.session.scalars(select(Consent)).one()
    assert (consent.text, consent.version, consent.withdrawn_at) == ("account", CONSENT_VERSION, None)


# Whoever changes the text gives it a new version, and adds the two here.
CONSENTS = {"2026-11-24": "8a5e6232daa57b02", "2026-11-25": "a49d4cb12d4cbdf7"}


def test_a_change_of_the_text_of_consent_is_a_new_version(device: Device) -> None:
    page = device.get("/daftar")
    text = " ".join(page.texts("#consent-text, label:has(#setuju)"))

    assert hashlib.sha256(text.encode()).hexdigest()[:16] == CONSENTS[CONSENT_VERSION]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_lost(device: Device) -> None:
    page = device.post("/daftar", {"nama": " ", "alamat": "bukan alamat", "daerah": "9999", "sandi": ""}, status=422)

    assert len(page.texts("#summary li")) == 5
    assert page.one("#alamat")["value"] == "bukan alamat"


def test_blanks_are_no_name_and_no_address(device: Device, db: SQLAlchemy) -> None:
    page = register(device, "   ", nama=" \t ", status=422)

    assert len(page.texts("#summary li")) == 2
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_the_letter_is_in_the_language_of_the_page(device: Device, outbox: Outbox) -> None:
    form = {"nama": "Example", "alamat": ADDRESS, "daerah": "3526", "sandi": PASSWORD, "setuju": "y"}
    device.post("/en/daftar", form)

    assert link_in(outbox(), "/konfirmasi/").startswith("/en/konfirmasi/")


def test_an_account_that_nobody_confirms_is_forgotten(device: Device, db: SQLAlchemy) -> None:
    register(device, ADDRESS)
    make_user()

    assert forget_what_is_over(now()) == 0
    assert forget_what_is_over(now() + datetime.timedelta(days=60)) >= 2

    assert db.session.scalars(select(User.email)).all() != [ADDRESS]
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize(
    "address", ["a@localhost.invalid", "a@b.test", "a@printer.local", "6281234567890@nomor.invalid"]
)
def test_an_address_that_no_letter_reaches_is_refused_in_the_form(device: Device, address: str) -> None:
    page = register(device, address, status=422)

    assert "alamat email" in page.one("#alamat-error").get_text()
