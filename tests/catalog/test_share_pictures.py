"""The pictures that messengers show: what they say in each language, and addresses that never change their bytes."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from craftsite.catalog import sharing
from craftsite.catalog.share_pictures import (
    listing_share,
    listing_sheet,
    producer_share,
    producer_sheet,
    product_share,
    product_sheet,
    region_share,
    region_sheet,
    site_share,
    site_sheet,
    titled_sheet,
)
from craftsite.catalog.sharing import SharePicture, Sheet
from craftsite.examples.operations import load_examples
from craftsite.extensions import db as database
from craftsite.goods.models import Handling, Kind, RegionalProduct
from craftsite.goods.queries import TEXTILE_TAXA, with_regions
from craftsite.listings.models import Listing
from craftsite.listings.queries import with_main_photo
from craftsite.motif.press import Press
from craftsite.motif.share import plain_sheet
from craftsite.motif.studio import Studio
from craftsite.producers.models import Producer
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions, get_region
from craftsite.web.headers import IMMUTABLE
from craftsite.web.languages import Language
from tests.browser import Browser
from tests.factories import make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Things:
    """One of everything that has a picture."""

    listing: Listing
    product: RegionalProduct
    producer: Producer
    region: Region
    regions: list[Region]


SHARES: dict[str, Callable[[Things, Language], SharePicture]] = {
    "listing": lambda things, language: listing_share(things.listing, language),
    "product": lambda things, language: product_share(things.product, language),
    "producer": lambda things, language: producer_share(things.producer, language),
    "region": lambda things, language: region_share(things.region, language),
    "site": lambda things, language: site_share(things.regions, language),
}


@pytest.fixture
def context(app: Flask, db: SQLAlchemy) -> Iterator[None]:
    """A request for an English page, as the head of that page would make pictures in."""
    with app.test_request_context("/katalog", environ_overrides={"SCRIPT_NAME": "/en"}):
        yield


def loaded(item: Listing | RegionalProduct) -> Listing | RegionalProduct:
    """The item with all that its picture shows, as a page would have loaded it."""
    model = type(item)
    options = {
        Listing: [joinedload(Listing.producer).joinedload(Producer.region), with_main_photo()],
        RegionalProduct: [with_regions()],
    }
    statement = select(model).where(model.id == item.id).options(*options[model])
    return database.session.scalars(statement.execution_options(populate_existing=True)).one()


@pytest.fixture
def things(context: None) -> Things:
    """A listing, a product, a maker and a region with names that a drawing could stumble over."""
    producer = make_producer(name='Bu "Siti" & <Anak> #1]', region="3526")
    listing = make_listing(producer=producer, name="<script>alert('ꦗꦮ')</script>, 2 m", name_en="Été #panic()]")
    product = make_product(name="Keripik " * 14, name_en="Tempe crisps " * 9, regions=("3573",))
    return Things(loaded(listing), loaded(product), producer, get_region("kab-magetan"), find_regions())


def path(share: SharePicture) -> str:
    """The address without the site."""
    return urlsplit(share.url).path


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("share_of", SHARES.values(), ids=SHARES)
def test_every_picture_is_a_light_jpeg_that_may_be_kept_for_good(
    browser: Browser, things: Things, share_of: Callable[[Things, Language], SharePicture], language: Language
) -> None:
    share = share_of(things, language)

    answer = browser.raw(path(share))

    assert answer.status_code == 200
    assert (answer.mimetype, share.type) == ("image/jpeg", "image/jpeg")
    assert answer.headers["Cache-Control"] == IMMUTABLE
    picture = Image.open(io.BytesIO(answer.data))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert (share.width, share.height) == picture.size
    assert 20_000 < len(answer.data) < 250_000


def test_the_same_picture_is_the_same_bytes_in_every_worker(
    browser: Browser, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = path(listing_share(things.listing, Language.INDONESIAN))
    first = browser.raw(address).data
    monkeypatch.setattr(sharing, "STUDIO", Studio(1_000_000, 4))
    monkeypatch.setattr(sharing, "PRESS", Press())

    assert browser.raw(address).data == first


@pytest.mark.parametrize("share_of", SHARES.values(), ids=SHARES)
def test_a_picture_speaks_the_language_of_its_address(
    browser: Browser, things: Things, share_of: Callable[[Things, Language], SharePicture]
) -> None:
    indonesian, english = (share_of(things, language) for language in Language)

    assert path(indonesian).startswith("/motif/bagikan/id/")
    assert path(english).startswith("/motif/bagikan/en/")
    assert indonesian.alt != english.alt
    assert browser.raw(path(indonesian)).data != browser.raw(path(english)).data


@pytest.mark.parametrize("share_of", SHARES.values(), ids=SHARES)
def test_an_address_is_absolute_and_stands_beside_the_languages(
    browser: Browser, things: Things, share_of: Callable[[Things, Language], SharePicture]
) -> None:
    share = share_of(things, Language.ENGLISH)

    assert share.url.startswith("http://localhost/motif/bagikan/en/")
    browser.get(f"/en{path(share)}", status=404)


@pytest.mark.parametrize("share_of", SHARES.values(), ids=SHARES)
def test_an_old_address_leads_to_the_new_picture(
    browser: Browser, things: Things, share_of: Callable[[Things, Language], SharePicture]
) -> None:
    address = path(share_of(things, Language.ENGLISH))

    moved = browser.raw(address.rpartition("/")[0] + "/0000000000.jpg")

    assert (moved.status_code, moved.headers["Location"]) == (302, address)
    assert "immutable" not in moved.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "id/karya/SBY-998/x.jpg", "id/karya/SBY-777/x.jpg", "id/khas/tidak-ada/x.jpg", "id/pembuat/tidak-ada/x.jpg",
        "id/pembuat/belum-sah/x.jpg", "id/daerah/kab-tidak-ada/x.jpg", "fr/situs/x.jpg", "ID/situs/x.jpg",
        "id/situs/x.png", "id/karya/bukan-kode/x.jpg",
    ],
)  # fmt: skip
def test_what_is_not_public_has_no_picture(browser: Browser, address: str) -> None:
    make_listing(published_at=None, code="SBY-777")
    make_producer(slug="belum-sah", origin_valid_until=None)

    browser.get(f"/motif/bagikan/{address}", status=404)


@pytest.mark.parametrize(
    ("prices", "indonesian", "english"),
    [
        ({"price_idr": 1_250_000}, "Rp 1.250.000", "IDR 1,250,000"),
        ({"price_idr": 85_000, "price_to_idr": 1_200_000}, "Rp 85.000 – Rp 1.200.000", "IDR 85,000 – IDR 1,200,000"),
        ({"price_idr": None}, "", ""),
    ],
)
def test_a_listing_shows_its_price_as_the_language_writes_it(
    context: None, prices: dict[str, int | None], indonesian: str, english: str
) -> None:
    listing = loaded(make_listing(**prices))

    figures = [listing_sheet(listing, language).words.figure.replace(NO_BREAK_SPACE, " ") for language in Language]

    assert [figure.replace(NO_BREAK_SPACE, " ") for figure in figures] == [indonesian, english]


def test_a_new_price_has_a_new_address(context: None) -> None:
    listing = loaded(make_listing(price_idr=100_000))
    before = listing_share(listing, Language.INDONESIAN)

    listing.price_idr = 110_000

    assert listing_share(listing, Language.INDONESIAN).url != before.url


def test_an_example_says_so_and_has_no_price(context: None) -> None:
    maker = make_producer(is_example=True, origin_valid_until=None)
    example, real = (loaded(make_listing(producer=of, price_idr=50_000)) for of in (maker, make_producer()))

    words = listing_sheet(example, Language.INDONESIAN).words
    assert (words.mark, words.figure) == ("Contoh", "")
    assert producer_sheet(maker, Language.INDONESIAN).words.mark == "Contoh"
    assert "Contoh." in listing_share(example, Language.INDONESIAN).alt
    assert not listing_sheet(real, Language.INDONESIAN).words.mark
    assert not producer_sheet(real.producer, Language.INDONESIAN).words.mark


def test_what_is_not_halal_says_so(context: None) -> None:
    pork, crisps = (loaded(make_product(handling=handling)) for handling in (Handling.NOT_HALAL, None))

    assert product_sheet(pork, Language.INDONESIAN).words.mark == "Tidak halal"
    assert not product_sheet(crisps, Language.INDONESIAN).words.mark


def test_no_cloth_of_the_site_or_its_examples_lies_on_an_ornament(context: None, db: SQLAlchemy) -> None:
    load_examples()
    with_place = joinedload(Listing.producer).joinedload(Producer.region)
    listings = db.session.scalars(select(Listing).options(with_place, with_main_photo())).all()
    products = db.session.scalars(select(RegionalProduct).options(with_regions())).all()
    sheets = [(item, listing_sheet(item, Language.INDONESIAN)) for item in listings]
    sheets += [(item, product_sheet(item, Language.ENGLISH)) for item in products]

    cloth = [sheet for item, sheet in sheets if item.kind == Kind.BATIK or item.taxon_slug in TEXTILE_TAXA]

    assert len(cloth) >= 80
    assert {sheet.compose for sheet in cloth} == {plain_sheet}
    assert {sheet.words.note for _item, sheet in sheets} == {"Foto menyusul", "Photo to follow"}


def test_a_region_tells_no_number_that_would_grow_old(context: None) -> None:
    for region in find_regions():
        for language in Language:
            assert not any(sign.isdigit() for sign in region_sheet(region, language).alt)


def test_the_site_shows_the_squares_of_all_its_regions(context: None) -> None:
    sheet = site_sheet(find_regions(), Language.INDONESIAN)

    assert len(sheet.drawn_from[0]) == 38
    assert sheet.words.title == "Karya Jatim"


def test_any_title_can_be_shared(context: None) -> None:
    sheet = titled_sheet("Sepuluh nama yang punya alamat", "Berjalanlah dari nomor satu. " * 30, "sepuluh-nama")
    other = titled_sheet("Sepuluh nama", "Berjalanlah dari nomor satu.", "sepuluh-nama", over="Pameran")

    assert len(sheet.jpeg()) < 250_000
    assert sheet.key != other.key
    assert other.alt == "Sepuluh nama. Pameran. Berjalanlah dari nomor satu."


def test_two_sheets_have_one_key_only_if_they_are_the_same(context: None) -> None:
    listing, product = loaded(make_listing(name="Keranjang")), loaded(make_product(name="Keranjang"))
    keys = {listing_sheet(listing, language).key for language in Language}
    keys.add(product_sheet(product, Language.INDONESIAN).key)

    assert len(keys) == 3
    assert listing_sheet(listing, Language.INDONESIAN).key in keys


def test_a_crowd_is_asked_to_come_again(browser: Browser, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(1_000_000, most_visitors=1)
    monkeypatch.setattr(sharing, "STUDIO", studio)
    kept, other = (
        path(listing_share(things.listing, Language.INDONESIAN)),
        path(listing_share(things.listing, Language.ENGLISH)),
    )
    answers = []

    browser.raw(kept)
    studio.picture("one that takes its time", lambda: answers.extend([browser.raw(kept), browser.raw(other)]) or b"")

    assert [answer.status_code for answer in answers] == [200, 503]
    assert answers[1].headers["Retry-After"] == "2"
    assert answers[1].headers["Cache-Control"] == "no-store"


def test_a_picture_takes_few_statements(browser: Browser, things: Things, count_queries: Callable) -> None:
    addresses = [path(share_of(things, Language.INDONESIAN)) for share_of in SHARES.values()]

    for address in addresses:
        with count_queries() as count:
            browser.raw(address)
        assert count() <= 2, address


def test_a_sheet_says_all_its_words_to_those_who_cannot_see_it(things: Things) -> None:
    sheet: Sheet = listing_sheet(things.listing, Language.ENGLISH)

    assert sheet.alt == (
        f"Été #panic()]. Bangkalan Regency. IDR{NO_BREAK_SPACE}100,000. {things.listing.code}. Photo to follow."
    )
