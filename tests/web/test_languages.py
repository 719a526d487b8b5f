"""Two languages: one address each, one text each, and a text that knows which it is."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext

from craftsite.goods.models import Kind
from craftsite.web.languages import SOURCES, Language, Words, as_written, spoken, text_in, text_of
from tests.browser import Browser, Page
from tests.factories import make_listing, make_product

pytestmark = pytest.mark.same_on_both

PACKAGE = Path(__file__).parents[2] / "craftsite"
METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@dataclass
class Text:
    """Something that is written in two languages."""

    name_id: str = "Kain"
    name_en: str = "Cloth"


def english() -> Catalog:
    with (SOURCES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale="en", abort_invalid=True)


def texts_of_the_code() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def test_every_text_of_the_code_has_its_english_and_no_english_is_left_over() -> None:
    assert {message.id for message in english() if message.id} == texts_of_the_code()


def test_no_english_is_empty_doubtful_or_loses_a_placeholder() -> None:
    for message in english():
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(translations) and not message.fuzzy, message.id
        for translation in translations:
            assert set(PLACEHOLDER.findall(translation)) == set(PLACEHOLDER.findall(originals[0])), message.id


def test_english_stands_under_its_prefix_with_the_same_words_in_the_path(browser: Browser) -> None:
    product = make_product(name="Batik zztest", name_en="Zztest batik")

    indonesian, page = browser.get(f"/khas/{product.slug}"), browser.get(f"/en/khas/{product.slug}")

    assert (indonesian.one("html")["lang"], indonesian.one("h1").get_text()) == ("id", "Batik zztest")
    assert (page.one("html")["lang"], page.one("h1").get_text()) == ("en", "Zztest batik")
    assert page.link("Catalogue") == "/en/katalog"


@pytest.mark.parametrize(("path", "target"), [("/en", "http://localhost/en/"), ("/en?a=1", "http://localhost/en/?a=1")])
def test_the_bare_prefix_moves_to_the_home_page(browser: Browser, path: str, target: str) -> None:
    moved = browser.raw(path)

    assert (moved.status_code, moved.headers["Location"]) == (301, target.removeprefix("http://localhost"))


@pytest.mark.parametrize("path", ["/en/en/katalog", "/english", "/EN/", "/en/static/site.css", "/en/healthz"])
def test_nothing_else_looks_like_the_prefix_and_what_has_no_language_stays_at_the_root(
    browser: Browser, path: str
) -> None:
    browser.get(path, status=404)


def test_each_page_names_both_of_its_addresses_and_they_agree(browser: Browser) -> None:
    make_listing(kind=Kind.BATIK)

    for path in ("/katalog?kategori=batik", "/en/katalog?kategori=batik"):
        page = browser.get(path)

        links = page.soup.select('link[rel="alternate"][hreflang]')
        assert {link["hreflang"]: link["href"] for link in links} == {
            "id": "http://localhost/katalog?kategori=batik",
            "en": "http://localhost/en/katalog?kategori=batik",
            "x-default": "http://localhost/katalog?kategori=batik",
        }
        assert page.one('link[rel="canonical"]')["href"] == f"http://localhost{path}"


def test_the_canonical_address_of_the_catalogue_forgets_order_and_page(browser: Browser) -> None:
    for number in range(25):
        make_listing(name=f"Kain {number}", kind=Kind.BATIK)

    page = browser.get("/katalog?lihat=dijual&urut=nama&kategori=batik")

    assert page.one('link[rel="canonical"]')["href"] == "http://localhost/katalog?kategori=batik"


def test_switching_the_language_keeps_the_page_and_its_filters(browser: Browser) -> None:
    make_listing()
    path = "/katalog?kategori=batik&daerah=3526&daerah=3578&q=kain+%26+%C3%A9"

    switched = browser.get(path).link("English")

    assert switched == f"/en{path}"
    assert browser.get(switched).link("Bahasa Indonesia") == path


def test_an_error_speaks_the_language_of_its_address(browser: Browser) -> None:
    assert browser.get("/tiada", status=404).one("h1").get_text() == "Halaman ini tidak ada"
    assert browser.get("/en/tiada", status=404).one("h1").get_text() == "This page does not exist"


def test_a_text_comes_in_the_language_asked_for_and_else_in_indonesian(app: Flask) -> None:
    assert text_in(Language.ENGLISH, Text(), "name") == "Cloth"
    untranslated = text_in(Language.ENGLISH, Text(name_en=""), "name")
    assert (untranslated, untranslated.language) == ("Kain", Language.INDONESIAN)
    with app.app_context(), force_locale("en"):
        assert text_of(Text(), "name") == "Cloth"
        assert gettext("Katalog") == "Catalogue"


def test_only_a_text_of_the_other_language_is_marked_and_markup_in_it_stays_text(app: Flask) -> None:
    with app.app_context(), force_locale("en"):
        assert spoken(as_written("Kain <b>")) == '<span lang="id">Kain &lt;b&gt;</span>'
        assert spoken(Words("Cloth", Language.ENGLISH)) == "Cloth"
        assert spoken("<b>") == "&lt;b&gt;"
        assert spoken(as_written("")) == ""
    with app.app_context(), force_locale("id"):
        assert spoken(as_written("Kain")) == "Kain"


def test_money_and_dates_follow_the_language(browser: Browser) -> None:
    listing = make_listing(price_idr=1_250_000)
    path = f"/karya/{listing.code}-{listing.slug}"

    assert browser.get(path).texts(".price-l") == ["Rp 1.250.000"]
    assert browser.get(f"/en{path}").texts(".price-l") == ["IDR 1,250,000"]


def test_a_makers_own_words_without_english_say_so(browser: Browser) -> None:
    listing = make_listing(
        name="Kain zztest", kind=Kind.BATIK, story_id="Digambar di rumah.", attributes={"motif": "Mangrove"}
    )

    page = browser.get(f"/en/karya/{listing.code}-{listing.slug}")

    assert page.texts('h1 [lang="id"]') == ["Kain zztest"]
    assert page.texts('.story [lang="id"]') == ["Digambar di rumah."]
    assert page.texts('dd [lang="id"]') == ["Mangrove"]
    assert "Parts are in Indonesian, as the maker wrote them." in page.text


def texts_that_differ() -> set[str]:
    """The Indonesian texts that read otherwise in English."""
    return {
        message.id for message in english() if isinstance(message.id, str) and message.id not in ("", message.string)
    }


def names_and_texts(page: Page) -> set[str]:
    """What a page shows or says in its own language, attribute by attribute and text by text."""
    for foreign in page.soup.select("body [lang]"):
        foreign.decompose()
    said = {" ".join(text.split()) for text in page.soup.find_all(string=True)}
    for name in ("aria-label", "alt", "placeholder", "title", "content"):
        said |= set(page.attributes("*", name))
    return said


@pytest.mark.parametrize(
    "path",
    ["/", "/katalog?kategori=batik&lihat=dijual", "/katalog?lihat=khas", "/katalog?q=zzzz", "/daerah", "/pembuat",
     "/daerah/kab-magetan", "/khas/batik-gedog-tuban", "/cara-membeli", "/tentang", "/privasi", "/luring",
     "/untuk-pembuat", "/aksesibilitas", "/laporkan/halaman?alamat=/"],
)  # fmt: skip
def test_nothing_on_an_english_page_is_named_in_indonesian(browser: Browser, path: str) -> None:
    make_listing(kind=Kind.BATIK)
    foreign = texts_that_differ()

    assert names_and_texts(browser.get(path)) & foreign
    assert names_and_texts(browser.get(f"/en{path}")) & foreign == set()
