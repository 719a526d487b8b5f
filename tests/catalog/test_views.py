"""The catalogue itself as a visitor reads it: filters, tabs, words, and what stands where nothing matches."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.catalog.views import RESULTS, SUGGESTIONS
from craftsite.goods.models import Kind, Taxon
from craftsite.listings.models import Stock
from craftsite.web.paging import PER_PAGE
from tests.browser import Browser
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product


def query(address: str) -> dict[str, list[str]]:
    """The parameters of an address."""
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ("kategori=batik", ["Batik mangrove"]),
        ("daerah=3573", ["Keripik tempe"]),
        ("kategori=batik&kategori=agro", ["Keripik tempe", "Batik mangrove"]),
        ("kategori=batik&daerah=3573", []),
        ("stok=pesan", ["Batik mangrove"]),
        ("jual=grosir", ["Keripik tempe"]),
        ("harga_maks=20.000", ["Keripik tempe"]),
        ("q=mangrove", ["Batik mangrove"]),
        ("kategori=unknown&daerah=x&harga_min=-1&hal=zero", ["Keripik tempe", "Batik mangrove"]),
    ],
)
def test_filters_narrow_the_catalogue(browser: Browser, parameters: str, names: list[str]) -> None:
    make_listing(name="Batik mangrove", kind=Kind.BATIK, region="3578", stock=Stock.MADE_TO_ORDER, price_idr=250_000)
    make_listing(name="Keripik tempe", kind=Kind.FARM, region="3573", price_idr=15_000, tiers={10: 12_000})

    page = browser.get(f"/katalog?lihat=dijual&{parameters}")

    assert page.texts(".listing-card h3") == names


def test_a_group_of_goods_that_gets_another_name_is_called_so_at_once(browser: Browser, db: SQLAlchemy) -> None:
    make_listing(name="Batik mangrove", kind=Kind.BATIK)
    taxon = db.session.scalars(select(Taxon).where(Taxon.kind == Kind.BATIK).order_by(Taxon.position)).first()
    assert taxon is not None

    named = []
    for name in ("Batik pagi", "Batik sore"):
        taxon.name_id = name
        db.session.flush()
        named.append(browser.get(f"/katalog?kategori=batik&sub={taxon.slug}").texts("h1, .chips a"))

    assert any("Batik pagi" in text for text in named[0])
    assert any("Batik sore" in text for text in named[1])


def test_swapping_results_sends_the_results_and_only_what_may_stand_beside_them(browser: Browser) -> None:
    make_listing(name="Batik mangrove")

    fragment = browser.get("/katalog?q=mangrove", swap=RESULTS)

    outermost = fragment.soup.find_all(recursive=False)
    assert [element.get("id") or element.name for element in outermost] == [
        "results", "facet_counts", "sheet_button", "title",
    ]  # fmt: skip
    assert fragment.attributes("[hx-swap-oob]", "id") == ["facet_counts", "sheet_button"]
    assert fragment.headers["HX-Push-Url"] == "/katalog?q=mangrove"
    assert {"HX-Request", "HX-Target"} <= set(fragment.headers["Vary"].split(", "))


def test_a_fragment_says_what_the_whole_page_says(browser: Browser) -> None:
    make_listing(name="Batik mangrove", kind=Kind.BATIK, region="3526")
    make_listing(name="Keranjang", region="3578")
    address = "/katalog?kategori=batik&daerah=3526"

    whole, fragment = browser.get(address), browser.get(address, swap=RESULTS)

    for name in ("#results", "#facet_counts", "#sheet_button", "title"):
        assert whole.texts(name) == fragment.texts(name)


@pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
@pytest.mark.parametrize("target", [RESULTS, SUGGESTIONS])
def test_restored_history_and_boosted_links_get_the_whole_page(browser: Browser, header: str, target: str) -> None:
    page = browser.get("/katalog", swap=target, headers={header: "true"})

    assert page.has("html")
    assert not page.has("[hx-swap-oob]")


def test_a_block_that_nobody_may_ask_for_is_not_sent_alone(browser: Browser) -> None:
    assert browser.get("/katalog", swap="facet_counts").has("html")


@pytest.mark.parametrize(("path", "budget"), [("/katalog", 9), ("/katalog?daerah=3526", 11), ("/katalog?q=sarung", 11)])
def test_queries_do_not_grow_with_the_listings(
    browser: Browser, count_queries: Counter, path: str, budget: int
) -> None:
    makers = [make_producer(region="3526") for _number in range(3)]
    for number in range(3):
        make_listing(name=f"Sarung {number}", producer=makers[number])
    browser.get(path)
    with count_queries() as few:
        browser.get(path)
    for number in range(27):
        make_listing(name=f"Sarung {number}", producer=makers[number % 3])
    with count_queries() as many:
        page = browser.get(path)

    assert len(page.texts(".listing-card")) == PER_PAGE
    assert many() == few()
    assert many() <= budget


def test_queries_do_not_grow_with_the_regional_products(browser: Browser, count_queries: Counter) -> None:
    rows, asked = [], []
    browser.get("/katalog?lihat=khas")
    for path in ("/katalog?lihat=khas&daerah=3571", "/katalog?lihat=khas"):
        with count_queries() as count:
            rows.append(len(browser.get(path).texts(".khas-rows li")))
        asked.append(count())

    assert rows[0] < rows[1] == PER_PAGE
    assert asked[0] == asked[1] <= 10


def test_suggestions_take_few_queries(browser: Browser, count_queries: Counter) -> None:
    for _number in range(8):
        make_listing(name="Sarung pantai")
    browser.get("/katalog?q=sarung", swap=SUGGESTIONS)
    with count_queries() as count:
        browser.get("/katalog?q=sarung", swap=SUGGESTIONS)

    assert count() <= 8


def test_tabs_keep_the_words_and_filters_and_count_what_they_leave(browser: Browser) -> None:
    make_listing(name="Sarung pantai", region="3526")
    make_product(name="Sarung zztest", regions=("3526",))

    page = browser.get("/katalog?q=sarung&daerah=3526&stok=siap&harga_min=1000")

    sold, known = page.soup.select(".tabs a")
    assert query(sold["href"]) == {
        "lihat": ["dijual"], "q": ["sarung"], "daerah": ["3526"], "stok": ["siap"], "harga_min": ["1000"],
    }  # fmt: skip
    assert query(known["href"])["q"] == ["sarung"]
    assert query(known["href"])["daerah"] == ["3526"]
    assert sold["aria-current"] == "page"
    assert page.texts(".tabs span") == ["(1)", f"({len(browser.get(known['href']).texts('.khas-rows li'))})"]


def test_stock_price_and_maker_say_nothing_of_what_a_region_is_known_for(browser: Browser) -> None:
    page = browser.get("/katalog?lihat=khas&daerah=3526&stok=siap&harga_min=1000&pembuat=ikm")

    assert page.texts(".chips a:not(.clear)") == ["Kab. Bangkalan"]
    assert page.texts(".khas-rows h3") == browser.get("/katalog?lihat=khas&daerah=3526").texts(".khas-rows h3")
    assert not page.has("#harga_min, [name=stok], [name=pembuat]")


def test_where_nothing_is_sold_the_other_tab_opens_by_itself(browser: Browser) -> None:
    page = browser.get("/katalog?daerah=3520")

    assert page.texts(".tabs [aria-current]")[0].startswith("Khas daerah")
    assert page.has(".khas-rows")
    # The address leaves the choice open, so that the same link shows offers once there are any.
    assert not page.has("input[name=lihat]")


@pytest.mark.parametrize("address", ["/katalog?daerah=3520&stok=siap", "/katalog?lihat=dijual&daerah=3520"])
def test_a_filter_of_offers_and_a_chosen_tab_keep_the_tab_of_offers(browser: Browser, address: str) -> None:
    page = browser.get(address)

    assert page.texts(".tabs [aria-current]") == ["Dijual (0)"]
    assert page.texts(".nothing h3") == ["Belum ada yang menjual di sini"]
    assert page.texts(".known-heading") == ["Yang sudah bisa dikenali"]


def test_each_chip_takes_one_filter_away_and_keeps_the_others(browser: Browser) -> None:
    make_listing(name="Batik mangrove", kind=Kind.BATIK, region="3526", price_idr=50_000)

    page = browser.get("/katalog?q=mangrove&kategori=batik&daerah=3526&daerah=3578&harga_min=Rp+10.000&urut=nama")

    chips = {chip.get_text(strip=True): query(chip["href"]) for chip in page.soup.select(".chips a:not(.clear)")}
    everything = {"lihat", "q", "kategori", "daerah", "harga_min", "urut"}
    assert {label: everything - set(kept) for label, kept in chips.items()} == {
        "Batik": {"kategori"},
        "Kab. Bangkalan": set(),
        "Kota Surabaya": set(),
        "Rp\u00a010.000 –": {"harga_min"},
    }
    assert chips["Kab. Bangkalan"]["daerah"] == ["3578"]
    assert query(page.one(".chips .clear")["href"]) == {"lihat": ["dijual"], "urut": ["nama"]}
    assert page.attributes(".chips a:not(.clear)", "aria-label")[0] == "Hapus saringan Batik"


def test_a_price_range_is_one_chip_and_is_turned_the_right_way_round(browser: Browser) -> None:
    make_listing(price_idr=50_000)

    page = browser.get("/katalog?harga_min=75000&harga_maks=Rp+10.000")

    assert page.texts(".chips a:not(.clear)") == ["Rp 10.000 – Rp 75.000"]
    assert (page.one("#harga_min")["value"], page.one("#harga_maks")["value"]) == ("10000", "75000")


def test_filters_that_clash_say_what_one_fewer_would_give_the_most_first(browser: Browser) -> None:
    make_listing(region="3526", stock=Stock.READY)
    for _number in range(2):
        make_listing(region="3578", stock=Stock.MADE_TO_ORDER)

    page = browser.get("/katalog?daerah=3526&stok=pesan")

    assert page.texts(".nothing li") == ["Tanpa “Kab. Bangkalan” (2 karya)", "Tanpa “Dibuat setelah dipesan” (1 karya)"]
    for link, found in zip(page.attributes(".nothing li a", "href"), (2, 1), strict=True):
        assert len(browser.get(link).texts(".listing-card")) == found


def test_a_filter_that_is_not_to_blame_is_not_offered_as_a_way_out(browser: Browser) -> None:
    make_listing(region="3526", stock=Stock.READY, kind=Kind.CRAFT)

    page = browser.get("/katalog?lihat=dijual&kategori=kerajinan&daerah=3526&stok=pesan")

    assert page.texts(".nothing li") == ["Tanpa “Dibuat setelah dipesan” (1 karya)"]


@pytest.mark.parametrize(("typed", "meant"), [("gentogan", "gentongan"), ("selendnag", "selendang")])
def test_a_slip_of_the_keyboard_is_answered_with_the_word_that_was_meant(
    browser: Browser, typed: str, meant: str
) -> None:
    listing = make_listing(name="Selendang gentongan", region="3526")

    page = browser.get(f"/katalog?lihat=dijual&daerah=3526&q={typed}")

    [link] = page.soup.select(".nothing .lead a")
    assert link.get_text() == meant
    assert query(link["href"])["daerah"] == ["3526"]
    assert browser.get(link["href"]).texts(".listing-card h3") == [listing.name_id]


def test_a_correction_may_be_another_form_of_the_word_as_long_as_it_finds_it(browser: Browser) -> None:
    listing = make_listing(name="Selendang gentongan")

    page = browser.get("/katalog?lihat=dijual&q=gentongn")

    # One letter too many for "gentong", one too few for "gentongan"; each finds both.
    [link] = page.attributes(".nothing .lead a", "href")
    assert browser.get(link).texts(".listing-card h3") == [listing.name_id]


def test_words_that_nobody_knows_get_no_correction_and_a_way_on(browser: Browser) -> None:
    page = browser.get("/katalog?q=qwrtzxv")

    assert not page.has(".nothing .lead")
    assert browser.get(page.link("Seluruh katalog")).status == 200


@pytest.mark.parametrize("written", ["bkl 14", "BKL014", "bkl-014"])
def test_a_code_is_found_as_it_is_read_out(browser: Browser, written: str) -> None:
    make_listing(region="3526", code="BKL-013")
    make_listing(region="3526", code="BKL-014", name="Selendang")

    page = browser.get(f"/katalog?q={written}")

    assert page.texts(".listing-card .code") == ["BKL-014"]


def test_a_long_list_is_numbered_and_its_pages_keep_the_filters(browser: Browser) -> None:
    maker = make_producer(region="3526")
    for _number in range(PER_PAGE + 1):
        make_listing(producer=maker)

    first = browser.get("/katalog?daerah=3526&urut=nama")
    [second_url] = set(first.attributes(".pager a", "href"))
    last = browser.get(second_url)

    assert query(second_url) == {"daerah": ["3526"], "urut": ["nama"], "hal": ["2"]}
    assert first.attributes(".pager a", "hx-get") == [second_url, second_url]
    assert (len(first.texts(".listing-card")), len(last.texts(".listing-card"))) == (PER_PAGE, 1)
    assert (first.texts(".pager [aria-current]"), last.texts(".pager [aria-current]")) == (["1"], ["2"])
    assert not set(first.attributes(".listing-card a", "href")) & set(last.attributes(".listing-card a", "href"))
    assert browser.get("/katalog?daerah=3526&hal=999").texts(".pager [aria-current]") == ["2"]


@pytest.mark.parametrize(
    ("parameters", "is_indexed"),
    [
        ("", True),
        ("?kategori=batik&daerah=3526", True),
        ("?kategori=batik&daerah=3526&stok=siap", False),
        ("?kategori=batik&daerah=3526&harga_min=1000", False),
        ("?q=batik", False),
        ("?lihat=khas", True),
        ("?lihat=khas&hal=2", False),
    ],
)
def test_pages_past_two_filters_and_searches_ask_not_to_be_indexed(
    browser: Browser, parameters: str, is_indexed: bool
) -> None:
    make_listing(region="3526", kind=Kind.BATIK)

    assert browser.get(f"/katalog{parameters}").has('meta[name="robots"][content="noindex"]') is not is_indexed


def test_a_choice_with_nothing_behind_it_is_not_offered(browser: Browser) -> None:
    make_listing(kind=Kind.CRAFT, stock=Stock.READY, region="3526")
    make_listing(kind=Kind.BATIK, stock=Stock.MADE_TO_ORDER, region="3578")

    page = browser.get("/katalog?kategori=kerajinan")

    assert page.attributes("input[name=stok]", "value") == [Stock.READY]
    assert page.attributes("input[name=daerah]", "value") == ["3526"]
    assert not page.has("input[name=teknik], input[name=jual], input[name=tahap], input[name=musim]")
    # A group does not count its own choice, so the other kind stays within reach.
    assert page.attributes("input[name=kategori]", "value") == [Kind.BATIK, Kind.CRAFT]
    assert "0" not in page.texts(".count")


def test_a_chosen_choice_stays_to_be_taken_back_though_nothing_is_behind_it(browser: Browser) -> None:
    make_listing(stock=Stock.READY, region="3526")

    page = browser.get("/katalog?daerah=3526&stok=pesan")

    assert page.attributes("input[name=stok][checked]", "value") == [Stock.MADE_TO_ORDER]


def test_every_count_is_what_its_choice_would_leave(browser: Browser) -> None:
    for region in ("3526", "3526", "3578"):
        make_listing(region=region)

    page = browser.get("/katalog")

    for choice in page.soup.select("input[name=daerah]"):
        [counted] = choice.parent.select(".count")
        there = browser.get(f"/katalog?daerah={choice['value']}")
        assert len(there.texts(".listing-card")) == int(counted.get_text())


def test_taxa_are_offered_for_the_chosen_kind_only(browser: Browser) -> None:
    make_listing(kind=Kind.CRAFT, taxon="tenun")
    make_listing(kind=Kind.FARM, taxon="keripik")

    assert not browser.get("/katalog").has("input[name=sub]")
    assert browser.get("/katalog?kategori=agro").attributes("input[name=sub]", "value") == ["keripik"]
    # Left over from a kind that was taken back, it would only empty the page.
    assert browser.get("/katalog?kategori=agro&sub=tenun").texts(".chips a:not(.clear)") == ["Hasil tani & laut"]


def test_suggestions_name_regions_products_and_listings(browser: Browser) -> None:
    listing = make_listing(name="Anyaman Magetan halus")

    fragment = browser.get("/katalog?q=magetan", swap=SUGGESTIONS)

    links = fragment.attributes("a", "href")
    assert fragment.ids() == ["suggestions"]
    assert links[0] == "/daerah/kab-magetan"
    assert f"/karya/{listing.code}-{listing.slug}" in links
    assert any(link.startswith("/khas/") for link in links)
    assert "HX-Push-Url" not in fragment.headers


@pytest.mark.parametrize("typed", ["", "m", "qwrtzxv"])
def test_too_little_to_go_by_gets_an_empty_place_for_suggestions(browser: Browser, typed: str) -> None:
    fragment = browser.get(f"/katalog?q={typed}", swap=SUGGESTIONS)

    assert fragment.ids() == ["suggestions"]
    assert fragment.text == ""


def test_one_line_of_matching_products_stands_above_the_offers(browser: Browser) -> None:
    make_listing(name="Sarung zztest", region="3526")
    product = make_product(name="Kain zztest", regions=("3526",))

    page = browser.get("/katalog?q=zztest")

    assert page.attributes(".slim a", "href")[:-1] == [f"/khas/{product.slug}"]
    assert query(page.link("dan lainnya")) == {"lihat": ["khas"], "q": ["zztest"]}
    assert not browser.get("/katalog").has(".slim")


def test_words_in_the_address_are_only_text(browser: Browser) -> None:
    page = browser.get("/katalog?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert page.one("#find")["value"] == "<script>alert(1)</script>"
    assert not page.has("script:not([src])")
