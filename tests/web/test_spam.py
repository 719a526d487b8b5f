"""Machines are kept away, and a person who is taken for one loses nothing."""

import datetime

import pytest
import time_machine
from flask import Flask

from craftsite.app import create_app
from craftsite.web.forms import TextField
from craftsite.web.spam import LATEST_S, SOONEST_S, GuardedForm, new_stamp
from tests.conftest import SETTINGS

NOON = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)


class Guarded(GuardedForm):
    name = TextField("Nama", name="nama", longest=50)


def stamp_of(app: Flask) -> str:
    """A stamp of NOON."""
    with time_machine.travel(NOON, tick=False), app.app_context():
        return new_stamp()


def sent(app: Flask, seconds: float, **data: str) -> Guarded:
    """The form as it comes back when these values were sent so long after noon."""
    with (
        time_machine.travel(NOON + datetime.timedelta(seconds=seconds), tick=False),
        app.test_request_context("/", method="POST", data={"nama": "Sari", **data}),
    ):
        form = Guarded()
        form.validate_on_submit()
        return form


@pytest.mark.parametrize("seconds", [SOONEST_S, 60, LATEST_S])
def test_a_form_that_a_person_fills_in_passes(app: Flask, seconds: int) -> None:
    assert sent(app, seconds, cap=stamp_of(app)).http_status == 200


def test_a_form_that_was_sent_at_once_comes_back_filled_and_passes_a_little_later(app: Flask) -> None:
    form = sent(app, SOONEST_S - 1, cap=stamp_of(app))

    assert form.http_status == 422
    assert "sangat cepat" in form.faults[0].sentence
    assert form.name.data == "Sari"
    assert sent(app, SOONEST_S, cap=form.stamp.data).http_status == 200


@pytest.mark.parametrize(
    ("seconds", "stamp"),
    [(LATEST_S + 1, None), (60, ""), (60, "a.b.c"), (60, "\x00"), (60, "é" * 500), (60, "." * 60_000)],
)
def test_a_form_that_is_too_old_or_not_ours_comes_back_filled_with_a_stamp_that_passes(
    app: Flask, seconds: int, stamp: str | None
) -> None:
    form = sent(app, seconds, cap=stamp_of(app) if stamp is None else stamp)

    assert form.http_status == 422
    assert "lebih dari sehari" in form.faults[0].sentence
    assert form.name.data == "Sari"
    assert sent(app, seconds + SOONEST_S, cap=form.stamp.data).http_status == 200


def test_a_form_without_a_stamp_does_not_pass(app: Flask) -> None:
    assert sent(app, 60).http_status == 422


def test_a_stamp_of_another_site_does_not_pass(app: Flask) -> None:
    other = create_app({**SETTINGS, "SECRET_KEY": "the key of another site, long enough", "DATABASE_URL": "sqlite://"})

    assert sent(app, 60, cap=stamp_of(other)).http_status == 422


def test_what_fills_in_the_field_that_nobody_sees_is_stopped_and_the_rest_stays(app: Flask) -> None:
    form = sent(app, 60, cap=stamp_of(app), situs_web="https://spam.example")

    assert form.http_status == 422
    assert "tidak terlihat" in form.faults[0].sentence
    assert (form.name.data, form.trap.data) == ("Sari", "")
    assert sent(app, 61, cap=form.stamp.data, situs_web=form.trap.data).http_status == 200


def test_a_receipt_is_the_same_only_for_the_same_content_of_the_same_opened_form(app: Flask) -> None:
    first, second = stamp_of(app), stamp_of(app)
    receipts = [
        sent(app, 60, cap=cap).receipt(*values)
        for cap, values in ((first, ("a", "bc")), (first, ("ab", "c")), (second, ("a", "bc")))
    ]

    assert len(set(receipts)) == 3
    assert sent(app, 90, cap=first).receipt("a", "bc") == receipts[0]
    assert {len(receipt) for receipt in receipts} == {64}
