"""Asking both sides of a thread what became of it, and keeping what they tap; operations flush and never commit."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.extensions import db
from craftsite.inquiries import followup_mails, outcome_queries
from craftsite.inquiries.links import Door, hash_of, secret_of
from craftsite.inquiries.models import Inquiry, Outcome, Side
from craftsite.inquiries.silence_operations import people_of
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.web.clock import now

OUTCOME_JOB = "inquiries.ask_outcome"
AT_ONCE = 200
YES, NO, NOT_YET = "ya", "tidak", "belum"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the questions, asked one at a time: the column it fills, and what may be tapped."""

    column: str
    question: Any
    choices: Mapping[str, tuple[Any, Any]]
    follows: str


# What is tapped, what it is called, and what is stored. A band is stored as an amount in its middle.
STEPS: Mapping[str, Step] = {
    "jadi": Step(
        "bought",
        _l("Jadi membeli?"),
        {YES: (_l("Ya, jadi"), YES), NOT_YET: (_l("Belum, masih dibicarakan"), NOT_YET), NO: (_l("Tidak jadi"), NO)},
        "",
    ),
    "nilai": Step(
        "value_idr",
        _l("Kira-kira berapa nilainya?"),
        {
            "1": (_l("Di bawah Rp 500.000"), 250_000),
            "2": (_l("Rp 500.000 sampai 2 juta"), 1_000_000),
            "3": (_l("Rp 2 juta sampai 10 juta"), 5_000_000),
            "4": (_l("Rp 10 juta sampai 50 juta"), 25_000_000),
            "5": (_l("Di atas Rp 50 juta"), 75_000_000),
        },
        YES,
    ),
    "lewat": Step(
        "channel",
        _l("Belinya lewat apa?"),
        {
            "langsung": (_l("Langsung dari pembuatnya"), "langsung"),
            "online": (_l("Lewat toko online"), "online"),
        },
        YES,
    ),
    "ulang": Step(
        "is_repeated",
        _l("Sekali, atau sudah lebih dari sekali?"),
        {"sekali": (_l("Sekali"), False), "lagi": (_l("Lebih dari sekali"), True)},
        YES,
    ),
    "sebab": Step(
        "reason",
        _l("Apa sebabnya?"),
        {
            "harga": (_l("Harganya tidak cocok"), "harga"),
            "ongkir": (_l("Ongkos kirimnya mahal"), "ongkir"),
            "waktu": (_l("Terlalu lama"), "waktu"),
            "jumlah": (_l("Jumlahnya tidak sanggup"), "jumlah"),
            "mutu": (_l("Barangnya tidak sesuai"), "mutu"),
            "diam": (_l("Tidak ada jawaban"), "diam"),
            "lain": (_l("Sebab lain"), "lain"),
        },
        NO,
    ),
    "beli-di": Step("elsewhere", _l("Akhirnya membeli di mana?"), {}, NO),
}
# What is stored, by column, and what it is called.
STORED: Mapping[str, Mapping[Any, Any]] = {
    step.column: {stored: name for name, stored in step.choices.values()} for step in STEPS.values()
}
# The answer of a buyer who bought nowhere; no place has this code.
NOWHERE = "-"


def ask_outcomes(instant: datetime.datetime) -> int:
    """Asks both sides of every thread that is old enough, once for each time; how many threads."""
    number = 0
    for after_days in outcome_queries.ASKED_AFTER:
        threads = outcome_queries.find_to_ask(after_days, instant, AT_ONCE)
        people = people_of(threads)
        for inquiry in threads:
            for side in (Side.MAKER, Side.BUYER):
                salt = salt_of(inquiry, side, after_days)
                db.session.add(
                    Outcome(
                        inquiry_id=inquiry.id,
                        side=side,
                        after_days=after_days,
                        token_hash=hash_of(Door.OUTCOME, salt),
                        asked_at=instant,
                        bought="",
                        channel="",
                        reason="",
                        elsewhere="",
                    )
                )
                secret = secret_of(Door.OUTCOME, salt)
                if side is Side.BUYER:
                    followup_mails.send_outcome_to_buyer(inquiry, secret)
                else:
                    speakers = people.get(inquiry.producer_id or 0, [])
                    followup_mails.send_outcome_to_makers(inquiry, speakers, secret)
        number += len(threads)
        db.session.flush()
    return number


def ask_daily(payload: Payload) -> Write:
    """The job that does so."""
    return lambda: ask_outcomes(now())


def salt_of(inquiry: Inquiry, side: str, after_days: int) -> str:
    """What the link of one question to one side is made from."""
    return f"{inquiry.link_salt} {side} {after_days}"


def steps_of(outcome: Outcome) -> Sequence[str]:
    """Which questions are asked of a side after what it has said."""
    asked = [code for code, step in STEPS.items() if step.follows in ("", outcome.bought)]
    # A maker does not know where somebody else bought instead.
    return [code for code in asked if code != "beli-di" or outcome.side == Side.BUYER]


def next_step(outcome: Outcome) -> str:
    """The first question without an answer; "" once all are answered."""
    return next((code for code in steps_of(outcome) if getattr(outcome, STEPS[code].column) in ("", None)), "")


def tell(outcome: Outcome, code: str, tapped: str, is_place: Callable[[str], bool], instant: datetime.datetime) -> bool:
    """Keeps one tap of an outcome that is held for update; False for a question or an answer that is none."""
    if code not in steps_of(outcome):
        return False
    step = STEPS[code]
    if code == "beli-di":
        if tapped != NOWHERE and not is_place(tapped):
            return False
        outcome.elsewhere = tapped
    elif tapped in step.choices:
        if code == "jadi" and tapped != outcome.bought:
            outcome.value_idr, outcome.channel, outcome.is_repeated = None, "", None
            outcome.reason, outcome.elsewhere = "", ""
        setattr(outcome, step.column, step.choices[tapped][1])
    else:
        return False
    outcome.answered_at = outcome.answered_at or instant
    db.session.flush()
    return True
