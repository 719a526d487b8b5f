"""Taking a decision back: for ten minutes, while its maker has not gone on, and nobody is written to before."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.curation.review_models import Review
from craftsite.listings.models import DraftState
from craftsite.mail.models import OutboxMessage
from craftsite.producers.models import Producer
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device
from tests.curation.desk import APPROVE, ASK, DESK, MINUTE, REFUSE, NewDevice, decide, officer, owned, undo, work_later
from tests.curation.test_reviews import state_of
from tests.factories import make_sent

Outbox = Callable[[], list[OutboxMessage]]


def test_an_approval_is_taken_back_the_code_is_kept_and_used_again(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(name_id="Tikar contoh")
    officer(device, db)
    decide(device, listing, APPROVE)
    db.session.expire_all()
    code, slug = listing.code, listing.slug
    device.get(f"/karya/{code}-{slug}")

    page = undo(device)

    assert "Putusan dibatalkan" in page.text
    assert page.texts("#work") == ["Tikar contoh"]
    assert page.texts(".rows .tag") == ["Disetujui, lalu dibatalkan"]
    device.get(f"/karya/{code}-{slug}", status=404)
    assert device.get("/katalog?q=tikar").texts(".listing-card h3") == []
    decide(device, listing, APPROVE)
    db.session.expire_all()
    assert listing.code == code
    assert [review.decision for review in db.session.scalars(select(Review).order_by(Review.id))] == [
        "approved", "undone", "approved",
    ]  # fmt: skip


@pytest.mark.parametrize("button", [ASK, REFUSE])
def test_what_was_given_back_returns_to_its_place_in_the_queue(device: Device, db: SQLAlchemy, button: str) -> None:
    listing = make_sent(name_id="Tikar tua", days=3)
    make_sent(name_id="Tikar muda", days=1)
    officer(device, db)
    decide(device, listing, button, catatan="Ukurannya?")

    page = undo(device)

    assert page.texts(".works h3") == ["Tikar tua", "Tikar muda"]
    assert state_of(db, listing) == DraftState.SUBMITTED


def test_a_published_listing_offers_again_what_it_did_before(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(published=True, name_id="Keranjang besar", price_idr=160_000)
    officer(device, db)
    decide(device, listing, APPROVE)
    db.session.expire_all()
    assert (listing.name_id, listing.price_idr) == ("Keranjang besar", 160_000)

    undo(device)

    db.session.expire_all()
    assert (listing.name_id, listing.price_idr) == ("Keranjang", 100_000)
    assert listing.published_at is not None
    assert device.get("/katalog?q=keranjang").texts(".listing-card h3") == ["Keranjang"]
    assert state_of(db, listing) == DraftState.SUBMITTED


def test_after_ten_minutes_nothing_is_taken_back(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)
    decide(device, listing, APPROVE)
    page = device.get(DESK)
    [button] = [text for text in page.texts("button") if text.startswith("Batalkan")]

    with time_machine.travel(now() + 10 * MINUTE, tick=False):
        answer = device.submit(page, button)
        said = device.get(answer.headers["Location"]).text
        assert not device.get(DESK).has("form.note")

    assert "Sudah lewat 10 menit" in said
    db.session.expire_all()
    assert listing.published_at is not None


def test_a_decision_stays_once_its_maker_has_gone_on(device: Device, new_device: NewDevice, db: SQLAlchemy) -> None:
    listing, owner = owned()
    officer(device, db)
    decide(device, listing, ASK, catatan="Ukurannya?")
    maker = new_device()
    sign_in(maker, owner)
    editor = maker.get(f"/ruang/karya/{listing.id}/ubah")
    maker.submit(editor, "Lanjut ke harga dan stok", {"nama": "Tikar 2 meter"})

    page = undo(device)

    assert "Pembuatnya sudah mengubah karya ini" in page.text
    assert state_of(db, listing) == DraftState.ASKED


def test_a_decision_is_taken_back_once_and_by_nobody_else(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing = make_sent()
    officer(device, db)
    decide(device, listing, APPROVE)
    page = device.get(DESK)
    [button] = [text for text in page.texts("button") if text.startswith("Batalkan")]
    other = new_device()
    officer(other, db, None)
    address = str(page.one("form.note")["action"])
    token = str(other.get("/akun/email").one("input[name=csrf_token]")["value"])

    other.post(address, {"csrf_token": token}, status=404)
    device.submit(page, button)
    device.submit(page, button)

    assert len(db.session.scalars(select(Review)).all()) == 2


# What the maker hears


def test_the_maker_reads_the_note_mends_and_it_is_published_and_found(
    app: Flask, device: Device, new_device: NewDevice, db: SQLAlchemy, outbox: Outbox
) -> None:
    listing, owner = owned(name_id="Tikar pandan")
    officer(device, db)
    decide(device, listing, ASK, catatan="Tulis ukurannya.")
    work_later(app, db)
    assert outbox()[-1].subject == "Perbaiki dulu: Tikar pandan"
    assert "Tulis ukurannya." in outbox()[-1].text
    maker = new_device()
    sign_in(maker, owner)
    home = maker.get("/ruang")
    assert home.texts(".tasks b")[0] == "Perbaiki: Tikar pandan"
    editor = maker.get(home.attributes(".tasks a", "href")[0])
    assert "Tulis ukurannya." in editor.text
    maker.submit(editor, "Kirim untuk diperiksa", {"nama": "Tikar pandan, 2 meter"})
    assert "sudah diperbaiki" in device.get(DESK).texts(".works li")[0]

    decide(device, listing, APPROVE, catatan="Bagus.")
    work_later(app, db)

    db.session.expire_all()
    [card] = device.get("/katalog?q=pandan").texts(".listing-card")
    assert listing.code is not None and listing.code in card
    page = device.get(f"/karya/{listing.code}-{listing.slug}")
    assert page.texts("h1") == ["Tikar pandan, 2 meter"]
    assert any(words.startswith("Asal sudah diperiksa") for words in page.texts(".tag.ok"))
    letter = outbox()[-1]
    assert letter.recipient == owner.email
    assert letter.subject == "Karya Anda disetujui: Tikar pandan, 2 meter"
    assert f"http://localhost/karya/{listing.code}-{listing.slug}" in letter.text
    assert "Bagus." in letter.text
    assert device.get(f"{DESK}/{listing.id}").texts(".rows .tag") == ["Disetujui", "Diminta diperbaiki"]
    with time_machine.travel(now() + datetime.timedelta(days=366), tick=False):
        device.get(f"/karya/{listing.code}-{listing.slug}", status=404)


def test_nobody_is_told_of_what_was_taken_back(app: Flask, device: Device, db: SQLAlchemy, outbox: Outbox) -> None:
    listing, _owner = owned()
    officer(device, db)
    before = len(outbox())
    decide(device, listing, REFUSE, catatan="Kain ini dicetak.")
    work_later(app, db, minutes=9)
    assert len(outbox()) == before
    undo(device)

    work_later(app, db)

    assert len(outbox()) == before


def test_a_refusal_is_told_in_the_language_of_its_reader(
    app: Flask, device: Device, db: SQLAlchemy, outbox: Outbox
) -> None:
    listing, owner = owned(name_en="Printed cloth")
    owner.language = "en"
    officer(device, db)
    decide(device, listing, REFUSE, catatan="Kain ini dicetak.")

    work_later(app, db)

    assert outbox()[-1].subject == "Cannot be published yet: Printed cloth"
    assert "Kain ini dicetak." in outbox()[-1].html


def test_a_listing_of_an_unchecked_maker_is_approved_and_seen_once_the_maker_is_checked(
    app: Flask, device: Device, db: SQLAlchemy, outbox: Outbox
) -> None:
    listing, _owner = owned()
    producer = db.session.get_one(Producer, listing.producer_id)
    producer.origin_valid_until, producer.waiting_since = None, now()
    officer(device, db)
    assert "baru tampil setelah asal pembuatnya diperiksa" in device.get(DESK).text

    decide(device, listing, APPROVE)
    work_later(app, db)

    db.session.expire_all()
    device.get(f"/karya/{listing.code}-{listing.slug}", status=404)
    assert "tampil begitu asal usaha Anda selesai diperiksa" in outbox()[-1].text
    assert "/karya/" not in outbox()[-1].text
    producer = db.session.get_one(Producer, listing.producer_id)
    producer.origin_valid_until, producer.waiting_since = today() + datetime.timedelta(days=9), None
    db.session.flush()
    device.get(f"/karya/{listing.code}-{listing.slug}")


def test_at_home_what_can_be_mended_stands_before_what_only_waits(
    device: Device, new_device: NewDevice, db: SQLAlchemy
) -> None:
    listing, owner = owned(name_id="Tikar")
    officer(device, db)
    decide(device, listing, REFUSE, catatan="Kain ini dicetak.")
    producer = db.session.get_one(Producer, listing.producer_id)
    producer.origin_valid_until, producer.waiting_since = None, now()
    db.session.flush()
    maker = new_device()
    sign_in(maker, owner)

    tasks = maker.get("/ruang").texts(".tasks b")

    assert tasks[:2] == ["Perbaiki: Tikar", "Asal belum diperiksa"]
