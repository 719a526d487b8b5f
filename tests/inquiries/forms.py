"""A question as a buyer sends it."""

import datetime
import json

import time_machine
from altcha import Challenge, Payload, solve_challenge
from bs4 import Tag

from craftsite.web.clock import now
from tests.browser import Browser

WRITTEN = {
    "untuk": "dijual-lagi",
    "jumlah": "selusin",
    "jumlah_benar": "12",
    "tujuan": "33",
    "isi": "Mohon harga untuk selusin.",
    "nama": "Contoh Toko",
    "kontak": "0812 3456 7890",
    "setuju": "y",
}


def opened(browser: Browser, url: str) -> dict[str, str]:
    """What the form of this address sends by itself when it was opened a minute ago."""
    with time_machine.travel(now() - datetime.timedelta(minutes=1), tick=False):
        return sent_by_itself(browser.get(url).one("main form[method=post]"))


def sent_by_itself(form: Tag) -> dict[str, str]:
    """What a form sends without anything being filled in, in a browser that runs scripts."""
    fields = form.select("input[type=hidden], .trap input")
    return {str(field["name"]): _value(field) for field in fields}


def solved(challenge: str) -> str:
    """The proof of work that a browser makes of a challenge."""
    asked = Challenge.from_dict(json.loads(challenge))
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()


def _value(field: Tag) -> str:
    challenge = field.get("data-challenge")
    return solved(str(challenge)) if challenge else str(field.get("value", ""))


def filled(browser: Browser, url: str, **values: str) -> dict[str, str]:
    """A question that is right, with these values in it."""
    return opened(browser, url) | WRITTEN | values
