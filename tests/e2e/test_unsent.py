"""What is typed into the editor while the signal, the tab or the sign-in goes: nothing of it is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from craftsite.extensions import db
from craftsite.listings.models import Draft
from craftsite.producers.models import Producer
from craftsite.web.writing import writing
from tests.e2e.conftest import PHONE, Faults, Opener, Workshop
from tests.e2e.looks import TOO_WIDE
from tests.factories import PASSWORD, make_draft, make_membership, make_producer, make_user

pytestmark = pytest.mark.xdist_group("workshop")

ADDRESS = "pembuat.sinyal@contoh.id"
STORY = "Rotan dari hutan sendiri,\ndianyam tiga hari."
UNSENT = "Belum terkirim. Tulisan Anda aman di ponsel ini"
# The answer to a button comes long after the page would have saved by itself.
FAR_AWAY = {"offline": False, "latency": 2_500, "downloadThroughput": -1, "uploadThroughput": -1}
COPIES = "Object.keys(localStorage).filter(name => name.startsWith('draf:')).length"


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> str:
    """The site that tests change."""
    return workshop.address


@pytest.fixture(scope="module")
def rows(workshop: Workshop) -> Iterator[Flask]:
    """An application on the same database, with a maker who has an account."""
    with workshop.rows.app_context():
        with writing():
            make_membership(make_producer(slug="pembuat-sinyal"), make_user(email=ADDRESS))
            db.session.commit()
        yield workshop.rows


@dataclass(frozen=True)
class Desk:
    """The editor of a new listing on the phone of its maker."""

    page: Page
    listing_id: int

    @property
    def address(self) -> str:
        """Where the editor stands."""
        return f"/ruang/karya/{self.listing_id}/ubah"

    def story_on_site(self) -> str:
        """What the site has of the story by now."""
        db.session.rollback()
        fields = db.session.scalars(select(Draft.fields).where(Draft.listing_id == self.listing_id)).one()
        return str(fields.get("cerita", [""])[0]).replace("\r\n", "\n")

    def open_story(self, page: Page | None = None) -> Page:
        """The editor, open at the story."""
        page = page or self.page
        page.goto(f"{self.address}?bagian=cerita")
        return page


def enter(page: Page) -> None:
    """Signs in on the page that asks for it."""
    page.get_by_label("Nomor WhatsApp atau email").fill(ADDRESS)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


@pytest.fixture
def desk(rows: Flask, open_page: Opener) -> Desk:
    """The editor of a new listing; its maker is signed in."""
    with writing():
        maker = db.session.scalars(select(Producer).where(Producer.slug == "pembuat-sinyal")).one()
        listing_id = make_draft(maker).id
        db.session.commit()
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto("/masuk")
    enter(page)
    expect(page.locator(".shell")).to_be_visible()
    return Desk(page, listing_id)


def test_what_is_typed_without_a_signal_is_sent_when_it_returns(desk: Desk, faults: Faults) -> None:
    faults.provoke("ERR_INTERNET_DISCONNECTED")
    faults.provoke("htmx:")
    page = desk.open_story()
    page.context.set_offline(True)

    page.locator("#cerita").fill(STORY)
    page.locator("#nama").fill("Keranjang rotan")
    page.locator("#nama").blur()
    expect(page.get_by_text(UNSENT)).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    page.context.set_offline(False)

    expect(page.get_by_text(UNSENT)).to_be_hidden()
    expect(page.locator("#saved")).to_contain_text("Tersimpan di situs")
    assert desk.story_on_site() == STORY
    assert page.evaluate(COPIES) == 0


def test_a_page_that_a_button_leaves_does_not_save_once_more_under_the_next_one(desk: Desk) -> None:
    page = desk.open_story()
    signal = page.context.new_cdp_session(page)
    signal.send("Network.enable")
    signal.send("Network.emulateNetworkConditions", FAR_AWAY)
    saved: list[str] = []
    page.on(
        "request", lambda request: saved.append(request.url) if "/ubah" in request.url and request.post_data else None
    )

    page.locator("#cerita").fill(STORY)
    page.get_by_role("button", name="Lanjut ke harga dan stok").click()
    expect(page.locator("#bagian-harga")).to_have_attribute("open", "")

    assert len(saved) == 1
    assert desk.story_on_site() == STORY


def test_what_was_typed_into_a_tab_that_was_closed_is_there_when_it_is_opened_again(desk: Desk, faults: Faults) -> None:
    faults.provoke("409")
    page = desk.open_story()
    page.locator("#cerita").press_sequentially("Rotan")
    context = page.context
    page.close()
    assert desk.story_on_site() == ""

    page = context.new_page()
    page.goto("/ruang/karya")
    expect(page.locator("[data-unsent]:visible")).to_have_count(1)
    desk.open_story(page)
    expect(page.locator(".note.ok")).to_contain_text("Tulisan yang tersisa di ponsel ini sudah sampai di situs.")
    expect(page.locator("#cerita")).to_have_value("Rotan")
    assert desk.story_on_site() == "Rotan"
    assert page.evaluate(COPIES) == 0

    # Somebody else has saved meanwhile: neither text is lost, and nothing is written over.
    page.locator("#cerita").fill("Rotan hutan")
    page.close()
    with writing():
        draft = db.session.get_one(Draft, desk.listing_id)
        draft.fields = draft.fields | {"cerita": ["Bambu"]}
        db.session.refresh(draft, ["listing"])
        draft.listing.edition += 1
        draft.listing.saved_from = ""
        db.session.commit()
    page = desk.open_story(context.new_page())
    expect(page.locator("#both")).to_be_visible()
    expect(page.locator("#cerita")).to_have_value("Rotan hutan")
    assert desk.story_on_site() == "Bambu"

    page.goto("/keluar")
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.get_by_role("button", name="Keluar dari perangkat ini").click()
    expect(page.locator(".note.ok")).to_contain_text("Anda sudah keluar.")
    assert page.evaluate(COPIES) == 0


def test_what_is_typed_after_the_sign_in_has_ended_is_there_after_signing_in_again(desk: Desk, faults: Faults) -> None:
    faults.provoke("401")
    page = desk.open_story()
    page.context.clear_cookies()

    page.locator("#cerita").fill(STORY)
    page.locator("#cerita").blur()
    page.get_by_role("link", name="Masuk lagi").click()
    enter(page)

    expect(page.locator(".note.ok")).to_contain_text("Tulisan yang tersisa di ponsel ini sudah sampai di situs.")
    expect(page.locator("#cerita")).to_have_value(STORY)
    assert desk.story_on_site() == STORY
