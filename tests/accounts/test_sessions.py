"""Sessions: the cookie is a random text, the row decides, and public pages know nothing of either."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from craftsite.accounts.models import User, UserSession
from craftsite.accounts.queries import digest
from craftsite.app import create_app
from craftsite.config import ConfigurationError
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device
from tests.conftest import CHEAP_HASHES, SETTINGS, Counter
from tests.factories import PASSWORD, make_user

KEY = "kunci"


def test_the_database_holds_only_a_digest_of_what_the_cookie_holds(device: Device, db: SQLAlchemy) -> None:
    sign_in(device, make_user())

    secret = device.cookie(KEY)
    [stored] = db.session.scalars(select(UserSession.token_hash))
    assert secret and len(secret) >= 43
    assert stored == digest(secret) != secret


def test_signing_out_kills_a_copied_cookie(device: Device, new_device: Callable[[], Device]) -> None:
    sign_in(device, make_user())
    thief = new_device()
    thief.take_cookie(KEY, device.cookie(KEY) or "")
    thief.get("/akun")

    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")

    thief.get("/akun", status=303)


def test_signing_in_gives_a_new_key_and_makes_the_one_before_worthless(
    device: Device, new_device: Callable[[], Device]
) -> None:
    mallory, victim = make_user(), make_user()
    sign_in(device, mallory)
    planted = device.cookie(KEY) or ""

    device.post("/masuk", {"alamat": victim.address, "sandi": PASSWORD})

    assert device.cookie(KEY) != planted
    other = new_device()
    other.take_cookie(KEY, planted)
    other.get("/akun", status=303)


def test_a_key_that_was_never_given_opens_nothing(device: Device) -> None:
    device.take_cookie(KEY, "a" * 43)
    sign_in(device, make_user())

    assert device.cookie(KEY) != "a" * 43


def test_a_device_stays_signed_in_for_ninety_days_and_a_borrowed_one_for_a_day(
    device: Device, new_device: Callable[[], Device]
) -> None:
    user, borrowed = make_user(), new_device()
    sign_in(device, user, tetap_masuk="y")
    form = borrowed.get("/masuk")
    borrowed.post("/masuk", {"alamat": user.address, "sandi": PASSWORD}, status=303)
    assert form.has("input[name=tetap_masuk][checked]")

    with time_machine.travel(now() + datetime.timedelta(hours=13), tick=False):
        device.get("/akun")
        borrowed.get("/akun", status=303)
    with time_machine.travel(now() + datetime.timedelta(days=91), tick=False):
        device.get("/akun", status=303)


def test_a_borrowed_device_forgets_its_cookie_with_the_browser(device: Device) -> None:
    answer = device.raw(
        "/masuk",
        method="POST",
        data={"alamat": make_user().address, "sandi": PASSWORD},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith(KEY)]
    assert "Max-Age" not in cookie and "Expires" not in cookie
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_over_https_the_cookie_is_bound_to_this_host(app_behind_https: Flask) -> None:
    user = make_user()
    with app_behind_https.app_context():
        answer = app_behind_https.test_client().post(
            "/masuk",
            base_url="https://karya.example",
            data={"alamat": user.address, "sandi": PASSWORD},
            headers={"Sec-Fetch-Site": "same-origin"},
        )

    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"__Host-{KEY}=")
    assert "; Secure;" in cookie and "; Path=/" in cookie and "Domain" not in cookie


@pytest.fixture
def app_behind_https(app: Flask, db: SQLAlchemy) -> Iterator[Flask]:
    """The application of the tests as it is behind https."""
    before = dict(app.config)
    app.config.update(SITE_URL="https://karya.example", TRUSTED_HOSTS=["karya.example"])
    try:
        yield app
    finally:
        app.config.update(before)


def test_who_is_locked_out_or_gone_is_out_at_once(device: Device, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    db.session.execute(update(User).where(User.id == user.id).values(active=False))
    db.session.commit()

    device.get("/akun", status=303)


def test_a_public_page_reads_no_session_and_asks_the_database_for_none(
    device: Device, browser: Browser, count_queries: Counter
) -> None:
    sign_in(device, make_user())
    browser.get("/tentang")
    with count_queries() as anonymous:
        page = browser.get("/tentang")
    with count_queries() as signed_in:
        same = device.get("/tentang")

    assert signed_in() == anonymous()
    assert same.response.data == page.response.data
    assert "Set-Cookie" not in same.headers
    assert "Cookie" not in same.headers.get("Vary", "")


def test_a_signed_in_page_costs_four_queries_for_the_session_and_no_more_for_many_devices(
    device: Device, new_device: Callable[[], Device], count_queries: Counter
) -> None:
    user = make_user()
    sign_in(device, user)
    for _ in range(2):
        sign_in(new_device(), user)
    device.get("/akun/perangkat")
    with count_queries() as few:
        device.get("/akun/perangkat")
    for _ in range(6):
        sign_in(new_device(), user)
    with count_queries() as many:
        device.get("/akun/perangkat")

    assert many() == few() <= 6


def test_a_page_notes_when_the_device_was_last_used_but_not_each_time(device: Device, db: SQLAlchemy) -> None:
    sign_in(device, make_user())
    seen = select(UserSession.last_seen_at)
    first = db.session.scalar(seen)
    device.get("/akun")
    assert db.session.scalar(seen) == first

    later = now() + datetime.timedelta(minutes=20)
    with time_machine.travel(later, tick=False):
        device.get("/akun")

    db.session.expire_all()
    assert db.session.scalar(seen) == later.replace(microsecond=later.microsecond)


def test_production_refuses_hashes_that_are_too_cheap() -> None:
    with pytest.raises(ConfigurationError, match="SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"):
        create_app({**SETTINGS, **CHEAP_HASHES, "ENVIRONMENT": "production"})
