"""A listing from the first tap to the catalogue: written on a phone with a poor signal, sent back, mended, shown."""

import datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from craftsite.accounts.models import Office
from craftsite.accounts.queries import find_own_office
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, Side
from craftsite.inquiries.operations import say
from craftsite.web.clock import now, today
from craftsite.web.writing import writing
from tests.e2e.conftest import DESK, PHONE, Faults, Opener, Workshop
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible
from tests.e2e.test_accounts import PASSWORD, POOR_SIGNAL, code_of
from tests.factories import (
    make_listing,
    make_membership,
    make_office,
    make_producer,
    make_seat,
    make_sent,
    make_user,
)
from tests.media.photographs import photograph

pytestmark = pytest.mark.xdist_group("workshop")

# From the first tap until the listing is sent: in the five minutes that are promised, ten seconds for each.
MOST_TAPS = 30
REGION = "3526"

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.thorough)], ids=["scripts", "plain"]
)


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> str:
    """The site that tests change."""
    return workshop.address


@pytest.fixture(scope="module")
def rows(workshop: Workshop) -> Flask:
    """An application on the same database, for what no page of this journey can do."""
    with workshop.rows.app_context(), writing():
        if find_own_office(REGION) is None:
            make_office(REGION, name="Contoh Kantor Bangkalan")
        db.session.commit()
    return workshop.rows


class Taps:
    """Somebody with a phone, whose taps are counted: a field that is filled in was tapped once."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def begin(self) -> None:
        """Counts from the page where the first tap is made."""
        self.page.goto("/ruang")
        self.count = 0

    def press(self, name: str) -> None:
        """Presses a button."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self._arrived()

    def follow(self, name: str) -> None:
        """Follows a link."""
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        self._arrived()

    def unfold(self, part: str) -> None:
        """Opens a part of the editor, if it is folded."""
        if self.page.locator(f"#bagian-{part}").get_attribute("open") is None:
            self.page.locator(f"#bagian-{part} > summary").click()
            self.count += 1

    def pick(self, name: str, value: str) -> None:
        """Taps a choice."""
        self.page.locator(f"input[name={name}][value={value}]").check()
        self.count += 1

    def choose(self, name: str, value: str) -> None:
        """Opens a list and takes one of it: two taps."""
        self.page.locator(f"select[name={name}]").select_option(value)
        self.count += 2

    def write(self, name: str, text: str) -> None:
        """Taps a field and writes."""
        self.page.locator(f"[name={name}]").fill(text)
        self.count += 1

    def add_photo(self, number: int, *, scripts: bool) -> None:
        """Takes a photograph with the camera of the phone: the field, and its shutter; without scripts it is sent."""
        taken = {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": photograph((1600 + number, 1200))}
        self.page.locator("#foto").set_input_files([taken])
        self.count += 2
        if not scripts:
            self.press("Kirim foto")
        expect(self.page.locator(f'#photos[data-count="{number}"]')).to_be_attached()

    def _arrived(self) -> None:
        self.count += 1
        self.page.wait_for_load_state("load")
        assert self.page.evaluate(TOO_WIDE) == [], self.page.url
        # What Enter presses is seen by nobody.
        small = [target for target in self.page.evaluate(SMALL_TARGETS) if 'class="sr"' not in target]
        assert small == [], self.page.url


@pytest.fixture
def maker(rows: Flask, open_page: Opener, scripts: bool) -> Taps:
    """A registered maker whose origin is confirmed, signed in on a small phone at the edge of a cell."""
    with rows.app_context(), writing():
        producer = make_producer(region=REGION, origin_checked_on=today(), place="Kec. Kamal")
        producer.origin_valid_until = today() + datetime.timedelta(days=300)
        user = make_user(region=REGION)
        make_membership(producer, user)
        address = user.email
        db.session.commit()
    page = open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    enter(page, address)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", POOR_SIGNAL)
    return Taps(page)


@pytest.fixture
def reviewer(rows: Flask, open_page: Opener, scripts: bool) -> Page:
    """Somebody of the region's office who has shown both steps, at a desk."""
    with rows.app_context(), writing():
        user = make_user(region=REGION, name="Contoh Petugas 01")
        make_seat(user, db.session.scalars(select(Office).where(Office.region_code == REGION)).one())
        address = user.email
        db.session.commit()
    page = open_page(viewport=DESK, java_script_enabled=scripts)
    enter(page, address)
    page.goto("/akun/dua-langkah")
    page.get_by_label("Kode", exact=True).fill(code_of(page.locator(".totp-key").inner_text()))
    page.get_by_role("button", name="Pasang", exact=True).click()
    return page


def enter(page: Page, address: str) -> None:
    """Signs in with a password."""
    page.goto("/masuk")
    page.get_by_label("Nomor WhatsApp atau email", exact=True).fill(address)
    page.locator("input[name=sandi]").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_load_state("load")


def decide(page: Page, button: str, said: str, *, scripts: bool) -> None:
    """Presses one of the three buttons, and waits until the page says so and offers to take it back."""
    assert page.evaluate(TOO_WIDE) == []
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("form.note")).to_contain_text(said)
    expect(page.get_by_role("button", name="Batalkan, sampai")).to_be_visible()


@with_and_without_scripts
def test_from_the_first_tap_to_the_catalogue_by_way_of_the_office(
    maker: Taps, reviewer: Page, open_page: Opener, faults: Faults, scripts: bool
) -> None:
    faults.provoke("422")
    name = "Keranjang bambu kecil" if scripts else "Keranjang bambu besar"

    # Written and sent.
    maker.begin()
    maker.follow("Tambah karya")
    maker.pick("jenis", "kerajinan")
    maker.press("Mulai")
    maker.choose("golongan", "anyaman")
    maker.press("Lanjut ke foto")
    for number in (1, 2):
        maker.add_photo(number, scripts=scripts)
    maker.pick("milik_saya", "y")
    maker.pick("orang_setuju", "y")
    maker.press("Lanjut ke nama dan cerita")
    maker.write("nama", name)
    maker.write("cerita", "Dianyam di Kamal, seharian satu keranjang.")
    maker.press("Lanjut ke harga dan stok")
    maker.choose("satuan", "buah")
    maker.write("harga", "125")
    maker.press("Lanjut ke kirim dan bayar")
    maker.press("Ya, Rp 125.000")
    maker.unfold("harga")
    maker.pick("stok", "siap")
    maker.write("jumlah", "selusin")
    maker.press("Lanjut ke kirim dan bayar")
    maker.press("Lanjut ke periksa")
    maker.press("Kirim untuk diperiksa")
    expect(maker.page.locator("main")).to_contain_text("Terkirim.")
    assert maker.count <= MOST_TAPS

    # The office asks for a change.
    reviewer.goto("/dekranasda/kurasi")
    expect(reviewer.locator("#work")).to_have_text(name)
    expect(reviewer.locator(".panel picture")).to_have_count(2)
    for code in ("name", "technique", "price", "allowed"):
        reviewer.locator(f"input[name=centang][value={code}]").check()
    reviewer.locator("summary", has_text="Kalimat siap pakai").click()
    reviewer.locator("input[name=kalimat][value=material]").check()
    decide(reviewer, "Minta perbaikan", "Dikembalikan", scripts=scripts)
    expect(reviewer.locator("h1")).to_have_text("Tidak ada karya yang menunggu")

    # Mended.
    maker.page.goto("/ruang")
    expect(maker.page.locator(".tasks")).to_contain_text(f"Perbaiki: {name}")
    maker.follow("Perbaiki")
    expect(maker.page.locator("main")).to_contain_text("Tulis bahan dan ukurannya dalam sentimeter.")
    maker.unfold("cerita")
    maker.write("sifat_material", "Bambu apus")
    maker.write("sifat_size", "24 × 24 cm")
    maker.press("Lanjut ke harga dan stok")
    maker.unfold("periksa")
    maker.press("Kirim untuk diperiksa")

    # Approved, and there for everyone.
    reviewer.goto("/dekranasda/kurasi")
    expect(reviewer.locator(".works")).to_contain_text("sudah diperbaiki")
    decide(reviewer, "Setujui dan tayangkan", "Disetujui", scripts=scripts)
    code = reviewer.locator("form.note b").inner_text().removeprefix("Disetujui sebagai ").removesuffix(":")
    assert code.startswith("BKL-")
    visitor = open_page(viewport=PHONE)
    visitor.goto(f"/katalog?q={name.replace(' ', '+')}")
    card = visitor.locator(".listing-card", has_text=code)
    expect(card).to_contain_text("Asal diperiksa")
    card.get_by_role("link").click()
    expect(visitor.locator("h1")).to_have_text(name)
    expect(visitor.locator("main")).to_contain_text(code)
    expect(visitor.locator(".tag.ok", has_text="Asal sudah diperiksa")).to_be_visible()


@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_a_decision_swaps_the_next_work_in_and_the_reader_goes_on_there(
    rows: Flask, reviewer: Page, faults: Faults
) -> None:
    faults.provoke("422")
    with rows.app_context(), writing():
        make_sent(region=REGION, name_id="Tikar pertama", days=3)
        make_sent(region=REGION, name_id="Tikar kedua", days=2)
        db.session.commit()
    reviewer.goto("/dekranasda/kurasi")
    reviewer.evaluate("document.body.dataset.same = 'yes'")

    reviewer.get_by_role("button", name="Minta perbaikan").click()
    expect(reviewer.locator("#summary")).to_contain_text("Tulis apa yang perlu diperbaiki")
    reviewer.get_by_label("Catatan untuk pembuat").fill("Ukurannya?")
    decide(reviewer, "Minta perbaikan", "Dikembalikan", scripts=True)

    expect(reviewer.locator("#work")).to_have_text("Tikar kedua")
    expect(reviewer.locator("#work")).to_be_focused()
    expect(reviewer.locator("h1")).to_have_text("1 karya menunggu")
    reviewer.get_by_role("button", name="Batalkan, sampai").click()
    expect(reviewer.locator("h1")).to_have_text("2 karya menunggu")
    expect(reviewer.locator("#work")).to_have_text("Tikar pertama")
    expect(reviewer.locator("[role=status]", has_text="Putusan dibatalkan")).to_be_visible()
    # All of it on one page, whose address is that of the work.
    assert reviewer.evaluate("document.body.dataset.same") == "yes"
    assert reviewer.locator(".works [aria-current] a").get_attribute("href") in f"{reviewer.url}#work"


@pytest.mark.thorough
@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_a_certificate_goes_from_the_camera_to_the_page_of_its_maker(
    maker: Taps, reviewer: Page, open_page: Opener
) -> None:
    maker.begin()
    maker.follow("Sertifikat")
    maker.follow("Tambah sertifikat")
    assert_accessible(maker.page)
    maker.choose("jenis", "merek")
    maker.write("nomor", "IDM 000 123 456")
    maker.write("sampai", (today() + datetime.timedelta(days=400)).isoformat())
    paper = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photograph((1200, 1600))}
    maker.page.locator("#berkas").set_input_files([paper])
    maker.count += 2
    maker.press("Simpan sertifikat")
    expect(maker.page.locator(".rows")).to_contain_text("Menunggu dilihat kantor")
    assert maker.count <= 9

    reviewer.goto("/dekranasda/kurasi")
    reviewer.get_by_role("link", name="Lihat sertifikat").click()
    reviewer.get_by_role("link", name="Merek terdaftar IDM000123456").click()
    expect(reviewer.locator("main picture")).to_be_visible()
    reviewer.get_by_label("Lembarnya sudah kami lihat, isinya cocok").check()
    assert_accessible(reviewer)
    reviewer.get_by_role("button", name="Catat hasil").click()
    expect(reviewer.locator("h1")).to_have_text("Tidak ada sertifikat yang menunggu")

    maker.page.goto("/ruang")
    address = maker.page.get_by_role("link", name="Lihat halaman umum").get_attribute("href")
    visitor = open_page(viewport=PHONE)
    visitor.goto(address or "")
    expect(visitor.locator(".certificates")).to_contain_text("IDM000123456")
    expect(visitor.locator(".certificates .checked")).to_contain_text("dokumen dilihat")


@pytest.mark.thorough
@with_and_without_scripts
def test_a_buyer_asks_a_maker_and_reads_the_answer_by_the_link(rows: Flask, open_page: Opener, scripts: bool) -> None:
    with rows.app_context(), writing():
        maker = make_producer(region=REGION, whatsapp="+6281234567890", whatsapp_consent_at=now())
        code = make_listing(producer=maker, name="Selendang contoh", unit="lembar").code
        db.session.commit()
    buyer = open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    buyer.goto(f"/k/{code}")

    # The number comes by a press, and not before.
    assert "81234567890" not in buyer.content().replace(" ", "")
    buyer.locator(".dock").get_by_role("button", name="Tanya lewat WhatsApp").click()
    expect(buyer.locator(".phone-number")).to_have_text("+62 812 3456 7890")
    look(buyer, scripts=scripts)
    buyer.get_by_role("link", name="Lebih suka menulis di sini?").click()

    form = buyer.locator("main form")
    buyer.get_by_text("Dijual lagi").click()
    form.get_by_label("Jumlah").fill("selusin")
    form.get_by_label("Jumlah").press("Tab")
    form.get_by_label("Dikirim ke").select_option(label="Jawa Tengah")
    if scripts:
        expect(buyer.locator("#quantity_said")).to_have_text("Selusin = 12 lembar, benar?")
        look(buyer, scripts=scripts)
    form.get_by_label("Nama Anda").fill("Contoh Toko")
    form.get_by_label("Nomor WhatsApp atau email").fill("0812 3456 7890")
    form.get_by_label("Saya setuju").check()
    # Whoever is quicker than any person is asked once more.
    buyer.wait_for_timeout(2_100)
    form.get_by_role("button", name="Kirim pertanyaan").click()

    expect(buyer.locator(".note.ok")).to_contain_text("Pertanyaan terkirim.")
    expect(buyer.locator("h1")).to_have_text("Selendang contoh, 12 lembar")
    look(buyer, scripts=scripts)
    link = buyer.locator(".note.ok .secret a").get_attribute("href")
    with rows.app_context(), writing():
        inquiry = db.session.scalars(select(Inquiry).where(Inquiry.subject_code == code).with_for_update()).one()
        say(inquiry, Side.MAKER, "Masih ada.", now())
        db.session.commit()

    again = open_page(viewport=PHONE, java_script_enabled=scripts)
    again.goto(urlsplit(str(link)).path)
    expect(again.locator(".thread")).to_contain_text("Masih ada.")
    assert again.context.cookies() == []


def look(page: Page, *, scripts: bool) -> None:
    """Nothing too wide, and nothing that axe finds."""
    if scripts:
        assert page.evaluate(TOO_WIDE) == []
        assert_accessible(page)
