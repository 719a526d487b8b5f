"""The list of a visitor in a browser: kept on the device, passed on by its address, read on a phone."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opener
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible


def test_what_is_saved_is_counted_kept_and_taken_out_again(phone: Page, open_page: Opener) -> None:
    count = phone.locator("#menu [data-module=save] span")
    phone.goto("/katalog")
    saves = phone.locator(".save").all()[:2]
    codes = [str(save.get_attribute("data-code")) for save in saves]
    saves[0].click()
    expect(saves[0]).to_contain_text("Tersimpan")
    saves[1].focus()
    phone.keyboard.press("Space")
    expect(saves[1]).to_contain_text("Tersimpan")
    expect(count).to_have_text(" (2)")
    expect(phone).to_have_url("/katalog")

    phone.get_by_role("button", name="Menu", exact=True).click()
    phone.get_by_role("link", name="Daftar saya (2)").click()
    expect(phone).to_have_url(f"/daftar-saya?k={','.join(codes)}")
    expect(phone.locator("#theirs")).to_be_hidden()
    expect(phone.locator(".compare")).to_be_visible()
    assert phone.evaluate(TOO_WIDE) == []
    assert phone.evaluate(SMALL_TARGETS) == []
    assert_accessible(phone)
    table = phone.locator(".compare")
    table.focus()
    phone.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)
    expect(table.get_by_role("rowheader", name="Minimal beli")).to_be_in_viewport(ratio=1)

    phone.get_by_label("Tambah lewat kode").fill("blt 901")
    phone.get_by_role("button", name="Tambahkan", exact=True).click()
    expect(phone).to_have_url(f"/daftar-saya?k={','.join(codes)},BLT-901")
    expect(count).to_have_text(" (3)")
    phone.get_by_role("link", name=f"Hapus dari daftar {codes[0]}").first.click()
    expect(phone).to_have_url(f"/daftar-saya?k={codes[1]},BLT-901")
    expect(count).to_have_text(" (2)")

    shared = phone.url
    friend = open_page(viewport=PHONE)
    friend.goto(shared)
    expect(friend.locator("#theirs")).to_be_visible()
    friend.get_by_role("button", name="Tambahkan ke daftar saya").click()
    expect(friend.locator("#theirs")).to_be_hidden()
    expect(friend).to_have_url(f"/daftar-saya?k={codes[1]},BLT-901")
    friend.goto("/karya/BLT-901")
    expect(friend.locator('.save[data-code="BLT-901"]')).to_contain_text("Tersimpan")
