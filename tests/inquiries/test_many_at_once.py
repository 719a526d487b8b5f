"""What many fingers do at the same moment, on a database whose commits are real."""

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from craftsite.cli import load
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, Message, Offer, OfferAnswer, Side
from craftsite.mail.models import OutboxMessage
from craftsite.web.writing import writing
from tests.browser import Browser
from tests.factories import (
    make_inquiry,
    make_listing,
    make_membership,
    make_offer,
    make_producer,
    make_user,
    thread_path,
)
from tests.inquiries.forms import filled

FINGERS = 6


def pressed_at_once(app: Flask, buttons: Sequence[tuple[str, Mapping[str, str]]]) -> Sequence[TestResponse]:
    """What each button answers, in this order, when all are pressed together: where it leads, and with what."""
    start = threading.Barrier(len(buttons))

    def press(button: tuple[str, Mapping[str, str]]) -> TestResponse:
        url, form = button
        start.wait()
        return Browser(app).raw(url, method="POST", data=dict(form), headers={"Sec-Fetch-Site": "same-origin"})

    with ThreadPoolExecutor(len(buttons)) as fingers:
        return list(fingers.map(press, buttons))


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

    answers = pressed_at_once(live_app, [(url, forms[finger % 2]) for finger in range(FINGERS)])

    assert len(answers) == FINGERS
    [thread] = {answer.location for answer in answers}
    assert "/percakapan/" in str(thread)
    with live_app.app_context():
        for model in (Inquiry, Message, OutboxMessage):
            assert db.session.scalar(select(func.count()).select_from(model)) == 1


def test_an_offer_that_two_tabs_take_and_decline_at_once_gets_one_answer_and_the_other_tab_is_told(
    live_app: Flask,
) -> None:
    with live_app.app_context():
        load()
    with live_app.app_context(), writing():
        inquiry = make_inquiry(listing=make_listing())
        offer_id = make_offer(inquiry).message_id
        thread = thread_path(inquiry)
        db.session.commit()
    words = [OfferAnswer.ACCEPTED, OfferAnswer.DECLINED] * (FINGERS // 2)

    answers = pressed_at_once(live_app, [(f"{thread}/penawaran/{offer_id}/{word}", {}) for word in words])

    with live_app.app_context():
        [said] = db.session.scalars(select(Message.sentence).where(Message.side == Side.BUYER, Message.sentence != ""))
        assert said == db.session.get_one(Offer, offer_id).answer
    assert [answer.status_code for answer in answers] == [303 if word == said else 409 for word in words]
    assert all("sudah dijawab di halaman lain" in answer.text for answer in answers if answer.status_code == 409)
