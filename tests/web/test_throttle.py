"""Limits hold on both databases, however many ask at once, and nobody's address can be read from them."""

import datetime
import threading
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from sqlalchemy import func, select

from craftsite.app import create_app
from craftsite.extensions import db as database
from craftsite.throttling.models import ThrottleHit
from craftsite.throttling.storage import DatabaseStorage, sweep
from craftsite.web.throttle import ThrottledError, client_network, spend
from craftsite.web.writing import writing
from tests.conftest import SETTINGS, Counter
from tests.databases import Databases

HOURLY = RateLimitItemPerHour(3, namespace="hourly")
OTHER = RateLimitItemPerHour(3, namespace="other")
DAILY = RateLimitItemPerDay(1_000, namespace="daily")
NOON = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def noon(db: SQLAlchemy) -> Iterator[time_machine.Traveller]:
    """The clock stands still at noon until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def spend_all(*keys: str) -> None:
    """Spends all that HOURLY allows."""
    for _turn in range(HOURLY.amount):
        spend(HOURLY, *keys)


def test_what_a_limit_allows_passes_and_the_next_is_told_when_to_come_back(noon: time_machine.Traveller) -> None:
    spend(HOURLY, "a")
    noon.shift(datetime.timedelta(minutes=20))
    spend(HOURLY, "a")
    spend(HOURLY, "a")

    with pytest.raises(ThrottledError) as refusal:
        spend(HOURLY, "a")

    assert refusal.value.code == 429
    assert refusal.value.retry_after_s == 40 * 60
    assert ("Retry-After", "2400") in refusal.value.get_headers()
    assert refusal.value.explanation.sentence == "Coba lagi 40 menit lagi."


def test_whoever_comes_back_then_has_the_whole_limit_again(noon: time_machine.Traveller) -> None:
    spend_all("a")
    noon.shift(datetime.timedelta(hours=1))

    spend_all("a")
    with pytest.raises(ThrottledError):
        spend(HOURLY, "a")


@pytest.mark.parametrize("keys", [("b",), (), ("a", "b"), ("", "a"), ("ab",)])
def test_one_key_does_not_spend_what_another_has(keys: tuple[str, ...]) -> None:
    spend_all("a")

    spend_all(*keys)


def test_two_limits_are_apart() -> None:
    spend_all("a")

    spend(OTHER, "a")


def test_a_refusal_says_hours_where_minutes_would_not_be_read() -> None:
    with pytest.raises(ThrottledError) as refusal:
        for _turn in range(DAILY.amount + 1):
            spend(DAILY)

    assert refusal.value.explanation.sentence == "Coba lagi 24 jam lagi."


def test_nothing_of_what_is_stored_can_be_read(db: SQLAlchemy) -> None:
    spend(HOURLY, "203.0.113.7", "rahasia")

    [row] = db.session.scalars(select(ThrottleHit))
    assert (row.hits, row.expires_at) == (1, NOON + datetime.timedelta(hours=1))
    assert "203" not in row.key
    assert "rahasia" not in row.key
    assert len(row.key) <= 160


def test_the_same_address_leaves_another_trace_under_another_key_of_the_site(
    app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    spend(HOURLY, "203.0.113.7")
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key, long enough for any check")
    spend(HOURLY, "203.0.113.7")

    assert db.session.scalar(select(func.count()).select_from(ThrottleHit)) == 2


def test_windows_that_have_ended_go_when_a_new_one_of_the_limit_opens(
    db: SQLAlchemy, noon: time_machine.Traveller
) -> None:
    for number in range(50):
        spend(HOURLY, str(number))
    spend(OTHER, "a")
    noon.shift(datetime.timedelta(hours=2))

    spend(HOURLY, "new")

    left = {key.partition("/")[0] for key in db.session.scalars(select(ThrottleHit.key))}
    assert left == {"hourly", "other"}
    assert db.session.scalar(select(func.count()).select_from(ThrottleHit)) == 2
    assert sweep() == 1


def test_a_unit_that_is_undone_has_spent_nothing(live_app: Flask) -> None:
    with live_app.app_context():
        for _turn in range(HOURLY.amount + 3):
            with writing():
                spend(HOURLY, "a")
        with writing():
            spend_all("a")
            database.session.commit()
        with writing(), pytest.raises(ThrottledError):
            spend(HOURLY, "a")


def test_a_limit_costs_the_same_whatever_it_holds(db: SQLAlchemy, count_queries: Counter) -> None:
    for number in range(30):
        spend(DAILY, str(number))
    with count_queries() as first:
        spend(DAILY, "new")
    with count_queries() as next_one:
        spend(DAILY, "new")

    assert (first(), next_one()) == (2, 1)


def test_many_at_once_get_exactly_what_the_limits_allow_and_again_when_all_windows_have_ended(
    live_app: Flask, noon: time_machine.Traveller
) -> None:
    for _day in range(2):
        granted, refused = visit_at_once(live_app)

        assert (granted.count("0"), granted.count("1"), len(refused)) == (3, 3, 42)
        with live_app.app_context():
            daily = select(ThrottleHit.hits).where(ThrottleHit.key.startswith("daily/"))
            assert database.session.scalar(daily) == len(granted)
        noon.shift(datetime.timedelta(days=1))


def visit_at_once(app: Flask) -> tuple[list[str], list[str]]:
    """The keys that were granted and those that were refused when eight visitors spend three limits six times."""
    granted: list[str] = []
    refused: list[str] = []
    faults: list[Exception] = []

    def visit(number: int) -> None:
        for turn in range(6):
            try:
                with app.app_context(), writing():
                    spend(OTHER, f"{number}-{turn % 2}")
                    spend(HOURLY, str(number % 2))
                    spend(DAILY)
                    database.session.commit()
                granted.append(str(number % 2))
            except ThrottledError:
                refused.append(str(number % 2))
            except Exception as fault:
                faults.append(fault)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return granted, refused


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not an address", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_visitor_counts_by_the_least_that_one_alone_can_have(app: Flask, address: str, network: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert client_network() == network


@pytest.mark.parametrize(
    ("forwarded", "network"), [("198.51.100.9", "198.51.100.9"), ("10.0.0.1, 198.51.100.9", "198.51.100.9")]
)
def test_behind_a_proxy_only_what_the_proxy_itself_saw_counts(
    databases: Databases, forwarded: str, network: str
) -> None:
    app = create_app({**SETTINGS, "PROXY_HOPS": 1, "DATABASE_URL": databases.empty()})
    seen: list[str] = []
    app.view_functions["health.alive"] = lambda: seen.append(client_network()) or ""

    app.test_client().get("/healthz", headers={"X-Forwarded-For": forwarded})

    assert seen == [network]


def test_without_a_proxy_nobody_can_claim_another_address(app: Flask) -> None:
    sent = {"headers": {"X-Forwarded-For": "198.51.100.9"}, "environ_base": {"REMOTE_ADDR": "127.0.0.1"}}
    with app.test_request_context("/", **sent):
        assert client_network() == "127.0.0.1"


def test_the_storage_keeps_what_the_package_asks_of_it(db: SQLAlchemy, noon: time_machine.Traveller) -> None:
    storage = DatabaseStorage()

    assert storage.check()
    assert (storage.get("a/1"), storage.get_expiry("a/1")) == (0, NOON.timestamp())
    assert [storage.incr("a/1", 60), storage.incr("a/1", 60, amount=5), storage.incr("b/1", 60)] == [1, 6, 1]
    noon.shift(30)
    assert (storage.get("a/1"), storage.get_expiry("a/1")) == (6, NOON.timestamp() + 60)
    storage.clear("a/1")
    assert (storage.get("a/1"), storage.get("b/1")) == (0, 1)
    assert (storage.reset(), storage.get("b/1")) == (1, 0)
