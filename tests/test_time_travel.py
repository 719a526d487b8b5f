"""What happens because time goes by: confirmations lapse, links end, sessions and seats too, and paper is used up.

Each test moves one clock; nobody presses anything but what it says. Retention has tests/test_retention.py.
"""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from craftsite.accounts.models import Seat
from craftsite.jobs.worker import Stop, Worker
from craftsite.mail.models import OutboxMessage
from tests.accounts.doors import link_in, register, sign_in, work
from tests.accounts.test_handover import ask_for_password, link_on, pass_on
from tests.accounts.test_second_factor import set_up
from tests.browser import Browser, Device
from tests.factories import (
    PASSWORD,
    make_certificate,
    make_listing,
    make_membership,
    make_office,
    make_producer,
    make_seat,
    make_user,
)
from tests.producers.test_desk import QUEUE, check, enter, make_new, officer

Devices = Callable[[], Device]
Outbox = Callable[[], list[OutboxMessage]]
# Noon in East Java.
START = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC)
SECOND, MINUTE, HOUR, DAY = (datetime.timedelta(seconds=number) for number in (1, 60, 3_600, 86_400))
NEW = "lima gunung tertawa pelan"
NUMBER = "+6281234567890"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock of the test, which stands until it is moved."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


# Origin


def test_a_confirmed_origin_is_reminded_of_lapses_hides_the_maker_that_day_and_comes_back_when_renewed(
    app: Flask,
    browser: Browser,
    new_device: Devices,
    db: SQLAlchemy,
    outbox: Outbox,
    clock: time_machine.Traveller,
) -> None:
    producer = make_new(slug="contoh-lontar", name="Contoh Lontar")
    listing = make_listing(producer=producer, region="3526", name="Tikar Contoh Waktu")
    assert shown_at(browser, listing.code or "") == []

    user = officer(new_device(), db)
    desk = new_device()
    enter(desk, db, user)
    check(desk, producer)
    everywhere = shown_at(browser, listing.code or "")
    assert len(everywhere) == len(PLACES)

    last_day = datetime.datetime(2027, 3, 2, 5, tzinfo=datetime.UTC)
    for days, reminders in ((31, 0), (30, 1), (29, 1)):
        clock.move_to(last_day - days * DAY)
        run_daily(app)
        assert len([letter for letter in outbox() if "perlu diperiksa lagi" in letter.text.lower()]) == reminders, days

    # Twelve hours short of midnight in East Java, and one minute after it.
    clock.move_to(last_day + 11 * HOUR + 59 * MINUTE)
    assert shown_at(browser, listing.code or "") == everywhere
    clock.move_to(last_day + 12 * HOUR + MINUTE)
    assert shown_at(browser, listing.code or "") == []
    owner = new_device()
    speaker = make_user(region="3526")
    make_membership(producer, speaker)
    sign_in(owner, speaker)
    assert "Asal perlu diperiksa lagi" in owner.get("/ruang").text

    desk = new_device()
    enter(desk, db, user)
    check(desk, producer)
    assert shown_at(browser, listing.code or "") == everywhere


# Certificates


def test_a_certificate_that_ends_is_gone_the_same_day_from_page_filter_counts_machines_and_feed(
    browser: Browser, clock: time_machine.Traveller
) -> None:
    producer = make_producer(slug="contoh-lontar", region="3526", origin_valid_until=START.date() + 400 * DAY)
    listing = make_listing(producer=producer, kind="agro", name="Keripik Contoh Waktu", halal="nomor")
    until = START.date() + 10 * DAY
    make_certificate(
        producer, kind="organik", number="LSO-77", issuer="Contoh LSO", valid_from=START.date(), valid_until=until
    )
    make_certificate(producer, listing, kind="halal", number="ID35110001234567890", issuer="BPJPH", valid_until=until)

    def told() -> list[str]:
        """Where anybody reads of one of them."""
        places = ("/katalog?lihat=dijual", "/pembuat/contoh-lontar", "/umpan/karya.atom", "/karya/{code}-{slug}")
        signs = ("ID35110001234567890", "LSO-77", 'id="bukti-halal"', 'id="bukti-organik"')
        found = []
        for place in places:
            answer = browser.raw(place.format(code=listing.code, slug=listing.slug))
            assert answer.status_code == 200, place
            found += [f"{place.split('/')[1][:7]} {sign}" for sign in signs if sign in answer.text]
        found += [kind for kind in ("halal", "organik") if browser.get(f"/katalog?bukti={kind}").has(".listing-card")]
        return found

    everywhere = told()
    assert everywhere == [
        *('katalog id="bukti-halal"', 'katalog id="bukti-organik"'),
        *("pembuat ID35110001234567890", "pembuat LSO-77", "umpan ID35110001234567890", "umpan LSO-77"),
        *("karya ID35110001234567890", "karya LSO-77", "halal", "organik"),
    ]
    assert "Certification" in browser.raw(f"/karya/{listing.code}-{listing.slug}").text

    # Its last day ends at midnight in East Java.
    clock.move_to(START + 10 * DAY + 11 * HOUR + 59 * MINUTE)
    assert told() == everywhere
    clock.move_to(START + 10 * DAY + 12 * HOUR)
    assert told() == []
    assert "Certification" not in browser.raw(f"/karya/{listing.code}-{listing.slug}").text
    clock.move_to(START - DAY)
    assert not browser.get("/katalog?bukti=organik").has(".listing-card")


# Links


def test_a_link_to_a_new_password_lives_ten_minutes(
    app: Flask, device: Device, db: SQLAlchemy, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    user = make_user()
    device.submit(device.get("/lupa-sandi"), "Minta tautan", {"alamat": user.address})
    work(app, db)
    link = link_in(outbox(), "/sandi-baru/")

    clock.move_to(START + 10 * MINUTE - SECOND)
    page = device.get(link)
    clock.move_to(START + 10 * MINUTE + SECOND)
    device.get(link, status=410)

    device.submit(page, "Simpan sandi baru", {"sandi": NEW}, status=410)
    sign_in(device, user)


def test_a_link_that_confirms_an_account_lives_three_days(
    device: Device, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    register(device, "baru@contoh.id")
    link = link_in(outbox(), "/konfirmasi/")

    clock.move_to(START + 3 * DAY + SECOND)
    device.get(link, status=410)
    clock.move_to(START + 3 * DAY - SECOND)
    device.submit(device.get(link), "Buka akun dan masuk", {"sandi": PASSWORD})


def test_a_link_to_a_new_address_lives_an_hour(
    device: Device, db: SQLAlchemy, outbox: Outbox, clock: time_machine.Traveller
) -> None:
    user = make_user(email="lama@contoh.id")
    sign_in(device, user)
    device.submit(
        device.get("/akun/email"), "Kirim tautan ke email ini", {"email": "baru@contoh.id", "sandi": PASSWORD}
    )
    [letter] = [letter for letter in outbox() if letter.recipient == "baru@contoh.id"]
    link = link_in([letter], "/email-baru/")

    clock.move_to(START + HOUR - SECOND)
    page = device.get(link)
    clock.move_to(START + HOUR + SECOND)
    device.get(link, status=410)
    device.submit(page, "Pakai email ini", status=410)

    db.session.refresh(user)
    assert user.email == "lama@contoh.id"


def test_a_link_that_an_office_passed_on_waits_a_day_works_for_two_and_ends(
    app: Flask, device: Device, new_device: Devices, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    user, desk = make_user(phone=NUMBER, region="3526"), new_device()
    ask_for_password(device, app, db)
    officer(desk, db)
    link = link_on(pass_on(desk))

    for moment, status in ((24 * HOUR - SECOND, 409), (24 * HOUR, 200), (72 * HOUR - SECOND, 200), (72 * HOUR, 410)):
        clock.move_to(START + moment)
        device.get(link, status=status)

    clock.move_to(START + 72 * HOUR - SECOND)
    device.submit(device.get(link), "Simpan sandi baru", {"sandi": NEW})
    sign_in(device, user, password=NEW)


# Being signed in


# How long a device stays signed in at most, and how long it may lie unused.
own_and_borrowed_devices = pytest.mark.parametrize(
    ("stays", "lasts", "idles"),
    [({"tetap_masuk": "y"}, 90 * DAY, 30 * DAY), ({}, 12 * HOUR, HOUR)],
    ids=["own device", "borrowed device"],
)


@own_and_borrowed_devices
def test_a_session_ends_when_its_time_is_over_however_often_it_is_used(
    device: Device,
    clock: time_machine.Traveller,
    stays: dict[str, str],
    lasts: datetime.timedelta,
    idles: datetime.timedelta,
) -> None:
    device.post("/masuk", {"alamat": make_user().address, "sandi": PASSWORD} | stays)

    uses = int(lasts / idles * 1.5)
    for use in range(1, uses + 1):
        clock.move_to(START + use * lasts / uses - SECOND)
        device.get("/akun")
    clock.move_to(START + lasts + SECOND)
    device.get("/akun", status=303)


@own_and_borrowed_devices
def test_a_session_ends_when_nobody_uses_it(
    device: Device,
    clock: time_machine.Traveller,
    stays: dict[str, str],
    lasts: datetime.timedelta,
    idles: datetime.timedelta,
) -> None:
    device.post("/masuk", {"alamat": make_user().address, "sandi": PASSWORD} | stays)

    clock.move_to(START + idles - SECOND)
    device.get("/akun")
    clock.move_to(START + 2 * idles - 2 * SECOND)
    device.get("/akun")
    clock.move_to(START + 3 * idles)
    device.get("/akun", status=303)


def test_the_end_of_a_term_ends_what_the_seat_opened_and_leaves_the_account(
    device: Device, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    user = make_user(region="3526")
    make_seat(user, make_office("3526"), until_at=START + HOUR)
    enter(device, db, user)

    clock.move_to(START + HOUR - SECOND)
    device.get(QUEUE)
    clock.move_to(START + HOUR)
    device.get(QUEUE, status=403)
    device.get("/akun")


def test_a_term_that_has_not_begun_opens_nothing_yet(
    device: Device, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    user = make_user(region="3526")
    make_seat(user, make_office("3526"))
    enter(device, db, user)
    db.session.execute(update(Seat).values(from_at=START + 30 * MINUTE))

    device.get(QUEUE, status=403)
    clock.move_to(START + 30 * MINUTE)
    device.get(QUEUE)


def test_a_code_of_paper_opens_the_account_once_and_never_again_however_long_ago(
    app: Flask, device: Device, new_device: Devices, clock: time_machine.Traveller
) -> None:
    user = make_user()
    sign_in(device, user)
    paper = set_up(device, app)

    first = new_device()
    first.submit(sign_in(first, user, status=200), "Masuk", {"kode": paper[0]})
    for moment in (MINUTE, DAY, 400 * DAY):
        clock.move_to(START + moment)
        again = new_device()
        again.submit(sign_in(again, user, status=200), "Masuk", {"kode": paper[0]}, status=422)
    again.submit(sign_in(again, user, status=200), "Masuk", {"kode": paper[1]})
    again.get("/akun")


PLACES = (
    "/pembuat",
    "/pembuat/contoh-lontar",
    "/katalog",
    "/katalog?q=tikar+contoh+waktu",
    "/katalog?daerah=3526",
    "/daerah/kab-bangkalan",
    "/karya/{code}-{slug}",
    "/umpan/karya.atom",
    "/sitemap-karya-1.xml",
    "/sitemap-pembuat-1.xml",
)


def shown_at(browser: Browser, code: str) -> list[str]:
    """Where the public finds the maker or its work: in lists, searches, feeds, sitemaps and on their own pages."""
    signs = ("Contoh Lontar", "Tikar Contoh Waktu", "contoh-lontar", code)
    found = []
    for place in PLACES:
        answer = browser.raw(place.replace("{code}-{slug}", code))
        if answer.status_code == 301:
            answer = browser.raw(str(answer.location))
        told = answer.get_data(as_text=True).replace("q=tikar", "")
        if answer.status_code == 200 and any(sign in told for sign in signs):
            found.append(place)
    return found


def run_daily(app: Flask) -> None:
    """What the worker does on a day."""
    Worker(app, Stop()).drain()
