"""Cards that were made before are shown again only while nothing on them has changed."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from craftsite.catalog import cards
from craftsite.catalog.index.current import catalogue
from craftsite.catalog.kept_cards import MOST, KeptCards, Key, kept_cards
from craftsite.cli import LOADERS, load
from craftsite.extensions import db as database
from craftsite.listings.models import Listing, Stock
from craftsite.web.clock import now, today
from craftsite.web.languages import Language
from craftsite.web.writing import writing
from tests.browser import Browser
from tests.factories import add_photos, make_listing, make_producer


def rename(listing: Listing) -> None:
    listing.name_id = "Payung baru"


def raise_price(listing: Listing) -> None:
    listing.price_idr = 987_000


def sell_out(listing: Listing) -> None:
    listing.stock = Stock.MADE_TO_ORDER


def rename_maker(listing: Listing) -> None:
    listing.producer.name = "Pembuat Baru"


def rename_region(listing: Listing) -> None:
    listing.producer.region.short_name_id = "Kab. Baru"


def add_photo(listing: Listing) -> None:
    add_photos(listing, 1)


@pytest.mark.parametrize("change", [rename, raise_price, sell_out, rename_maker, rename_region, add_photo])
def test_a_card_is_as_the_listing_is(db: SQLAlchemy, browser: Browser, change: Callable[[Listing], None]) -> None:
    listing = make_listing(name="Payung", producer=make_producer(region="3520"), owns_pictures=True)
    db.session.refresh(listing, ["producer"])
    db.session.refresh(listing.producer, ["region"])
    before = str(browser.get("/katalog").one(".listing-card"))

    change(listing)
    db.session.flush()

    after = str(browser.get("/katalog").one(".listing-card"))
    kept_cards().clear()
    assert before != after == str(browser.get("/katalog").one(".listing-card"))


def test_a_card_is_made_once_for_each_language(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    make_listing(name_id="Payung", name_en="Umbrella")
    names = {"/katalog": "Payung", "/en/katalog": "Umbrella"}
    for path in names:
        browser.get(path)

    monkeypatch.setattr(cards, "card", lambda listing: pytest.fail("made again"))

    assert {path: browser.get(path).one(".listing-card h3").get_text(strip=True) for path in names} == names


def test_what_the_calendar_takes_away_is_gone_from_a_card_on_its_day(app: Flask, db: SQLAlchemy) -> None:
    last = today() + datetime.timedelta(days=3)
    maker = make_producer(origin_valid_until=last, origin_checked_on=today())
    listing = make_listing(producer=maker, away_until=last)
    with app.test_request_context():
        catalogue(today())
        [before] = cards.get_cards([listing.id])
    with time_machine.travel(now() + datetime.timedelta(days=4)), app.test_request_context():
        catalogue(today())
        [after] = cards.get_cards([listing.id])

    assert before.origin and not after.origin
    assert before.stock_text != after.stock_text


def test_what_somebody_is_writing_is_not_kept(live_app: Flask) -> None:
    with live_app.app_context():
        load(LOADERS[:3])
        with writing():
            listing = make_listing(name="Payung")
            database.session.commit()
            listing_id = listing.id
    with live_app.test_request_context():
        catalogue(today())
        with writing():
            database.session.get_one(Listing, listing_id).name_id = "Perahu"
            database.session.flush()
            assert [card.name for card in cards.get_cards([listing_id])] == ["Perahu"]
    with live_app.test_request_context():
        catalogue(today())
        assert [card.name for card in cards.get_cards([listing_id])] == ["Payung"]


def test_the_oldest_card_makes_room() -> None:
    kept = KeptCards()
    keys = [Key(number, 1, Language.INDONESIAN, today()) for number in range(MOST + 1)]
    for key in keys:
        kept.put(key, SimpleNamespace())  # type: ignore[arg-type]

    assert kept.get(keys[0]) is None
    assert kept.get(keys[1]) is not None
