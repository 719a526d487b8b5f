"""What a maker is told of its visits: numbers of 30 days in all and of each, and honest where there are none."""

import datetime

from flask_sqlalchemy import SQLAlchemy

from craftsite.events.models import Count, Subject, What
from craftsite.events.operations import add_up
from craftsite.events.queries import Span
from craftsite.inquiries.demand_models import Line, Tap
from craftsite.listings.counted import subject_of
from craftsite.producers.models import Producer
from craftsite.web.clock import now, today
from tests.accounts.doors import sign_in
from tests.browser import Device
from tests.conftest import Counter
from tests.factories import make_listing, make_membership, make_producer, make_user


def in_a_room(device: Device, **overrides: object) -> Producer:
    """The maker for which the person on the device speaks, who is signed in."""
    user = make_user(region="3526")
    producer = make_producer(region="3526", **overrides)
    make_membership(producer, user)
    sign_in(device, user)
    return producer


def count(subject: Subject, what: What, number: int, days_ago: int = 0) -> None:
    """So many on one day."""
    add_up({Count(subject, what, "", "ID", today() - datetime.timedelta(days=days_ago)): number})


def test_the_room_tells_what_was_opened_shared_and_left_for_other_shops(device: Device, db: SQLAlchemy) -> None:
    producer = in_a_room(device, slug="contoh-tikar")
    mat, bag = (make_listing(producer=producer, name=name) for name in ("Tikar", "Tas"))
    other = make_listing(name="Milik orang lain")
    for subject, what, number, days_ago in (
        (subject_of(mat), What.VIEW, 1_200, 0),
        (subject_of(mat), What.VIEW, 34, 29),
        (subject_of(mat), What.SHARE, 2, 3),
        (subject_of(bag), What.VIEW, 1, 3),
        (subject_of(bag), What.CHANNEL, 5, 3),
        (Subject("producer", "contoh-tikar"), What.VIEW, 7, 1),
        (subject_of(mat), What.VIEW, 900, 30),
        (subject_of(mat), What.VIEW, 5_000, 60),
        (subject_of(other), What.VIEW, 77_777, 0),
    ):
        count(subject, what, number, days_ago)
    db.session.commit()

    page = device.get("/ruang")

    assert page.texts(".figures > div") == [
        "kali karya dibuka 1.235 sebelumnya 900",
        "kali halaman usaha dibuka 7 sebelumnya 0",
        "kali tombol bagikan ditekan 2 sebelumnya 0",
        "kali tautan toko lain ditekan 5 sebelumnya 0",
    ]
    assert "Dibuka 1.234 kali, dibagikan 2 kali" in page.text
    assert "Dibuka 1 kali, ke toko lain 5 kali" in page.text
    assert "77.777" not in page.text

    table = device.get(page.link("Karya satu per satu, dan cara menghitungnya"))
    assert table.texts("tbody tr") == [f"{bag.code} Tas 1 0 5", f"{mat.code} Tikar 1.234 2 0"]
    assert "Satu ponsel dihitung sekali sehari" in table.text


def test_taps_on_whatsapp_are_told_once_there_are_some(device: Device, db: SQLAlchemy) -> None:
    listing = make_listing(producer=in_a_room(device))
    about = {"producer_id": listing.producer_id, "line": Line.WHATSAPP, "route": "langsung", "language": "id"}
    for days_ago in (0, 29, 29, 30, 59, 60):
        instant = Span.of_days(1, today() - datetime.timedelta(days=days_ago)).begins_at
        db.session.add(Tap(subject_kind="karya", listing_id=listing.id, tapped_at=instant, **about))
    db.session.add(Tap(subject_kind="pembuat", tapped_at=now(), **about))
    db.session.commit()

    assert "kali tombol WhatsApp ditekan 4 sebelumnya 2" in device.get("/ruang").text
    assert device.get("/ruang/ringkasan").texts("tbody td") == ["0", "0", "0", "3"]


def test_where_nothing_was_counted_the_room_says_why(device: Device, db: SQLAlchemy) -> None:
    producer = in_a_room(device)
    db.session.commit()
    assert (
        "Belum ada karya yang tayang. Angkanya mulai dihitung begitu karya pertama tayang." in device.get("/ruang").text
    )
    assert "Belum ada karya yang tayang" in device.get("/ruang/ringkasan").text

    make_listing(producer=producer)
    db.session.commit()

    page = device.get("/ruang")
    assert "Belum ada kunjungan yang terhitung" in page.text
    assert not page.has(".figures")


def test_many_listings_ask_no_more_than_few(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    producer = in_a_room(device)

    def asked_with(number: int) -> int:
        for _listing in range(number):
            count(subject_of(make_listing(producer=producer)), What.VIEW, 1)
        db.session.commit()
        device.get("/ruang/ringkasan")
        with count_queries() as counted:
            device.get("/ruang/ringkasan")
        return counted()

    assert asked_with(2) == asked_with(20)
