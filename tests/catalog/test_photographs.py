"""Photographs where the public sees them: cards, galleries, walls, messages, search engines and feeds."""

import io
import json
from collections.abc import Callable

import feedparser
import pytest
from bs4 import BeautifulSoup
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from craftsite.catalog.share_pictures import listing_sheet
from craftsite.listings.models import Listing, Photo
from craftsite.listings.queries import get_once_published
from craftsite.web.languages import Language
from tests.browser import Browser, Page
from tests.conftest import Counter
from tests.factories import add_photos, make_exhibition, make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both


@pytest.fixture
def listing(db: SQLAlchemy) -> Listing:
    """A listing with three photographs that may be shown."""
    listing = make_listing(name="Tikar pandan", slug="tikar-pandan", owns_pictures=True)
    [first, *_others] = add_photos(listing, 3)
    db.session.get_one(Photo, first).alt = "Tikar terbentang di lantai"
    db.session.commit()
    return listing


def page_of(browser: Browser, listing: Listing) -> Page:
    """The page of a listing."""
    return browser.get(f"/karya/{listing.code}-{listing.slug}")


def test_a_card_shows_the_main_photograph_in_its_formats_and_sizes(browser: Browser, listing: Listing) -> None:
    card = browser.get("/katalog").one(".listing-card")

    [image] = card.select("picture img")
    assert image["alt"] == ""
    assert (int(str(image["width"])), int(str(image["height"]))) == (480, 600)
    assert "240w" in str(image["srcset"]) and "42vw" in str(image["sizes"])
    assert not card.select("img[src*='/motif/']")


@pytest.mark.parametrize("where", ["/", "/daerah/kota-surabaya", "/pembuat/{maker}", "/khas/{khas}", "/pameran/{hall}"])
def test_every_list_of_cards_shows_photographs(db: SQLAlchemy, browser: Browser, where: str) -> None:
    product = make_product(regions=("3578",))
    maker = make_producer(region="3578")
    listing = make_listing(name="Tikar", producer=maker, product_id=product.id, owns_pictures=True)
    add_photos(listing, 1)
    hall = make_exhibition(listing)
    db.session.commit()

    page = browser.get(where.format(maker=maker.slug, khas=product.slug, hall=hall.slug))

    assert page.has(".listing-card picture.photo")


def test_a_gallery_has_the_first_photograph_large_and_the_others_as_links(browser: Browser, listing: Listing) -> None:
    page = page_of(browser, listing)

    alts = page.attributes(".gallery img", "alt")
    assert alts == ["Tikar terbentang di lantai", "Tikar pandan, foto 2", "Tikar pandan, foto 3"]
    first, *others = page.soup.select(".gallery img")
    assert first["fetchpriority"] == "high" and not first.has_attr("loading")
    assert [other["loading"] for other in others] == ["lazy", "lazy"]
    for address in page.attributes(".gallery a", "href"):
        assert browser.raw(address).mimetype == "image/jpeg"
    assert not page.has(".gallery img[src*='/motif/']")


def test_messengers_get_a_picture_with_the_photograph(browser: Browser, listing: Listing, db: SQLAlchemy) -> None:
    page = page_of(browser, listing)
    [address] = page.attributes('meta[property="og:image"]', "content")

    answer = browser.raw(address.removeprefix("http://localhost"))

    picture = Image.open(io.BytesIO(answer.data)).convert("RGB")
    assert (answer.mimetype, picture.size) == ("image/jpeg", (1200, 630))
    assert len(answer.data) < 250_000
    # The red quarter of the photographs of tests.
    # Pillow does not say that a pixel of RGB is three numbers.
    red, green, blue = picture.getpixel((450, 100))  # type: ignore[misc]
    assert red > 180 and green < 80 and blue < 80
    assert "menyusul" not in page.attributes('meta[property="og:image:alt"]', "content")[0]


def test_a_removed_photograph_leaves_the_picture_for_messages(
    browser: Browser, listing: Listing, db: SQLAlchemy
) -> None:
    before = listing_sheet(get_once_published(str(listing.code)), Language.INDONESIAN).key
    db.session.get_one(Listing, listing.id).owns_pictures = False
    db.session.commit()

    sheet = listing_sheet(get_once_published(str(listing.code)), Language.INDONESIAN)

    assert sheet.key != before
    assert "menyusul" in sheet.alt
    old = browser.raw(f"/motif/bagikan/id/karya/{listing.code}/{before}.jpg")
    assert (old.status_code, sheet.key in str(old.location)) == (302, True)


def test_search_engines_and_feed_readers_get_the_photographs(browser: Browser, listing: Listing) -> None:
    page = page_of(browser, listing)
    facts = json.loads(page.one('script[type="application/ld+json"]').get_text())
    [product] = [thing for thing in facts["@graph"] if thing["@type"] == "Product"]

    assert len(product["image"]) == 3
    assert all(address.startswith("http://localhost/media/") for address in product["image"])
    [entry] = feedparser.parse(browser.raw("/umpan/karya.atom").data).entries
    [image] = BeautifulSoup(entry.content[0].value, "html.parser").select("img")
    assert str(image["src"]).startswith("http://localhost/media/")
    assert image["alt"] == "Tikar pandan"


def test_a_wall_and_its_television_show_the_photograph(browser: Browser, listing: Listing, db: SQLAlchemy) -> None:
    hall = make_exhibition(listing)
    db.session.commit()

    walls, screen = browser.get(f"/pameran/{hall.slug}"), browser.get(f"/pameran/{hall.slug}/layar")

    assert walls.has(".wall picture.photo") and not walls.has(".wall img[src*='/motif/']")
    assert "/media/" in screen.attributes(".screen-picture", "src")[0]


ADDRESSES: list[tuple[str, Callable[[Listing], str]]] = [
    ("catalogue", lambda listing: "/katalog"),
    ("region", lambda listing: "/daerah/kota-surabaya"),
    ("maker", lambda listing: "/pembuat/pembuat-foto"),
]


@pytest.mark.parametrize("address", [one for _name, one in ADDRESSES], ids=[name for name, _one in ADDRESSES])
def test_queries_do_not_grow_with_the_photographs(
    db: SQLAlchemy, browser: Browser, count_queries: Counter, address: Callable[[Listing], str]
) -> None:
    maker = make_producer(slug="pembuat-foto")
    first = make_listing(producer=maker, owns_pictures=True)
    where = address(first)
    for number in range(3):
        add_photos(make_listing(name=f"Tikar {number}", producer=maker, owns_pictures=True), 2)
    db.session.commit()
    browser.get(where)
    with count_queries() as few:
        browser.get(where)
    for number in range(27):
        add_photos(make_listing(name=f"Keranjang {number}", producer=maker, owns_pictures=True), 2)
    db.session.commit()
    with count_queries() as many:
        page = browser.get(where)

    assert page.has(".listing-card picture")
    assert many() == few()
