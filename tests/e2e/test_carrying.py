"""A long form that is sent after its sign-in has ended, in a real browser: nothing that was typed is lost."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Faults, Opener
from tests.e2e.looks import AXE, RUN_AXE

PASSWORD = "kerbau hijau makan awan"


def register(page: Page, address: str) -> None:
    """Opens an account on this browser, which is then signed in."""
    page.goto("/daftar")
    page.get_by_label("Nama Anda").fill("Contoh Pembuat 07")
    page.get_by_label("Nomor WhatsApp atau email").fill(address)
    page.get_by_label("Kabupaten atau kota").select_option("3526")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Saya setuju data ini").check()
    page.get_by_role("button", name="Buat akun").click()
    page.goto("/surat")
    page.locator(".letters a").first.click()
    link = page.locator(".letter-text a[href*='/konfirmasi/']").first.get_attribute("href") or ""
    # The letter names the address of the site, which is another name of this machine.
    page.goto(urlsplit(link).path)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Buka akun dan masuk").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_signing_in_leads_back_to_the_form_as_it_was_typed(open_page: Opener, faults: Faults, scripts: bool) -> None:
    faults.provoke("401")
    page = open_page(viewport=PHONE, java_script_enabled=scripts)
    address = f"contoh.{'dengan' if scripts else 'tanpa'}@contoh.id"
    register(page, address)
    page.goto("/ruang/profil")
    page.get_by_label("Nama usaha").fill("Contoh Tenun")
    page.get_by_label("Industri kecil").check()
    page.get_by_label("Cerita usaha Anda").fill("Sejak 1998.\n\nBenangnya dicelup daun.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Daftarkan usaha").click()
    expect(page.locator(".note", has_text="Isian Anda tidak hilang")).to_be_visible()
    _look(page, scripts)
    page.get_by_label("Nomor WhatsApp atau email").fill(address)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda sudah masuk")
    _look(page, scripts)
    page.get_by_role("button", name="Kembali ke formulir saya").click()

    expect(page).to_have_url(re.compile(r"/ruang/profil$"))
    expect(page.get_by_label("Nama usaha")).to_have_value("Contoh Tenun")
    expect(page.get_by_label("Cerita usaha Anda")).to_have_value("Sejak 1998.\n\nBenangnya dicelup daun.")
    expect(page.get_by_label("Industri kecil")).to_be_checked()
    page.get_by_role("button", name="Daftarkan usaha").click()
    expect(page.locator(".note.ok")).to_contain_text("Usaha Anda sudah tercatat")


def _look(page: Page, scripts: bool) -> None:
    """Fails where the page is too wide, or axe finds anything."""
    if not scripts:
        return
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)["violations"]
    assert [violation["id"] for violation in found] == []
