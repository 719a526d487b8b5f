"""What must never appear, read from every public page of a site that holds the real facts and the examples."""

import re
from collections.abc import Iterator

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from craftsite.examples.operations import load_examples
from craftsite.goods.models import Handling, RegionalProduct, Verification
from craftsite.listings.models import Listing
from craftsite.producers.models import Producer
from craftsite.regions.models import Province, Region
from craftsite.web.filters import angka
from tests.browser import Browser, Page

OFFICIALS = re.compile(r"\b(Gubernur|Bupati|Wali ?Kota|Presiden|Menteri|Khofifah|Emil)\b")
CLAIMS = re.compile(r"\b(terbesar|tertua|terbaik|nomor satu|berkhasiat|menyembuhkan)\b", re.IGNORECASE)
CONTACT = re.compile(r"wa\.me/\d|tel:|\b(?:\+62|62|08)\d{8,}\b")


def pages(browser: Browser, db: SQLAlchemy) -> Iterator[tuple[str, Page]]:
    """Every public page, once."""
    addresses = ["/", "/katalog", "/daerah", "/pembuat", "/cara-membeli", "/tentang", "/privasi"]
    addresses += [f"/katalog?lihat={tab}&hal={number}" for tab in ("dijual", "khas") for number in range(1, 13)]
    addresses += [f"/daerah/{slug}" for slug in db.session.scalars(select(Region.slug))]
    addresses += [f"/pembuat/{slug}" for slug in db.session.scalars(select(Producer.slug))]
    addresses += [f"/karya/{code}-{slug}" for code, slug in db.session.execute(select(Listing.code, Listing.slug))]
    known = RegionalProduct.verification != Verification.GENERAL_KNOWLEDGE
    addresses += [f"/khas/{slug}" for slug in db.session.scalars(select(RegionalProduct.slug).where(known))]
    for address in addresses:
        yield address, browser.get(address)


def test_no_page_says_what_must_not_be_said(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()
    products = list(db.session.scalars(select(RegionalProduct).options(selectinload(RegionalProduct.origins))))
    told = {
        product.slug: f"{product.description_id} {product.certification} {product.material}" for product in products
    }
    sourced = " ".join(told.values())
    hidden = [product for product in products if product.verification == Verification.GENERAL_KNOWLEDGE]
    inner = {product.source for product in products if product.source != product.source_public}
    provinces = [name for name in db.session.scalars(select(Province.name_id)) if name != "Jawa Timur"]
    old_prices = {
        product.slug: {angka(price) for price in (product.price_min_idr, product.price_max_idr) if price}
        for product in products
    }

    for address, page in pages(browser, db):
        text = page.text
        for pattern in (OFFICIALS, CLAIMS):
            said = {found for found in pattern.findall(text) if found not in sourced}
            assert not said, (address, said)
        assert not [name for name in provinces if re.search(rf"\b{name}\b", text) and name not in sourced], address
        assert not [product.name_id for product in hidden if product.name_id in text], address
        assert not [source for source in inner if source in page.response.text], address
        assert not CONTACT.search(page.response.text), address
        assert not page.has('script[type="application/ld+json"]'), address
        if address.startswith("/khas/"):
            offered = set(page.texts(".listing-card .price"))
            old = {f"Rp {price}" for price in old_prices[address.removeprefix("/khas/")]}
            assert not [price for price in old if price in text and price not in offered], address
        if address.startswith(("/karya/", "/pembuat/")):
            assert page.has('meta[name="robots"][content="noindex"]'), address
            assert "Ini contoh" in text, address
        cards = page.texts(".listing-card .code")
        assert [card for card in cards if not card.endswith("contoh")] == [], address
        assert page.has(".strip"), address


def test_tobacco_is_told_of_and_never_offered(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()
    tobacco = list(db.session.scalars(select(RegionalProduct).where(RegionalProduct.handling == Handling.TOBACCO)))

    assert len(tobacco) == 3
    for product in tobacco:
        assert not browser.get(f"/khas/{product.slug}").has("#sellers, .btn[href='#sellers']")
        assert db.session.scalar(select(Listing.id).where(Listing.product_id == product.id)) is None


def test_the_first_start_has_enough_to_be_worth_opening(browser: Browser, db: SQLAlchemy) -> None:
    load_examples()

    assert browser.get("/katalog?lihat=khas").one("#results-heading b").get_text() == "280 khas"
    assert int(browser.get("/katalog").one("#results-heading b").get_text().split()[0]) >= 150
    for slug in db.session.scalars(select(Region.slug)):
        page = browser.get(f"/daerah/{slug}")
        assert len(page.texts(".khas-rows h3")) >= 4, slug
        assert len(page.texts(".listing-card h3")) >= 3, slug


def test_a_site_without_examples_says_nothing_of_them(browser: Browser) -> None:
    for address in ("/", "/katalog", "/daerah/kab-magetan", "/pembuat"):
        page = browser.get(address)
        assert not page.has(".strip")
        assert "contoh" not in page.text.lower().replace("contoh pengelola", "").replace("jalan contoh", "").replace(
            "halo@contoh", ""
        )
