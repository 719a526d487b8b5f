"""What people who want in try at every door: whose address it is, somebody else's site, somebody else's host."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.accounts.models import NO_PASSWORD
from craftsite.mail.models import OutboxMessage
from tests.accounts.doors import REGISTRATION, sign_in, without_challenge, work
from tests.accounts.test_handover import DESK, NUMBER, ask_for_password, officer
from tests.accounts.test_second_factor import HERE, code_now, set_up
from tests.browser import Browser, Device
from tests.factories import PASSWORD, make_user
from tests.web.test_inside import HOSTILE

pytestmark = pytest.mark.same_on_both

Outbox = Callable[[], list[OutboxMessage]]
Devices = Callable[[], Device]
POISON = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}


class CountingHashes:
    """What computes the hashes, and how often it has: each takes the same time, and nothing else of a page takes as
    long.
    """

    def __init__(self, context: Any) -> None:
        self._context, self.count = context, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def hash(self, *values: Any, **options: Any) -> str:
        """A hash."""
        self.count += 1
        return self._context.hash(*values, **options)

    def verify(self, *values: Any, **options: Any) -> bool:
        """Whether a hash is of a password."""
        self.count += 1
        return self._context.verify(*values, **options)

    @contextmanager
    def expecting(self, number: int) -> Iterator[None]:
        """Fails where other than so many hashes are computed inside."""
        self.count = 0
        yield
        assert self.count == number


@pytest.fixture
def hashes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> CountingHashes:
    """Counts the hashes that are computed."""
    counting = CountingHashes(app.extensions["security"].pwd_context)
    monkeypatch.setattr(app.extensions["security"], "pwd_context", counting)
    return counting


@pytest.mark.parametrize("who", ["known", "unknown", "unknown number", "locked", "without password", "unconfirmed"])
def test_a_wrong_password_costs_one_hash_whoever_has_the_address(
    browser: Browser, hashes: CountingHashes, who: str
) -> None:
    make_user(email="known@contoh.id")
    make_user(email="locked@contoh.id", active=False)
    make_user(email="without.password@contoh.id").password = NO_PASSWORD
    make_user(email="unconfirmed@contoh.id", confirmed_at=None)
    address = "081200000001" if who == "unknown number" else f"{who.replace(' ', '.')}@contoh.id"

    with hashes.expecting(1):
        browser.post("/masuk", {"alamat": address, "sandi": "bukan sandinya"}, status=422)


@pytest.mark.parametrize("address", ["known@contoh.id", "unknown@contoh.id", "unconfirmed@contoh.id"])
def test_registering_costs_one_hash_whoever_has_the_address(
    browser: Browser, hashes: CountingHashes, address: str
) -> None:
    make_user(email="known@contoh.id")
    make_user(email="unconfirmed@contoh.id", confirmed_at=None)

    with hashes.expecting(1):
        browser.post("/daftar", REGISTRATION | {"alamat": address})


def test_asking_for_a_new_password_writes_no_letter_while_somebody_waits(browser: Browser, outbox: Outbox) -> None:
    user = make_user()

    browser.post("/lupa-sandi", {"alamat": user.address})

    assert outbox() == []


def test_nothing_tells_that_an_account_has_a_second_step_before_its_password_is_right(
    device: Device, app: Flask, browser: Browser
) -> None:
    plain, careful = make_user(), make_user()
    sign_in(device, careful)
    set_up(device, app)

    pages = [
        browser.post("/masuk", {"alamat": user.address, "sandi": "bukan sandinya"}, status=422).response.text.replace(
            user.address, "?"
        )
        for user in (plain, careful)
    ]

    assert without_challenge(pages[0]) == without_challenge(pages[1])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whoever_is_signed_in_is_not_led_out_by_the_sign_in_page(device: Device, hostile: str) -> None:
    sign_in(device, make_user())

    answer = device.raw("/masuk", query_string={"lanjut": hostile})

    assert (answer.status_code, answer.location) in ((303, "/ruang"), (414, None))


def test_no_second_step_leads_out_of_the_site(device: Device, app: Flask, db: SQLAlchemy) -> None:
    user = make_user()
    sign_in(device, user)
    paper = set_up(device, app)
    for code, hostile in zip(paper, ["//evil.example", "/\\evil.example", "https:evil.example"], strict=False):
        page = device.get(HERE)
        answer = device.submit(page, "Lanjutkan", {"kode": code, "lanjut": hostile})
        assert answer.response.location == "/ruang"
    device.submit(device.get("/keluar"), "Keluar dari perangkat ini")

    page = sign_in(device, user, status=200, lanjut="//evil.example")
    answer = device.submit(page, "Masuk", {"kode": code_now(app, user, db, seconds=30), "lanjut": "//evil.example"})

    assert answer.response.location == "/ruang"


def test_no_answer_and_no_letter_names_a_host_that_a_header_names(
    browser: Browser, outbox: Outbox, app: Flask, db: SQLAlchemy
) -> None:
    user, sent = make_user(), {"Sec-Fetch-Site": "same-origin", **POISON}

    answers = [
        browser.post("/daftar", REGISTRATION | {"alamat": "baru@contoh.id"}, headers=sent),
        browser.post("/lupa-sandi", {"alamat": user.address}, headers=sent),
        browser.post("/masuk", {"alamat": user.address, "sandi": PASSWORD}, headers=sent),
        browser.get("/akun", headers=POISON, status=303),
        browser.get("/masuk", headers=POISON),
    ]
    work(app, db)

    assert len(outbox()) == 2
    assert not [letter for letter in outbox() if "evil.example" in letter.text + letter.html]
    assert not [page for page in answers if "evil.example" in str(page.headers) + page.response.text]


def test_no_link_that_an_office_passes_on_names_a_host_that_a_header_names(
    device: Device, new_device: Devices, app: Flask, db: SQLAlchemy
) -> None:
    make_user(phone=NUMBER, region="3526")
    ask_for_password(new_device(), app, db)
    officer(device, app)
    form = device.get(DESK).one(".rows form")
    data = {"csrf_token": str(form.select_one("input")["value"])}

    page = device.post(str(form["action"]), data, headers={"Sec-Fetch-Site": "same-origin", **POISON}, status=200)

    assert "evil.example" not in page.response.text
    assert "http://localhost/sandi-baru/" in page.response.text
    refused = device.raw(str(form["action"]), method="POST", data=data, headers={"Host": "evil.example"})
    assert refused.status_code == 400
