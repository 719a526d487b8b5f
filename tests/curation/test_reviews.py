"""The office's review of listings: of the own region only, oldest first, decided once, taken back within minutes."""

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.models import RoleName
from craftsite.curation.review_models import Review
from craftsite.listings.models import Draft, DraftState
from tests.browser import Device
from tests.curation.desk import APPROVE, ASK, DESK, REFUSE, decide, enter, officer
from tests.factories import grant, make_sent, make_user

NewDevice = Callable[[], Device]


def test_the_queue_holds_what_was_sent_in_the_own_region_the_oldest_first(device: Device, db: SQLAlchemy) -> None:
    make_sent(name_id="Tikar muda", days=1)
    make_sent(name_id="Tikar tua", days=5)
    make_sent(name_id="Tikar tetangga", region="3527")
    officer(device, db)

    page = device.get(DESK)

    assert page.texts(".works h3") == ["Tikar tua", "Tikar muda"]
    assert page.texts("h1") == ["2 karya menunggu"]
    assert page.texts("#work") == ["Tikar tua"]
    assert "Menunggu 5 hari" in page.texts(".works li")[0]
    assert "Hanya karya dari" in page.text


@pytest.mark.parametrize("kind", ["province", "admin"])
def test_the_province_and_admins_see_every_region(device: Device, db: SQLAlchemy, kind: str) -> None:
    make_sent(name_id="Satu")
    make_sent(name_id="Dua", region="3527")
    if kind == "province":
        officer(device, db, None)
    else:
        user = make_user()
        grant(user, RoleName.ADMIN)
        enter(device, db, user)

    assert set(device.get(DESK).texts(".works h3")) == {"Satu", "Dua"}


def test_an_approved_listing_gets_a_code_and_the_next_opens_by_itself(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent(name_id="Tikar pertama", days=2)
    make_sent(name_id="Tikar kedua", days=1)
    user = officer(device, db)

    answer = decide(device, listing, APPROVE, centang=["name", "price"])
    page = device.get(answer.headers["Location"])

    db.session.expire_all()
    assert listing.published_at is not None
    assert page.texts("#work") == ["Tikar kedua"]
    assert f"Disetujui sebagai {listing.code}: Tikar pertama" in page.text
    [review] = db.session.scalars(select(Review))
    assert (review.decision, review.reviewer_id, review.ticks) == ("approved", user.id, ["name", "price"])
    assert review.office_id is not None


def test_an_office_asks_for_a_change_with_a_note_and_ready_sentences(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    page = decide(device, listing, ASK, status=422)
    assert "Tulis apa yang perlu diperbaiki" in page.one("#summary").get_text()
    device.submit(page, ASK, {"kalimat": "material", "catatan": "Tinggi berapa?"})

    db.session.expire_all()
    draft = db.session.get_one(Draft, listing.id)
    assert draft.state == DraftState.ASKED
    assert draft.note == "Tulis bahan dan ukurannya dalam sentimeter.\nTinggi berapa?"
    assert listing.published_at is None


def test_a_refusal_needs_its_reason(device: Device, db: SQLAlchemy) -> None:
    listing = make_sent()
    officer(device, db)

    page = decide(device, listing, REFUSE, status=422)
    device.submit(page, REFUSE, {"catatan": "Kain ini dicetak."})

    db.session.expire_all()
    assert db.session.get_one(Draft, listing.id).state == DraftState.REFUSED
    assert db.session.scalars(select(Review.note)).all() == ["Kain ini dicetak."]
