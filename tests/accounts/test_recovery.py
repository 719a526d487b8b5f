"""A forgotten password: a link that lives ten minutes, works once, and tells nobody who has an account."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import AccountLink
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.doors import link_in, sign_in, work
from tests.browser import Browser, Device
from tests.factories import make_user

pytestmark = pytest.mark.same_on_both

Outbox = Callable[[], list[OutboxMessage]]
NEW = "lima gunung tertawa pelan"


def ask(device: Device, address: str, app: Flask, db: SQLAlchemy) -> None:
    """Asks for a link and lets the worker do its part."""
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": address})
    work(app, db)


def test_a_new_password_ends_every_session_and_the_old_password(
    device: Device, new_device: Callable[[], Device], outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    user, thief = make_user(), new_device()
    sign_in(thief, user)
    ask(device, user.address, app, db)

    page = device.get(link_in(outbox(), "/sandi-baru/"))
    answer = device.submit(page, "Simpan sandi baru", {"sandi": NEW})

    assert "Sandi baru disimpan" in device.get(answer.response.location).text
    thief.get("/akun", status=303)
    sign_in(thief, user, status=422)
    sign_in(device, user, password=NEW)
    assert outbox()[-1].subject == "Sandi Anda sudah diganti"


def test_the_link_lives_ten_minutes(device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy) -> None:
    ask(device, make_user().address, app, db)
    link = link_in(outbox(), "/sandi-baru/")

    with time_machine.travel(now() + datetime.timedelta(minutes=9), tick=False):
        device.get(link)
    with time_machine.travel(now() + datetime.timedelta(minutes=10, seconds=1), tick=False):
        device.get(link, status=410)


def test_the_link_works_once_and_only_the_newest(device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    ask(device, user.address, app, db)
    older = link_in(outbox(), "/sandi-baru/")
    ask(device, user.address, app, db)
    newest = link_in(outbox(), "/sandi-baru/")

    device.get(older, status=410)
    device.submit(device.get(newest), "Simpan sandi baru", {"sandi": NEW})

    device.get(newest, status=410)


def test_looking_at_the_link_changes_nothing(device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    ask(device, user.address, app, db)

    device.get(link_in(outbox(), "/sandi-baru/"))
    device.raw(link_in(outbox(), "/sandi-baru/"), method="HEAD")

    sign_in(device, user)


def test_the_page_is_the_same_for_an_address_without_an_account_and_writes_the_same_rows(
    browser: Browser, outbox: Outbox, app: Flask, db: SQLAlchemy, count_queries: Callable
) -> None:
    user = make_user()
    browser.post("/lupa-sandi", {"alamat": "pemanasan@contoh.id"})
    with count_queries() as known_queries:
        known = browser.post("/lupa-sandi", {"alamat": user.address})
    with count_queries() as unknown_queries:
        unknown = browser.post("/lupa-sandi", {"alamat": "tidak.ada@contoh.id"})

    assert known.response.location == unknown.response.location
    assert known.response.data == unknown.response.data
    assert known_queries() == unknown_queries()
    work(app, db)
    assert [letter.recipient for letter in outbox()] == [user.email]


def test_the_letter_names_our_host_whatever_host_was_asked_for(
    app, browser: Browser, outbox: Outbox, db: SQLAlchemy
) -> None:
    user = make_user()
    evil = {"Sec-Fetch-Site": "same-origin", "Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    answer = browser.raw("/lupa-sandi", method="POST", data={"alamat": user.address}, headers=evil)
    browser.post("/lupa-sandi", {"alamat": user.address}, headers=evil | {"Host": "localhost"})
    work(app, db)

    assert answer.status_code == 400
    [letter] = outbox()
    assert "evil.example" not in letter.text + letter.html
    assert "http://localhost/sandi-baru/" in letter.text


def test_a_number_without_a_mailbox_waits_for_the_office(
    device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    make_user(phone="+6281234567890")

    ask(device, "081234567890", app, db)

    assert outbox() == []
    link = db.session.scalars(select(AccountLink)).one()
    assert link.token_hash is None


def test_five_letters_an_hour_to_one_address_are_enough(browser: Browser) -> None:
    for _ in range(5):
        browser.post("/lupa-sandi", {"alamat": "sari@contoh.id"})

    page = browser.post("/lupa-sandi", {"alamat": "SARI@contoh.id"}, status=429)

    assert page.one("#alamat")["value"] == "SARI@contoh.id"


def test_a_weak_new_password_is_refused(device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy) -> None:
    ask(device, make_user().address, app, db)
    page = device.get(link_in(outbox(), "/sandi-baru/"))

    page = device.submit(page, "Simpan sandi baru", {"sandi": "12345678"}, status=422)

    assert "mudah ditebak" in page.text


def test_a_link_of_another_kind_opens_nothing_here(device: Device, outbox: Outbox, app: Flask, db: SQLAlchemy) -> None:
    ask(device, make_user().address, app, db)
    secret = link_in(outbox(), "/sandi-baru/").rsplit("/", 1)[1]

    for path in ("/konfirmasi/", "/email-baru/"):
        device.get(path + secret, status=410)
