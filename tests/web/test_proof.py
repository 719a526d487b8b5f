"""Proof of work: a solution is ours, right, fresh, and good once."""

import base64
import datetime
import json

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.web.clock import now
from craftsite.web.forms import AnonymousForm
from craftsite.web.proof import ProofField, new_challenge
from craftsite.web.spam import LATEST_S
from tests.inquiries.forms import solved

pytestmark = pytest.mark.same_on_both


class ProvenForm(AnonymousForm):
    """A form that asks for a proof."""

    proof = ProofField(name="bukti")


def sent(app: Flask, proof: str) -> ProofField:
    """The field as it came in."""
    with app.test_request_context(method="POST", data={"bukti": proof}):
        return ProvenForm().proof


def changed(proof: str, solution: str = "", **values: object) -> str:
    """A proof whose solution or challenge says something else."""
    told = json.loads(base64.b64decode(proof))
    told["challenge"]["parameters"] |= values
    told["solution"]["derivedKey"] = solution or told["solution"]["derivedKey"]
    return base64.b64encode(json.dumps(told).encode()).decode()


def test_a_right_solution_is_good_once(app: Flask, db: SQLAlchemy) -> None:
    proof = solved(new_challenge())

    assert [sent(app, proof).spend() for _time in range(2)] == [True, False]
    assert sent(app, solved(new_challenge())).spend()


def test_a_challenge_lives_as_long_as_its_form(app: Flask, db: SQLAlchemy) -> None:
    with time_machine.travel(now() - datetime.timedelta(seconds=LATEST_S - 60), tick=False):
        fresh = solved(new_challenge())
    with time_machine.travel(now() - datetime.timedelta(seconds=LATEST_S + 60), tick=False):
        stale = solved(new_challenge())

    assert sent(app, fresh).spend()
    assert not sent(app, stale).spend()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda proof: "",
        lambda proof: "bukan base64",
        lambda proof: base64.b64encode(b'{"challenge": [], "solution": 1}').decode(),
        lambda proof: base64.b64encode(b"[" * 1_000).decode(),
        lambda proof: proof * 3,
        lambda proof: changed(proof, keyPrefix=""),
        lambda proof: changed(proof, expiresAt=9_999_999_999),
        lambda proof: changed(proof, cost="x", salt=None, nonce=["a"]),
        lambda proof: base64.b64encode(
            base64.b64decode(proof).replace(b'"derivedKey": "', b'"derivedKey": "0')
        ).decode(),
    ],
)
def test_what_is_no_solution_of_ours_counts_as_none(app: Flask, db: SQLAlchemy, wrong) -> None:
    field = sent(app, wrong(solved(new_challenge())))

    assert field.data == ""
    assert not field.spend()
