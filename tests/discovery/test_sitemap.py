"""The sitemap of a site with real makers: what is in it, in which part, and what it costs."""

import datetime
from xml.etree import ElementTree

import pytest

from craftsite.discovery import queries
from craftsite.goods.models import Kind
from craftsite.listings.models import Listing
from craftsite.web.clock import today
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer

SITE = "http://localhost"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
YESTERDAY = today() - datetime.timedelta(days=1)


def locations(browser: Browser, path: str) -> list[str]:
    """The addresses that a file of the sitemap names, without the site."""
    answer = browser.raw(path)
    assert (answer.status_code, answer.content_type) == (200, "application/xml; charset=utf-8"), path
    found = ElementTree.fromstring(answer.data).findall("*/s:loc", SITEMAP)
    return [(element.text or "").removeprefix(SITE) for element in found]


def address(listing: Listing) -> str:
    """The path of a listing's page."""
    return f"/karya/{listing.code}-{listing.slug}"


def part_of(listing: Listing) -> str:
    """The file that a listing stands in."""
    return f"/sitemap-karya-{(listing.id - 1) // queries.ROWS_IN_PART + 1}.xml"


def test_a_public_listing_and_its_maker_stand_in_it_in_both_languages(browser: Browser) -> None:
    listing = make_listing()

    parts = locations(browser, "/sitemap.xml")

    assert locations(browser, part_of(listing)) == [address(listing), f"/en{address(listing)}"]
    [makers] = [part for part in parts if part.startswith("/sitemap-pembuat-")]
    assert f"/pembuat/{listing.producer.slug}" in locations(browser, makers)
    assert part_of(listing) in parts


def test_what_is_not_public_or_an_example_stays_out(browser: Browser) -> None:
    shown = make_listing()
    make_listing(producer=shown.producer, published_at=None, code="SBY-777")
    make_listing(producer=make_producer(origin_valid_until=YESTERDAY))
    make_listing(producer=make_producer(is_example=True, origin_valid_until=None))

    listed = [path for part in locations(browser, "/sitemap.xml") for path in locations(browser, part)]

    assert {path for path in listed if "/karya/" in path} == {address(shown), f"/en{address(shown)}"}
    assert {path for path in listed if "/pembuat/" in path} == {
        f"{prefix}/pembuat/{shown.producer.slug}" for prefix in ("", "/en")
    }


def test_a_listing_says_when_it_last_changed_and_nothing_else_claims_to(browser: Browser) -> None:
    changed_at = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC)
    listing = make_listing(updated_at=changed_at)

    files = (part_of(listing), "/sitemap-khas-1.xml")
    listed, known = (ElementTree.fromstring(browser.raw(path).data) for path in files)

    assert {element.text for element in listed.findall("*/s:lastmod", SITEMAP)} == {"2026-03-04T05:06:07+00:00"}
    assert known.findall("*/s:lastmod", SITEMAP) == []


def test_the_catalogue_stands_in_it_where_real_makers_sell(browser: Browser) -> None:
    before = locations(browser, "/sitemap-halaman-1.xml")
    make_listing(kind=Kind.CRAFT, taxon="anyaman")

    added = set(locations(browser, "/sitemap-halaman-1.xml")) - set(before)

    paths = {"/pembuat", "/katalog", "/katalog?kategori=kerajinan", "/katalog?sub=anyaman"}
    assert added == {f"{prefix}{path}" for prefix in ("", "/en") for path in paths}
    for path in added:
        canonical = browser.get(path).one('link[rel="canonical"]')["href"]
        assert canonical == f"{SITE}{path}"


def test_a_part_is_a_span_of_ids_and_empty_ones_are_not_named(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ROWS_IN_PART", 10)
    start = (make_listing(published_at=None, code="SBY-777").id // 10 + 1) * 10
    first, second, third = (address(make_listing(id=start + offset)) for offset in (10, 11, 45))

    parts = [part for part in locations(browser, "/sitemap.xml") if "karya" in part]

    number = start // 10
    assert parts == [f"/sitemap-karya-{number + offset}.xml" for offset in (1, 2, 5)]
    assert [locations(browser, part)[0] for part in parts] == [first, second, third]


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-karya-2.xml", "/sitemap-karya-9223372036854775807.xml", "/sitemap-karya-50001.xml",
        "/sitemap-halaman-2.xml", "/sitemap-karya-0.xml", "/sitemap-lain-1.xml", "/en/sitemap.xml",
        "/en/sitemap-khas-1.xml",
    ],
)  # fmt: skip
def test_a_part_that_holds_nothing_is_not_found(browser: Browser, path: str) -> None:
    browser.get(path, status=404)


def test_the_queries_do_not_grow_with_the_site(browser: Browser, count_queries: Counter) -> None:
    paths = ("/sitemap.xml", "/sitemap-halaman-1.xml", part_of(make_listing()), "/sitemap-khas-1.xml")

    def spent() -> list[int]:
        counts = []
        for path in paths:
            with count_queries() as count:
                browser.raw(path)
            counts.append(count())
        return counts

    few = spent()
    for _number in range(27):
        make_listing()

    assert spent() == few == [3, 4, 1, 1]
