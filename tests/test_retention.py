"""What is over goes, on the day that docs/retention.md and /privasi say; no table is kept by oversight."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.accounts.models import AccountEvent, AccountLink, Purpose, UserSession
from craftsite.events.models import DailyCount, What
from craftsite.extensions import Model, UtcDateTime
from craftsite.inquiries.demand_models import Line, Tap
from craftsite.inquiries.models import Message, State
from craftsite.inquiries.models import SubjectKind as InquirySubject
from craftsite.jobs.models import Job
from craftsite.jobs.worker import Stop, Worker, current_plan
from craftsite.mail.models import OutboxMessage
from craftsite.media.models import StoredImage, new_key
from craftsite.producers.models import Invitation
from craftsite.reports.models import Reason, Report, SubjectKind
from craftsite.throttling.models import ThrottleHit
from craftsite.web.clock import now
from tests.browser import Browser
from tests.factories import (
    make_certificate,
    make_document,
    make_inquiry,
    make_message,
    make_producer,
    make_product,
    make_user,
    make_wish,
)

DOC = Path(__file__).parents[1] / "docs" / "retention.md"
START = datetime.datetime(2026, 3, 2, 3, tzinfo=datetime.UTC)
DAY, LONG = datetime.timedelta(days=1), datetime.timedelta(days=4_000)
# Rows that a person wrote to be there, or that stand and fall with another row.
KEPT = {
    *("consents", "seats", "webauthn", "memberships", "origin_checks", "group_members", "certificate_checks"),
    *("listing_assists", "listing_deeds", "listing_drafts", "listing_photos", "reviews"),
    *("regional_products", "product_decisions"),
    *("inquiry_offers", "inquiry_attachments", "inquiry_read_marks", "inquiry_outcomes", "inquiry_complaints"),
    *("producers", "listings", "exhibitions", "highlights", "exchange_rates", "worker_sightings"),
}


@dataclass(frozen=True)
class Rule:
    """A row that is over at START, and for how many days it stays."""

    what: str
    days: int
    make: Callable[[], Model]


def session(**values: Any) -> UserSession:
    """A device of somebody."""
    usual = {"token_hash": "x", "device": "Ponsel", "created_at": START, "last_seen_at": START, "expires_at": START}
    usual |= {"idle_ends_at": START + 90 * DAY}
    return UserSession(user_id=make_user().id, **(usual | values))


def link(**values: Any) -> AccountLink:
    """A link of somebody that has ended."""
    usual = {"purpose": Purpose.RESET, "created_at": START, "usable_at": START, "expires_at": START}
    return AccountLink(user_id=make_user().id, **(usual | values))


def invitation(**values: Any) -> Invitation:
    """An invitation to speak for a maker."""
    usual = {"role": "editor", "address": "anak@contoh.id", "created_at": START}
    return Invitation(producer_id=make_producer().id, invited_by_id=make_user().id, **(usual | values))


def letter(**values: Any) -> OutboxMessage:
    """A letter."""
    texts = {"kind": "trial", "message_id": "<x>", "recipient": "a@contoh.id", "subject": "S", "text": "", "html": ""}
    return OutboxMessage(**texts, language="id", created_at=START, due_at=START, **values)


def report(**values: Any) -> Report:
    """A report of a page."""
    usual = {"subject_kind": SubjectKind.PAGE, "subject_key": "/", "reason": next(iter(Reason)), "text": ""}
    return Report(**usual, contact="", language="id", receipt="x", created_at=START, **values)


def photograph(**values: Any) -> StoredImage:
    """A photograph whose files do not matter here."""
    facts = {"key": new_key(), "width": 1, "height": 1, "byte_size": 1, "sha256": "x"}
    return StoredImage(**facts, created_at=START, **values)


def message() -> Message:
    """The last message of a thread, which the thread waits no longer for."""
    return make_message(make_inquiry(asked_at=START, last_message_at=START), sent_at=START)


def tap() -> Tap:
    """That somebody was shown a number."""
    of = {"subject_kind": InquirySubject.PRODUCER, "producer_id": make_producer().id, "line": Line.WHATSAPP}
    return Tap(**of, route="langsung", language="id", tapped_at=START)


def daily_count(instant: datetime.datetime) -> DailyCount:
    """How often something was opened on the day of an instant."""
    subject = {"subject_kind": "listing", "subject_key": "BKL-014"}
    return DailyCount(**subject, day=instant.date(), what=What.VIEW, detail="", country="", number=1)


RULES = (
    Rule("a device that was signed out", 30, lambda: session(expires_at=START + 90 * DAY, revoked_at=START)),
    Rule("a device whose time ran out", 30, session),
    Rule("a device that lay unused", 30, lambda: session(expires_at=START + 90 * DAY, idle_ends_at=START)),
    Rule("a link that was used", 30, lambda: link(used_at=START)),
    Rule("a link that an office passed on", 30, lambda: link(handed_at=START, handed_by_id=make_user().id)),
    Rule(
        "a line about an account",
        365,
        lambda: AccountEvent(user_id=make_user().id, action="signed_in", happened_at=START),
    ),
    Rule("a line whose account is gone", 365, lambda: AccountEvent(action="deleted", happened_at=START)),
    Rule("an invitation that ended", 30, lambda: invitation(expires_at=START)),
    Rule("an account that nobody confirmed", 14, lambda: make_user(confirmed_at=None, created_at=START)),
    Rule("a letter that was sent", 30, lambda: letter(done_at=START)),
    Rule("a letter that failed", 90, lambda: letter(failed_at=START)),
    Rule("a job that was done", 30, lambda: Job(kind="x", payload={}, created_at=START, due_at=START, done_at=START)),
    Rule("a job that failed", 90, lambda: Job(kind="x", payload={}, created_at=START, due_at=START, failed_at=START)),
    Rule("a photograph that was taken away", 7, lambda: photograph(discarded_at=START)),
    Rule("a document that was taken away", 7, lambda: make_document(discarded_at=START)),
    Rule(
        "a certificate that was taken away",
        365,
        lambda: make_certificate(make_producer(), state="removed", removed_at=START),
    ),
    Rule("a report that was handled", 365, lambda: report(handled_at=START)),
    Rule("a message of a thread", 730, message),
    Rule(
        "a question that was refused",
        30,
        lambda: make_inquiry(state=State.REFUSED, asked_at=START, last_message_at=START, reviewed_at=START),
    ),
    Rule("a tap", 730, tap),
    Rule("a wish", 730, lambda: make_wish(make_product(), wished_at=START)),
    Rule("the counts of a day", 800, lambda: daily_count(START)),
    Rule("a window of a limit", 0, lambda: ThrottleHit(key="x/y", hits=1, expires_at=START)),
)
STAYING: Mapping[str, Callable[[], Model]] = {
    "an account that was confirmed": lambda: make_user(created_at=START),
    "a report that nobody has handled": report,
    "a question, without its person": lambda: make_inquiry(asked_at=START, last_message_at=START),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)
def test_what_is_over_is_there_until_its_day_and_gone_after_it(app: Flask, db: SQLAlchemy, rule: Rule) -> None:
    with time_machine.travel(START, tick=False) as clock:
        stored = keep(db, rule.make())
        clock.move_to(START + rule.days * DAY - datetime.timedelta(minutes=1))
        tidy(app)
        assert is_there(db, stored)

        # The worker tidies once a day, so the day after is the latest.
        clock.move_to(START + (rule.days + 1) * DAY)
        tidy(app)
        assert not is_there(db, stored)


@pytest.mark.parametrize("what", STAYING)
def test_what_is_not_over_stays(app: Flask, db: SQLAlchemy, what: str) -> None:
    with time_machine.travel(START, tick=False) as clock:
        stored = keep(db, STAYING[what]())
        clock.move_to(START + LONG)
        tidy(app)

        assert is_there(db, stored)


def test_the_worker_tidies_once_a_day_without_being_asked(app: Flask, db: SQLAlchemy) -> None:
    stored = keep(db, letter(done_at=now() - 31 * DAY))
    assert current_plan().periodic["tidy"] == DAY

    Worker(app, Stop()).drain()

    assert not is_there(db, stored)


def test_every_table_that_knows_a_time_has_a_decision(app: Flask, db: SQLAlchemy) -> None:
    with time_machine.travel(START, tick=False):
        decided = {rule.make().__tablename__ for rule in RULES} | KEPT
    dated = {
        table.name
        for table in db.metadata.sorted_tables
        if any(isinstance(column.type, (UtcDateTime, sa.DateTime, sa.Date)) for column in table.columns)
    }

    assert dated == decided


def test_the_docs_name_every_table_and_its_days(app: Flask, db: SQLAlchemy) -> None:
    told: dict[str, str] = {}
    for names, stays in re.findall(r"^\| (`.*?) \| (.*?) \|", DOC.read_text(), re.MULTILINE):
        told |= dict.fromkeys(re.findall(r"`(\w+)`", names), stays)

    with time_machine.travel(START, tick=False):
        days = {(rule.make().__tablename__, rule.days) for rule in RULES if rule.days}
    assert {table for table, _days in days} | KEPT | {"throttle_hits"} == set(told)
    assert not [(table, number) for table, number in days if f"{number} days" not in told[table]]


def test_the_page_on_privacy_says_the_same(browser: Browser) -> None:
    page = browser.get("/privasi").text

    for sentence in (
        "Catatan kejadian disimpan setahun.",
        "Perangkat yang sudah keluar dan tautan yang sudah habis dihapus setelah 30 hari.",
        "Isi surat kepada Anda dihapus begitu terkirim, alamat dan judulnya 30 hari kemudian.",
        "Surat yang gagal dihapus setelah 90 hari.",
        "paling cepat setelah 14 hari",
        "Isi laporan disimpan setahun setelah selesai",
        "dua tahun setelah pesan terakhir",
        "Angka per hari disimpan 800 hari",
    ):
        assert sentence in page


def keep(db: SQLAlchemy, row: Model) -> tuple[type[Model], tuple[Any, ...]]:
    """Which row that is now in the database."""
    db.session.add(row)
    db.session.commit()
    return type(row), tuple(sa.inspect(row).identity)


def tidy(app: Flask) -> None:
    """What the daily job does."""
    with app.app_context():
        assert app.test_cli_runner().invoke(args=["tidy"]).exit_code == 0


def is_there(db: SQLAlchemy, stored: tuple[type[Model], tuple[Any, ...]]) -> bool:
    """Whether a row still stands."""
    db.session.expire_all()
    return db.session.get(*stored) is not None
