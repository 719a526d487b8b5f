"""One question that many fingers send at the same moment, on a database whose commits are real."""

import threading

from flask import Flask
from sqlalchemy import func, select

from craftsite.cli import load
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, Message
from craftsite.mail.models import OutboxMessage
from craftsite.web.writing import writing
from tests.browser import Browser
from tests.factories import make_listing, make_membership, make_producer, make_user
from tests.inquiries.forms import filled

FINGERS = range(6)


def test_what_is_sent_many_times_at_once_is_asked_once_with_one_letter(live_app: Flask) -> None:
    with live_app.app_context():
        load()
    with live_app.app_context(), writing():
        producer = make_producer()
        make_membership(producer, make_user())
        url = f"/karya/{make_listing(producer=producer).code}/tanya"
        db.session.commit()
    # Every other finger is on another tab.
    forms = [filled(Browser(live_app), url) for _tab in range(2)]
    answers: list[str | None] = []
    start = threading.Barrier(len(FINGERS))

    def press(finger: int) -> None:
        browser = Browser(live_app)
        start.wait()
        answer = browser.raw(url, method="POST", data=forms[finger % 2], headers={"Sec-Fetch-Site": "same-origin"})
        answers.append(answer.location)

    threads = [threading.Thread(target=press, args=(finger,)) for finger in FINGERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == len(FINGERS)
    assert len(set(answers)) == 1
    assert "/percakapan/" in str(answers[0])
    with live_app.app_context():
        for model in (Inquiry, Message, OutboxMessage):
            assert db.session.scalar(select(func.count()).select_from(model)) == 1
