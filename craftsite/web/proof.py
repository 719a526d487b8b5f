"""Proof of work, as altcha does it: what a browser computes while its owner writes, so that a flood costs its sender.

A challenge stands in its form, signed by us; nothing of it is stored until its solution is spent, which can be done
once. Nobody is refused for having none: whoever takes the form in decides what becomes of it then.
"""

import datetime
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from flask import current_app
from limits import RateLimitItemPerDay
from wtforms import HiddenField

from craftsite.web import throttle
from craftsite.web.clock import now
from craftsite.web.spam import LATEST_S

ALGORITHM = "PBKDF2/SHA-256"
# A browser tries half of these on the average, each as costly as PROOF_COST says.
MOST_TRIES = 200
# A solution has about 700 characters.
LONGEST_SOLUTION = 2_000
# A challenge is over within a day, so its solution cannot come back after its limit has.
ONCE = RateLimitItemPerDay(1, namespace="proof")


def new_challenge() -> str:
    """What a browser has to solve, as JSON; good for as long as its form."""
    challenge = create_challenge(
        ALGORITHM,
        current_app.config["PROOF_COST"],
        counter=secrets.randbelow(MOST_TRIES),
        expires_at=now() + datetime.timedelta(seconds=LATEST_S),
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


class ProofField(HiddenField):
    """The solution of a challenge of ours; "" for none, a wrong one, and one that is over."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"default": ""} | options))

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent, if it is right."""
        self.data = values[0] if values and _is_right(values[0]) else ""

    @property
    def challenge(self) -> str:
        """What a browser has to solve, new each time; its control holds it."""
        return new_challenge()

    def spend(self) -> bool:
        """Uses the solution up, inside the caller's unit of work; False where there is none that is good."""
        if not self.data:
            return False
        try:
            throttle.spend(ONCE, Payload.from_base64(self.data).challenge.parameters.nonce)
        except throttle.ThrottledError:
            return False
        return True


def _is_right(solution: str) -> bool:
    return (
        len(solution) <= LONGEST_SOLUTION
        and verify_solution(solution, _key("challenge"), hmac_key_secret=_key("solution")).verified
    )


def _key(purpose: str) -> bytes:
    return hmac.new(current_app.config["SECRET_KEY"].encode(), f"proof {purpose}".encode(), hashlib.sha256).digest()
