"""Offers: a small table in the thread, answered once and only while it holds, then a page to print."""

import datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from craftsite.extensions import db as database
from craftsite.inquiries import offer_operations
from craftsite.inquiries.inbox_queries import find_marks
from craftsite.inquiries.models import Inquiry, Message, Offer, OfferAnswer, Side
from craftsite.inquiries.offer_operations import OfferAnsweredError, OfferOverError
from craftsite.inquiries.queries import last_message_id
from craftsite.listings.models import Listing
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device, Page
from tests.conftest import Counter
from tests.factories import (
    make_inquiry,
    make_listing,
    make_membership,
    make_message,
    make_offer,
    make_producer,
    make_user,
    thread_path,
)

DAY = datetime.timedelta(days=1)
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def listing(device: Device) -> Listing:
    """A listing of a maker whose owner is signed in on the device."""
    producer = make_producer(
        region="3528", name="Contoh Pembuat 18", whatsapp="+6281234567890", whatsapp_consent_at=now(),
        exchange_policy="Ya, 3 hari sejak diterima",
    )  # fmt: skip
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return make_listing(producer=producer, name="Batik tulis Klampar", unit="lembar", price_idr=650_000)


def send_offer(device: Device, page: Page, *, status: int = 303, **fields: str) -> Page:
    """The answer to the form of an offer."""
    usual = {"jumlah": "selusin", "harga": "640rb", "ongkir": "85.000", "siap": (today() + 30 * DAY).isoformat()}
    return device.submit(page, "Kirim penawaran", usual | fields, status=status)


def answer(browser: Browser, inquiry: Inquiry, offer: Offer, word: str, *, status: int = 303) -> Page:
    """The answer to a button of the buyer."""
    return browser.post(f"{thread_path(inquiry)}/penawaran/{offer.message_id}/{word}", {}, status=status)


def test_an_offer_is_written_in_the_words_of_the_trade_and_shown_as_a_table(
    listing: Listing, device: Device, db: SQLAlchemy
) -> None:
    inquiry = make_inquiry(listing=listing)
    page = device.get(f"/ruang/pertanyaan/{inquiry.id}/penawaran")
    assert page.one("[name=jumlah]")["value"] == "12"
    assert page.one("[name=harga]")["value"] == "650.000"
    assert page.one("[name=berlaku]")["value"] == (today() + 14 * DAY).isoformat()

    for _time in range(2):
        send_offer(device, page)

    [offer] = db.session.scalars(select(Offer))
    assert (offer.quantity, offer.unit, offer.price_idr, offer.shipping_idr) == (12, "lembar", 640_000, 85_000)
    thread = device.get(f"/ruang/pertanyaan/{inquiry.id}")
    assert thread.texts(".offer td, .offer th") == [
        "12 lembar × Rp 640.000", "Rp 7.680.000", "Ongkos kirim", "Rp 85.000", "Jumlah", "Rp 7.765.000",
    ]  # fmt: skip
    assert "Menunggu pembeli" in thread.text


def test_an_offer_that_cannot_be_meant_is_asked_back(listing: Listing, device: Device, db: SQLAlchemy) -> None:
    inquiry = make_inquiry(listing=listing)
    page = device.get(f"/ruang/pertanyaan/{inquiry.id}/penawaran")

    slip = send_offer(device, page, harga="640", status=422)
    send_offer(device, page, jumlah="", status=422)
    send_offer(device, page, harga="", status=422)
    send_offer(device, page, berlaku=(today() - DAY).isoformat(), status=422)
    send_offer(device, page, siap=(today() - DAY).isoformat(), status=422)
    send_offer(device, page, satuan="kapal", status=422)

    assert "Maksudnya Rp 640.000?" in slip.text
    assert slip.one("[name=jumlah]")["value"] == "selusin"
    assert not db.session.scalars(select(Offer)).all()


def test_an_answer_is_given_once(listing: Listing, db: SQLAlchemy) -> None:
    inquiry = make_inquiry(listing=listing)
    offer = make_offer(inquiry)

    def give(word: OfferAnswer, day: datetime.date | None = None) -> Offer:
        return offer_operations.answer_offer(inquiry, offer.message_id, word, now(), day or today())

    with pytest.raises(OfferOverError):
        give(OfferAnswer.ACCEPTED, offer.valid_until + DAY)
    give(OfferAnswer.ACCEPTED, offer.valid_until)
    give(OfferAnswer.ACCEPTED)
    with pytest.raises(OfferAnsweredError):
        give(OfferAnswer.DECLINED)

    said = database.session.scalars(select(Message.sentence).where(Message.inquiry_id == inquiry.id)).all()
    assert said == ["", "penawaran", "setuju"]
    assert (offer.answer, inquiry.waits_for) == ("setuju", "maker")


def test_only_the_newest_offer_of_the_own_thread_is_answered(listing: Listing, db: SQLAlchemy) -> None:
    inquiry, other = make_inquiry(listing=listing), make_inquiry(listing=listing)
    old, _new, foreign = make_offer(inquiry), make_offer(inquiry), make_offer(other)

    with pytest.raises(OfferOverError):
        offer_operations.answer_offer(inquiry, old.message_id, OfferAnswer.ACCEPTED, now(), today())
    with pytest.raises(NotFound):
        offer_operations.answer_offer(inquiry, foreign.message_id, OfferAnswer.ACCEPTED, now(), today())


def test_the_maker_prints_what_was_agreed(listing: Listing, device: Device) -> None:
    inquiry = make_inquiry(listing=listing, buyer_name="Contoh Pembeli", contact="+6281300000001")
    offer = make_offer(inquiry)
    address = f"/ruang/pertanyaan/{inquiry.id}/kesepakatan/{offer.message_id}"
    device.get(address, status=404)
    offer_operations.answer_offer(inquiry, offer.message_id, OfferAnswer.ACCEPTED, now(), today())

    page = device.get(address)

    assert page.texts("h1") == ["Anda dan Contoh Pembeli sudah sepakat"]
    assert str(page.one("a.wa")["href"]).startswith("https://wa.me/6281300000001?text=")
    assert "nama rekening cocok" in page.text
    assert "tidak pernah menerima" in page.text
    assert "Ya, 3 hari sejak diterima" in page.text
    assert address in device.get(f"/ruang/pertanyaan/{inquiry.id}").attributes(".thread a", "href")


def test_the_buyer_accepts_in_the_thread_and_gets_a_page_to_print(
    listing: Listing, browser: Browser, device: Device, db: SQLAlchemy
) -> None:
    inquiry = make_inquiry(listing=listing)
    offer = make_offer(inquiry, shipping_idr=85_000)
    page = browser.get(thread_path(inquiry))
    assert page.texts(".offer .num") == ["Rp 7.680.000", "Rp 85.000", "Rp 7.765.000"]
    assert page.texts(".thread form .btn") == ["Setuju dengan penawaran", "Belum cocok"]

    agreed = browser.get(answer(browser, inquiry, offer, "setuju").headers["Location"])
    answer(browser, inquiry, offer, "setuju")
    late = answer(browser, inquiry, offer, "tolak", status=409)

    assert agreed.texts("h1") == ["Anda dan Contoh Pembuat 18 sudah sepakat"]
    assert str(agreed.one("a.wa")["href"]).startswith("https://wa.me/6281234567890?")
    assert "nama rekening cocok dengan nama usahanya" in agreed.text
    assert agreed.headers["Cache-Control"] == "no-store"
    assert agreed.headers["Referrer-Policy"] == "same-origin"
    assert "Jawaban yang pertama yang berlaku." in late.text
    assert "Disetujui" in browser.get(thread_path(inquiry)).text
    assert not browser.get(thread_path(inquiry)).has(".thread form")
    assert "Menunggu jawaban Anda" in device.get("/ruang/pertanyaan").text


def test_an_offer_that_is_over_is_refused_kindly_and_a_foreign_one_is_not_there(
    listing: Listing, browser: Browser
) -> None:
    inquiry, other = make_inquiry(listing=listing), make_inquiry(listing=listing)
    offer = make_offer(inquiry, valid_until=today() - DAY)

    assert "Minta penawaran baru" in answer(browser, inquiry, offer, "setuju", status=409).text
    answer(browser, other, offer, "setuju", status=404)
    page = browser.get(thread_path(inquiry))
    assert "sekarang sudah lewat" in page.text
    assert not page.has(".thread form")


def test_a_buyer_reads_the_sentences_of_the_maker_in_english(listing: Listing, browser: Browser) -> None:
    inquiry = make_inquiry(listing=listing, language="en", country_code="JP", province_code=None)
    make_message(inquiry, Side.MAKER, text="Saya perlu 14 hari ...", sentence="perlu-hari", blanks=["14"])
    make_offer(inquiry)

    page = browser.get(f"/en{thread_path(inquiry)}")

    assert page.texts(".thread .said")[1:] == ["I need 14 days to make it.", "This is my offer."]
    assert page.texts(".offer .num")[-1] == "IDR 7,680,000"


def test_the_buyers_page_asks_for_news_at_the_price_of_one_query(
    listing: Listing, browser: Browser, db: SQLAlchemy, count_queries: Counter
) -> None:
    inquiry = make_inquiry(listing=listing)
    page = browser.get(thread_path(inquiry))
    edition = page.one("#conversation")["data-edition"]
    asks = {"HX-Request": "true", "HX-Target": "conversation", "If-None-Match": f'"{edition}"'}

    with count_queries() as count:
        answer = browser.raw(thread_path(inquiry), headers=asks)
    assert (answer.status_code, answer.data, count()) == (304, b"", 1)

    make_message(inquiry, Side.MAKER, text="Kabar baru")
    inquiry.last_message_at = now()
    db.session.commit()
    news = browser.get(thread_path(inquiry), swap="conversation")
    assert news.ids() == ["conversation"]
    assert "Kabar baru" in news.text
    browser.post(str(page.one("[data-module=thread]")["data-read"]), {"pesan": "999999"}, status=204)
    marks = find_marks(inquiry.id)
    assert marks["buyer"].message_id == last_message_id(inquiry.id)
