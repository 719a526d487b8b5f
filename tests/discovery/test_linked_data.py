"""What a search engine reads as data, by a reader that is not ours: true for real makers, silent about examples."""

import datetime
from typing import Any

import extruct
import pytest
from flask import Flask

from craftsite.app import create_app
from craftsite.goods.models import Handling, Kind
from craftsite.listings.models import Listing, Stock
from craftsite.web.clock import today
from craftsite.web.linked_data import MOST_ITEMS, item_list, linked_data
from tests.browser import Browser
from tests.conftest import SETTINGS
from tests.factories import make_exhibition, make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both

SITE = "http://localhost"


def things(browser: Browser, path: str) -> dict[str, Any]:
    """The things that a page tells of, by their type."""
    markup = browser.get(path).response.get_data(as_text=True)
    graphs = extruct.extract(markup, base_url=SITE, syntaxes=["json-ld"])["json-ld"]
    found = {thing["@type"]: thing for graph in graphs for thing in graph["@graph"]}
    assert all(graph["@context"] == "https://schema.org" for graph in graphs)
    assert len(found) == sum(len(graph["@graph"]) for graph in graphs), "two things of one type"
    return found


def address(listing: Listing) -> str:
    """The path of a listing's page."""
    return f"/karya/{listing.code}-{listing.slug}"


def test_a_listing_of_a_real_maker_is_a_product_with_its_offer(browser: Browser) -> None:
    producer = make_producer(name="Pengrajin Uji", region="3526")
    listing = make_listing(
        producer=producer, kind=Kind.BATIK, name="Kain uji", name_en="Test cloth", story_id="Digambar <b>tangan</b>.",
        price_idr=450_000, minimum_order=2, stock=Stock.READY, stock_count=6, lead_time_days=14,
    )  # fmt: skip

    product = things(browser, f"/en{address(listing)}")["Product"]

    maker = {"@type": "Organization", "name": "Pengrajin Uji", "url": f"{SITE}/en/pembuat/{producer.slug}"}
    assert product == {
        "@type": "Product",
        "url": f"{SITE}/en{address(listing)}",
        "sku": listing.code,
        "name": "Test cloth",
        "description": "Digambar <b>tangan</b>.",
        "category": "Batik",
        "manufacturer": maker,
        "offers": {
            "@type": "Offer",
            "url": f"{SITE}/en{address(listing)}",
            "price": 450_000,
            "priceCurrency": "IDR",
            "availability": "https://schema.org/InStock",
            "seller": maker,
            "eligibleQuantity": {"@type": "QuantitativeValue", "minValue": 2, "unitText": "piece"},
            "deliveryLeadTime": {"@type": "QuantitativeValue", "value": 14, "unitCode": "DAY"},
        },
    }


@pytest.mark.parametrize(
    ("stock", "count", "availability"),
    [
        (Stock.READY, None, "InStock"),
        (Stock.READY, 0, "OutOfStock"),
        (Stock.ONE_OF_A_KIND, None, "LimitedAvailability"),
        (Stock.MADE_TO_ORDER, None, "MadeToOrder"),
    ],
)
def test_the_availability_is_that_of_the_stock(
    browser: Browser, stock: Stock, count: int | None, availability: str
) -> None:
    listing = make_listing(stock=stock, stock_count=count)

    offer = things(browser, address(listing))["Product"]["offers"]

    assert offer["availability"] == f"https://schema.org/{availability}"


def test_each_tier_is_the_price_of_one_for_a_span_of_quantities(browser: Browser) -> None:
    listing = make_listing(price_idr=100_000, tiers={10: 90_000, 50: 80_000})

    offer = things(browser, address(listing))["Product"]["offers"]

    spans = [
        (tier["@type"], tier["price"], tier["eligibleQuantity"]["minValue"], tier["eligibleQuantity"].get("maxValue"))
        for tier in offer["priceSpecification"]
    ]
    unit = "UnitPriceSpecification"
    assert spans == [(unit, 100_000, 1, 9), (unit, 90_000, 10, 49), (unit, 80_000, 50, None)]
    assert offer["price"] == 100_000


def test_a_range_of_prices_names_its_ends_and_no_price(browser: Browser) -> None:
    listing = make_listing(price_idr=100_000, price_to_idr=250_000)

    offer = things(browser, address(listing))["Product"]["offers"]

    assert "price" not in offer
    specification = offer["priceSpecification"]
    assert (specification["minPrice"], specification["maxPrice"], specification["priceCurrency"]) == (
        100_000, 250_000, "IDR",
    )  # fmt: skip


def test_a_listing_without_a_price_has_no_offer(browser: Browser) -> None:
    listing = make_listing(price_idr=None)

    assert "offers" not in things(browser, address(listing))["Product"]


def test_an_example_is_told_to_no_machine(browser: Browser) -> None:
    listing = make_listing(producer=make_producer(is_example=True, origin_valid_until=None), name="Kain contoh uji")
    product = make_product(name="Khas uji")
    listing.product = product

    assert things(browser, address(listing)) == {}
    assert things(browser, f"/pembuat/{listing.producer.slug}") == {}
    assert things(browser, "/pembuat") == {}
    assert "ItemList" not in things(browser, f"/khas/{product.slug}")
    assert "ItemList" not in things(browser, "/katalog?lihat=dijual&q=kain+contoh+uji")


def test_a_regional_product_is_told_without_a_price_and_leads_to_what_is_sold_of_it(browser: Browser) -> None:
    product = make_product(name="Khas uji", price_min_idr=5_000, price_max_idr=9_000)
    listing = make_listing(product_id=product.id, name="Karya uji")

    told = things(browser, f"/khas/{product.slug}")

    assert told["Product"]["name"] == "Khas uji"
    assert "offers" not in told["Product"]
    assert [item["url"] for item in told["ItemList"]["itemListElement"]] == [f"{SITE}{address(listing)}"]


def test_tobacco_is_no_product_for_a_machine(browser: Browser) -> None:
    product = make_product(handling=Handling.TOBACCO)

    assert things(browser, f"/khas/{product.slug}").keys() == {"BreadcrumbList"}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_way_to_a_page_is_the_one_that_stands_on_it(browser: Browser, prefix: str) -> None:
    listing = make_listing(name="Kain uji", name_en="Test cloth")
    paths = (address(listing), f"/khas/{make_product().slug}", f"/pembuat/{listing.producer.slug}")

    for path in paths:
        page = browser.get(f"{prefix}{path}")
        steps = things(browser, f"{prefix}{path}")["BreadcrumbList"]["itemListElement"]

        shown = [f"{SITE}{link}" for link in page.attributes(".crumbs a", "href")]
        assert [step.get("item") for step in steps] == [*shown, None]
        assert [step["name"] for step in steps] == [*page.texts(".crumbs a"), page.one("h1").get_text()]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


def test_a_list_names_what_stands_on_its_page_in_order(browser: Browser) -> None:
    for number in range(3):
        make_listing(kind=Kind.BATIK, name=f"Kain uji {number}")

    for path, links in {
        "/katalog?kategori=batik": ".listing-card h3 a",
        "/en/katalog?lihat=khas": ".khas-rows h3 a",
        "/daerah/kab-magetan": ".khas-rows h3 a",
        "/pembuat": ".makers h2 a",
    }.items():
        items = things(browser, path)["ItemList"]["itemListElement"]
        page = browser.get(path)
        assert [item["url"] for item in items] == [f"{SITE}{link}" for link in page.attributes(links, "href")], path
        assert [item["name"] for item in items] == page.texts(links), path


def test_the_regions_are_a_list_of_38(browser: Browser) -> None:
    assert things(browser, "/daerah")["ItemList"]["numberOfItems"] == 38


def test_a_maker_is_an_organisation_at_its_place(browser: Browser) -> None:
    producer = make_producer(name="Pengrajin Uji", region="3526", place="Tanjungbumi", story_id="Sejak lama.")

    assert things(browser, f"/pembuat/{producer.slug}")["Organization"] == {
        "@type": "Organization",
        "name": "Pengrajin Uji",
        "url": f"{SITE}/pembuat/{producer.slug}",
        "description": "Sejak lama.",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Tanjungbumi, Kab. Bangkalan",
            "addressRegion": "Jawa Timur",
            "addressCountry": "ID",
        },
    }


def test_the_home_page_tells_how_to_search_and_who_runs_the_site(browser: Browser) -> None:
    site = things(browser, "/en/")["WebSite"]

    template = site["potentialAction"]["target"]["urlTemplate"]
    assert site["potentialAction"]["query-input"] == "required name=search_term_string"
    browser.get(template.removeprefix(SITE).replace("{search_term_string}", "batik"))
    assert template.startswith(f"{SITE}/en/katalog?")
    assert (site["name"], site["url"], site["inLanguage"]) == ("Karya Jatim", f"{SITE}/en/", "en")
    assert site["publisher"] == things(browser, "/tentang")["Organization"] == {
        "@type": "Organization",
        "name": "Contoh Pengelola",
        "address": "Jalan Contoh 1, Surabaya",
        "email": "halo@contoh.invalid",
    }  # fmt: skip


def test_of_an_operator_that_says_nothing_nothing_is_said(app: Flask, browser: Browser) -> None:
    silent = create_app(
        {**SETTINGS, "DATABASE_URL": app.config["DATABASE_URL"], "ORGANISATION": "", "CONTACT_EMAIL": ""}
    )

    assert "publisher" not in things(Browser(silent), "/")["WebSite"]
    assert things(Browser(silent), "/tentang") == {}


def test_an_exhibition_with_dates_is_an_event_and_one_without_is_none(browser: Browser) -> None:
    opens_on, closes_on = today(), today() + datetime.timedelta(days=9)
    online = make_exhibition(title="Pameran uji", opens_on=opens_on, closes_on=closes_on)
    hall = make_exhibition(
        opens_on=opens_on, closes_on=closes_on, place_id="Balai Uji", place_en="Test Hall", address="Jalan Contoh 2"
    )
    always = make_exhibition()

    event = things(browser, f"/en/pameran/{online.slug}")["ExhibitionEvent"]
    url = f"{SITE}/en/pameran/{online.slug}"
    assert event == {
        "@type": "ExhibitionEvent",
        "url": url,
        "name": online.title_en,
        "description": "An exhibition for tests.",
        "image": event["image"],
        "startDate": opens_on.isoformat(),
        "endDate": closes_on.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url},
        "organizer": things(browser, "/tentang")["Organization"],
    }
    event = things(browser, f"/en/pameran/{hall.slug}")["ExhibitionEvent"]
    where = {"streetAddress": "Jalan Contoh 2", "addressRegion": "Jawa Timur", "addressCountry": "ID"}
    address_of_hall = {"@type": "PostalAddress", **where}
    assert event["location"] == {"@type": "Place", "name": "Test Hall", "address": address_of_hall}
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert "ExhibitionEvent" not in things(browser, f"/pameran/{always.slug}")


def test_an_exhibition_lists_what_hangs_on_its_walls_but_no_example(browser: Browser) -> None:
    example = make_listing(producer=make_producer(is_example=True, origin_valid_until=None))
    product, listing = make_product(), make_listing()
    exhibition = make_exhibition(product, example, listing)

    items = things(browser, f"/pameran/{exhibition.slug}")["ItemList"]["itemListElement"]
    listed = things(browser, "/pameran")["ItemList"]["itemListElement"]

    assert [item["url"] for item in items] == [f"{SITE}/khas/{product.slug}", f"{SITE}{address(listing)}"]
    assert f"{SITE}/pameran/{exhibition.slug}" in [item["url"] for item in listed]


@pytest.mark.parametrize(("prefix", "locale"), [("", "id_ID"), ("/en", "en_GB")])
def test_messengers_read_what_a_page_says_and_find_a_picture_of_its_own(
    browser: Browser, prefix: str, locale: str
) -> None:
    listing = make_listing()
    own = (address(listing), f"/pembuat/{listing.producer.slug}", f"/khas/{make_product().slug}")
    paths = (*own, "/daerah/kab-magetan", f"/pameran/{make_exhibition().slug}", "/", "/katalog", "/daerah", "/tentang")

    pictures = []
    for path in paths:
        markup = browser.get(f"{prefix}{path}").response.get_data(as_text=True)
        [graph] = extruct.extract(markup, base_url=SITE, syntaxes=["opengraph"])["opengraph"]
        told = dict(graph["properties"])
        assert told["og:url"].startswith(f"{SITE}{prefix}{path}"), path
        assert (told["og:locale"], told["og:site_name"]) == (locale, "Karya Jatim"), path
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630"), path
        pictures.append((told["og:image"], told["og:image:alt"], told["og:image:type"]))

    # The first five have a picture of their own, the others that of the site.
    assert len(set(pictures)) == 6
    for url, alt, mimetype in set(pictures):
        answer = browser.raw(url.removeprefix(SITE))
        assert (answer.status_code, answer.mimetype) == (200, mimetype)
        assert alt


def test_the_kind_of_a_page_is_told_to_messengers(browser: Browser) -> None:
    listing = make_listing()

    kinds = {
        path: browser.get(path).one('meta[property="og:type"]')["content"]
        for path in ("/", address(listing), f"/pembuat/{listing.producer.slug}")
    }

    assert list(kinds.values()) == ["website", "product", "profile"]


def test_what_a_maker_wrote_ends_no_script(browser: Browser) -> None:
    listing = make_listing(name='Kain </script><b id="x">', story_id="</SCRIPT><!-- <script>")

    page = browser.get(address(listing))

    assert not page.has("#x")
    assert things(browser, address(listing))["Product"]["name"] == 'Kain </script><b id="x">'


def test_a_long_list_is_cut_and_an_empty_one_left_out(app: Flask) -> None:
    with app.app_context():
        told = item_list("Semua", [(str(number), f"/{number}") for number in range(MOST_ITEMS + 1)])

    assert told is not None
    assert told["numberOfItems"] == len(told["itemListElement"]) == MOST_ITEMS
    assert item_list("Tiada", []) is None
    assert linked_data(None, None) is None


def test_a_form_and_an_error_are_not_passed_on(browser: Browser) -> None:
    listing = make_listing()

    for path, status in ((f"/laporkan/karya/{listing.code}", 200), ("/karya/BKL-999-tiada", 404), ("/tiada", 404)):
        page = browser.get(path, status=status)
        assert not page.has('meta[property^="og:"], link[rel="canonical"]'), path
        assert page.has('meta[name="robots"][content="noindex"]'), path
