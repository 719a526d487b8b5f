"""The page of one regional product: what is known, where from, and who sells it."""

import pytest

from craftsite.goods.models import Handling, Kind, Technique, Verification
from tests.browser import Browser, Page
from tests.conftest import Counter
from tests.factories import make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both


def facts(page: Page) -> dict[str, str]:
    """The facts on a page by their names."""
    return dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))


def test_what_no_source_says_has_no_page(browser: Browser) -> None:
    hidden = make_product(verification=Verification.GENERAL_KNOWLEDGE, name="Rahasia zztest")

    browser.get(f"/khas/{hidden.slug}", status=404)
    browser.get("/khas/tidak-ada", status=404)
    assert "Rahasia zztest" not in browser.get("/daerah/kota-surabaya").text


def test_a_shown_source_names_its_publisher_and_that_nobody_checked_it_yet(browser: Browser) -> None:
    product = make_product(source="https://dalam.invalid/catatan", source_public="https://www.sumber.example/berita/1")

    page = browser.get(f"/khas/{product.slug}")

    [source] = page.soup.select(".source a[rel~=noopener]")
    assert (source.get_text(), source["href"]) == ("sumber.example", "https://www.sumber.example/berita/1")
    assert {"noopener", "nofollow"} <= set(source["rel"])
    assert "belum diperiksa Dekranasda" in page.one(".source").get_text()
    assert "dalam.invalid" not in page.response.text


def test_a_source_that_may_not_be_shown_stays_inside(browser: Browser) -> None:
    product = make_product(source="https://dalam.invalid/catatan", source_public="")

    page = browser.get(f"/khas/{product.slug}")

    assert not page.has(".source a[rel~=noopener]")
    assert "Belum diperiksa Dekranasda" in page.one(".source").get_text()
    assert "dalam.invalid" not in page.response.text


def test_old_prices_stay_inside(browser: Browser) -> None:
    product = make_product(price_min_idr=123_000, price_max_idr=456_000, price_note="harga tahun 2016")

    text = browser.get(f"/khas/{product.slug}").text

    assert not [old for old in ("123.000", "456.000", "2016") if old in text]


def test_facts_say_only_what_is_known(browser: Browser) -> None:
    bare = make_product()
    told = make_product(
        kind=Kind.BATIK,
        technique_text_id="tulis, cap",
        technique=Technique.TULIS_CAP,
        material_id="katun; sutra",
        motif_id="gentongan; beras utah",
        place_id="Tanjung Bumi",
        seasons=0b1111,
    )

    assert set(facts(browser.get(f"/khas/{bare.slug}"))) == {"Golongan", "Pengukuhan"}
    page = facts(browser.get(f"/khas/{told.slug}"))
    assert page.pop("Golongan").startswith("Batik pesisir")
    assert page == {
        "Tempat asal": "Tanjung Bumi",
        "Teknik": "Tulis dan cap",
        "Bahan": "Katun, sutra",
        "Motif menurut sumber": "Gentongan, beras utah",
        "Musim": "Jan–Apr",
        "Pengukuhan": "Belum",
    }


def test_facts_are_told_in_the_language_of_the_page(browser: Browser) -> None:
    told = make_product(
        technique_text_id="tenun ikat ATBM",
        technique_text_en="ikat weaving on an ATBM (handloom)",
        material_id="kapas; sutra",
        material_en="cotton; silk",
        motif_id="Gunung Kelud; merak",
        motif_en="Mount Kelud; peacock",
        place_id="lereng Gunung Wilis; Pagu, Gurah",
        place_en="slopes of Mount Wilis; Pagu, Gurah",
        certification_id="Warisan Budaya Takbenda Indonesia 2024",
        certification_en="Intangible Cultural Heritage of Indonesia 2024",
    )
    indonesian, english = (list(facts(browser.get(f"{at}/khas/{told.slug}")).values()) for at in ("", "/en"))

    assert [text for text in indonesian if text in english] == []
    assert {
        "Lereng Gunung Wilis; Pagu, Gurah",
        "Tenun ikat ATBM",
        "Kapas, sutra",
        "Gunung Kelud, merak",
        "Warisan Budaya Takbenda Indonesia 2024",
    } <= set(indonesian)
    assert {
        "Slopes of Mount Wilis; Pagu, Gurah",
        "Ikat weaving on an ATBM (handloom)",
        "Cotton, silk",
        "Mount Kelud, peacock",
        "Intangible Cultural Heritage of Indonesia 2024",
    } <= set(english)


def test_a_fact_without_english_says_which_language_it_is(browser: Browser) -> None:
    product = make_product(material_id="kapas; sutra")

    page = browser.get(f"/en/khas/{product.slug}")

    assert page.one(".facts [lang=id]").get_text() == "Kapas, sutra"


def test_sellers_are_counted_by_maker_and_examples_never_among_them(browser: Browser) -> None:
    product = make_product(name="Anyaman zztest")
    make_listing(product_id=product.id, producer=make_producer(is_example=True, origin_valid_until=None))

    page = browser.get(f"/khas/{product.slug}")
    assert page.texts("#sellers h2") == ["1 contoh"]
    assert page.texts("#sellers header p") == ["Pembuatnya contoh, bukan yang sebenarnya."]
    assert page.texts(".btn[href='#sellers']") == ["Lihat 1 contoh"]

    maker = make_producer()
    for _number in range(2):
        make_listing(product_id=product.id, producer=maker)
    page = browser.get(f"/khas/{product.slug}")
    assert page.texts("#sellers h2") == ["1 penjual"]
    assert not page.has("#sellers header p")


def test_where_nobody_sells_it_the_page_says_so(browser: Browser) -> None:
    product = make_product()
    make_listing(product_id=product.id, published_at=None)
    make_listing(product_id=product.id, producer=make_producer(origin_valid_until=None))

    page = browser.get(f"/khas/{product.slug}")

    assert "Belum ada yang menjualnya di sini." in page.texts(".muted")
    assert not page.has("#sellers")


@pytest.mark.parametrize(
    ("handling", "sentence"),
    [
        (Handling.TOBACCO, "Tembakau tidak dijual"),
        (Handling.NOT_HALAL, "Tidak halal."),
        (Handling.ANIMAL_PARTS, "Asal bahannya diperiksa"),
        (Handling.BLADE, "bilah buatan baru"),
    ],
)
def test_goods_with_a_rule_say_it_plainly(browser: Browser, handling: Handling, sentence: str) -> None:
    product = make_product(handling=handling)

    assert sentence in " ".join(browser.get(f"/khas/{product.slug}").texts(".note"))


def test_tobacco_has_no_sellers_even_where_a_listing_names_it(browser: Browser) -> None:
    product = make_product(handling=Handling.TOBACCO)
    make_listing(product_id=product.id)

    page = browser.get(f"/khas/{product.slug}")

    assert not page.has("#sellers, [href='#sellers'], .listing-card")
    assert "Belum ada yang menjualnya" not in page.text


def test_a_row_speaks_of_sellers_only_where_there_may_be_some(browser: Browser) -> None:
    make_product(handling=Handling.TOBACCO, name="Zztest tembakau")
    make_product(name="Zztest anyaman")

    rows = browser.get("/katalog?lihat=khas&q=zztest").soup.select(".khas-rows > li")

    said = {row.h3.get_text(strip=True): row.select_one(".go") for row in rows}
    assert said["Zztest tembakau"] is None
    assert said["Zztest anyaman"].get_text(strip=True) == "Belum ada penjual"


def test_a_shared_product_names_its_place_of_origin_first(browser: Browser) -> None:
    product = make_product(regions=("3529", "3526", "3527"))

    page = browser.get(f"/khas/{product.slug}")

    assert page.texts(".listing .khas-label") == ["Khas Kab. Sumenep, Kab. Bangkalan, Kab. Sampang"]
    assert page.attributes(".crumbs a", "href")[-1] == "/daerah/kab-sumenep"


def test_others_of_the_same_place_stand_below_those_of_its_kind_first(browser: Browser) -> None:
    product = make_product(regions=("3526",), kind=Kind.BATIK)

    links = browser.get(f"/khas/{product.slug}").attributes(".khas-rows a", "href")

    assert len(links) == 4
    assert f"/khas/{product.slug}" not in links
    assert facts(browser.get(links[0]))["Golongan"] == "Batik Madura"


def test_queries_do_not_grow_with_the_sellers(browser: Browser, count_queries: Counter) -> None:
    product = make_product(regions=("3526", "3527"))
    for _number in range(3):
        make_listing(product_id=product.id)
    path = f"/khas/{product.slug}"
    browser.get(path)
    with count_queries() as few:
        browser.get(path)
    for _number in range(27):
        make_listing(product_id=product.id)
    with count_queries() as many:
        page = browser.get(path)

    assert len(page.texts(".listing-card")) == 24
    assert page.texts("#sellers h2") == ["30 penjual"]
    assert many() == few()
    assert many() <= 9


def test_whoever_makes_it_finds_the_door_unless_it_may_not_be_sold(browser: Browser) -> None:
    sold, tobacco = make_product(), make_product(handling=Handling.TOBACCO)

    page = browser.get(f"/khas/{sold.slug}")

    assert page.texts(".door h2") == ["Anda membuat ini?"]
    assert browser.get(page.link("Lihat caranya")).texts("h1") == ["Untuk pembuat"]
    assert not browser.get(f"/khas/{tobacco.slug}").has(".door")
