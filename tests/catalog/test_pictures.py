"""The pictures: plates that never pretend, addresses that never change their bytes, and codes that scan."""

import io
import xml.etree.ElementTree as ET

import pytest
import segno
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from craftsite.catalog.pictures import KIND_ORNAMENTS, listing_label, product_label
from craftsite.examples.operations import load_examples
from craftsite.goods.models import Kind, RegionalProduct
from craftsite.goods.queries import TEXTILE_TAXA, with_regions
from craftsite.listings.models import Listing
from craftsite.motif.plate import SIZES
from craftsite.motif.tile import FAMILIES, PALETTES
from craftsite.producers.models import Producer
from craftsite.web.headers import IMMUTABLE
from craftsite.web.languages import Language
from tests.browser import Browser
from tests.factories import make_listing, make_producer, make_product

pytestmark = pytest.mark.same_on_both


def plate(browser: Browser, path: str) -> str:
    """The address of the first plate on a page."""
    return browser.get(path).attributes(".gallery img", "src")[0]


def ornaments(drawing: str) -> int:
    """How many strips of ornament a plate has: each is a drawing of its own inside it."""
    return drawing.count("<svg") - 1


@pytest.mark.parametrize("size", SIZES)
def test_a_plate_is_a_drawing_that_may_be_kept_for_good(browser: Browser, size: str) -> None:
    listing, product = make_listing(), make_product()

    for path in (f"/karya/{listing.code}-{listing.slug}", f"/khas/{product.slug}"):
        answer = browser.raw(plate(browser, path).replace("/card.svg", f"/{size}.svg"))
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"
        assert answer.headers["Cache-Control"] == IMMUTABLE
        assert "Foto menyusul" in answer.text
        drawing = ET.fromstring(answer.text)
        assert (int(drawing.attrib["width"]), int(drawing.attrib["height"])) == (SIZES[size].width, SIZES[size].height)


def test_the_address_of_a_plate_changes_with_its_words_and_the_old_one_moves_to_it(
    browser: Browser, db: SQLAlchemy
) -> None:
    listing = make_listing(name="Keranjang")
    path = f"/karya/{listing.code}-{listing.slug}"
    before = plate(browser, path)

    listing.name_id = "Keranjang besar"
    db.session.flush()
    after = plate(browser, path)

    assert before != after
    moved = browser.raw(before)
    assert (moved.status_code, moved.headers["Location"]) == (302, after)
    assert "immutable" not in moved.headers.get("Cache-Control", "")


@pytest.mark.parametrize("of", ["karya/SBY-001", "khas/khas-zztest"])
def test_a_plate_under_a_wrong_key_moves_to_the_right_one_and_a_wrong_size_is_not_found(
    browser: Browser, of: str
) -> None:
    make_listing(code="SBY-001")
    make_product(slug="khas-zztest")

    moved = browser.raw(f"/motif/{of}/0000000000/wide.svg")

    assert moved.status_code == 302
    assert browser.raw(moved.headers["Location"]).status_code == 200
    browser.get(moved.headers["Location"].replace("/wide.svg", "/huge.svg"), status=404)


def test_a_plate_outlives_its_makers_confirmation_but_a_draft_has_none(browser: Browser) -> None:
    lapsed = make_listing(producer=make_producer(origin_valid_until=None))
    draft = make_listing(published_at=None, code="SBY-777")

    assert browser.raw(f"/motif/karya/{lapsed.code}/x/card.svg").status_code == 302
    for of in (f"karya/{draft.code}", "karya/SBY-998", "khas/tidak-ada"):
        browser.get(f"/motif/{of}/x/card.svg", status=404)


@pytest.mark.parametrize("taxon", [None, *sorted(TEXTILE_TAXA)])
def test_a_cloth_gets_a_plain_plate_whatever_family_it_names(browser: Browser, taxon: str | None) -> None:
    kind = Kind.CRAFT if taxon else Kind.BATIK
    product = make_product(kind=kind, **({"taxon_slug": taxon} if taxon else {}), motif_family="wave")
    listing = make_listing(kind=kind, taxon=taxon, motif_family="wave")

    for path in (f"/khas/{product.slug}", f"/karya/{listing.code}-{listing.slug}"):
        drawing = browser.raw(plate(browser, path)).text
        assert "Foto menyusul" in drawing
        assert ornaments(drawing) == 0


def test_what_is_no_cloth_may_have_a_strip_of_ornament(browser: Browser) -> None:
    product = make_product(motif_family="wave")

    assert ornaments(browser.raw(plate(browser, f"/khas/{product.slug}")).text) == 1


def test_no_cloth_of_the_site_or_its_examples_has_an_ornament(db: SQLAlchemy) -> None:
    load_examples()
    with_place = joinedload(Listing.producer).joinedload(Producer.region)
    products = db.session.scalars(select(RegionalProduct).options(with_regions())).all()
    listings = db.session.scalars(select(Listing).options(with_place)).all()

    for goods, label_of in ((products, product_label), (listings, listing_label)):
        cloth = [item for item in goods if item.kind == Kind.BATIK or item.taxon_slug in TEXTILE_TAXA]
        assert len(cloth) >= 40
        for item in cloth:
            label = label_of(item, Language.INDONESIAN)
            drawing = label.draw("chip")
            assert label.family is None, label
            assert "Foto menyusul" in drawing
            assert ornaments(drawing) == 0


def test_every_family_that_a_product_names_can_be_drawn(db: SQLAlchemy) -> None:
    named = set(db.session.scalars(select(RegionalProduct.motif_family).distinct())) - {""}

    assert named <= set(FAMILIES)
    assert {family for family, _palette in KIND_ORNAMENTS.values()} <= set(FAMILIES)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("wave/0/galat", 200),
        (f"wave/{len(PALETTES)}/galat", 404),
        ("wave/00/galat", 404),
        ("wave/-1/galat", 404),
        ("kawung/0/galat", 404),
        (f"wave/0/{'x' * 40}", 200),
        (f"wave/0/{'x' * 41}", 404),
    ],
)
def test_an_ornament_is_one_of_ours_or_not_found(browser: Browser, path: str, status: int) -> None:
    answer = browser.raw(f"/motif/hias/{path}.svg")

    assert answer.status_code == status
    if status == 200:
        assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/svg+xml", IMMUTABLE)


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ("/motif/qr/BKL-014.svg", "/k/BKL-014"),
        ("/motif/qr/khas/batik-gedog-tuban.svg", "/khas/batik-gedog-tuban"),
        ("/motif/qr/daerah/kab-magetan.svg", "/daerah/kab-magetan"),
        ("/en/motif/qr/khas/batik-gedog-tuban.svg", "/en/khas/batik-gedog-tuban"),
        ("/motif/qr/katalog.svg", "/katalog"),
        ("/en/motif/qr/katalog.svg?kategori=batik&daerah=3526&lain=x", "/en/katalog?kategori=batik&daerah=3526"),
    ],
)
def test_a_qr_code_holds_the_address_of_its_page(browser: Browser, picture: str, address: str) -> None:
    expected = io.BytesIO()
    segno.make(f"http://localhost{address}", error="m", micro=False).save(
        expected, kind="svg", xmldecl=False, border=2, dark="#191a30", light="#fff", omitsize=True
    )

    answer = browser.raw(picture)

    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/svg+xml", IMMUTABLE)
    assert answer.data == expected.getvalue()
    assert ET.fromstring(answer.text).attrib["viewBox"]


@pytest.mark.parametrize("picture", ["bukan-kode", "katalog/x", "khas/Besar", f"khas/{'x' * 121}", "khas/a/b"])
def test_no_other_address_gets_a_qr_code(browser: Browser, picture: str) -> None:
    browser.get(f"/motif/qr/{picture}.svg", status=404)


def test_the_printed_catalogue_leads_back_to_its_results_by_a_code(browser: Browser) -> None:
    page = browser.get("/katalog?lihat=khas&q=batik&daerah=3526")

    assert page.attributes(".print-foot img", "src") == ["/motif/qr/katalog.svg?lihat=khas&q=batik&daerah=3526"]


def test_what_does_not_fit_into_a_code_is_not_there(browser: Browser) -> None:
    too_much = "&".join(f"daerah={code}" for code in [*range(3501, 3530), *range(3571, 3580)]) + "&q=" + "🧺" * 200

    browser.get(f"/motif/qr/katalog.svg?{too_much}", status=404)


def test_pages_of_products_and_regions_name_their_qr_code_in_both_languages(browser: Browser) -> None:
    for path in ("/khas/batik-gedog-tuban", "/daerah/kab-magetan"):
        for language in ("", "/en"):
            page = browser.get(language + path)
            assert page.attributes(".print-foot img", "src") == [f"{language}/motif/qr{path}.svg"]
            assert page.texts(".print-foot .address") == [f"http://localhost{language}{path}"]
