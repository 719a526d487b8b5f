"""The thread of a buyer: whoever has the link reads, answers, takes along, deletes and reports; nobody else does."""

import csv
import io
import json

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.inquiries import operations
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Complaint, Inquiry, Message, Side, State
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.accounts.test_second_factor import set_up
from tests.browser import Browser, Device
from tests.conftest import Outbox
from tests.factories import (
    make_inquiry,
    make_listing,
    make_membership,
    make_message,
    make_office,
    make_producer,
    make_seat,
    make_user,
    thread_path,
)
from tests.inquiries.forms import opened


def fresh(db: SQLAlchemy, inquiry: Inquiry) -> Inquiry:
    """A question as the database knows it."""
    return db.session.get_one(Inquiry, inquiry.id, populate_existing=True)


def test_a_reply_is_written_once_and_tells_the_maker_once_it_has_answered(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    listing = make_listing()
    make_membership(listing.producer, make_user(email="pembuat@contoh.id"))
    inquiry = make_inquiry(listing=listing)
    path = thread_path(inquiry)
    form = opened(browser, path) | {"isi": "Warnanya apa saja?"}
    browser.post(path, form)
    browser.post(path, form)
    assert (fresh(db, inquiry).waits_for, len(outbox())) == (Side.MAKER, 0)

    operations.say(fresh(db, inquiry), Side.MAKER, "Merah dan biru.", now())
    db.session.commit()
    assert (fresh(db, inquiry).waits_for, fresh(db, inquiry).first_answered_at is None) == (Side.BUYER, False)
    browser.post(path, opened(browser, path) | {"isi": "Yang biru."})

    assert [message.text for message in db.session.scalars(select(Message).order_by(Message.id))] == [
        "Masih ada?", "Warnanya apa saja?", "Merah dan biru.", "Yang biru.",
    ]  # fmt: skip
    assert [letter.kind for letter in outbox()] == ["inquiries/reply"]
    assert browser.get(path).texts(".thread .said")[-2:] == ["Merah dan biru.", "Yang biru."]


@pytest.mark.same_on_both
def test_an_empty_reply_comes_back_and_a_closed_thread_takes_none(browser: Browser, db: SQLAlchemy) -> None:
    inquiry = make_inquiry()
    path = thread_path(inquiry)
    form = opened(browser, path)

    page = browser.post(path, form | {"isi": " "}, status=422)
    operations.close(fresh(db, inquiry), Side.MAKER, "sepakat", now())
    db.session.commit()
    browser.post(path, form | {"isi": "Masih bisa?"})

    assert "Tulis balasan Anda." in page.text
    assert not browser.get(path).has("main form")
    assert len(db.session.scalars(select(Message)).all()) == 1


@pytest.mark.same_on_both
def test_no_other_link_opens_a_thread(browser: Browser) -> None:
    inquiry, other = make_inquiry(text="Rahasia pembeli"), make_inquiry()

    token = secret_of(Door.THREAD, inquiry.link_salt)
    for wrong in (token[:-1], token.lower(), "x" * 43, secret_of(Door.ADDRESS, inquiry.link_salt), str(inquiry.id)):
        for way in ("", "/hapus", "/laporkan", "/data.json", "/data.csv"):
            browser.get(f"/percakapan/{wrong}{way}", status=404)
    assert "Rahasia pembeli" not in browser.get(thread_path(other)).text
    assert inquiry.token_hash not in browser.get(thread_path(inquiry)).response.text


@pytest.mark.same_on_both
def test_the_secret_leaves_by_no_referrer_no_cache_and_no_robot(browser: Browser) -> None:
    path = thread_path(make_inquiry())
    token = path.rpartition("/")[2]

    page = browser.get(path)

    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert not page.has("meta[property^='og:'], link[rel=canonical]")
    for link in page.soup.select("a[href^='https://']"):
        assert "noreferrer" in link["rel"]
    assert token not in browser.raw("/robots.txt").text


@pytest.mark.same_on_both
def test_a_buyer_takes_the_thread_along_as_json_and_csv(browser: Browser) -> None:
    inquiry = make_inquiry(buyer_name="=Contoh", text="Masih ada?")
    path = thread_path(inquiry)

    data = json.loads(browser.raw(f"{path}/data.json").text)
    rows = list(csv.DictReader(io.StringIO(browser.raw(f"{path}/data.csv").text.lstrip("\ufeff"))))

    assert data["inquiry_messages"][0]["text"] == "Masih ada?"
    assert {(row["table"], row["column"]): row["value"] for row in rows}["inquiries", "buyer_name"] == "'=Contoh"
    assert inquiry.link_salt not in str(data)


def test_deleting_leaves_nothing_of_the_buyer_and_closes_the_link(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    inquiry = make_inquiry(buyer_name="Zxqwvy Kuwplm", contact="zxqwvy@contoh.id", text="Kalimat tanam")
    path = thread_path(inquiry)
    operations.tell(inquiry, asks_address=True)
    db.session.commit()
    assert [letter.recipient for letter in outbox()] == ["zxqwvy@contoh.id"]

    assert "dihapus untuk selamanya" in browser.get(f"{path}/hapus").text
    answer = browser.post(f"{path}/hapus", opened(browser, f"{path}/hapus"))

    assert "Data Anda sudah dihapus" in browser.get(answer.headers["Location"]).text
    browser.get(path, status=404)
    left = fresh(db, inquiry)
    assert (left.state, left.contact, left.buyer_name, left.quantity) == (State.CLOSED, "", "", 12)
    assert outbox() == []
    assert db.session.scalar(select(Message)) is None


@pytest.mark.same_on_both
def test_a_report_is_kept_once_and_says_why(browser: Browser, db: SQLAlchemy) -> None:
    path = thread_path(make_inquiry())
    form = opened(browser, f"{path}/laporkan") | {"alasan": "penipuan", "isi": "Minta uang muka."}

    browser.post(f"{path}/laporkan", form | {"alasan": ""}, status=422)
    thread = browser.get(browser.post(f"{path}/laporkan", form).headers["Location"])
    browser.post(f"{path}/laporkan", form | {"isi": "Lagi."})

    assert "Laporan Anda sudah diterima." in thread.text
    assert [(one.side, one.reason, one.text) for one in db.session.scalars(select(Complaint))] == [
        ("buyer", "penipuan", "Minta uang muka.")
    ]


def test_letters_go_to_an_address_only_once_its_owner_said_so_and_until_they_want_no_more(
    browser: Browser, db: SQLAlchemy, outbox: Outbox
) -> None:
    inquiry = make_inquiry()
    address = f"/percakapan/surat/{secret_of(Door.ADDRESS, inquiry.link_salt)}"

    browser.get(address)
    assert fresh(db, inquiry).address_confirmed_at is None
    answer = browser.post(address, opened(browser, address) | {"surat": "ya"})
    browser.post(address, opened(browser, address) | {"surat": "ya"})

    assert answer.headers["Location"] == thread_path(inquiry)
    assert [letter.kind for letter in outbox()] == ["inquiries/copy"]
    assert f"http://localhost{thread_path(inquiry)}" in outbox()[0].text
    browser.post(address, opened(browser, address) | {"surat": "berhenti"})
    assert fresh(db, inquiry).letters_stopped_at is not None
    assert "Ya, kabari saya lewat email" in browser.get(address).text


def test_an_office_lets_through_or_refuses_what_looks_like_a_machine(
    device: Device, app: Flask, db: SQLAlchemy, outbox: Outbox
) -> None:
    here, there = make_producer(region="3526"), make_producer(region="3527")
    make_membership(here, make_user(email="pembuat@contoh.id"))
    first, second = (
        make_inquiry(listing=make_listing(producer=here), text=text, state=State.HELD, doubts=["tautan"])
        for text in ("Lihat https://contoh.invalid/", "Pinjaman online")
    )
    foreign = make_inquiry(listing=make_listing(producer=there), text="Dari jauh", state=State.HELD)
    user = make_user()
    make_seat(user, make_office("3526"))
    sign_in(device, user)
    set_up(device, app)
    before = len(outbox())

    page = device.get("/dekranasda/pertanyaan")
    assert page.texts(".quoted") == ["Lihat https://contoh.invalid/", "Pinjaman online"]
    assert first.contact not in page.text
    assert first.buyer_name not in page.text
    token = {"csrf_token": str(page.soup.select_one("input[name=csrf_token]")["value"])}
    device.post(f"/dekranasda/pertanyaan/{first.id}/teruskan", token)
    device.post(f"/dekranasda/pertanyaan/{second.id}/tolak", token)
    device.post(f"/dekranasda/pertanyaan/{foreign.id}/teruskan", token, status=404)

    assert (fresh(db, first).state, fresh(db, second).state) == (State.OPEN, State.REFUSED)
    assert fresh(db, first).reviewed_by_id == user.id
    letters = db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()
    assert list(letters[before:]) == ["pembuat@contoh.id"]
    assert "tidak diteruskan" in Browser(app).get(thread_path(second)).text


@pytest.mark.same_on_both
def test_a_message_is_shown_as_it_was_written_and_runs_nothing(browser: Browser) -> None:
    inquiry = make_inquiry(text="<script>alert(1)</script> & <b>tebal</b>")
    make_message(inquiry, Side.MAKER, text="\u202eterbalik")

    page = browser.get(thread_path(inquiry))

    assert "<script>alert" not in page.response.text
    assert page.texts(".thread .said")[0] == "<script>alert(1)</script> & <b>tebal</b>"
    assert all(said.name == "bdi" for said in page.soup.select(".thread .said"))
