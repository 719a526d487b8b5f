"""Whoever was told that a question is sent can rely on it, whatever becomes of the site a moment later."""

import os
import random
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import delete, make_url, select, true

from craftsite.accounts.queries import digest
from craftsite.cli import load
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, Message
from craftsite.jobs.leases import revive
from craftsite.jobs.worker import work_one
from craftsite.mail.delivery import mail_queue
from craftsite.mail.models import OutboxMessage
from craftsite.throttling.models import ThrottleHit
from craftsite.web.proof import new_challenge
from craftsite.web.writing import writing
from tests.databases import Databases
from tests.endure.power import Disk, acknowledgements, can_trace, tracing
from tests.endure.sites import MortalSite, Writer, killed_while_writing
from tests.factories import make_listing, make_membership, make_producer, make_user
from tests.inquiries.forms import solved
from tests.live import LiveDatabase
from tests.mail.server import MailServer, running_server

pytestmark = pytest.mark.same_on_both

ROUNDS = int(os.environ.get("CRAFTSITE_ENDURE_ROUNDS", "3"))
WRITERS = 8
# An hour brings a maker twenty questions at most, so each writer asks two.
MAKERS = 2 * WRITERS
_ASKED = re.compile(r"/ruang/pertanyaan/(\d+)")


@pytest.fixture(scope="module")
def ground(databases: Databases, migrated_url: str) -> tuple[str, Sequence[str]]:
    """A database with sixteen makers, and where one asks each."""
    live = LiveDatabase(databases.copy(migrated_url))
    with live.app().app_context():
        load()
        with writing():
            producers = [make_producer() for _number in range(MAKERS)]
            for producer in producers:
                make_membership(producer, make_user())
            urls = [f"/karya/{make_listing(producer=producer).code}/tanya" for producer in producers]
            db.session.commit()
    live.disconnect()
    return live.url, urls


@pytest.fixture
def live(databases: Databases, ground: tuple[str, Sequence[str]]) -> Iterator[LiveDatabase]:
    """A copy of it for this test."""
    live = LiveDatabase(databases.copy(ground[0]))
    yield live
    live.disconnect()


@pytest.fixture
def writers(ground: tuple[str, Sequence[str]], live: LiveDatabase) -> Sequence[Writer]:
    """Eight buyers, each with makers of their own to ask."""
    app = live.app()

    def prove() -> str:
        with app.app_context():
            return solved(new_challenge())

    return [Writer(number, ground[1][number::WRITERS], prove) for number in range(WRITERS)]


def test_no_question_is_lost_or_doubled_when_everything_is_killed_again_and_again(
    live: LiveDatabase, writers: Sequence[Writer], tmp_path: Path
) -> None:
    moments = random.Random(ROUNDS)
    with running_server() as mail:
        to_server = {"SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": "none", "MAIL_FROM": "situs@contoh.id"}
        site = MortalSite(live.url, tmp_path / "log", **to_server, SMTP_PORT=str(mail.port))
        app = live.app(**to_server, SMTP_PORT=mail.port)
        for _round in range(ROUNDS):
            site.start()
            killed_while_writing(site, writers, moments.randrange(20, 20 + 6 * ROUNDS))
            _forget_limits(app)
        _deliver_the_rest(app)

        kept = _questions(app)
        assert all(len(inquiries) == 1 for inquiries in kept.values()), "no question is there twice"
        acknowledged = _acknowledged(writers)
        assert acknowledged.items() <= {text: inquiries[0].token_hash for text, inquiries in kept.items()}.items()
        letters = _letters(mail)
        expected = {about for [inquiry] in kept.values() for about in (str(inquiry.id), inquiry.contact)}
        assert {about: len(ids) for about, ids in letters.items()} == dict.fromkeys(expected, 1)


def test_no_question_is_lost_when_the_power_goes(live: LiveDatabase, writers: Sequence[Writer], tmp_path: Path) -> None:
    if not can_trace(tmp_path / "trace"):
        pytest.skip("strace cannot follow a program on this machine")
    database = Path(str(make_url(live.url).database))
    disk = Disk({str(database): bytearray(database.read_bytes()), f"{database}-wal": bytearray()})
    site = MortalSite(live.url, tmp_path / "log")

    site.start(beneath=tracing(tmp_path / "trace"), with_worker=False)
    killed_while_writing(site, writers, 40)

    luck, told = random.Random(1), set()
    for number, url in enumerate(acknowledgements(tmp_path / "trace", disk)):
        told.add(_hash(url))
        left = disk.after_power_loss(luck if number % 2 else None)
        assert told <= _threads_in(left, tmp_path / "rebuilt"), f"the power went after answer {number}"
    assert set(_acknowledged(writers).values()) <= told


def _acknowledged(writers: Sequence[Writer]) -> Mapping[str, str]:
    return {text: _hash(url) for writer in writers for text, url in writer.acknowledged.items()}


def _hash(url: str) -> str:
    """What the database knows of the thread at an address."""
    return digest(urlsplit(url).path.rpartition("/")[2])


def _forget_limits(app: Flask) -> None:
    """Lets an hour pass for those who count."""
    with app.app_context(), writing():
        db.session.execute(delete(ThrottleHit))
        db.session.commit()


def _deliver_the_rest(app: Flask) -> None:
    """Does what a worker does once the leases of the killed ones are over."""
    with app.app_context():
        with writing():
            revive(OutboxMessage, true())
            db.session.commit()
        while work_one(mail_queue(app.config)):
            pass


def _questions(app: Flask) -> Mapping[str, Sequence[Inquiry]]:
    """The threads that begin with each text."""
    found = defaultdict(list)
    with app.app_context():
        for text, inquiry in db.session.execute(select(Message.text, Inquiry).join(Message.inquiry)):
            found[text].append(inquiry)
    return found


def _letters(mail: MailServer) -> Mapping[str, Collection[str]]:
    """The ids of the letters about each question: to its maker by its number, to its buyer by their address.

    A letter whose sender was killed comes again, under the same id, and is one letter to whoever reads it.
    """
    found = defaultdict(set)
    for letter in mail.letters:
        body = letter.get_body(("plain",))
        asked = _ASKED.search(body.get_content() if body is not None else "")
        found[asked[1] if asked else letter["X-Envelope-To"]].add(letter["Message-ID"])
    return found


def _threads_in(files: Mapping[str, bytes], folder: Path) -> Collection[str]:
    """The threads of a database whose files are these, as it is after the next start; it is whole."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, body in files.items():
        (folder / Path(name).name).write_bytes(body)
    with closing(sqlite3.connect(folder / Path(min(files)).name)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in connection.execute("SELECT token_hash FROM inquiries")}
