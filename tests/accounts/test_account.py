"""One's own account: another password, another address, and the devices that are signed in."""

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import UserSession
from craftsite.mail.models import OutboxMessage
from tests.accounts.doors import link_in, sign_in
from tests.browser import Browser, Device
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.same_on_both

Outbox = Callable[[], list[OutboxMessage]]
NEW = "lima gunung tertawa pelan"


def test_a_new_password_keeps_this_device_and_ends_the_others(
    device: Device, new_device: Callable[[], Device], outbox: Outbox
) -> None:
    user, other = make_user(), new_device()
    sign_in(device, user)
    sign_in(other, user)

    page = device.get("/akun/sandi")
    device.submit(page, "Simpan sandi baru", {"sandi": PASSWORD, "sandi_baru": NEW})

    assert "Sandi sudah diganti" in device.get("/akun").text
    other.get("/akun", status=303)
    sign_in(other, user, password=NEW)
    assert outbox()[-1].subject == "Sandi Anda sudah diganti"


def test_the_password_of_today_is_asked_for(device: Device) -> None:
    user = make_user()
    sign_in(device, user)

    page = device.get("/akun/sandi")
    page = device.submit(page, "Simpan sandi baru", {"sandi": "bukan sandinya", "sandi_baru": NEW}, status=422)

    assert "tidak cocok" in page.text


def test_guessing_the_password_of_an_open_account_is_limited_too(device: Device) -> None:
    user = make_user()
    sign_in(device, user)
    page = device.get("/akun/email")
    for _ in range(9):
        device.submit(page, "Kirim tautan ke email ini", {"email": "a@b.id", "sandi": "bukan"}, status=422)

    page = device.submit(page, "Kirim tautan ke email ini", {"email": "a@b.id", "sandi": PASSWORD}, status=429)

    assert page.one("#email")["value"] == "a@b.id"


def test_a_new_email_is_the_accounts_once_its_link_was_pressed_and_the_old_one_hears_of_it(
    device: Device, outbox: Outbox, db: SQLAlchemy
) -> None:
    user = make_user(email="lama@contoh.id")
    sign_in(device, user)

    page = device.get("/akun/email")
    device.submit(page, "Kirim tautan ke email ini", {"email": "Baru@Contoh.ID", "sandi": PASSWORD})

    new, old = sorted(outbox(), key=lambda letter: letter.recipient)
    assert (new.recipient, old.recipient) == ("baru@contoh.id", "lama@contoh.id")
    assert "baru@contoh.id" in old.text
    assert "/email-baru/" not in old.text
    link = link_in([new], "/email-baru/")
    device.raw(link, method="HEAD")
    page = device.get(link)
    db.session.refresh(user)
    assert user.email == "lama@contoh.id"

    device.submit(page, "Pakai email ini")

    db.session.refresh(user)
    assert user.email == "baru@contoh.id"
    assert (outbox()[-1].recipient, outbox()[-1].subject) == ("lama@contoh.id", "Email akun Anda sudah diganti")
    device.get(link, status=410)


def test_an_account_by_number_gets_its_first_mailbox(device: Device, outbox: Outbox, db: SQLAlchemy) -> None:
    user = make_user(phone="+6281234567890")
    sign_in(device, user)

    page = device.get("/akun/email")
    device.submit(page, "Kirim tautan ke email ini", {"email": "baru@contoh.id", "sandi": PASSWORD})
    device.submit(device.get(link_in(outbox(), "/email-baru/")), "Pakai email ini")

    db.session.refresh(user)
    assert user.has_mailbox
    assert [letter.recipient for letter in outbox()] == ["baru@contoh.id"]


def test_the_address_of_another_account_shows_by_nothing_and_changes_nothing(
    device: Device, outbox: Outbox, db: SQLAlchemy
) -> None:
    user, other = make_user(), make_user()
    sign_in(device, user)

    page = device.get("/akun/email")
    device.submit(page, "Kirim tautan ke email ini", {"email": other.email, "sandi": PASSWORD})

    assert "Buka email baru Anda" in device.get("/akun").text
    [letter] = outbox()
    assert (letter.recipient, "/email-baru/" in letter.text) == (other.email, False)


def test_the_devices_are_named_as_their_owner_knows_them(device: Device) -> None:
    sign_in(device, make_user())

    assert device.get("/akun/perangkat").texts(".rows h2") == ["Chrome, Android"]


def test_a_device_can_be_signed_out_from_another(device: Device, new_device: Callable[[], Device]) -> None:
    user, other = make_user(), new_device()
    sign_in(other, user)
    sign_in(device, user)

    device.submit(device.get("/akun/perangkat"), "Keluarkan Chrome, Android")

    other.get("/akun", status=303)
    device.get("/akun")


def test_nobody_signs_out_a_device_of_somebody_else(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    victim = new_device()
    sign_in(victim, make_user())
    number = db.session.scalars(select(UserSession.id)).one()
    sign_in(device, make_user())
    token = device.get("/akun/sandi").one("input[name=csrf_token]")["value"]

    device.post(f"/akun/perangkat/{number}/keluar", {"csrf_token": str(token)}, status=404)

    victim.get("/akun")


def test_signing_out_everywhere_ends_every_session(device: Device, new_device: Callable[[], Device]) -> None:
    user, other, stranger = make_user(), new_device(), new_device()
    sign_in(other, user)
    sign_in(device, user)
    sign_in(stranger, make_user())

    answer = device.submit(device.get("/akun/perangkat"), "Keluar dari semua perangkat")

    assert "keluar dari semua perangkat" in device.get(answer.response.location).text
    for one in (device, other):
        one.get("/akun", status=303)
    stranger.get("/akun")


@pytest.mark.parametrize("path", ["/akun/sandi", "/akun/email"])
def test_a_form_without_the_token_of_the_session_is_given_back_filled(device: Device, path: str) -> None:
    sign_in(device, make_user())
    form = {"sandi": PASSWORD, "sandi_baru": NEW, "email": "baru@contoh.id", "csrf_token": "salah"}

    page = device.post(path, form, status=422)

    assert "Sesi Anda sudah berganti" in page.text


def test_the_token_of_a_form_ends_with_its_session(device: Device) -> None:
    user = make_user()
    sign_in(device, user)
    before = device.get("/akun/email")
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    sign_in(device, user)

    button = "Kirim tautan ke email ini"
    again = device.submit(before, button, {"email": "baru@contoh.id", "sandi": PASSWORD}, status=422)

    assert "Sesi Anda sudah berganti" in again.text
    device.submit(again, button, {"sandi": PASSWORD})


def test_what_another_site_sends_to_an_account_is_refused_before_anyone_is_asked_to_sign_in(browser: Browser) -> None:
    for path in ("/akun/sandi", "/akun/perangkat/keluar"):
        browser.post(path, {"x": "y"}, headers={"Sec-Fetch-Site": "cross-site"}, status=403)


def test_no_page_of_an_account_is_kept_by_a_cache(device: Device) -> None:
    sign_in(device, make_user())

    for path in ("/akun", "/akun/sandi", "/akun/email", "/akun/perangkat", "/daftar", "/lupa-sandi"):
        assert device.get(path).headers["Cache-Control"] == "no-store"


def test_no_page_at_the_door_tells_another_page_of_its_secret(device: Device) -> None:
    page = device.get("/sandi-baru/rahasia", status=410)

    assert not [link for link in page.attributes("a", "href") if "alamat=" in link]
