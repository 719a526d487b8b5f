"""The second step: compulsory at the desk, each code once, and paper for the day when the telephone is lost."""

import datetime
import re
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts import second_factor
from craftsite.accounts.models import RoleName, User, UserSession
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.factories import PASSWORD, grant, make_office, make_seat, make_user

pytestmark = pytest.mark.same_on_both

SETUP, CODE, HERE = "/akun/dua-langkah", "/masuk/kode", "/akun/dua-langkah/kode"


def code_now(app: Flask, user: User, db: SQLAlchemy, *, seconds: int = 0) -> str:
    """What the telephone shows now, or in some seconds."""
    with app.app_context():
        secret = db.session.scalar(select(User.tf_totp_secret).where(User.id == user.id))
        with time_machine.travel(now() + datetime.timedelta(seconds=seconds), tick=False):
            return app.extensions["security"].totp_factory.generate_totp_password(secret)


def code_of_page(app: Flask, page: Page) -> str:
    """What a telephone shows that has typed in the key of a page."""
    key = page.one(".totp-key").get_text(strip=True).replace("-", "").replace(" ", "")
    with app.app_context():
        return (
            app.extensions["security"]
            .totp_factory._totp.from_source({"type": "totp", "v": 1, "key": key})
            .generate()
            .token
        )


def set_up(device: Device, app: Flask) -> list[str]:
    """The codes for paper of somebody who is signed in and sets the second step up."""
    page = device.get(SETUP)
    page = device.submit(page, "Pasang", {"kode": code_of_page(app, page)}, status=200)
    return page.texts(".paper-codes code")


def test_setting_up_signing_in_with_a_code_and_with_paper(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user = make_user()
    sign_in(device, user)
    paper = set_up(device, app)
    assert len(set(paper)) == 8
    device.get("/akun")

    other = new_device()
    page = sign_in(other, user, status=200)
    other.get("/akun", status=303)
    other.submit(page, "Masuk", {"kode": code_now(app, user, db, seconds=30)})
    other.get("/akun")

    third = new_device()
    third.submit(sign_in(third, user, status=200), "Masuk", {"kode": paper[0].upper().replace("-", " ")})
    third.get("/akun")


def test_a_code_of_paper_works_once(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user = make_user()
    sign_in(device, user)
    paper = set_up(device, app)
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    device.submit(sign_in(device, user, status=200), "Masuk", {"kode": paper[3]})

    other = new_device()
    other.submit(sign_in(other, user, status=200), "Masuk", {"kode": paper[3]}, status=422)

    assert "Tinggal 7 kode" in device.get(SETUP).text


def test_a_code_that_was_watched_is_worth_nothing(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user, thief = make_user(), new_device()
    sign_in(device, user)
    set_up(device, app)
    code = code_now(app, user, db, seconds=30)
    other = new_device()
    other.submit(sign_in(other, user, status=200), "Masuk", {"kode": code})

    page = thief.submit(sign_in(thief, user, status=200), "Masuk", {"kode": code}, status=422)

    assert "tidak cocok" in page.text
    thief.get("/akun", status=303)


def test_the_secret_and_the_paper_are_encrypted_in_the_database(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    page = device.get(SETUP)
    key = page.one(".totp-key").get_text(strip=True).replace("-", "")
    paper = device.submit(page, "Pasang", {"kode": code_of_page(app, page)}, status=200).texts(".paper-codes code")

    db.session.refresh(user)
    assert key not in (user.tf_totp_secret or "")
    assert not set(paper).intersection(user.mf_recovery_codes or [])


def test_the_page_of_the_code_opens_only_after_the_password(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    code = code_now(app, user, db, seconds=30)

    for state in ("", "palsu", "x" * 5_000):
        assert device.post(CODE, {"kode": code, "langkah": state}).response.location == "/masuk"
    page = sign_in(device, user, status=200)
    with time_machine.travel(now() + datetime.timedelta(minutes=16), tick=False):
        device.submit(page, "Masuk", {"kode": code_now(app, user, db)})
        device.get("/akun", status=303)


def test_guessing_codes_is_limited(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")
    page = sign_in(device, user, status=200)
    statuses = [device.raw(CODE, method="POST", headers={"Sec-Fetch-Site": "same-origin"}, data={
        "kode": f"{number:06}", "langkah": str(page.one("input[name=langkah]")["value"])}).status_code
        for number in range(9)]  # fmt: skip

    assert statuses[0] == 422
    assert statuses[-1] == 429


@pytest.mark.parametrize("kind", ["coordinator", "admin"])
def test_a_desk_stays_shut_without_the_second_step(device: Device, app: Flask, db: SQLAlchemy, kind: str) -> None:
    user = make_user()
    if kind == "admin":
        grant(user, RoleName.ADMIN)
    else:
        make_seat(user, make_office())
    sign_in(device, user)

    answer = device.get("/dekranasda/serah-tautan", status=303)
    assert str(answer.response.location).startswith(HERE)
    answer = device.get(str(answer.response.location), status=303)
    page = device.get(str(answer.response.location))
    assert "wajib" in page.one(".note").get_text()

    device.submit(page, "Pasang", {"kode": code_of_page(app, page)}, status=200)

    device.get("/dekranasda/serah-tautan")


def test_a_device_that_signed_in_before_shows_its_code_and_goes_where_it_wanted(
    device: Device, app: Flask, db: SQLAlchemy
) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)
    db.session.execute(UserSession.__table__.update().values(second_factor_at=None))
    db.session.commit()
    make_seat(user, make_office())
    before = device.cookie("kunci")

    answer = device.get("/dekranasda/serah-tautan", status=303)
    page = device.get(str(answer.response.location))
    answer = device.submit(page, "Lanjutkan", {"kode": code_now(app, user, db, seconds=30)})

    assert answer.response.location == "/dekranasda/serah-tautan"
    device.get("/dekranasda/serah-tautan")
    assert device.cookie("kunci") != before


def test_who_works_at_a_desk_is_signed_in_for_a_day_at_most(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    make_seat(user, make_office())
    sign_in(device, user, tetap_masuk="y")
    set_up(device, app)

    with time_machine.travel(now(), tick=False) as clock:
        for _use in range(14):
            clock.shift(datetime.timedelta(minutes=50))
            device.get("/akun")
        clock.shift(datetime.timedelta(minutes=25))
        device.get("/akun", status=303)


def test_a_seat_that_is_taken_later_opens_its_desk_only_after_a_code_of_today(device: Device, app: Flask) -> None:
    user = make_user(region="3526")
    sign_in(device, user, tetap_masuk="y")
    set_up(device, app)

    with time_machine.travel(now() + datetime.timedelta(hours=13), tick=False):
        make_seat(user, make_office("3526"))
        device.get("/akun")
        device.get("/dekranasda/serah-tautan", status=303)


def test_a_lost_telephone_is_let_go_with_paper_and_every_device_is_out(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user, other = make_user(), new_device()
    sign_in(device, user)
    paper = set_up(device, app)
    other.submit(sign_in(other, user, status=200), "Masuk", {"kode": paper[1]})

    device.submit(device.get("/akun/dua-langkah/lepas"), "Lepas", {"kode": paper[0]})

    other.get("/akun", status=303)
    sign_in(device, user)
    device.get("/akun")


def test_new_paper_makes_the_old_worthless(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    user = make_user()
    sign_in(device, user)
    old = set_up(device, app)
    page = device.get("/akun/dua-langkah/kode-cadangan")
    new = device.submit(page, "Buat kode baru", {"kode": old[0]}, status=200).texts(".paper-codes code")

    other = new_device()
    other.submit(sign_in(other, user, status=200), "Masuk", {"kode": old[1]}, status=422)
    other.submit(sign_in(other, user, status=200), "Masuk", {"kode": new[1]})
    assert not set(old).intersection(new)


@pytest.mark.parametrize("code", ["", "abc", "²²²²²²", "٠٠٠٠٠٠", "0" * 21, "000000\x00"])
def test_what_is_no_code_is_refused(device: Device, app: Flask, db: SQLAlchemy, code: str) -> None:
    sign_in(device, make_user())
    page = device.get(SETUP)

    device.submit(page, "Pasang", {"kode": code}, status=422)


def test_the_form_of_another_person_sets_up_nothing(
    device: Device, new_device: Callable[[], Device], app: Flask, db: SQLAlchemy
) -> None:
    victim, other = make_user(), new_device()
    sign_in(other, make_user())
    page = other.get(SETUP)
    sign_in(device, victim)
    token = str(device.get("/akun/sandi").one("input[name=csrf_token]")["value"])

    state = str(page.one("input[name=langkah]")["value"])
    device.post(SETUP, {"csrf_token": token, "langkah": state, "kode": code_of_page(app, page)})

    db.session.refresh(victim)
    assert victim.tf_totp_secret is None


def test_a_second_step_is_never_skipped_by_a_new_password(
    device: Device, app: Flask, db: SQLAlchemy, outbox: Callable
) -> None:
    user = make_user()
    sign_in(device, user)
    set_up(device, app)
    page = device.get("/akun/sandi")
    device.submit(page, "Simpan sandi baru", {"sandi": PASSWORD, "sandi_baru": "lima gunung tertawa pelan"})
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")

    page = sign_in(device, user, status=200, password="lima gunung tertawa pelan")

    assert page.has("input[name=kode]")
    assert re.search("Langkah kedua", page.text)
    assert second_factor.AUTHENTICATOR == "authenticator"
