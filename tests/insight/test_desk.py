"""The reach of a region: numbers of its real listings only, by kind, month and country, and the same in the file."""

import csv
import datetime
import io
from collections.abc import Iterator

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from craftsite.events.models import Count, Subject, What
from craftsite.events.operations import add_up
from craftsite.extensions import db as database
from craftsite.inquiries.demand_models import Line, Tap
from craftsite.insight.queries import months_until, reach_of
from craftsite.listings.models import Listing
from tests.browser import Device
from tests.factories import make_listing, make_producer
from tests.offices import officer

NOW = datetime.datetime(2027, 3, 10, 5, tzinfo=datetime.UTC)
HERE, THERE = "3526", "3527"


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def count(listing: Listing, what: What, number: int, day: datetime.date, country: str = "ID") -> None:
    add_up({Count(Subject("listing", listing.code or ""), what, "", country, day): number})


def a_market() -> None:
    """A batik and a basket of HERE, one thing of THERE, and an example."""
    maker = make_producer(region=HERE)
    batik = make_listing(producer=maker, kind="batik")
    basket = make_listing(producer=maker)
    example = make_listing(producer=make_producer(region=HERE, is_example=True, origin_valid_until=None))
    march, year_ago = datetime.date(2027, 3, 1), datetime.date(2026, 4, 1)
    count(batik, What.VIEW, 40, march)
    count(batik, What.VIEW, 7, year_ago, "JP")
    count(batik, What.VIEW, 2, march, "NL")
    count(batik, What.VIEW, 2, march, "SG")
    count(batik, What.VIEW, 1, march, "")
    count(batik, What.VIEW, 500, datetime.date(2026, 3, 31))
    count(basket, What.CHANNEL, 3, march)
    count(example, What.VIEW, 9_000, march)
    count(make_listing(region=THERE), What.VIEW, 700, march)
    tap = {"subject_kind": "karya", "line": Line.WHATSAPP, "route": "langsung", "language": "id"}
    # Still February in UTC, and March in East Java.
    instant = datetime.datetime(2027, 2, 28, 18, tzinfo=datetime.UTC)
    database.session.add(Tap(producer_id=maker.id, listing_id=batik.id, tapped_at=instant, **tap))
    database.session.flush()


def test_an_office_sees_the_numbers_of_its_region_and_of_no_other(device: Device, db: SQLAlchemy) -> None:
    a_market()
    officer(device, db, HERE)
    db.session.commit()

    page = device.get("/dekranasda/pasar")

    assert page.texts(".figures dd") == ["1", "2", "52", "4"]
    kinds, months, countries = (page.soup.select("table")[index] for index in range(3))
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in kinds.select("tbody tr")]
    assert rows[0] == ["Batik", "1", "52", "0", "0", "1"]
    assert rows[1] == ["Kerajinan", "1", "0", "0", "3", "0"]
    by_month = [row.get_text(" ", strip=True).split(" ") for row in months.select("tbody tr")]
    assert by_month[0] == ["Maret", "2027", "45", "0", "3", "1"]
    assert by_month[-1] == ["April", "2026", "7", "0", "0", "0"]
    assert len(by_month) == 12
    assert [row.get_text(" ", strip=True) for row in countries.select("tbody tr")] == [
        "Indonesia 40",
        "Jepang 7",
        "Negara lain 4",
        "Tidak diketahui 1",
    ]


def test_the_file_adds_up_to_the_page(device: Device, db: SQLAlchemy) -> None:
    a_market()
    officer(device, db, HERE)
    db.session.commit()

    answer = device.raw("/dekranasda/pasar.csv")

    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert sum(int(row["jumlah"]) for row in rows if row["apa"] == "view") == 52
    assert {"bulan": "2026-04", "jenis": "batik", "apa": "view", "negara": "JP", "jumlah": "7"} in rows
    assert [row["jumlah"] for row in rows if row["negara"] == "lain"] == ["2", "2"]
    assert {row["bulan"] for row in rows} == {"2026-04", "2027-03"}


def test_where_nothing_was_counted_the_page_says_so(device: Device, db: SQLAlchemy) -> None:
    officer(device, db, HERE)
    db.session.commit()

    page = device.get("/dekranasda/pasar")

    assert "Belum ada kunjungan yang terhitung dalam dua belas bulan ini" in page.text
    assert not page.has("table")


def test_the_province_sees_all_regions_together(db: SQLAlchemy) -> None:
    a_market()

    assert reach_of(None, NOW.date()).count(What.VIEW) == 52 + 700
    assert reach_of(frozenset(), NOW.date()).count(What.VIEW) == 0


@pytest.mark.same_on_both
def test_twelve_months_cross_the_turn_of_the_year() -> None:
    months = months_until(datetime.date(2027, 3, 10))

    assert (months[0], months[2], months[3], months[-1]) == (
        datetime.date(2027, 3, 1),
        datetime.date(2027, 1, 1),
        datetime.date(2026, 12, 1),
        datetime.date(2026, 4, 1),
    )
