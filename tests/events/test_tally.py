"""What was counted waits in memory and is written together; a process that ends writes first, and nothing is silent."""

import datetime
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from craftsite.events import tally as module
from craftsite.events.marks import count_mark
from craftsite.events.models import Count, DailyCount, Subject, What
from craftsite.events.tally import Tally
from craftsite.extensions import db as database
from tests.browser import Device
from tests.conftest import SETTINGS
from tests.live import LiveDatabase
from tests.site import free_port

ROOT = Path(__file__).parents[2]
DAY_LONG_S = 24 * 60 * 60


def count(key: str = "BKL-014") -> Count:
    """Something to count."""
    return Count(Subject("listing", key), What.VIEW, "", "ID", datetime.date(2026, 11, 24))


class Book:
    """Where a tally writes; it can be away, and tells what it got each time."""

    def __init__(self) -> None:
        self.entries: list[Mapping[Count, int]] = []
        self.is_away = False
        self.has_new = threading.Event()

    def write(self, counts: Mapping[Count, int]) -> None:
        """Takes an entry. Raises OperationalError while away."""
        if self.is_away:
            raise OperationalError("", {}, Exception())
        self.entries.append(dict(counts))
        self.has_new.set()

    @property
    def total(self) -> Counter[Count]:
        """All entries added up."""
        return sum((Counter(entry) for entry in self.entries), Counter())


def test_what_comes_within_the_time_is_written_together() -> None:
    book = Book()
    tally = Tally(book.write, DAY_LONG_S)
    # The thread that waits for its time is not part of this test, and would keep it from ending.
    tally._writer = threading.current_thread()
    for _turn in range(3):
        tally.add(count())
    tally.add(count("BKL-015"))
    assert tally.waiting == 4

    assert tally.write_out()

    assert book.entries == [{count(): 3, count("BKL-015"): 1}]
    assert tally.waiting == 0


def test_a_thread_writes_by_itself_and_leaves_when_nothing_waits() -> None:
    book = Book()
    tally = Tally(book.write, 0.01)

    tally.add(count())
    assert book.has_new.wait(20)
    writer = tally._writer
    if writer is not None:
        writer.join(20)
    tally.add(count())
    writer = tally._writer
    if writer is not None:
        writer.join(20)

    assert book.total == {count(): 2}
    assert tally._writer is None


def test_many_threads_lose_nothing() -> None:
    book = Book()
    tally = Tally(book.write, 0.001)
    threads = [threading.Thread(target=lambda: [tally.add(count()) for _turn in range(200)]) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (writer := tally._writer) is not None:
        writer.join(20)

    assert book.total == {count(): 1_600}


def test_what_could_not_be_written_waits_and_a_full_memory_takes_no_new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    book = Book()
    book.is_away = True
    tally = Tally(book.write, 0)

    for key in ("a", "b", "c", "a"):
        tally.add(count(key))
    assert tally.waiting == 3
    book.is_away = False
    tally.add(count("b"))

    assert book.total == {count("a"): 2, count("b"): 2}


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_leave_writes_what_it_has_counted(
    live_db: LiveDatabase, order: signal.Signals
) -> None:
    app, port = live_db.app(), free_port()
    with app.app_context():
        mark = count_mark(Subject("listing", "BKL-014"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRAFTSITE_")} | {
        "CRAFTSITE_ENVIRONMENT": "development",
        "CRAFTSITE_DATABASE_URL": live_db.url,
        "CRAFTSITE_SECRET_KEY": SETTINGS["SECRET_KEY"],
        "CRAFTSITE_EVENTS_WRITE_AFTER_S": str(DAY_LONG_S),
        "CRAFTSITE_LOG_LEVEL": "CRITICAL",
    }
    command = [
        *(Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "2", "--workers-kill-timeout", "20", "--log-level", "error"),
        "wsgi:app",
    ]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait_for(port)
            headers = {"User-Agent": Device.USER_AGENT, "Sec-Fetch-Site": "same-origin"}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            for _turn in range(3):
                assert _ask(port, "POST", "/hitung", f"apa={mark}&zona=Asia%2FJakarta", headers) == 204
        finally:
            server.send_signal(order)

    with app.app_context():
        assert database.session.scalars(sa.select(DailyCount.number)).all() == [3]


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            _ask(port, "GET", "/healthz")
            return
        except OSError:
            assert time.monotonic() < deadline, "the server does not start"
            time.sleep(0.05)


def _ask(port: int, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, dict(headers or {}))
        return connection.getresponse().status
    finally:
        connection.close()
