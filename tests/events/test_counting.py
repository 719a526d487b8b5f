"""What pages report is counted once, by day and country, without anything about persons, and never by machines."""

import datetime
import hashlib
import threading

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.events.marks import count_mark, read_mark
from craftsite.events.models import Count, DailyCount, Subject, What
from craftsite.events.operations import EXTENSION, add_up
from craftsite.events.queries import Span
from craftsite.events.tally import Tally
from craftsite.events.views import BY_MARK
from craftsite.extensions import db as database
from tests.browser import Browser, Device
from tests.factories import make_exhibition, make_listing, make_producer
from tests.live import LiveDatabase

PHONE = Device.USER_AGENT
HERE = {"User-Agent": PHONE, "Sec-Fetch-Site": "same-origin"}
BASKET = Subject("listing", "BKL-014")


def report(browser: Browser, mark: str, zone: str = "Asia/Jakarta", **headers: str) -> int:
    """The status that a page gets which reports something."""
    given = HERE | {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"10.1.{hashlib.sha256(mark.encode()).digest()[0]}.7"
    answer = browser.raw(
        "/hitung",
        method="POST",
        data={"apa": mark, "zona": zone},
        headers=given,
        environ_base={"REMOTE_ADDR": address},
    )
    assert "Set-Cookie" not in answer.headers
    return answer.status_code


def a_view(subject: Subject) -> Count:
    """One opening of its page."""
    return Count(subject, What.VIEW, "", "ID", datetime.date(2026, 11, 24))


def counted() -> list[tuple[object, ...]]:
    """What stands in the table."""
    found = database.session.scalars(sa.select(DailyCount).order_by(DailyCount.subject_key, DailyCount.what)).all()
    return [(row.subject_key, row.what, row.detail, row.country, row.number) for row in found]


def test_what_was_opened_and_pressed_is_added_up_by_day_and_country(browser: Browser, app: Flask) -> None:
    view, shop = count_mark(BASKET), count_mark(BASKET, What.CHANNEL, "shopee")

    for mark, zone in ((view, "Asia/Jakarta"), (view, "Asia/Makassar"), (view, "Asia/Tokyo"), (shop, "nowhere")):
        assert report(browser, mark, zone) == 204

    assert counted() == [
        ("BKL-014", "channel", "shopee", "", 1),
        ("BKL-014", "view", "", "ID", 2),
        ("BKL-014", "view", "", "JP", 1),
    ]


def test_the_day_is_that_of_east_java(browser: Browser, db: SQLAlchemy) -> None:
    with time_machine.travel(datetime.datetime(2027, 3, 1, 17, 30, tzinfo=datetime.UTC), tick=False):
        report(browser, count_mark(BASKET))

    assert db.session.scalars(sa.select(DailyCount.day)).all() == [datetime.date(2027, 3, 2)]


def test_the_table_has_no_room_for_anything_about_a_person() -> None:
    assert set(DailyCount.__table__.columns.keys()) == {
        *("subject_kind", "subject_key", "day", "what", "detail", "country", "number"),
    }


@pytest.mark.parametrize(
    "user_agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "WhatsApp/2.23.20.0",
        "python-requests/2.32",
        "curl/8.5.0",
        "Mozilla/5.0 " + "x" * 600,
    ],
)
@pytest.mark.same_on_both
def test_a_machine_gets_the_same_answer_and_is_not_counted(browser: Browser, user_agent: str) -> None:
    assert report(browser, count_mark(BASKET), User_Agent=user_agent) == 204

    assert counted() == []


@pytest.mark.parametrize(
    "user_agent",
    [
        PHONE,
        "Mozilla/5.0 (Linux; Android 10; SM-A107F Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 Instagram 310.0.0.37.328 Android",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (Linux; U; Android 9; id-id; Redmi 7A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/89.0.4389.116 Mobile Safari/537.36 XiaoMi/MiuiBrowser/12.16.3",
        "Mozilla/5.0 (Linux; Android 12; CPH2269) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
        "Chrome/121.0.0.0 Mobile Safari/537.36",
    ],
)
@pytest.mark.same_on_both
def test_the_browsers_that_people_have_are_counted(browser: Browser, user_agent: str) -> None:
    report(browser, count_mark(BASKET), User_Agent=user_agent)

    assert len(counted()) == 1


@pytest.mark.same_on_both
def test_what_no_page_of_ours_has_sent_is_not_counted(browser: Browser) -> None:
    mark = count_mark(BASKET)

    assert report(browser, mark, Sec_Fetch_Site="cross-site") == 403
    assert browser.raw("/hitung", method="POST", data={"apa": mark}, headers={"User-Agent": PHONE}).status_code == 403
    assert browser.raw("/hitung").status_code == 405
    assert counted() == []


HOSTILE = [
    {"data": {}},
    {"data": {"apa": "listing.BKL-014.view..AAAAAAAAAAAAAAAA"}},
    {"data": {"apa": "listing.BKL-014.view."}},
    {"data": {"apa": "....."}},
    {"data": {"apa": "\x00" * 40}},
    {"data": {"apa": "é" * 40, "zona": "\x00"}},
    {"data": {"apa": "9" * 5_000, "zona": "9" * 5_000}},
    {"data": b"\xff\xfe\x00apa=%00%ff%zz", "content_type": "application/x-www-form-urlencoded"},
    {"data": b'{"apa": 1}', "content_type": "application/json"},
    {"data": b"--x\r\nContent-Disposition: form-data; name=", "content_type": "multipart/form-data; boundary=x"},
    {"data": b"x", "content_type": "multipart/form-data"},
    {"data": b"", "content_type": "text/plain;charset=\x00"},
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.same_on_both
def test_whatever_is_sent_gets_the_same_answer_and_counts_for_nothing(
    browser: Browser, body: dict[str, object]
) -> None:
    answer = browser.raw("/hitung", method="POST", headers=HERE, **body)

    assert (answer.status_code, answer.data) == (204, b"")
    assert counted() == []


@pytest.mark.same_on_both
def test_too_much_is_refused(browser: Browser) -> None:
    assert browser.raw("/hitung", method="POST", headers=HERE, data={"apa": "x" * 100_000}).status_code == 413


@pytest.mark.same_on_both
def test_a_mark_says_one_thing_and_cannot_be_bent(app: Flask, db: SQLAlchemy) -> None:
    mark = count_mark(BASKET, What.SHARE)

    assert read_mark(mark) == (BASKET, What.SHARE, "")
    for other in (mark.replace("014", "015"), mark.replace("share", "view"), mark[:-1], mark + "A", f" {mark}"):
        assert read_mark(other) is None
    for bad in (Subject("listing", ""), Subject("listing", "a.b"), Subject("", "a"), Subject("listing", "x" * 121)):
        with pytest.raises(ValueError, match="cannot be counted"):
            count_mark(bad)


@pytest.mark.same_on_both
def test_one_address_cannot_drive_a_number_up(browser: Browser) -> None:
    mark = count_mark(Subject("listing", "BKL-099"))
    for _turn in range(BY_MARK.amount + 20):
        assert report(browser, mark) == 204

    assert counted() == [("BKL-099", "view", "", "ID", BY_MARK.amount)]


def test_a_database_that_is_busy_takes_nothing_from_the_visitor_and_nothing_from_the_count(
    live_db: LiveDatabase,
) -> None:
    app = live_db.app(DATABASE_TIMEOUT_MS=100)
    visitor = Browser(app)
    with app.app_context():
        mark = count_mark(BASKET)
        engine = database.engine
        with engine.connect().execution_options(craftsite_writing=True) as busy, busy.begin():
            if engine.dialect.name == "postgresql":
                busy.execute(sa.text("LOCK TABLE daily_counts IN ACCESS EXCLUSIVE MODE"))
            assert report(visitor, mark) == 204
            assert report(visitor, mark) == 204
        tally: Tally = app.extensions[EXTENSION]
        assert tally.waiting == 2

        assert report(visitor, mark) == 204

        assert tally.waiting == 0
        assert counted() == [("BKL-014", "view", "", "ID", 3)]


def test_workers_that_write_the_same_rows_at_once_lose_nothing(live_app: Flask) -> None:
    def work(number: int) -> None:
        subjects = [Subject("listing", f"BKL-{code}") for code in range(20)]
        with live_app.test_request_context():
            for subject in subjects if number % 2 else reversed(subjects):
                live_app.extensions[EXTENSION].add(a_view(subject))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with live_app.app_context():
        assert {number for *_rest, number in counted()} == {4}


def test_a_page_carries_marks_for_itself_and_what_can_be_pressed_and_examples_carry_none(browser: Browser) -> None:
    maker = make_producer(slug="contoh-usaha")
    listing = make_listing(producer=maker)
    listing_page = f"/karya/{listing.code}-{listing.slug}"
    exhibition = make_exhibition(listing)
    example = make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    pages = {
        listing_page: f"listing.{listing.code}.view.",
        "/pembuat/contoh-usaha": "producer.contoh-usaha.view.",
        "/khas/batik-gedog-tuban": "product.batik-gedog-tuban.view.",
        "/daerah/kab-magetan": "region.3520.view.",
        f"/pameran/{exhibition.slug}": f"exhibition.{exhibition.slug}.view.",
    }

    for path, text in pages.items():
        [own, *_others] = browser.get(path).attributes("[data-count]", "data-count")
        assert own.rpartition(".")[0] == text, path
    shared = [mark for mark in browser.get(listing_page).attributes("a[data-count]", "data-count") if ".share." in mark]
    assert len(shared) == 1
    assert browser.get(f"/en{listing_page}").attributes("[data-count]", "data-count")[0].startswith("listing.")
    assert not any(browser.get(f"/karya/{example.code}-{example.slug}").attributes("[data-count]", "data-count"))
    assert not browser.get(f"/pembuat/{example.producer.slug}").has("[data-count]")


@pytest.mark.same_on_both
def test_a_span_of_days_ends_with_its_last_and_follows_the_one_before() -> None:
    span = Span.of_days(30, datetime.date(2026, 11, 24))

    assert (span.first, span.last) == (datetime.date(2026, 10, 26), datetime.date(2026, 11, 24))
    assert (span.before.first, span.before.last) == (datetime.date(2026, 9, 26), datetime.date(2026, 10, 25))


def test_many_different_counts_are_written_together(app: Flask, db: SQLAlchemy) -> None:
    counts = {a_view(Subject("listing", f"BKL-{number}")): 2 for number in range(1_200)}

    add_up(counts)
    add_up(counts)

    assert db.session.scalar(sa.select(sa.func.sum(DailyCount.number))) == 4_800
