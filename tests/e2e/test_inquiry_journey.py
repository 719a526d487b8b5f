"""A question until its outcome: a buyer asks, the maker offers, the buyer agrees, both say how it went."""

import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry, Outcome, Side, State
from craftsite.inquiries.operations import review
from craftsite.inquiries.outcome_operations import ask_outcomes, salt_of
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from craftsite.web.spam import SOONEST_S
from craftsite.web.writing import writing
from tests.e2e.conftest import PATIENCE_FOR_PAGES_MS, PHONE, Opener, Workshop
from tests.e2e.looks import SMALL_TARGETS, TOO_WIDE, assert_accessible
from tests.factories import PASSWORD, make_listing, make_membership, make_producer, make_user

pytestmark = pytest.mark.xdist_group("workshop")

CODE = "BKL-777"


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> str:
    """The site that tests change."""
    return workshop.address


@pytest.fixture(scope="module")
def rows(workshop: Workshop) -> Flask:
    """An application on the same database, in which a maker sells something."""
    with workshop.rows.app_context(), writing():
        producer = make_producer(
            region="3526", name="Contoh Pembuat 18", whatsapp="+6281234567890", whatsapp_consent_at=now()
        )
        make_membership(producer, make_user(email="pembuat18@contoh.id"))
        make_listing(producer=producer, name="Batik tulis contoh", unit="lembar", price_idr=640_000, code=CODE)
        db.session.commit()
    return workshop.rows


def press(page: Page, name: str) -> None:
    """Presses the button that says this."""
    page.get_by_role("button", name=name, exact=True).click()


def ask(page: Page, prefix: str, words: dict[str, str]) -> str:
    """Sends a question, and the address of its thread."""
    page.goto(f"{prefix}/karya/{CODE}/tanya")
    # Nobody reads a form in less, and a form that comes back sooner is asked for once more.
    page.wait_for_timeout(SOONEST_S * 1_000 + 200)
    page.locator("[name=untuk][value='dijual-lagi']").check(force=True)
    page.locator("[name=jumlah]").fill(words["quantity"])
    page.locator("[name=tujuan]").select_option(words["place"])
    page.locator("[name=isi]").fill(words["question"])
    page.locator("[name=nama]").fill(words["name"])
    page.locator("[name=kontak]").fill("toko.malam@contoh.id")
    page.locator("[name=setuju]").check(force=True)
    if words["quantity"] != "12":
        expect(page.locator("#quantity_said")).to_contain_text("= 12 lembar, benar?")
    press(page, words["send"])
    page.wait_for_url("**/percakapan/**")
    return page.url.partition("?")[0]


def let_through(rows: Flask) -> None:
    """What an office does with the question that it has read."""
    with rows.app_context(), writing():
        asked = select(Inquiry).where(Inquiry.state == State.HELD, Inquiry.subject_code == CODE)
        held = db.session.scalars(asked).one()
        review(held, True, db.session.scalars(select(User.id)).first() or 0, now())
        db.session.commit()


def look(page: Page) -> None:
    """Holds a page to what every page is held to."""
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert_accessible(page)


def offer(page: Page, name: str) -> None:
    """Signs the maker in, who answers this buyer at a tap and offers."""
    page.goto("/masuk")
    page.locator("[name=alamat]").fill("pembuat18@contoh.id")
    page.locator("[name=sandi]").fill(PASSWORD)
    page.locator("main form button.btn").first.click()
    page.wait_for_url("**/ruang")
    expect(page.locator(".tabbar .badge")).to_contain_text("menunggu:")
    page.get_by_role("link", name="Jawab", exact=True).click()
    page.locator(".inbox h2 a", has_text=name).click()
    page.locator("summary", has_text="Kalimat siap pakai").click()
    page.locator(".ready summary", has_text="Barangnya masih ada.").click()
    press(page, "Kirim kalimat ini : Barangnya masih ada.")
    expect(page.locator(".thread .mine .said")).to_have_text("Barangnya masih ada.")
    page.get_by_role("link", name="Buat penawaran").click()
    page.locator("[name=ongkir]").fill("85rb")
    press(page, "Kirim penawaran")
    expect(page.locator(".offer .num").last).to_contain_text("7.765.000")


@pytest.mark.parametrize(
    ("scripts", "prefix"),
    [
        (True, ""),
        pytest.param(False, "", marks=pytest.mark.thorough),
        pytest.param(True, "/en", marks=pytest.mark.thorough),
    ],
    ids=["scripts", "plain", "english"],
)
def test_a_buyer_asks_a_maker_offers_the_buyer_agrees_and_both_say_how_it_went(
    rows: Flask, open_page: Opener, scripts: bool, prefix: str
) -> None:
    is_english = bool(prefix)
    words = {
        "place": "JP" if is_english else "33",
        "question": "Price for 12, please." if is_english else "Mohon harga untuk selusin.",
        "quantity": "selusin" if scripts and not is_english else "12",
        "name": f"Contoh Toko {int(scripts)}{prefix}",
        "send": "Send inquiry" if is_english else "Kirim pertanyaan",
    }
    buyer, maker = (open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts) for _side in range(2))
    for page in (buyer, maker):
        page.set_default_timeout(PATIENCE_FOR_PAGES_MS)
    thread = ask(buyer, prefix, words)
    if not scripts:
        # What no browser has proven is read by an office first.
        expect(buyer.locator(".note").first).to_be_visible()
        let_through(rows)

    offer(maker, words["name"])

    buyer.goto(thread)
    expect(buyer.locator(".thread > li:not(.mine) .said").first).to_have_text(
        "It is still in stock." if is_english else "Barangnya masih ada."
    )
    if scripts:
        look(buyer)
        look(maker)
    press(buyer, "Accept the offer" if is_english else "Setuju dengan penawaran")
    expect(buyer.locator("h1")).to_contain_text("Contoh Pembuat 18")
    expect(buyer.locator("a.wa")).to_be_visible()
    maker.reload()
    expect(maker.get_by_role("link", name="Lihat kesepakatan")).to_be_visible()

    with rows.app_context(), writing():
        asked = db.session.scalars(select(Inquiry).order_by(Inquiry.id.desc())).first()
        assert asked is not None
        ask_outcomes(asked.asked_at + datetime.timedelta(days=14))
        links = {
            side: f"/hasil/{secret_of(Door.OUTCOME, salt_of(asked, side, 14))}" for side in (Side.BUYER, Side.MAKER)
        }
        asked_id = asked.id
        db.session.commit()
    for page, side in ((buyer, Side.BUYER), (maker, Side.MAKER)):
        page.goto((prefix if side is Side.BUYER else "") + links[side])
        if scripts:
            look(page)
        page.locator("button[value=ya]").click()
        expect(page.locator("button[value='3']")).to_be_visible()
        page.locator("button[value='3']").click()
        expect(page.locator("button[value=langsung]")).to_be_visible()

    with rows.app_context():
        told = db.session.execute(
            select(Outcome.side, Outcome.bought, Outcome.value_idr).where(Outcome.inquiry_id == asked_id)
        ).all()
        letters = db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert sorted(told) == [("buyer", "ya", 5_000_000), ("maker", "ya", 5_000_000)]
    assert {"inquiries/question", "inquiries/confirm", "inquiries/reply", "inquiries/outcome_maker"} <= set(letters)
