"""Getting in, on a small phone with a poor signal: with a mailbox and without one, with scripts and without."""

import base64
import datetime
import hashlib
import hmac
import re
import secrets
import struct
import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from craftsite.accounts import operations
from craftsite.accounts.models import AccountLink, User
from craftsite.extensions import db
from craftsite.web.clock import now
from craftsite.web.writing import writing
from tests.e2e.conftest import PATIENCE_MS, PHONE, Faults, Opener, Workshop
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible
from tests.factories import make_office, make_seat, make_user

pytestmark = pytest.mark.xdist_group("workshop")

# A village at the edge of a cell: 400 kbit/s, and 300 ms for each question and its answer.
POOR_SIGNAL = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PASSWORD, NEW_PASSWORD = "kerbau hijau makan awan", "lima gunung tertawa pelan"
FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.thorough)], ids=["scripts", "plain"]
)


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> str:
    """A site under the name that it calls itself: browsers keep no keys for a bare IP address."""
    return workshop.address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def rows(workshop: Workshop) -> Flask:
    """An application on the same database, for what no page of these journeys can do."""
    return workshop.rows


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[str, bool]]:
    """The headings of the pages that axe has looked at, and whether something was wrong on them."""
    return set()


@pytest.fixture
def visit(open_page: Opener, looked_at: set[tuple[str, bool]]) -> Callable[..., "Visit"]:
    """Opens another phone."""

    def opening(*, scripts: bool = True) -> Visit:
        page = open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", POOR_SIGNAL)
        return Visit(page, looked_at if scripts else None)

    return opening


class Visit:
    """Somebody with a phone; axe looks at each page once."""

    def __init__(self, page: Page, looked_at: set[tuple[str, bool]] | None) -> None:
        self.page, self._looked_at = page, looked_at

    def open(self, path: str) -> None:
        """Opens a page."""
        self.page.goto(path)
        self._look()

    def press(self, name: str, **fields: str) -> None:
        """Fills fields in by their labels, presses a button, and looks at the page that answers."""
        self.touch(name, **fields)
        self._look()

    def touch(self, name: str, **fields: str) -> None:
        """Does the same where a page comes only once a finger was read: the caller waits for what it shows."""
        for label, value in fields.items():
            self.fill(label.replace("_", " "), value)
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, value: str) -> None:
        """Fills the field in, or chooses in it, that a label names."""
        field = self.page.locator("main").get_by_label(label, exact=True)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def follow(self, name: str) -> None:
        """Follows a link."""
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self._look()

    def sees(self, heading: str) -> None:
        """Waits for the page of this heading."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def sign_in(self, address: str, password: str) -> None:
        """Signs in with a password."""
        self.open("/masuk")
        self.press("Masuk", Nomor_WhatsApp_atau_email=address, Kata_sandi=password)

    def sign_out(self) -> None:
        """Signs out."""
        self.open("/keluar")
        self.press("Keluar dari perangkat ini")
        self.sees("Masuk")

    def is_out(self) -> bool:
        """Whether the account is shut on this phone."""
        self.page.goto("/akun")
        return self.page.url.endswith("/masuk?lanjut=/akun")

    def _look(self) -> None:
        self.page.wait_for_load_state("load")
        assert self.page.evaluate(TOO_WIDE) == [], self.page.url
        assert self.page.evaluate(SMALL_TARGETS) == [], self.page.url
        seen = (self.page.locator("h1").inner_text(), self.page.locator("#summary").count() > 0)
        if self._looked_at is not None and seen not in self._looked_at:
            self._looked_at.add(seen)
            assert_accessible(self.page)


def code_of(key: str, *, seconds: int = 0) -> str:
    """What an authenticator that has typed in this key shows now, or in some seconds (RFC 6238)."""
    secret = base64.b32decode(re.sub(r"[^A-Z2-7]", "", key.upper()).ljust(32, "="))
    step = struct.pack(">Q", int(time.time() + seconds) // 30)
    digest = hmac.new(secret, step, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def register(visit: Visit, address: str) -> None:
    """Registers from the empty form to the page that says what comes next."""
    visit.open("/daftar")
    visit.page.get_by_label("Saya setuju data ini disimpan untuk akun saya.").check()
    visit.press(
        "Buat akun", Nama_Anda="Contoh Pembuat 07", Nomor_WhatsApp_atau_email=address,
        Kabupaten_atau_kota="Kabupaten Bangkalan", Kata_sandi=PASSWORD,
    )  # fmt: skip
    visit.sees("Tinggal satu langkah")


@with_and_without_scripts
def test_with_a_mailbox_from_registration_to_signing_out_everywhere(
    visit: Callable[..., Visit], desk: Page, scripts: bool
) -> None:
    address = f"pembuat.{secrets.token_hex(4)}@contoh.id"
    phone = visit(scripts=scripts)
    register(phone, address)
    phone.open(link_of_letter(desk, "Buka akun Anda", address))
    phone.sees("Buka akun Anda")
    phone.press("Buka akun dan masuk", Kata_sandi=PASSWORD)
    expect(phone.page.locator("main")).to_contain_text("Akun Anda sudah siap.")

    # The second step.
    phone.open("/akun")
    phone.open("/akun/dua-langkah")
    key = phone.page.locator(".totp-key").inner_text()
    phone.press("Pasang", Kode=code_of(key))
    phone.sees("Kode cadangan Anda")
    paper = phone.page.locator(".paper-codes code").first.inner_text()
    phone.sign_out()

    # A password that was forgotten.
    phone.open("/masuk")
    phone.follow("Minta tautan untuk membuat sandi baru")
    phone.press("Minta tautan", Nomor_WhatsApp_atau_email=address)
    phone.sees("Permintaan diterima")
    phone.open(link_of_letter(desk, "Tautan untuk sandi baru", address))
    phone.sees("Buat sandi baru")
    phone.press("Simpan sandi baru", Kata_sandi_baru=NEW_PASSWORD)
    phone.sees("Masuk")

    # In with both steps on two phones, and out of both at once.
    phone.press("Masuk", Nomor_WhatsApp_atau_email=address, Kata_sandi=NEW_PASSWORD)
    phone.sees("Langkah kedua")
    phone.press("Masuk", Kode=code_of(key, seconds=30))
    other = visit(scripts=scripts)
    other.sign_in(address, NEW_PASSWORD)
    other.press("Masuk", Kode=paper)
    assert not other.is_out()
    phone.open("/akun/perangkat")
    assert phone.page.locator("main .rows > li").count() == 2
    phone.press("Keluar dari semua perangkat")
    phone.sees("Masuk")
    assert other.is_out()
    assert phone.is_out()


@pytest.mark.thorough
@with_and_without_scripts
def test_with_a_number_alone_the_office_passes_the_links_on(
    visit: Callable[..., Visit], desk: Page, rows: Flask, faults: Faults, scripts: bool
) -> None:
    number = f"+6281{secrets.randbelow(10**8):08}"
    phone, office = visit(scripts=scripts), desk
    sit_down(office, rows)
    register(phone, f"0{number[3:]}")
    expect(phone.page.locator("main")).to_contain_text("WhatsApp")

    phone.open(passed_on(office, number))
    phone.press("Buka akun dan masuk", Kata_sandi=PASSWORD)
    expect(phone.page.locator("main")).to_contain_text("Akun Anda sudah siap.")
    phone.sign_out()

    phone.open("/lupa-sandi")
    phone.press("Minta tautan", Nomor_WhatsApp_atau_email=f"0{number[3:]}")
    phone.sees("Permintaan diterima")
    faults.provoke("409")
    link = passed_on(office, number)
    phone.open(link)
    phone.sees("Tautan ini belum bisa dipakai")
    a_day_passes(rows, number)
    phone.open(link)
    phone.press("Simpan sandi baru", Kata_sandi_baru=NEW_PASSWORD)
    phone.press("Masuk", Nomor_WhatsApp_atau_email=number, Kata_sandi=NEW_PASSWORD)
    phone.open("/akun")
    expect(phone.page.locator("main")).to_contain_text(number)


def test_a_fingerprint_opens_the_account_and_after_its_removal_it_does_not(
    visit: Callable[..., Visit], rows: Flask, faults: Faults
) -> None:
    address = f"sidik.{secrets.token_hex(4)}@contoh.id"
    with rows.app_context(), writing():
        make_user(email=address, password=PASSWORD)
        db.session.commit()
    phone = visit()
    devtools = phone.page.context.new_cdp_session(phone.page)
    devtools.send("WebAuthn.enable")
    finger = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})["authenticatorId"]
    phone.sign_in(address, PASSWORD)
    phone.open("/akun")
    phone.page.locator("main li", has_text="Masuk dengan sidik jari").get_by_role("link").click()
    phone.sees("Masuk dengan sidik jari")
    phone.follow("Pasang sidik jari")
    phone.press("Lanjutkan", Kata_sandi=PASSWORD)
    phone.touch("Pasang sidik jari", Nama_perangkat="HP Contoh")
    phone.sees("Masuk dengan sidik jari")
    expect(phone.page.locator(".rows h2")).to_have_text("HP Contoh")

    # The same telephone a second time.
    phone.follow("Pasang sidik jari")
    phone.press("Lanjutkan", Kata_sandi=PASSWORD)
    phone.touch("Pasang sidik jari")
    expect(phone.page.get_by_role("alert")).to_have_text("Sidik jari di perangkat ini sudah terpasang.")
    phone.sign_out()

    # The page of the door stayed open: what it asks is worth nothing any more, so it asks anew.
    phone.open("/masuk?lanjut=/akun/sidik-jari")
    phone.page.locator("[name=langkah]").evaluate("field => { field.value = 'lama' }")
    phone.page.evaluate("() => { const now = Date.now; Date.now = () => now() + 600_000 }")
    phone.touch("Masuk dengan sidik jari")
    phone.sees("Masuk dengan sidik jari")

    # A finger that is not recognised says so, and can be read again.
    phone.sign_out()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": False})
    phone.touch("Masuk dengan sidik jari")
    expect(phone.page.get_by_role("alert")).to_have_text("Sidik jari tidak terbaca. Coba sekali lagi.")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": True})
    phone.touch("Masuk dengan sidik jari")
    expect(phone.page).to_have_url(re.compile("/ruang$"))

    phone.open("/akun/sidik-jari")
    phone.follow("Hapus")
    phone.press("Hapus sidik jari", Kata_sandi=PASSWORD)
    phone.sign_out()
    faults.provoke("422")
    phone.touch("Masuk dengan sidik jari")
    expect(phone.page.locator("#summary")).to_contain_text("Sidik jari ini tidak cocok")


def test_without_scripts_the_door_and_the_setup_say_what_else_there_is(
    visit: Callable[..., Visit], rows: Flask
) -> None:
    address = f"tanpa.{secrets.token_hex(4)}@contoh.id"
    with rows.app_context(), writing():
        make_user(email=address, password=PASSWORD)
        db.session.commit()
    phone = visit(scripts=False)
    phone.open("/masuk")
    expect(phone.page.get_by_role("button", name="Masuk dengan sidik jari")).to_be_hidden()
    phone.sign_in(address, PASSWORD)
    phone.open("/akun/sidik-jari/baru")
    phone.press("Lanjutkan", Kata_sandi=PASSWORD)

    expect(phone.page.locator("main .note")).to_contain_text("dengan JavaScript menyala")
    expect(phone.page.get_by_role("button", name="Pasang sidik jari")).to_be_hidden()


def link_of_letter(mailbox: Page, subject: str, address: str) -> str:
    """The link in the letter of this subject to an address; it may take the worker a moment."""
    letter = mailbox.locator("li", has_text=f"Kepada {address}")
    letter = letter.filter(has=mailbox.get_by_role("link", name=subject))
    end = time.monotonic() + PATIENCE_MS / 1_000
    mailbox.goto("/surat")
    while not letter.count() and time.monotonic() < end:
        mailbox.reload()
    letter.get_by_role("link").click()
    return str(mailbox.locator(".letter-text a").first.get_attribute("href"))


def sit_down(office: Page, rows: Flask) -> None:
    """Signs a coordinator of Bangkalan in who has shown both steps."""
    secret = operations.new_secret()
    with rows.app_context(), writing():
        user = make_user()
        found = operations.queries.find_own_office("3526") or make_office("3526")
        make_seat(user, found)
        lasts = datetime.timedelta(hours=1)
        operations.open_session(user, secret, "", now(), lasts=lasts, idles=lasts, second_factor_at=now())
        db.session.commit()
    office.goto("/masuk")
    office.context.add_cookies([{"name": "kunci", "value": secret, "url": office.url}])


def passed_on(office: Page, number: str) -> str:
    """The link that a coordinator makes for a number, and would send by WhatsApp."""
    button = office.locator("main li", has_text=number).get_by_role("button")
    end = time.monotonic() + PATIENCE_MS / 1_000
    office.goto("/dekranasda/serah-tautan")
    while not button.count() and time.monotonic() < end:
        office.reload()
    button.click()
    expect(office.locator("h1")).to_have_text("Kirim tautan ini")
    [link] = re.findall(r"http://\S+", office.locator("main").inner_text())[:1]
    return link


def a_day_passes(rows: Flask, number: str) -> None:
    """Sets the link of a number back by a day."""
    day = datetime.timedelta(hours=24)
    with rows.app_context(), writing():
        user_id = db.session.scalars(select(User.id).where(User.phone == number)).one()
        for link in db.session.scalars(select(AccountLink).where(AccountLink.user_id == user_id)):
            db.session.execute(
                update(AccountLink).where(AccountLink.id == link.id).values(usable_at=link.usable_at - day)
            )
        db.session.commit()
