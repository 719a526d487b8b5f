"""Many visitors at the same moment, on a database whose commits are real."""

import collections
import threading

from flask import Flask
from sqlalchemy import func, select

from craftsite.extensions import db
from craftsite.reports.models import Report
from craftsite.reports.views import BY_ADDRESS, BY_SUBJECT
from tests.browser import Browser
from tests.reports.forms import PAGE, filled

VISITORS, TURNS = range(8), range(5)


def send_at_once(app: Flask, addresses: list[str], texts: list[list[str]]) -> collections.Counter[int]:
    """How often each status came: visitor by visitor has an address and sends these texts one by one."""
    statuses: list[int] = []
    form = filled(Browser(app))
    start = threading.Barrier(len(addresses))

    def visit(address: str, own_texts: list[str]) -> None:
        browser = Browser(app)
        start.wait()
        for text in own_texts:
            answer = browser.raw(
                PAGE,
                method="POST",
                data=form | {"isi": text},
                headers={"Sec-Fetch-Site": "same-origin"},
                environ_base={"REMOTE_ADDR": address},
            )
            statuses.append(answer.status_code)

    threads = [threading.Thread(target=visit, args=visitor) for visitor in zip(addresses, texts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return collections.Counter(statuses)


def count(app: Flask) -> int:
    """How many reports are stored."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Report)) or 0


def test_what_all_send_at_once_is_stored_once_and_spends_once(live_app: Flask) -> None:
    same = [f"Laporan {turn}" for turn in range(BY_ADDRESS.amount)]

    statuses = send_at_once(live_app, ["203.0.113.7" for _visitor in VISITORS], [same for _visitor in VISITORS])

    assert statuses == {303: len(VISITORS) * len(same)}
    assert count(live_app) == len(same)


def test_visitors_of_one_address_share_its_limit_exactly(live_app: Flask) -> None:
    texts = [[f"Laporan {visitor} {turn}" for turn in TURNS] for visitor in VISITORS]

    statuses = send_at_once(live_app, ["203.0.113.7" for _visitor in VISITORS], texts)

    assert statuses == {303: BY_ADDRESS.amount, 429: 40 - BY_ADDRESS.amount}
    assert count(live_app) == BY_ADDRESS.amount


def test_visitors_from_everywhere_share_the_limit_of_what_they_report_exactly(live_app: Flask) -> None:
    texts = [[f"Laporan {visitor} {turn}" for turn in TURNS] for visitor in VISITORS]

    statuses = send_at_once(live_app, [f"203.0.113.{visitor}" for visitor in VISITORS], texts)

    assert statuses == {303: BY_SUBJECT.amount, 429: 40 - BY_SUBJECT.amount}
    assert count(live_app) == BY_SUBJECT.amount
