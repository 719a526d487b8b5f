"""Signing in: by number or e-mail, with limits, and without telling who has an account."""

import datetime
import statistics
import time
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.accounts.models import UserSession
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.doors import link_in, sign_in, sign_in_as, without_challenge
from tests.browser import Browser, Device
from tests.factories import PASSWORD, make_user
from tests.web.test_inside import HOSTILE

Outbox = Callable[[], list[OutboxMessage]]


@pytest.mark.parametrize("field", ["email", "phone"])
def test_one_field_takes_the_number_or_the_email(device: Device, field: str) -> None:
    user = make_user(email="sari@contoh.id", phone="+6281234567890")

    sign_in_as(device, str(getattr(user, field)).upper())

    assert user.name in device.get("/akun").text


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(device: Device, browser: Browser) -> None:
    user = make_user()
    pages = [
        browser.post("/masuk", {"alamat": address, "sandi": "bukan sandinya"}, status=422).response.get_data(
            as_text=True
        )
        for address in (user.address, "tidak.ada@contoh.id")
    ]

    said = [without_challenge(page) for page in pages]
    known, unknown = (page.replace(user.address, "?").replace("tidak.ada@contoh.id", "?") for page in said)
    assert known == unknown
    assert len(known) > 3_000
    assert "tidak cocok" in known


def test_somebody_who_is_locked_out_gets_the_same_page_too(browser: Browser) -> None:
    user = make_user(active=False)

    page = browser.post("/masuk", {"alamat": user.address, "sandi": PASSWORD}, status=422)

    assert "tidak cocok" in page.text


def test_the_answer_takes_as_long_for_an_unknown_address(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = app.extensions["security"].pwd_context
    costly = context.copy(argon2__memory_cost=8_192, argon2__time_cost=3)
    monkeypatch.setattr(app.extensions["security"], "pwd_context", costly)
    user = make_user()

    def took(address: str) -> float:
        started = time.process_time()
        browser.post("/masuk", {"alamat": address, "sandi": "bukan sandinya"}, status=422)
        return time.process_time() - started

    took(user.address)
    known = statistics.median(took(user.address) for _ in range(5))
    unknown = statistics.median(took(f"x{number}@contoh.id") for number in range(5))
    # Without a hash for the unknown address the quotient is near 0.2.
    assert 0.6 < unknown / known < 1.7


def test_ten_wrong_tries_are_enough_for_five_minutes_even_for_the_right_password(
    browser: Browser, device: Device, db: SQLAlchemy
) -> None:
    user = make_user()
    for _ in range(10):
        browser.post("/masuk", {"alamat": user.address, "sandi": "bukan sandinya"}, status=422)

    page = browser.post("/masuk", {"alamat": user.address, "sandi": PASSWORD}, status=429)

    assert 0 < int(page.headers["Retry-After"]) <= 300
    assert "menit lagi" in page.one("#summary").get_text()
    assert page.one("#alamat")["value"] == user.address
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 0


def test_the_limit_is_the_same_for_an_address_without_an_account(browser: Browser) -> None:
    for _ in range(10):
        browser.post("/masuk", {"alamat": "tidak.ada@contoh.id", "sandi": "bukan sandinya"}, status=422)

    browser.post("/masuk", {"alamat": "Tidak.Ada@contoh.id", "sandi": "bukan sandinya"}, status=429)


def test_fifty_tries_from_one_address_are_enough_whatever_the_account(browser: Browser) -> None:
    for number in range(50):
        browser.post("/masuk", {"alamat": f"x{number}@contoh.id", "sandi": "bukan sandinya"}, status=422)

    browser.post("/masuk", {"alamat": "lagi@contoh.id", "sandi": "bukan sandinya"}, status=429)


def test_a_lock_ends_by_itself(browser: Browser, device: Device) -> None:
    user = make_user()
    for _ in range(10):
        browser.post("/masuk", {"alamat": user.address, "sandi": "bukan sandinya"}, status=422)

    with time_machine.travel(now() + datetime.timedelta(minutes=6), tick=False):
        sign_in(device, user)


def test_an_unconfirmed_account_gets_a_new_link_for_the_right_password_only(
    browser: Browser, device: Device, outbox: Outbox
) -> None:
    user = make_user(confirmed_at=None)
    page = browser.post("/masuk", {"alamat": user.address, "sandi": "bukan sandinya"}, status=422)
    assert "dikonfirmasi" not in page.text
    assert outbox() == []

    page = sign_in(device, user, status=422)

    assert "belum dikonfirmasi" in page.text
    device.submit(device.get(link_in(outbox(), "/konfirmasi/")), "Buka akun dan masuk", {"sandi": PASSWORD})


def test_a_page_that_was_wanted_comes_after_signing_in(device: Device) -> None:
    user = make_user()
    answer = device.get("/akun/perangkat?x=1", status=303)
    page = device.get(answer.response.location)

    answer = device.submit(page, "Masuk", {"alamat": user.address, "sandi": PASSWORD})

    assert answer.response.location == "/akun/perangkat?x=1"


def test_the_page_that_was_wanted_keeps_its_language(device: Device) -> None:
    answer = device.get("/en/akun", status=303)

    assert answer.response.location == "/en/masuk?lanjut=/en/akun"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_address_that_is_brought_along_leads_out_of_the_site(device: Device, hostile: str) -> None:
    user = make_user()
    form = {"alamat": user.address, "sandi": PASSWORD, "lanjut": hostile}

    answer = device.post("/masuk", form)

    assert answer.response.location == "/ruang"


def test_the_form_itself_carries_no_address_that_leads_out(browser: Browser) -> None:
    assert not browser.get("/masuk?lanjut=//evil.example").has("input[name=lanjut]")
    # One for the password, one for the fingerprint.
    assert browser.get("/masuk?lanjut=/akun").attributes("input[name=lanjut]", "value") == ["/akun", "/akun"]


def test_a_sign_in_that_another_site_sends_is_refused(browser: Browser) -> None:
    user = make_user()
    form = {"alamat": user.address, "sandi": PASSWORD}

    browser.post("/masuk", form, headers={"Sec-Fetch-Site": "cross-site"}, status=403)
    browser.post("/masuk", form, headers={"Origin": "https://evil.example"}, status=403)


@pytest.mark.parametrize("password", ["x" * 129, "a\x00b", "", "\ud800"])
def test_a_password_that_nobody_can_have_costs_no_hash(browser: Browser, password: str) -> None:
    data = {"alamat": "a@contoh.id", "sandi": password.encode("utf-8", "surrogatepass")}

    browser.post("/masuk", data, status=422)


def test_nothing_that_was_typed_into_a_password_comes_back(browser: Browser) -> None:
    page = browser.post("/masuk", {"alamat": "", "sandi": "rahasia sekali"}, status=422)

    assert "rahasia sekali" not in page.response.get_data(as_text=True)
