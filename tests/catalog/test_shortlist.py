"""The list that a visitor keeps: it lives in its address, loses nothing silently, and judges no price."""

import datetime
import itertools
from urllib.parse import parse_qs, urlsplit

import pytest

from craftsite.catalog.shortlist import MOST, read_codes
from craftsite.goods.models import Kind
from craftsite.listings.models import Listing, Stock
from craftsite.regions.queries import get_region
from craftsite.web.clock import now
from tests.browser import Browser, Page
from tests.conftest import Counter
from tests.factories import make_certificate, make_listing, make_producer

pytestmark = pytest.mark.same_on_both


def page_of(browser: Browser, *listings: Listing, more: str = "") -> Page:
    """The page of a list with these listings."""
    return browser.get(f"/daftar-saya?k={','.join(str(listing.code) for listing in listings)}{more}")


def kept_in(address: str) -> list[str]:
    """The codes that an address holds."""
    return parse_qs(urlsplit(address).query).get("k", [""])[0].split(",")


def told(page: Page) -> dict[str, list[str]]:
    """The rows of the comparison by their names."""
    rows = [row.select("th, td") for row in page.soup.select("tbody tr")]
    return {name.get_text(): [" ".join(cell.get_text(" ").split()) for cell in cells] for name, *cells in rows}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("BKL-014", ["BKL-014"]),
        ("bkl 14", ["BKL-014"]),
        ("BKL014, sby-7;PMK-902", ["BKL-014", "SBY-007", "PMK-902"]),
        ("BKL-014 SBY-007", ["BKL-014", "SBY-007"]),
        ("BKL-014,BKL-014,bkl14", ["BKL-014"]),
        ("https://contoh.id/karya/BKL-014-batik-tulis-gentongan", ["BKL-014"]),
        ("https://contoh.id/en/daftar-saya?k=BKL-014,SBY-007", ["BKL-014", "SBY-007"]),
        ("", []),
        ("xyz", []),
        ("BKL-", []),
        ("BKL-000", []),
    ],
)
def test_a_code_is_read_as_people_write_it_or_out_of_an_address(text: str, codes: list[str]) -> None:
    assert list(read_codes([text]).codes) == codes


def test_a_work_is_saved_by_a_link_to_the_list_with_it(browser: Browser) -> None:
    listing = make_listing(name="Keranjang zz")

    for path in ("/katalog?q=zz", f"/karya/{listing.code}-{listing.slug}", f"/pembuat/{listing.producer.slug}"):
        [address] = browser.get(path).attributes(f'.save[data-code="{listing.code}"]', "href")
        assert address == f"/daftar-saya?k={listing.code}"
    assert browser.get(address).texts(".mini h3") == ["Keranjang zz"]
    assert browser.get(f"/en{address}").attributes(".mini h3 a", "href")[0].startswith("/en/karya/")


def test_the_list_stands_in_the_order_of_its_address_maker_by_maker(browser: Browser) -> None:
    maker = make_producer(name="Contoh Pembuat 07")
    first, other, last = make_listing(producer=maker), make_listing(), make_listing(producer=maker)

    page = page_of(browser, first, other, last)

    assert page.texts(".mini .code") == [first.code, last.code, other.code]
    assert page.texts(".prose-page h2") == ["Contoh Pembuat 07", other.producer.name]
    assert page.one(".lead").get_text().startswith("3 karya dari 2 pembuat.")
    assert page.has('meta[name="robots"][content="noindex"]')
    address = page.attributes('meta[property="og:url"]', "content")
    assert address == [f"http://localhost/daftar-saya?k={first.code},{other.code},{last.code}"]


def test_each_work_can_be_taken_out_by_a_link_that_leaves_the_others(browser: Browser) -> None:
    listings = [make_listing() for _number in range(3)]

    page = page_of(browser, *listings, more=f"&dari=3578&banding={listings[1].code}")
    [address] = page.attributes(f'[data-remove="{listings[1].code}"]', "href")

    assert kept_in(address) == [listings[0].code, listings[2].code]
    assert address.endswith("&dari=3578")


def test_each_maker_is_asked_once_about_all_of_theirs(browser: Browser) -> None:
    maker = make_producer()
    two = [make_listing(producer=maker, name=f"Keranjang {number}") for number in range(2)]
    other, example = make_listing(), make_listing(producer=make_producer(is_example=True, origin_valid_until=None))

    page = page_of(browser, *two, other, example)
    addresses = page.attributes('.btn[href$="/tanya"], .btn[href*="/tanya?"]', "href")

    assert addresses == [f"/pembuat/{maker.slug}/tanya?karya={two[0].code},{two[1].code}", f"/karya/{other.code}/tanya"]
    question = browser.get(addresses[0]).one("#isi").get_text()
    assert [f"{listing.code} Keranjang {number}" in question for number, listing in enumerate(two)] == [True, True]
    for garbage in (other.code, "%00", "zzz", "a" * 3_000):
        assert "masih ada" not in browser.get(f"/pembuat/{maker.slug}/tanya?karya={garbage}").one("#isi").get_text()


def test_what_a_maker_has_in_all_is_told_by_the_smallest_order(browser: Browser) -> None:
    maker = make_producer()
    two = make_listing(producer=maker, price_idr=50_000, minimum_order=4), make_listing(producer=maker, price_idr=7_000)
    asked = make_listing(producer=maker, price_idr=None)

    assert "Paling sedikit Rp 207.000 untuk semuanya." in page_of(browser, *two).text
    assert "Paling sedikit Rp 207.000 untuk yang ada harganya." in page_of(browser, *two, asked).text
    assert "Paling sedikit" not in page_of(browser, two[0]).text


def test_a_withdrawn_or_unknown_code_is_told_and_kept_until_somebody_takes_it_out(browser: Browser) -> None:
    shown, archived = make_listing(), make_listing(archived_at=now())

    page = browser.get(f"/daftar-saya?k={archived.code},{shown.code},SBY-99999")

    assert page.texts(".mini .code") == [shown.code]
    note = page.one(".prose-page > .note").get_text(" ")
    assert "tidak ditayangkan sekarang" in note
    assert archived.code in note and "SBY-99999" in note
    [address] = page.attributes('[data-remove="SBY-99999"]', "href")
    assert kept_in(address) == [archived.code, shown.code]
    assert archived.name_id not in note


def test_what_is_no_code_and_what_does_not_fit_is_told(browser: Browser) -> None:
    codes = [f"SBY-{number}" for number in range(1_001, 1_001 + MOST + 3)]

    page = browser.get(f"/daftar-saya?k={','.join(codes)},<b>zz</b>")

    assert "Bukan kode karya, jadi tidak dimuat: <b>zz</b>" in page.text
    assert "3 kode berikutnya tidak dimuat" in page.text
    [address] = {a for a in page.attributes(".note a", "href") if kept_in(a) == codes[MOST:]}
    assert browser.get(address).status == 200


def test_the_empty_list_says_how_to_fill_it(browser: Browser) -> None:
    page = browser.get("/daftar-saya")

    assert "masih kosong" in page.text
    assert "/katalog" in page.attributes("main a", "href")
    assert page.has("input[name=tambah]")


def test_a_code_is_added_to_the_list_by_a_form_that_needs_no_script(browser: Browser) -> None:
    kept, added = make_listing(), make_listing()

    answer = browser.raw(f"/daftar-saya?k={kept.code}&dari=3578&tambah={str(added.code).lower().replace('-', '')}")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/daftar-saya?k={kept.code},{added.code}&dari=3578"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("zzz", "“zzz” bukan kode karya."),
        ("SBY-99999", "Tidak ada karya dengan kode SBY-99999."),
        ("<script>alert(1)</script>", "bukan kode karya"),
    ],
)
def test_a_code_that_leads_nowhere_comes_back_with_what_is_wrong(browser: Browser, typed: str, words: str) -> None:
    kept = make_listing()

    page = browser.get(f"/daftar-saya?k={kept.code}&tambah={typed}", status=422)

    assert words in page.one("#added-error").get_text()
    assert page.attributes("#added", "value") == [typed]
    assert page.attributes("#added", "aria-invalid") == ["true"]
    assert page.texts(".mini .code") == [kept.code]


def test_garbage_in_an_address_never_breaks_the_list(browser: Browser) -> None:
    values = ("%00", "%ff", "a" * 10_000, "BKL-014," * 400, "'; DROP TABLE x", ",,,;;", "²³", "-1")

    for name, value in itertools.product(("k", "banding", "dari", "tambah"), values):
        assert browser.raw(f"/daftar-saya?k=SBY-001&{name}={value}").status_code in (200, 302, 414, 422), (name, value)
        assert browser.raw(f"/motif/qr/daftar-saya.svg?k=SBY-001&{name}={value}").status_code in (200, 414)


def test_two_to_four_stand_side_by_side(browser: Browser) -> None:
    one = make_listing(
        producer=make_producer(region="3578", place="Genteng"),
        kind=Kind.FARM,
        price_idr=18_000,
        tiers={40: 14_500},
        stock_count=6,
        capacity_per_month=40,
        has_sample=True,
        halal="nomor",
    )
    certificate = make_certificate(one.producer, one)
    other = make_listing(
        producer=make_producer(region="3515"),
        kind=Kind.FARM,
        stock=Stock.MADE_TO_ORDER,
        lead_time_days=14,
        minimum_order=5,
    )

    page = page_of(browser, one, other)
    rows = told(page)

    assert page.texts(".compare thead .code") == [one.code, other.code]
    assert rows["Harga"] == ["Rp 18.000 per bungkus", "Rp 100.000 per bungkus"]
    assert rows["Harga menurut jumlah"] == ["1–39 bungkus: Rp 18.000 40 bungkus ke atas: Rp 14.500", "tidak disebut"]
    assert rows["Minimal beli"] == ["1 bungkus", "5 bungkus"]
    assert rows["Ketersediaan"] == ["Siap kirim, 6 bungkus", "Dibuat setelah dipesan, ±2 minggu"]
    assert rows["Lama membuat"] == ["tidak disebut", "±2 minggu"]
    assert rows["Sanggup membuat"] == ["40 bungkus sebulan", "tidak disebut"]
    assert rows["Contoh barang"] == ["Bisa dikirim dulu", "tidak disebut"]
    assert rows["Bukti"][1].startswith("Asal sudah diperiksa")
    assert certificate.number in rows["Bukti"][0] and certificate.number not in rows["Bukti"][1]
    assert rows["Dikirim dari"] == ["Genteng, Kota Surabaya", "Kab. Sidoarjo"]
    assert rows["Letak di kain"] == ["Di Kota Surabaya sendiri", "Bersebelahan dengan Kota Surabaya"]
    assert not page_of(browser, one).has(".compare")


def test_distances_count_from_a_region_that_somebody_chose(browser: Browser) -> None:
    here = [make_listing(region=code) for code in ("3573", "3507")]

    page = page_of(browser, *here, more="&dari=3529")

    squares = [get_region(slug).squares_to(get_region("kab-sumenep")) for slug in ("kota-malang", "kab-malang")]
    assert told(page)["Letak di kain"] == [f"{number} kotak dari Kab. Sumenep" for number in squares]
    assert page.texts("#origin option[selected]") == ["Kab. Sumenep"]
    assert page_of(browser, *here, more="&dari=9999").texts("#origin option[selected]") == []


def test_only_more_and_sooner_are_marked_and_never_a_price(browser: Browser) -> None:
    less = make_listing(price_idr=10_000, stock_count=2, capacity_per_month=5, lead_time_days=30)
    more = make_listing(price_idr=90_000, stock_count=9, capacity_per_month=5, lead_time_days=10)
    pack = make_listing(kind=Kind.FARM, stock_count=500)

    assert page_of(browser, less, more).texts(".compare td b") == ["Siap kirim, 9 buah ✓", "±10 hari ✓"]
    assert page_of(browser, less, more, pack).texts(".compare td b") == []


def test_of_more_than_four_those_are_compared_that_are_ticked(browser: Browser) -> None:
    listings = [make_listing() for _number in range(6)]
    codes = [listing.code for listing in listings]

    first = page_of(browser, *listings)
    chosen = page_of(browser, *listings, more=f"&banding={codes[5]}&banding={codes[1]}")
    many = page_of(browser, *listings, more=f"&banding={','.join(map(str, codes[1:]))}")

    assert first.texts(".compare thead .code") == codes[:4]
    assert first.attributes("input[name=banding][checked]", "value") == codes[:4]
    assert chosen.texts(".compare thead .code") == [codes[1], codes[5]]
    assert chosen.attributes("[data-copy]", "data-copy")[0].endswith(f"&banding={codes[5]},{codes[1]}")
    assert many.texts(".compare thead .code") == codes[1:5]
    assert "Yang dibandingkan empat yang pertama." in many.text


def test_what_nobody_has_confirmed_for_long_says_so_in_the_comparison(browser: Browser) -> None:
    old = make_listing(confirmed_at=now() - datetime.timedelta(days=100))

    assert "Tanyakan dulu apakah masih ada." in page_of(browser, old, make_listing()).text


def test_the_list_is_passed_on_by_a_message_to_nobody_in_particular_and_by_its_code_on_paper(browser: Browser) -> None:
    listings = [make_listing(name=f"Keranjang {number}") for number in range(7)]

    page = page_of(browser, *listings)
    [link] = page.soup.select('a[href^="https://wa.me/?text="]')
    message = parse_qs(urlsplit(str(link["href"])).query)["text"][0]

    address = f"http://localhost/daftar-saya?k={','.join(str(listing.code) for listing in listings)}"
    assert message.splitlines()[1] == f"{listings[0].code} Keranjang 0"
    assert message.splitlines()[-2:] == ["dan 2 lagi", address]
    assert page.texts(".address") == [address]
    [code] = page.attributes(".print-foot img", "src")
    assert browser.raw(code).mimetype == "image/svg+xml"


def test_queries_do_not_grow_with_the_list(browser: Browser, count_queries: Counter) -> None:
    listings = [make_listing(tiers={10: 90_000}) for _number in range(3)]
    page_of(browser, *listings)
    with count_queries() as few:
        page_of(browser, *listings)
    listings += [make_listing(tiers={10: 90_000, 20: 80_000}) for _number in range(27)]
    with count_queries() as many:
        page = page_of(browser, *listings)

    assert len(page.texts(".mini")) == 30
    assert many() == few()
    assert many() <= 6
