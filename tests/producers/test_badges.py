"""One badge of origin wherever a maker or its work is shown; examples never wear it."""

import datetime

import pytest

from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_office, make_producer


def checked(**overrides: object) -> dict[str, object]:
    """What a check of October 2026 leaves on a maker."""
    return {"origin_checked_on": datetime.date(2026, 10, 12), **overrides}


@pytest.mark.parametrize(
    ("prefix", "whole", "brief"),
    [
        ("", "Asal sudah diperiksa, pengelola situs, Oktober 2026", "Asal diperiksa Okt 2026"),
        ("/en", "Origin checked, the operator of this site, October 2026", "Origin checked Oct 2026"),
    ],
)
def test_the_badge_stands_on_the_maker_the_listing_and_every_list(
    browser: Browser, prefix: str, whole: str, brief: str
) -> None:
    office = make_office()
    listing = make_listing(producer=make_producer(slug="contoh-asal", **checked(origin_office_id=office.id)))

    assert browser.get(f"{prefix}/pembuat/contoh-asal").texts(".tag.ok") == [whole]
    assert whole in browser.get(f"{prefix}/karya/{listing.code}-{listing.slug}").texts(".mini .tag.ok")
    for path in ("/pembuat", "/katalog", "/pembuat/contoh-asal", "/"):
        assert browser.get(prefix + path).texts(".checked") == [brief], path


def test_an_example_never_looks_checked(browser: Browser) -> None:
    listing = make_listing(
        producer=make_producer(slug="contoh-07", **checked(is_example=True, origin_valid_until=None))
    )

    for path in ("/pembuat", "/katalog", "/pembuat/contoh-07", "/", f"/karya/{listing.code}-{listing.slug}"):
        page = browser.get(path)
        assert not page.has(".checked") and "diperiksa, pengelola" not in page.text, path


def test_the_badge_asks_the_database_nothing_more(browser: Browser, count_queries: Counter) -> None:
    offices = [make_office(region) for region in ("3501", "3502", "3503")]
    for office in offices:
        make_listing(producer=make_producer(region=str(office.region_code), **checked(origin_office_id=office.id)))
    for path in ("/katalog", "/pembuat"):
        browser.get(path)
        with count_queries() as few:
            browser.get(path)
        for office in offices * 4:
            make_listing(producer=make_producer(**checked(origin_office_id=office.id)))

        with count_queries() as many:
            browser.get(path)

        assert many() == few()
