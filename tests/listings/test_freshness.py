"""The monthly question whether what a maker offers is still there: one letter, one tap, no signing in."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete

from craftsite.accounts.models import User
from craftsite.extensions import db as database
from craftsite.jobs.worker import Stop, Worker
from craftsite.listings.models import Listing
from craftsite.mail.models import OutboxMessage
from craftsite.producers.models import Membership
from tests.accounts.doors import link_in, sign_in
from tests.browser import Device
from tests.factories import make_listing, make_membership, make_producer, make_user

Outbox = Callable[[], list[OutboxMessage]]
START, DAY = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC), datetime.timedelta(days=1)
QUESTION = "Masih ada? Harga tetap?"


@dataclass(frozen=True)
class Month:
    """A maker with two works that were last confirmed at START, whose clock is moved by days."""

    app: Flask
    clock: time_machine.Traveller
    outbox: Outbox
    one: Listing
    other: Listing
    owner: User

    def letters_of_day(self, days: int) -> list[OutboxMessage]:
        """The questions that are sent on that day after the first."""
        day = START + days * DAY
        self.clock.move_to(day)
        # A worker begins each time with a session of its own.
        database.session.expire_all()
        Worker(self.app, Stop()).drain()
        return [letter for letter in self.outbox() if letter.subject == QUESTION and letter.created_at == day]


@pytest.fixture
def month(app: Flask, db: SQLAlchemy, outbox: Outbox) -> Iterator[Month]:
    """The day on which nothing is to be asked yet."""
    with time_machine.travel(START, tick=False) as clock:
        producer = make_producer()
        owner = make_user()
        make_membership(producer, owner)
        works = [make_listing(producer=producer, name=name) for name in ("Tikar contoh", "Keranjang contoh")]
        make_listing(producer=producer, name="Terjual", sold_at=START)
        yield Month(app, clock, outbox, works[0], works[1], owner)


def test_a_maker_is_asked_once_a_month_about_all_that_nobody_has_confirmed(month: Month) -> None:
    assert month.letters_of_day(29) == []
    [letter] = month.letters_of_day(31)
    assert ("Tikar contoh" in letter.text, "Keranjang contoh" in letter.text) == (True, True)
    assert "Terjual" not in letter.text
    assert month.letters_of_day(60) == []
    assert len(month.letters_of_day(62)) == 1


def test_one_tap_on_the_link_confirms_one_work_or_all(month: Month, device: Device, db: SQLAlchemy) -> None:
    one, other = month.one, month.other
    link = link_in(month.letters_of_day(31), "/masih-ada/")

    page = device.get(link)
    db.session.refresh(one)
    assert one.confirmed_at is None, "looking confirms nothing"

    device.submit(page, f"Masih ada, harga tetap {one.code}")
    again = device.get(link)
    assert again.texts(".rows h2") == ["Keranjang contoh"]
    assert "2 Apr 2026" in device.get(f"/karya/{one.code}-{one.slug}").text

    device.submit(again, "Semua masih ada, harga tetap")
    assert "Semua karya sudah dipastikan" in device.get(link).text
    db.session.refresh(other)
    assert other.confirmed_at == START + 31 * DAY
    assert month.letters_of_day(61) == []


def test_a_button_stops_the_letters_and_another_brings_them_back(month: Month, device: Device) -> None:
    link = link_in(month.letters_of_day(31), "/masih-ada/")

    device.submit(device.get(link), "Jangan kirim surat ini lagi")
    assert month.letters_of_day(62) == []

    device.submit(device.get(link), "Kirim lagi surat bulanan")
    assert len(month.letters_of_day(93)) == 1


def test_the_link_ends_after_45_days_and_with_speaking_for_the_maker(
    month: Month, device: Device, db: SQLAlchemy
) -> None:
    link = link_in(month.letters_of_day(31), "/masih-ada/")

    month.clock.move_to(START + 77 * DAY)
    device.get(link, status=410)
    month.clock.move_to(START + 75 * DAY)
    page = device.get(link)
    db.session.execute(delete(Membership))
    db.session.commit()
    device.get(link, status=410)
    device.submit(page, "Semua masih ada, harga tetap", status=410)
    device.get("/masih-ada/karangan", status=410)


def test_whoever_has_a_number_alone_is_asked_in_the_room(month: Month, device: Device, db: SQLAlchemy) -> None:
    neighbour = make_user(phone="+6281200000007")
    make_membership(month.one.producer, neighbour)
    month.letters_of_day(31)
    sign_in(device, neighbour)
    assert "2 karya: masih ada?" in device.get("/ruang").texts(".tasks b")

    page = device.get("/ruang/masih-ada")
    assert "Anda tidak memakai email di sini" in page.text
    device.submit(page, f"Masih ada, harga tetap {month.one.code}")
    device.submit(device.get("/ruang/masih-ada"), "Semua masih ada, harga tetap")

    assert not device.get("/ruang/masih-ada").has(".rows")
    assert "masih ada?" not in " ".join(device.get("/ruang").texts(".tasks b"))


def test_letters_that_were_stopped_come_back_by_a_switch_in_the_room(month: Month, device: Device) -> None:
    sign_in(device, month.owner)
    device.submit(device.get("/ruang/masih-ada"), "Jangan kirim surat ini lagi")
    assert month.letters_of_day(31) == []
    sign_in(device, month.owner)
    device.submit(device.get("/ruang/masih-ada"), "Kirim lagi surat bulanan")
    assert len(month.letters_of_day(62)) == 1
