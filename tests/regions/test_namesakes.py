"""Seven names that a kabupaten and a kota share: everywhere the two are told apart, and nobody guesses."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from craftsite.extensions import db
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.regions.reading import namesakes_in, regions_meant, without_name
from craftsite.web.languages import Language, text_in
from tests.browser import Browser
from tests.conftest import undone
from tests.factories import make_listing, make_producer

SHARED = ("Blitar", "Kediri", "Madiun", "Malang", "Mojokerto", "Pasuruan", "Probolinggo")
# What may stand beside such a name so that it means one place: `Kab. Malang`, `Kota Malang`, `Malang Regency`.
NAMES = "|".join(SHARED)
QUALIFIED = re.compile(rf"\b(?:Kab\.|Kabupaten|Kota|Reg\.|City) (?:{NAMES})\b|(?:{NAMES}) (?:Regency|City)")
BARE = re.compile(rf"\b(?:{NAMES})\b")
CHOICES = "option, label.check, .cloth a b, .listing-card .muted, main .muted, .khas-label, main h3 a"


@pytest.fixture(scope="module")
def visitor(app: Flask) -> Iterator[Browser]:
    """A visitor of a site where each of the fourteen sells one thing."""
    with undone(app):
        for region in db.session.scalars(select(Region).where(Region.name.in_(SHARED)).order_by(Region.code)):
            slug = f"zz-{region.code}"
            maker = make_producer(region=region.code, name=f"Pembuat {slug}", slug=slug)
            make_listing(producer=maker, name="Barang zz", slug=slug, code=f"{region.abbreviation}-777")
        yield Browser(app)


@pytest.fixture(scope="module")
def fourteen(visitor: Browser) -> list[Region]:
    """The regions with these names."""
    return [region for region in find_regions() if region.name in SHARED]


def test_there_are_seven_names_for_fourteen_regions(fourteen: list[Region]) -> None:
    assert sorted({region.name for region in fourteen}) == list(SHARED)
    for language in Language:
        for field in ("short_name", "full_name"):
            assert len({text_in(language, region, field) for region in fourteen}) == 14
    for name in ("slug", "code", "abbreviation"):
        assert len({getattr(region, name) for region in fourteen}) == 14


@pytest.mark.parametrize("language", list(Language))
def test_every_page_of_them_says_which_one_it_means(
    visitor: Browser, fourteen: list[Region], language: Language
) -> None:
    for region in fourteen:
        slug = f"zz-{region.code}"
        for path in (f"/daerah/{region.slug}", f"/pembuat/{slug}", f"/karya/{region.abbreviation}-777-{slug}"):
            page = visitor.get(f"{language.prefix}{path}")
            told = page.texts("title, h1, .crumbs, .mini .muted, .sale dd, .listing .khas-label")
            told += page.attributes('meta[property="og:title"]', "content")
            assert text_in(language, region, "short_name") in " ".join(told), path
            assert [text for text in told if BARE.search(QUALIFIED.sub("", text))] == [], path


@pytest.mark.parametrize(
    "path", ["/", "/katalog?q=zz", "/daerah", "/pembuat", "/daftar", "/daftar-saya?k=MLG-777,MLK-777"]
)
def test_every_choice_and_every_card_says_which_one_it_means(visitor: Browser, path: str) -> None:
    about = [text for text in visitor.get(path).texts(CHOICES) if BARE.search(text)]

    assert [text for text in about if BARE.search(QUALIFIED.sub("", text))] == []
    assert about


@pytest.mark.parametrize("name", SHARED)
def test_a_search_for_the_bare_name_finds_both_and_asks_which_is_meant(
    visitor: Browser, fourteen: list[Region], name: str
) -> None:
    here = [region for region in fourteen if region.name == name]

    page = visitor.get(f"/katalog?lihat=dijual&q=zz+{name.lower()}")

    assert len(page.texts(".listing-card")) == 2
    assert page.texts("#results > .slim:not(:has(+ .grid)) a, #results > .slim a")[:2] == [
        f"Kab. {name}",
        f"Kota {name}",
    ]
    for region in here:
        narrowed = visitor.get(f"/katalog?lihat=dijual&q=zz&daerah={region.code}")
        assert f"/katalog?lihat=dijual&q=zz&daerah={region.code}" in page.attributes("#results .slim a", "href")
        assert [text.endswith(region.short_name_id) for text in narrowed.texts(".listing-card .muted")] == [True]
        assert "Yang mana?" not in narrowed.text


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("kab {}", "kabupaten"),
        ("Kabupaten {}", "kabupaten"),
        ("kota {}", "kota"),
        ("kodya {}", "kota"),
        ("{} city", "kota"),
    ],
)
def test_a_search_that_says_which_finds_that_one_and_asks_nothing(
    visitor: Browser, fourteen: list[Region], name: str, written: str, kind: str
) -> None:
    [region] = [region for region in fourteen if (region.name, region.kind) == (name, kind)]

    page = visitor.get(f"/katalog?lihat=dijual&q=zz+{written.format(name)}")

    assert [text.endswith(region.short_name_id) for text in page.texts(".listing-card .muted")] == [True]
    assert "Yang mana?" not in page.text


@pytest.mark.parametrize("typed", ["ma", "mal", "malang", "pa", "pro", "kota mal", "kab mal", "kabupaten mal"])
def test_suggestions_never_offer_one_of_two_that_what_was_typed_may_mean(visitor: Browser, typed: str) -> None:
    offered = visitor.get(f"/katalog?q={typed}", swap="suggestions").texts("#suggestions a")
    regions = [text.removesuffix(" Daerah") for text in offered if text.endswith(" Daerah")]

    assert regions
    for name in SHARED:
        about = [text for text in regions if text.endswith(f" {name}")]
        expected = {f"Kabupaten {name}", f"Kota {name}"} if " " not in typed else set(about[:1])
        assert set(about) in (set(), expected)


@pytest.mark.parametrize("address", ["/daerah/malang", "/daerah/kediri", "/en/daerah/malang"])
def test_the_address_of_a_bare_name_leads_nowhere(visitor: Browser, address: str) -> None:
    visitor.get(address, status=404)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("3573", ["kota-malang"]),
        ("mlk", ["kab-malang"]),
        ("Kab. Malang", ["kab-malang"]),
        ("kabupaten  malang", ["kab-malang"]),
        ("kab-malang", ["kab-malang"]),
        ("Malang Regency", ["kab-malang"]),
        ("City of Malang", ["kota-malang"]),
        ("Malang, Kota", ["kota-malang"]),
        ("KOTAMADYA MALANG", ["kota-malang"]),
        ("Malang", ["kab-malang", "kota-malang"]),
        ("Bangkalan", ["kab-bangkalan"]),
        ("kota bangkalan", []),
        ("batu", ["kota-batu"]),
        ("Malang Raya", []),
        ("", []),
    ],
)
def test_a_written_region_is_read_or_asked_back(visitor: Browser, text: str, slugs: list[str]) -> None:
    assert [region.slug for region in regions_meant(text, find_regions())] == slugs


def test_only_a_name_that_says_nothing_more_is_asked_back(visitor: Browser) -> None:
    regions = find_regions()

    assert [region.slug for region in namesakes_in("keripik Malang", regions)] == ["kab-malang", "kota-malang"]
    for text in ("keripik kota malang", "keripik kab. malang", "topeng malangan", "keripik bangkalan", ""):
        assert list(namesakes_in(text, regions)) == []
    assert without_name("Keripik MALANG, pedas", regions[6]) == "Keripik pedas"
