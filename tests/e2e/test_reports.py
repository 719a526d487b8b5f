"""A report in a real browser: from the page of a work to the thanks, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Faults


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_what_is_wrong_is_mended_and_sent_and_nothing_typed_is_lost(
    request: pytest.FixtureRequest, faults: Faults, kind: str
) -> None:
    faults.provoke("422")
    page: Page = request.getfixturevalue(kind)
    page.goto("/k/PMK-902")
    page.get_by_role("link", name="Laporkan", exact=True).click()

    page.get_by_label("Ceritakan").fill("Nama pembuatnya salah.")
    page.get_by_label("Nomor WhatsApp atau email").fill("tidak ada")
    page.get_by_role("button", name="Kirim laporan").click()

    # The summary has the focus, so that a screen reader begins with it and the keyboard goes on from it.
    expect(page.locator("#summary")).to_be_focused()
    expect(page.get_by_label("Ceritakan")).to_have_value("Nama pembuatnya salah.")
    page.get_by_role("link", name="Pilih apa yang salah.").click()
    page.keyboard.press("Space")
    expect(page.get_by_label("Data atau isinya keliru")).to_be_checked()
    page.get_by_label("Nomor WhatsApp atau email").fill("0812 3456 7890")
    # Whoever is quicker than any person is asked once more.
    page.wait_for_timeout(2_500)
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Laporan terkirim")
    assert page.context.cookies() == []


def test_no_keyboard_reaches_the_field_for_machines(desk: Page) -> None:
    desk.goto("/laporkan/karya/PMK-902")
    desk.get_by_label("Lainnya").focus()
    reached = []
    for _press in range(4):
        desk.keyboard.press("Tab")
        reached.append(desk.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))

    assert reached == ["isi", "kontak", "Selengkapnya", "Kirim laporan"]
