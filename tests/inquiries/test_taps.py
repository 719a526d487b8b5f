"""Tanya lewat WhatsApp: the number is on no page until somebody presses, and nothing of who pressed is kept."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.inquiries import limits
from craftsite.inquiries.demand_models import Tap
from craftsite.listings.models import Listing
from craftsite.web.clock import now
from tests.browser import Browser
from tests.factories import make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both

NUMBER = "+6281234567890"


def shown_listing(**of: object) -> Listing:
    """A listing whose maker gives its number."""
    values = {"name": "Contoh Pembuat 07", "whatsapp": NUMBER, "whatsapp_consent_at": now()}
    return make_listing(name="Keranjang bambu", producer=make_producer(**(values | of)))


def test_one_press_shows_the_number_with_a_message_that_is_half_written(browser: Browser, db: SQLAlchemy) -> None:
    listing = shown_listing(answering_hours="08.00–16.00")
    page = browser.get(f"/karya/{listing.code}-{listing.slug}")
    assert page.texts(".dock .btn") == ["Tanya lewat WhatsApp", "Tulis pertanyaan"]
    assert "81234567890" not in page.response.text.replace(" ", "")

    answer = browser.post(f"/karya/{listing.code}/wa", {}, status=200)

    assert answer.texts(".phone-number") == ["+62 812 3456 7890"]
    assert "Menjawab: 08.00–16.00." in answer.text
    url = urlsplit(answer.link("Buka WhatsApp"))
    assert (url.netloc, url.path) == ("wa.me", "/6281234567890")
    assert parse_qs(url.query)["text"] == [
        f"Halo, saya ingin bertanya tentang Keranjang bambu ({listing.code}).\n"
        f"http://localhost/karya/{listing.code}-{listing.slug}\nJumlah: ___\nDikirim ke: ___"
    ]
    assert answer.headers["Cache-Control"] == "no-store"
    [tap] = db.session.scalars(select(Tap))
    assert (tap.subject_kind, tap.listing_id, tap.line, tap.route) == ("karya", listing.id, "whatsapp", "langsung")


def test_in_english_the_form_comes_first(browser: Browser) -> None:
    listing = shown_listing()

    page = browser.get(f"/en/karya/{listing.code}-{listing.slug}")

    assert page.texts(".dock .btn") == ["Send an inquiry", "WhatsApp"]
    assert not page.has(".dock .btn.ghost:not(.wa)")


def test_the_maker_and_the_only_maker_of_a_khas_are_reached_from_their_pages_too(
    browser: Browser, db: SQLAlchemy
) -> None:
    listing, product = shown_listing(), make_product(name="Anyaman contoh")
    listing.product_id = product.id
    db.session.flush()
    maker = listing.producer.slug

    for path in (f"/pembuat/{maker}", f"/khas/{product.slug}"):
        assert "Tanya lewat WhatsApp" in browser.get(path).texts(".btn.wa")
        browser.post(f"{path}/wa", {}, status=200)

    assert [tap.subject_kind for tap in db.session.scalars(select(Tap).order_by(Tap.id))] == ["pembuat", "khas"]
    make_listing(product_id=product.id)
    assert not browser.get(f"/khas/{product.slug}").has(".btn.wa")
    assert browser.post(f"/khas/{product.slug}/wa", {}).headers["Location"] == f"/khas/{product.slug}"


def test_a_landline_is_called_and_the_number_of_a_centre_says_whose_it_is(browser: Browser, db: SQLAlchemy) -> None:
    landline = shown_listing(whatsapp="+62318541234")
    centre = shown_listing(whatsapp_route="sentra", centre="Batik Jetis")

    page = browser.get(f"/karya/{landline.code}-{landline.slug}")
    called = browser.post(f"/karya/{landline.code}/wa", {}, status=200)
    passed_on = browser.post(f"/karya/{centre.code}/wa", {}, status=200)

    assert "Tanya lewat telepon" in page.texts(".dock .btn")
    assert called.link("Telepon sekarang") == "tel:+62318541234"
    assert "wa.me/6" not in called.response.text
    assert "admin sentra Batik Jetis, yang meneruskan pesan Anda kepada Contoh Pembuat 07" in passed_on.text
    assert [tap.line for tap in db.session.scalars(select(Tap).order_by(Tap.id))] == ["telepon", "whatsapp"]


@pytest.mark.parametrize("of", [{"whatsapp_consent_at": None}, {"whatsapp": ""}])
def test_without_consent_there_is_no_number_and_the_form_is_the_way(browser: Browser, of: dict[str, object]) -> None:
    listing = shown_listing(**of)

    page = browser.get(f"/karya/{listing.code}-{listing.slug}")

    assert page.texts(".dock .btn") == ["Tulis pertanyaan"]
    browser.post(f"/karya/{listing.code}/wa", {}, status=404)


def test_a_crawler_that_follows_every_address_sees_no_number_and_writes_nothing(
    browser: Browser, db: SQLAlchemy
) -> None:
    listing = shown_listing()

    answer = browser.get(f"/karya/{listing.code}/wa", status=303)
    other = browser.post(f"/karya/{listing.code}/wa", {}, headers={"Sec-Fetch-Site": "cross-site"}, status=403)

    assert answer.headers["Location"] == f"/karya/{listing.code}-{listing.slug}"
    assert "81234567890" not in other.response.text
    assert db.session.scalar(select(Tap)) is None


def test_who_collects_numbers_is_stopped(browser: Browser, db: SQLAlchemy) -> None:
    listing = shown_listing()
    for _turn in range(limits.TAPS.amount):
        browser.post(f"/karya/{listing.code}/wa", {}, status=200)

    answer = browser.post(f"/karya/{listing.code}/wa", {}, status=429)

    assert "812 3456 7890" not in answer.text
    assert len(db.session.scalars(select(Tap)).all()) == limits.TAPS.amount
