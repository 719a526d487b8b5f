"""What a maker takes along: sheets of A4 whose codes can be scanned, and a picture for a Status; of its own only."""

import io
import re

import pytest
import zxingcpp
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from craftsite.exchange.forms import MOST_IN_ALL
from craftsite.exchange.prints import piece_of, status_of
from craftsite.exchange.queries import find_printable
from craftsite.extensions import db as database
from craftsite.listings.models import Listing
from craftsite.motif.press import Press
from craftsite.motif.tags import LAYOUTS, PAGE_HEIGHT, PAGE_WIDTH, Piece, sheets
from craftsite.web.languages import Language
from tests.accounts.doors import sign_in
from tests.browser import Device
from tests.factories import add_photos, make_listing, make_membership, make_producer, make_user

pytestmark = pytest.mark.same_on_both

A4 = b"MediaBox[0 0 595.2756 841.8898]"
# Twelve pixels a millimetre are enough for a reader, and for the smallest letters.
PIXELS = (1260, 1782)
LONGEST = Piece(
    title="Tikar pandan lipat bermotif gelombang laut selatan dengan pinggiran kain perca dari penjahit sekitar sentra",
    code="BKL-014",
    maker="Kelompok Perajin Anyaman Pandan Perempuan Contoh Pembuat 07 Sejahtera Bersama Sekecamatan",
    place="Kab. Probolinggo",
    price="Rp 999.999.999.999 – Rp 1.999.999.999.999",
    price_from="mulai Rp 999.999.999.999",
    hint="Pindai, atau ketik kodenya di",
    site="sebuah-nama-yang-sangat-panjang.karyajatim.example",
    url="https://karyajatim.example/k/BKL-014",
    dye="tarum",
    pattern="wave",
)
PRESS = Press()


def printed(drawing: str) -> Image.Image:
    """A page as it comes out of the printer."""
    return Image.open(io.BytesIO(PRESS.png(drawing, *PIXELS))).convert("L")


def texts_in(picture: Image.Image) -> list[str]:
    """What a telephone reads from the codes on a picture."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("size", LAYOUTS)
def test_every_piece_of_a_full_sheet_stands_on_the_sheet_and_can_be_scanned(size: str) -> None:
    layout = LAYOUTS[size]
    first, second = sheets([(LONGEST, layout.per_page), (LONGEST._replace(price=""), 1)], layout)

    page = printed(first)
    assert texts_in(page) == [LONGEST.url] * layout.per_page
    assert texts_in(printed(second)) == [LONGEST.url]
    # What printers cannot reach is white, so nothing sticks out of the sheet.
    reach = layout.left * PIXELS[0] // PAGE_WIDTH, layout.top * PIXELS[1] // PAGE_HEIGHT
    edges = [(0, 0, reach[0] - 1, PIXELS[1]), (PIXELS[0] - reach[0] + 1, 0, *PIXELS), (0, 0, PIXELS[0], reach[1] - 1)]
    for edge in edges:
        assert page.crop(edge).getextrema() == (255, 255)


@pytest.mark.parametrize("size", LAYOUTS)
def test_no_word_sticks_out_of_its_piece(size: str) -> None:
    layout = LAYOUTS[size]
    alone = printed(sheets([(LONGEST, 1)], layout)[0])
    margin = 15
    left, top = layout.left + layout.width - margin, layout.top + (layout.height // 3)
    box = [left, top, layout.left + layout.width - 4, layout.top + layout.height - 4]
    scaled = tuple(round(edge * PIXELS[0] / PAGE_WIDTH) for edge in box)

    assert alone.crop(scaled).getextrema() == (255, 255)


def test_a_price_is_never_cut() -> None:
    layout = LAYOUTS["label"]
    short = LONGEST._replace(price="Rp 18.000", price_from="")
    span = LONGEST._replace(price="Rp 1.450.000 – Rp 2.750.000", price_from="mulai Rp 1.450.000")
    too_long = LONGEST._replace(price_from="")

    [brief], [begun], [none], [empty] = (
        sheets([(piece, 1)], layout) for piece in (short, span, too_long, LONGEST._replace(price="", price_from=""))
    )

    assert len({brief, begun, empty}) == 3
    assert none == empty


def at_home(device: Device, **overrides: object) -> Listing:
    """A public listing of the maker for whom the person on the device speaks."""
    user = make_user(region="3526")
    producer = make_producer(region="3526", **overrides)
    make_membership(producer, user)
    sign_in(device, user)
    return make_listing(producer=producer, name="Tas belanja, besar", name_en="Shopping bag", price_idr=98_000)


def test_sheets_are_ordered_on_the_page_and_come_as_a4(device: Device, db: SQLAlchemy) -> None:
    listing = at_home(device)
    other = make_listing(name="Milik orang lain")
    draft = make_listing(producer=listing.producer, code=None, published_at=None)
    db.session.commit()

    page = device.get("/ruang/cetak")
    assert page.texts("ul.works .code") == [listing.code]
    form = page.one("form")
    names = {field["name"] for field in form.select("input")}
    assert (form["action"], names) == ("/ruang/cetak/kartu.pdf", {"ukuran", "bahasa", "harga", f"lembar-{listing.id}"})

    order = f"/ruang/cetak/kartu.pdf?ukuran=gantung&harga=ya&lembar-{other.id}=5&lembar-{draft.id}=5"
    answer = device.raw(f"{order}&lembar-{listing.id}=10")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.count(A4) == 2
    assert answer.headers["Cache-Control"] == "no-store"
    again = device.get(f"{order}&lembar-{listing.id}=-1", status=422)
    assert "Tulis berapa lembar, paling sedikit untuk satu karya." in again.text


def test_too_much_at_once_comes_back_as_it_was_written(device: Device, db: SQLAlchemy) -> None:
    listing = at_home(device)
    more = [make_listing(producer=listing.producer) for _number in range(2)]
    db.session.commit()
    numbers = "".join(f"&lembar-{one.id}=99" for one in (listing, *more))

    page = device.get(f"/ruang/cetak/kartu.pdf?ukuran=label&bahasa=en{numbers}", status=422)

    assert f"Paling banyak {MOST_IN_ALL} lembar" in page.text
    assert page.attributes("input[type=number]", "value") == ["99"] * 3
    assert page.attributes("input[checked]", "value") == ["label", "en"]


@pytest.mark.parametrize("query", ["ukuran=x&bahasa=y", "lembar-1=²", "lembar-1=9999999", "usaha=0", "lembar-1=%00"])
def test_a_query_string_that_makes_no_sense_orders_nothing(device: Device, db: SQLAlchemy, query: str) -> None:
    at_home(device)
    db.session.commit()

    assert device.raw(f"/ruang/cetak/kartu.pdf?{query}").status_code == 422


def test_without_anything_public_the_page_says_what_has_to_happen_first(device: Device, db: SQLAlchemy) -> None:
    listing = at_home(device)
    listing.archived_at = listing.published_at
    db.session.commit()

    page = device.get("/ruang/cetak")

    assert "Kartu dan gambar bisa dibuat setelah ada karya yang tayang" in page.text
    assert not page.has("form")


def test_a_tag_leads_to_the_page_in_its_language_and_a_textile_wears_no_drawn_pattern(device: Device) -> None:
    listing = at_home(device)
    listing.price_to_idr = 150_000
    make_listing(producer=listing.producer, kind="batik", name="Batik tulis")
    database.session.flush()
    listing, batik = find_printable(listing.producer_id)

    indonesian = piece_of(listing, Language.INDONESIAN, has_price=True)
    english = piece_of(listing, Language.ENGLISH, has_price=False)

    assert (indonesian.title, english.title) == ("Tas belanja", "Shopping bag")
    assert (indonesian.url, english.url) == (
        f"http://localhost/k/{listing.code}",
        f"http://localhost/en/k/{listing.code}",
    )
    assert re.sub(r"\s", " ", indonesian.price) == "Rp 98.000 – Rp 150.000"
    assert re.sub(r"\s", " ", indonesian.price_from) == "mulai Rp 98.000"
    assert english.price == english.price_from == ""
    assert indonesian.pattern
    assert piece_of(batik, Language.INDONESIAN, has_price=True).pattern == ""
    assert status_of(batik, Language.INDONESIAN).pattern == ""


def test_a_status_is_an_upright_jpeg_that_only_its_maker_gets(device: Device, new_device: type[Device]) -> None:
    listing = at_home(device)
    add_photos(listing, 1)
    listing.owns_pictures = True

    page = device.get(f"/ruang/cetak/status/{listing.id}")
    address = page.attributes("a[download]", "href")[0]
    answer = device.raw(address)

    picture = Image.open(io.BytesIO(answer.data))
    assert (picture.format, picture.size) == ("JPEG", (1080, 1920))
    assert len(answer.data) <= 400_000
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.attributes("img.status-picture", "src") == [address]
    stranger = new_device()
    sign_in(stranger, make_user(region="3527"))
    assert stranger.raw(address).status_code == 404
    assert stranger.raw(f"/ruang/cetak/status/{listing.id}").status_code == 404


def test_a_status_without_a_photograph_says_that_one_follows(device: Device) -> None:
    [listing] = find_printable(at_home(device).producer_id)

    status = status_of(listing, Language.INDONESIAN)

    assert status.photo == ""
    assert "Foto menyusul" in status.plate
    assert Image.open(io.BytesIO(status.jpeg())).size == (1080, 1920)
