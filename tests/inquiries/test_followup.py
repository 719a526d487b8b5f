"""What the calendar does with a thread: a reminder, another maker with the buyer's yes, and what became of it."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry, Outcome, Side, State
from craftsite.inquiries.outcome_operations import ask_outcomes, salt_of
from craftsite.inquiries.queries import find_messages
from craftsite.inquiries.silence_operations import follow_up
from craftsite.inquiries.silence_queries import ENOUGH_ANSWERS, usual_answer_hours
from craftsite.listings.models import Listing
from craftsite.web.clock import now
from tests.browser import Browser, Device
from tests.conftest import Outbox
from tests.factories import (
    make_complaint,
    make_inquiry,
    make_listing,
    make_membership,
    make_producer,
    make_user,
    thread_path,
)
from tests.producers.test_desk import officer

START = datetime.datetime(2026, 3, 2, 3, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
Devices = Callable[[], Device]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock of the test, which stands until it is moved."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def make_asked(region: str = "3526", **more: object) -> Inquiry:
    """A question to a maker with an owner, from a buyer whose address is confirmed."""
    producer = make_producer(region=region, name="Contoh Diam", origin_valid_until=(START + 300 * DAY).date())
    make_membership(producer, make_user(region=region))
    listing = make_listing(producer=producer, name="Keranjang contoh")
    return make_inquiry(listing=listing, **({"address_confirmed_at": START, "text": "Kalimat pembeli"} | more))


def make_other(name: str, **more: object) -> Listing:
    """A listing of the same goods by somebody else."""
    producer = make_producer(name=name, origin_valid_until=(START + 300 * DAY).date())
    make_membership(producer, make_user())
    return make_listing(producer=producer, **more)


def kinds(outbox: Outbox) -> list[str]:
    """The kinds of the letters so far."""
    return [letter.kind.removeprefix("inquiries/") for letter in outbox()]


def test_a_maker_is_reminded_once_after_three_days_of_silence_without_the_words(
    db: SQLAlchemy, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    inquiry = make_asked()
    make_asked(state=State.HELD)
    make_asked(waits_for=Side.BUYER)
    for hours, reminders in ((71, 0), (72, 1), (73, 1), (120, 1)):
        clock.move_to(START + hours * HOUR)
        follow_up(now())
        assert kinds(outbox).count("reminder") == reminders, hours

    letter = outbox()[0]
    assert "Keranjang contoh" in letter.text
    assert f"/ruang/pertanyaan/{inquiry.id}" in letter.text
    assert "Kalimat pembeli" not in letter.text
    # Answered, asked again, silent again: that is another silence.
    inquiry.waiting_since = now()
    clock.shift(72 * HOUR)
    follow_up(now())
    assert kinds(outbox).count("reminder") == 2


def test_after_a_week_the_question_goes_to_another_maker_only_with_a_yes_to_that_name(
    browser: Browser, db: SQLAlchemy, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    inquiry = make_asked()
    other = make_other("Contoh Lain")
    make_other("Contoh Terjual", sold_at=START)
    make_other("Contoh Golongan Lain", taxon="keripik", kind="agro")
    stranger = make_other("Contoh Belum Ditanya", taxon="keripik", kind="agro")
    path = thread_path(inquiry)
    assert "diteruskan" not in browser.get(path).text
    browser.post(f"{path}/pembuat-lain", {"karya": str(other.id)})
    clock.move_to(START + 7 * DAY)
    for _time in range(2):
        follow_up(now())
    assert kinds(outbox) == ["reminder", "elsewhere"]
    assert path in outbox()[1].text

    page = browser.get(path)
    assert page.texts(".note form .btn") == ["Ya, teruskan ke Contoh Lain, Kota Surabaya"]
    browser.post(f"{path}/pembuat-lain", {"karya": str(stranger.id)}, status=422)
    assert db.session.scalar(select(func.count()).select_from(Inquiry)) == 1
    form = {"karya": str(page.one(".note form input")["value"])}
    first, second = (browser.post(f"{path}/pembuat-lain", form).headers["Location"] for _time in range(2))

    assert first == second
    db.session.expire_all()
    [passed] = db.session.scalars(select(Inquiry).where(Inquiry.passed_on_from_id == inquiry.id))
    assert (passed.listing_id, passed.buyer_name, passed.contact) == (other.id, inquiry.buyer_name, inquiry.contact)
    assert [message.text for message in find_messages(passed.id)] == ["Kalimat pembeli"]
    assert kinds(outbox)[2:] == ["question"]
    assert "Sudah diteruskan ke Contoh Lain." in browser.get(path).text
    assert "Kalimat pembeli" in browser.get(first).text


def test_an_office_sees_silence_and_reports_of_its_region_and_nothing_of_what_was_said(
    device: Device, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    inquiry = make_asked(buyer_name="Contoh Pembeli Rahasia")
    make_asked("3527", subject_code="XXX-999")
    complaint, foreign = make_complaint(inquiry), make_complaint(make_asked("3527"))
    clock.move_to(START + 80 * HOUR)
    officer(device, db)

    page = device.get("/dekranasda/percakapan")

    assert page.text.count("Contoh Diam") == 4 - 1
    assert "Menunggu sejak 3 hari lalu" in page.text
    assert "Contoh keluhan." in page.text
    for secret in ("Kalimat pembeli", "Contoh Pembeli Rahasia", inquiry.contact, "XXX-999"):
        assert secret not in page.text
    token = {"csrf_token": str(page.one("input[name=csrf_token]")["value"])}
    device.post(f"/dekranasda/percakapan/laporan/{foreign.id}/selesai", token, status=404)
    device.submit(page, "Tandai selesai Contoh Diam")
    db.session.expire_all()
    assert complaint.handled_at is not None
    assert "Tidak ada laporan yang menunggu." in device.get("/dekranasda/percakapan").text


def test_both_sides_are_asked_what_became_of_it_after_14_and_45_days(
    db: SQLAlchemy, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    inquiry = make_asked()
    make_asked(state=State.CLOSED, closed_at=START, result="bukan-pembeli")
    make_asked(state=State.REFUSED)
    for days, letters in ((13, 0), (14, 2), (15, 2), (44, 2), (45, 4), (46, 4)):
        clock.move_to(START + days * DAY)
        ask_outcomes(now())
        assert len(outbox()) == letters, days

    asked = db.session.execute(select(Outcome.inquiry_id, Outcome.side, Outcome.after_days).order_by(Outcome.id)).all()
    assert asked == [(inquiry.id, side, days) for days in (14, 45) for side in ("maker", "buyer")]
    assert secret_of(Door.OUTCOME, salt_of(inquiry, Side.BUYER, 45)) in outbox()[3].text
    assert all("Kalimat pembeli" not in letter.text for letter in outbox())


def test_the_outcome_is_told_by_one_tap_each_and_reading_writes_nothing(
    browser: Browser, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    inquiry = make_asked()
    clock.shift(14 * DAY)
    ask_outcomes(now())
    path = f"/hasil/{secret_of(Door.OUTCOME, salt_of(inquiry, Side.BUYER, 14))}"
    assert path in browser.get(thread_path(inquiry)).attributes("a", "href")

    def row() -> Outcome:
        db.session.expire_all()
        return db.session.scalars(select(Outcome).where(Outcome.side == Side.BUYER)).one()

    for step, tapped, title in (
        ("jadi", "ya", "Jadi membeli?"),
        ("nilai", "3", "Kira-kira berapa nilainya?"),
        ("lewat", "langsung", "Belinya lewat apa?"),
        ("ulang", "lagi", "Sekali, atau sudah lebih dari sekali?"),
    ):
        page = browser.get(path)
        assert page.texts("h1") == [title]
        browser.post(path, {"langkah": step, "jawab": "entah"}, status=422)
        browser.post(path, {"langkah": "sebab", "jawab": "harga"}, status=422)
        browser.post(path, {"langkah": step, "jawab": tapped})
    assert browser.get(path).texts("h1") == ["Terima kasih"]
    told = row()
    assert (told.bought, told.value_idr, told.channel, told.is_repeated) == ("ya", 5_000_000, "langsung", True)

    browser.post(path, {"langkah": "jadi", "jawab": "tidak"})
    browser.post(path, {"langkah": "sebab", "jawab": "diam"})
    assert browser.get(path).has("option[value='3526'], option[value='33'], option[value='JP']")
    browser.post(path, {"langkah": "beli-di", "jawab": "99"}, status=422)
    browser.post(path, {"langkah": "beli-di", "jawab": "33"})
    told = row()
    assert (told.bought, told.value_idr, told.reason, told.elsewhere) == ("tidak", None, "diam", "33")
    clock.shift(91 * DAY)
    browser.get(path, status=404)


def test_how_long_an_answer_takes_is_told_from_enough_answers_and_counts_silence(
    browser: Browser, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    listing = make_listing()
    clock.shift(30 * DAY)

    def answered(hours: float | None) -> None:
        make_inquiry(listing=listing, asked_at=START, first_answered_at=START + hours * HOUR if hours else None)

    for _time in range(ENOUGH_ANSWERS - 1):
        answered(5)
    assert usual_answer_hours(listing.producer_id, now()) is None
    page = f"/pembuat/{listing.producer.slug}"
    assert "Biasanya membalas" not in browser.get(page).text
    answered(50)
    assert usual_answer_hours(listing.producer_id, now()) == 5
    assert "Biasanya membalas dalam 5 jam" in browser.get(page).text
    for _time in range(10):
        answered(None)
    assert usual_answer_hours(listing.producer_id, now()) is None
