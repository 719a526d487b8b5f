"""The maker's inbox: what waits and since when, answers in words or at a tap, and no thread of anybody else."""

import datetime
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.inquiries.inbox_queries import find_marks
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Complaint, Inquiry, Message, Side, State
from craftsite.listings.models import Listing
from craftsite.web.clock import now
from tests.accounts.doors import sign_in
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import (
    make_inquiry,
    make_listing,
    make_membership,
    make_message,
    make_outcome,
    make_producer,
    make_user,
)

INBOX = "/ruang/pertanyaan"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def listing(device: Device) -> Listing:
    """A listing of a maker whose owner is signed in on the device."""
    producer = make_producer(name="Contoh Pembuat 18")
    user = make_user()
    make_membership(producer, user)
    sign_in(device, user)
    return make_listing(producer=producer, name="Batik tulis contoh")


def waiting(listing: Listing, hours: float, **more: object) -> Inquiry:
    """A question that has waited so long."""
    instant = now() - hours * HOUR
    return make_inquiry(
        listing=listing, **({"asked_at": instant, "waiting_since": instant, "last_message_at": instant} | more)
    )


def path(inquiry: Inquiry) -> str:
    """The address of a thread for its maker."""
    return f"{INBOX}/{inquiry.id}"


def messages(db: SQLAlchemy, inquiry: Inquiry) -> list[Message]:
    """What was said in a thread."""
    return list(db.session.scalars(select(Message).where(Message.inquiry_id == inquiry.id).order_by(Message.id)))


def tap(device: Device, page: Page, code: str, *, status: int = 303, **blanks: str) -> Page:
    """The answer to a fixed sentence."""
    [form] = [each.find_parent("form") for each in page.soup.select(f'input[name="kalimat"][value="{code}"]')]
    assert form is not None
    fields = {str(each["name"]): str(each.get("value", "")) for each in form.select("input")}
    return device.post(str(form["action"]), fields | blanks, status=status)


def test_what_waits_longest_stands_first_and_says_since_when(listing: Listing, device: Device) -> None:
    make_inquiry(listing=listing, buyer_name="Contoh Dijawab", waits_for=Side.BUYER)
    waiting(listing, 5, buyer_name="Contoh Baru")
    waiting(listing, 50, buyer_name="Contoh Lama")
    waiting(listing, 90, buyer_name="Contoh Ditahan", state=State.HELD)
    waiting(listing, 90, buyer_name="Contoh Ditolak", state=State.REFUSED)

    page = device.get(INBOX)

    assert [name.partition(":")[0].strip() for name in page.texts(".inbox h2")] == [
        "Contoh Lama", "Contoh Baru", "Contoh Dijawab",
    ]  # fmt: skip
    assert page.texts(".inbox .tag")[:2] == [
        "Menunggu jawaban Anda, sejak 2 hari lalu",
        "Menunggu jawaban Anda, sejak 5 jam lalu",
    ]
    assert "Batik tulis contoh, 12 buah" in page.texts(".inbox h2")[0]
    assert "Jangan dibayar" in page.text


def test_home_and_tab_count_what_waits(listing: Listing, device: Device) -> None:
    assert not device.get("/ruang/profil").has(".tabbar .badge")
    waiting(listing, 5)
    waiting(listing, 50)
    waiting(listing, 90, state=State.HELD)
    waiting(listing, 90, state=State.CLOSED, closed_at=now())

    page = device.get("/ruang")

    assert page.texts(".tabbar .badge") == ["menunggu: 2"]
    assert "2 pertanyaan menunggu jawaban Yang paling lama menunggu sejak 2 hari lalu." in page.texts(".tasks li")[0]


def test_an_answer_turns_the_waiting_round_and_marks_what_was_read(
    listing: Listing, device: Device, db: SQLAlchemy
) -> None:
    inquiry = waiting(listing, 5, text="Bisa 12 lembar?")
    page = device.get(path(inquiry))
    assert page.texts(".thread .said") == ["Bisa 12 lembar?"]
    assert "Jangan dibayar" in page.text
    device.submit(page, "Kirim balasan", {"isi": " "}, status=422)

    device.submit(page, "Kirim balasan", {"isi": "Bisa.\nDua minggu."})
    device.submit(page, "Kirim balasan", {"isi": "Bisa.\nDua minggu."})

    db.session.expire_all()
    assert [(each.side, each.text) for each in messages(db, inquiry)][1:] == [("maker", "Bisa.\nDua minggu.")]
    assert (inquiry.waits_for, inquiry.first_answered_at is not None) == ("buyer", True)
    assert find_marks(inquiry.id)["maker"].message_id in [each.id for each in messages(db, inquiry)]
    again = device.get(path(inquiry))
    assert again.texts(".thread .mine .said") == ["Bisa. Dua minggu."]
    assert "Menunggu pembeli" in again.text


def test_a_fixed_sentence_is_tapped_in_indonesian_and_kept_for_a_reader_of_english(
    listing: Listing, device: Device, db: SQLAlchemy
) -> None:
    inquiry = waiting(listing, 5, language="en", country_code="JP", province_code=None)
    page = device.get(path(inquiry))
    assert "Jepang" in page.text
    assert page.has('.ready span[lang="en"]')

    tap(device, page, "perlu-hari", isian_1="14")
    tap(device, page, "ongkir", isian_1="Osaka", isian_2="85rb")
    wrong = tap(device, page, "siap", isian_1="besok", status=422)

    assert [(each.text, each.sentence, each.blanks) for each in messages(db, inquiry)][1:] == [
        ("Saya perlu 14 hari untuk membuatnya.", "perlu-hari", ["14"]),
        ("Ongkos kirim ke Osaka: Rp\xa085.000.", "ongkir", ["Osaka", "85000"]),
    ]
    assert wrong.one(".ready details[open] input[name=isian_1]")["value"] == "besok"
    assert "Tulis tanggal yang benar." in wrong.text
    english = device.get(f"/en{path(inquiry)}")
    assert english.texts(".thread .mine .said") == ["I need 14 days to make it.", "Shipping to Osaka: IDR 85,000."]


@pytest.mark.same_on_both
def test_who_gets_no_letter_is_asked_in_the_inbox_what_became_of_it(listing: Listing, device: Device) -> None:
    inquiry = make_inquiry(listing=listing)
    make_outcome(make_inquiry(listing=make_listing()), Side.MAKER)
    link = f"/hasil/{secret_of(Door.OUTCOME, make_outcome(inquiry, Side.MAKER))}"

    for page in (INBOX, path(inquiry)):
        assert device.get(page).attributes("a[href^='/hasil/']", "href") == [link]


def test_a_thread_that_was_closed_takes_nothing_more(listing: Listing, device: Device, db: SQLAlchemy) -> None:
    inquiry = waiting(listing, 5)
    page = device.get(path(inquiry))
    ending = device.get(f"{path(inquiry)}/tutup")
    device.submit(ending, "Tutup", status=422)

    device.submit(ending, "Tutup", {"hasil": "tidak-jadi"})
    device.submit(page, "Kirim balasan", {"isi": "Terlambat."})

    db.session.expire_all()
    assert (inquiry.state, inquiry.result, inquiry.closed_by) == ("closed", "tidak-jadi", "maker")
    assert len(messages(db, inquiry)) == 1
    assert device.get(INBOX).texts(".inbox .tag") == ["Ditutup: Tidak jadi"]
    assert not device.get(path(inquiry)).has("textarea")


def test_a_report_is_made_once_and_holds_nothing_of_the_talk(listing: Listing, device: Device, db: SQLAlchemy) -> None:
    inquiry = waiting(listing, 5, text="Kalimat pembeli")
    page = device.get(f"{path(inquiry)}/laporkan")

    for _time in range(2):
        device.submit(page, "Kirim laporan", {"alasan": "penipuan", "isi": "Meminta kode."})

    [complaint] = db.session.scalars(select(Complaint))
    assert (complaint.side, complaint.reason, complaint.text) == ("maker", "penipuan", "Meminta kode.")
    assert "Sudah Anda laporkan." in device.get(path(inquiry)).text


def test_reading_writes_nothing_until_the_page_says_it_was_seen(
    listing: Listing, device: Device, db: SQLAlchemy
) -> None:
    inquiry = waiting(listing, 5)
    page = device.get(path(inquiry))
    assert not find_marks(inquiry.id)
    token = str(page.one("section form input[name=csrf_token]")["value"])
    read = page.one("[data-module=thread]")["data-read"]

    device.post(str(read), {"csrf_token": token, "pesan": "999999999"}, status=204)
    device.post(str(read), {"csrf_token": token, "pesan": "x"}, status=204)

    last = messages(db, inquiry)[-1].id
    assert find_marks(inquiry.id)["maker"].message_id == last
    assert "belum dibaca" not in device.get(INBOX).text
    make_message(inquiry)
    assert "Ada yang belum dibaca" in device.get(INBOX).text


def test_asking_for_news_costs_one_query_more_than_the_session_and_sends_nothing_where_there_is_none(
    listing: Listing, device: Device, db: SQLAlchemy, count_queries: Counter
) -> None:
    inquiry = waiting(listing, 5)
    edition = device.get(path(inquiry)).one("#conversation")["data-edition"]
    asks = {"HX-Request": "true", "HX-Target": "conversation", "If-None-Match": f'"{edition}"'}
    device.get("/ruang/profil")
    with count_queries() as session:
        device.raw("/ruang/karya/999999/ubah")

    with count_queries() as count:
        answer = device.raw(path(inquiry), headers=asks)
    assert (answer.status_code, answer.data) == (304, b"")
    assert count() <= session()

    make_message(inquiry, text="Halo lagi")
    inquiry.last_message_at = now()
    db.session.commit()
    fragment = device.raw(path(inquiry), headers=asks)
    assert fragment.status_code == 200
    assert "Halo lagi" in fragment.text
    assert "<h1" not in fragment.text


def test_nobody_reads_the_thread_of_another_maker(
    listing: Listing, device: Device, new_device: Callable[[], Device]
) -> None:
    inquiry = waiting(listing, 5, text="Hanya untuk pembuatnya")
    other, stranger = new_device(), make_user()
    make_membership(make_producer(), stranger)
    sign_in(other, stranger)

    for address in (path(inquiry), f"{path(inquiry)}/tutup", f"{path(inquiry)}/laporkan"):
        assert "Hanya untuk pembuatnya" not in other.get(address, status=404).text
    news = other.raw(path(inquiry), headers={"HX-Request": "true", "HX-Target": "conversation"})
    assert news.status_code == 404
    assert "Belum ada pertanyaan" in other.get(INBOX).text


def test_query_count_does_not_grow_with_the_inbox(listing: Listing, device: Device, count_queries: Counter) -> None:
    waiting(listing, 1)
    device.get(INBOX)
    with count_queries() as few:
        device.get(INBOX)
    for hours in range(20):
        waiting(listing, hours)
    with count_queries() as many:
        device.get(INBOX)

    assert many() == few()
