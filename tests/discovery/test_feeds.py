"""The feed of new listings, by a reader that is not ours."""

import datetime

import feedparser
import pytest

from craftsite.discovery.feed_views import ENTRIES
from craftsite.extensions import db
from craftsite.listings.models import Stock
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer

SITE = "http://localhost"
FEED = "/umpan/karya.atom"


def at(day: int) -> datetime.datetime:
    """An instant of a month that is over."""
    return datetime.datetime(2026, 3, day, 8, tzinfo=datetime.UTC)


def read(browser: Browser, path: str = FEED) -> feedparser.FeedParserDict:
    """The feed, as a feed reader understands it."""
    answer = browser.raw(path)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.data)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def test_a_new_listing_of_a_real_maker_is_an_entry(browser: Browser) -> None:
    producer = make_producer(name="Pengrajin Uji", region="3526")
    listing = make_listing(
        producer=producer, name="Kain <uji> & lain", story_id="Digambar tangan.", price_idr=450_000,
        stock=Stock.ONE_OF_A_KIND, published_at=at(2), updated_at=at(5),
    )  # fmt: skip

    feed = read(browser)
    [entry] = feed.entries

    assert entry.id == f"{SITE}/k/{listing.code}"
    assert entry.title == "Kain <uji> & lain"
    assert entry.link == f"{SITE}/karya/{listing.code}-{listing.slug}"
    assert (entry.published, entry.updated) == ("2026-03-02T08:00:00+00:00", "2026-03-05T08:00:00+00:00")
    assert entry.author == "Pengrajin Uji"
    assert [tag.label for tag in entry.tags] == ["Kerajinan"]
    text = entry.content[0].value
    assert f"{listing.code} · Kab. Bangkalan · Rp\u00a0450.000 · Satu-satunya" in text
    assert "Digambar tangan." in text
    assert feed.feed.updated == entry.updated


def test_the_english_feed_is_another_one_and_marks_what_is_indonesian(browser: Browser) -> None:
    listing = make_listing(name="Kain uji", name_en="Test cloth", story_id="Digambar tangan.")

    feed = read(browser, f"/en{FEED}")

    assert feed.feed.id == f"{SITE}/en{FEED}"
    assert feed.entries[0].title == "Test cloth"
    assert feed.entries[0].id == f"{SITE}/en/k/{listing.code}"
    assert feed.entries[0].link == f"{SITE}/en/karya/{listing.code}-{listing.slug}"
    assert b'<p xml:lang="id">Digambar tangan.</p>' in browser.raw(f"/en{FEED}").data
    others = [link for link in feed.feed.links if link.get("hreflang")]
    assert [(link.rel, link.hreflang, link.href) for link in others] == [("alternate", "id", f"{SITE}{FEED}")]


def test_the_newest_come_first_and_a_new_name_keeps_the_identity(browser: Browser) -> None:
    older, newer = make_listing(published_at=at(1)), make_listing(published_at=at(2))
    before = [entry.id for entry in read(browser).entries]
    newer.name_id, newer.slug = "Nama baru", "nama-baru"
    db.session.flush()

    feed = read(browser)

    assert [entry.id for entry in feed.entries] == before == [f"{SITE}/k/{newer.code}", f"{SITE}/k/{older.code}"]
    assert feed.entries[0].link.endswith("-nama-baru")


def test_examples_and_drafts_are_no_news(browser: Browser) -> None:
    make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    make_listing(published_at=None, code="SBY-777")

    feed = read(browser)

    assert feed.entries == []
    assert feed.feed.title == "Karya terbaru di Karya Jatim"
    assert feed.feed.updated == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("path", ["/", "/katalog", "/tentang"])
def test_every_page_leads_to_the_feed_of_its_language(browser: Browser, path: str) -> None:
    for prefix in ("", "/en"):
        link = browser.get(f"{prefix}{path}").one('link[type="application/atom+xml"]')
        assert (link["rel"], link["href"]) == (["alternate"], f"{prefix}{FEED}")


def test_a_character_that_xml_does_not_know_breaks_no_reader(browser: Browser) -> None:
    make_listing(name="Kain\x0b uji\x1f", story_id="Satu\ufffe dua")

    [entry] = read(browser).entries

    assert entry.title == "Kain uji"
    assert "Satu dua" in entry.content[0].value


def test_a_reader_that_has_the_newest_is_answered_without_a_body(browser: Browser) -> None:
    make_listing()
    first = browser.raw(FEED)

    assert browser.raw(FEED, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    make_listing()
    assert browser.raw(FEED, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_it_is_bounded_and_costs_two_queries(browser: Browser, count_queries: Counter) -> None:
    for _number in range(3):
        make_listing()
    with count_queries() as few:
        browser.raw(FEED)
    for _number in range(ENTRIES):
        make_listing()
    with count_queries() as many:
        assert len(read(browser).entries) == ENTRIES

    assert few() == many() == 2
