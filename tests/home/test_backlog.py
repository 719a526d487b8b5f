"""The desk's page of letters and jobs that failed: who sees it, what it says, and the button that tries again."""

import datetime

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import AccountEvent, RoleName
from craftsite.app import JOBS
from craftsite.home.backlog_views import JOB_NAMES
from craftsite.jobs.models import Job, State
from craftsite.jobs.queue import enqueue
from craftsite.jobs.worker import Stop, Worker
from craftsite.mail import outbox as outbox_of_site
from craftsite.mail.letters import Letter
from craftsite.mail.models import OutboxMessage
from craftsite.mail.troubles import plainly
from craftsite.web.clock import now
from craftsite.web.languages import Language
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import grant, make_user
from tests.producers.test_desk import enter, officer

PAGE, QUEUE = "/dekranasda/antrean", "/dekranasda/pembuat"
QUARTER = datetime.timedelta(minutes=15)
UNKNOWN = "The mail server said: 550 <sari.ayu@contoh.id> no such person"


def fail_letter(to: str = "sari.ayu@contoh.id", last_error: str = UNKNOWN) -> OutboxMessage:
    """A letter that was given up."""
    letter = outbox_of_site.send(Letter("trial", to, Language.INDONESIAN))
    letter.failed_at, letter.attempts, letter.last_error = now(), 12, last_error
    return letter


def fail_job() -> Job:
    """A job that was given up."""
    job = enqueue("tidy", {})
    job.failed_at, job.attempts, job.last_error = now(), 12, "ZeroDivisionError: division by zero"
    return job


def letters(db: SQLAlchemy) -> dict[str, State]:
    """Where each letter stands."""
    db.session.expire_all()
    return {letter.recipient: letter.state for letter in db.session.scalars(select(OutboxMessage))}


def look(device: Device) -> Page:
    """The page, which is never kept."""
    page = device.get(PAGE)
    assert page.headers["Cache-Control"] == "no-store"
    return page


def test_the_page_tells_whom_a_failed_letter_was_for_why_and_since_when(device: Device, db: SQLAlchemy) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 1, 5, tzinfo=datetime.UTC), tick=False):
        fail_letter()
    officer(device, db, None)

    page = look(device)

    assert page.texts("h1") == ["1 surat gagal terkirim"]
    assert page.texts(".rows h3") == ["Surat percobaan dari Karya Jatim"]
    assert "Untuk sa…@contoh.id" in page.text
    assert "Mungkin alamatnya salah tulis" in page.text
    assert "Gagal sejak 1 Mar 2026, 12.00, 12 kali dicoba." in page.text
    assert "550 <sa…@contoh.id> no such person" in page.text
    assert "sari.ayu" not in page.response.get_data(as_text=True)


def test_one_letter_or_all_of_them_are_tried_again_and_it_is_noted_who_did_so(device: Device, db: SQLAlchemy) -> None:
    for name in ("satu", "dua", "tiga"):
        fail_letter(f"{name}@contoh.id")
    user = officer(device, db, None)

    device.submit(look(device), "Coba lagi Surat percobaan dari Karya Jatim, du…@contoh.id")
    assert letters(db) == {
        "satu@contoh.id": State.FAILED, "dua@contoh.id": State.WAITING, "tiga@contoh.id": State.FAILED,
    }  # fmt: skip
    page = look(device)
    assert "1 surat dicoba lagi." in page.text
    device.submit(page, "Coba lagi semua (2) : Surat yang gagal")

    assert set(letters(db).values()) == {State.WAITING}
    assert "2 surat dicoba lagi." in look(device).text
    events = db.session.scalars(select(AccountEvent).where(AccountEvent.action == "letters_retried")).all()
    assert [(event.user_id, event.actor_id) for event in events] == [(user.id, user.id)] * 2


def test_a_failed_job_is_named_in_words_and_tried_again(device: Device, db: SQLAlchemy) -> None:
    job = fail_job()
    officer(device, db, None)

    page = look(device)
    assert page.texts(".rows h3") == ["Pembersihan harian"]
    device.submit(page, "Coba lagi Pembersihan harian")

    db.session.refresh(job)
    assert (job.state, job.attempts) == (State.WAITING, 0)


def test_what_did_not_fail_is_left_as_it_is(device: Device, db: SQLAlchemy) -> None:
    fail_letter()
    sent = outbox_of_site.send(Letter("trial", "tiba@contoh.id", Language.INDONESIAN))
    sent.done_at = now()
    officer(device, db, None)
    token = str(look(device).one(".rows input[name=csrf_token]")["value"])

    for number in (sent.id, sent.id + 1_000):
        device.post(f"{PAGE}/surat/{number}/percobaan", {"csrf_token": token})
        assert "Tidak ada yang perlu dicoba lagi." in look(device).text

    assert letters(db) == {"sari.ayu@contoh.id": State.FAILED, "tiba@contoh.id": State.DONE}
    device.get(f"{PAGE}/lain/1/percobaan", status=404)


def test_nothing_is_tried_again_by_looking_or_without_the_token(device: Device, db: SQLAlchemy) -> None:
    letter = fail_letter()
    officer(device, db, None)

    device.get(f"{PAGE}/surat/{letter.id}/percobaan", status=405)
    device.post(f"{PAGE}/surat/{letter.id}/percobaan", {})
    device.post(f"{PAGE}/surat/percobaan", {"csrf_token": "x"})

    assert set(letters(db).values()) == {State.FAILED}


@pytest.mark.parametrize("role", ["maker", "region", "admin"])
def test_only_the_province_and_admins_see_letters(device: Device, db: SQLAlchemy, role: str) -> None:
    if role == "region":
        officer(device, db, "3526")
    else:
        user = make_user()
        if role == "admin":
            grant(user, RoleName.ADMIN)
        enter(device, db, user)
    status = 200 if role == "admin" else 403
    letter = fail_letter()

    device.get(PAGE, status=status)
    token = str(device.get("/akun/sandi").one("input[name=csrf_token]")["value"])
    device.post(f"{PAGE}/surat/{letter.id}/percobaan", {"csrf_token": token}, status=403 if status == 403 else 303)
    if role != "maker":
        assert device.get(QUEUE).has(f'.tabbar a[href="{PAGE}"]') is (role == "admin")


def test_the_desk_warns_of_a_letter_that_is_a_quarter_of_an_hour_late(
    app: Flask, device: Device, db: SQLAlchemy
) -> None:
    officer(device, db)
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        outbox_of_site.send(Letter("trial", "sari@contoh.id", Language.INDONESIAN)).held_until = begun + 9 * QUARTER
        db.session.commit()
        for minutes, is_late in ((14, False), (15, True)):
            clock.move_to(begun + datetime.timedelta(minutes=minutes))
            Worker(app, Stop()).drain()
            assert ("Surat tertahan sejak" in device.get(QUEUE).text) is is_late
        assert "Kabari pengelola situs" in device.get(QUEUE).one("aside.note.err").get_text()


def test_the_desk_warns_when_the_worker_is_gone(app: Flask, device: Device, db: SQLAlchemy) -> None:
    officer(device, db, None)
    assert "belum pernah berjalan" in device.get(QUEUE).one("aside.note.err").get_text()

    Worker(app, Stop()).drain()
    assert not device.get(QUEUE).has("aside.note.err")

    with time_machine.travel(now() + QUARTER, tick=False):
        warned = device.get(QUEUE).one("aside.note.err")
    assert "tidak berjalan sejak" in warned.get_text()
    assert warned.select_one(f'a[href="{PAGE}"]')


def test_the_tab_counts_what_failed(device: Device, db: SQLAlchemy) -> None:
    fail_letter()
    fail_job()
    officer(device, db, None)

    assert device.get(QUEUE).texts(f'.tabbar a[href="{PAGE}"] .badge') == ["menunggu: 2"]


@pytest.mark.parametrize(
    ("last_error", "words"),
    [
        ("The mail server said: 550 no such person", "Mungkin alamatnya salah tulis"),
        ("The mail server said: 535 bad credentials", "menolak nama atau sandi"),
        ("The mail server said: 451 later", "minta dicoba lagi nanti"),
        ("TimeoutError: timed out", "tidak menjawab"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "tidak bisa dihubungi"),
        ("gaierror: [Errno -2] Name or service not known", "tidak bisa dihubungi"),
        ("SMTPServerDisconnected: Connection unexpectedly closed", "putus di tengah jalan"),
        ("SMTPNotSupportedError: STARTTLS extension not supported by server.", "jalur yang aman"),
        ("ZeroDivisionError: division by zero", "kesalahan program"),
    ],
)
def test_each_error_is_said_in_plain_words(app: Flask, last_error: str, words: str) -> None:
    with app.test_request_context():
        assert words in plainly(last_error)


def test_every_kind_of_job_has_a_name_in_words() -> None:
    assert set(JOB_NAMES) == set(JOBS)


def test_a_long_list_asks_no_more_than_a_short_one(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    officer(device, db, None)
    for _number in range(3):
        fail_letter()
    look(device)
    with count_queries() as few:
        look(device)
    for _number in range(60):
        fail_letter()

    with count_queries() as many:
        page = look(device)

    assert many() == few() <= 20
    assert len(page.soup.select(".rows > li")) == 50
    assert "Tampil 50 yang terbaru." in page.text
