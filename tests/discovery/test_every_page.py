"""Every page in both languages, with the examples: what search engines and messengers are told of each."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask

from craftsite.examples.operations import load_examples
from craftsite.web.heads import LONGEST_DESCRIPTION, LONGEST_TITLE
from tests.browser import Browser
from tests.conftest import undone
from tests.discovery.crawling import Answer, crawl, read

SITE = "http://localhost"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
STARTS = {"id": "/", "en": "/en/"}
SHORTEST_DESCRIPTION = 40

Pages = dict[str, dict[str, Answer]]


@pytest.fixture(scope="module")
def visitor(app: Flask) -> Iterator[Browser]:
    """A visitor of a site with the examples, the same for all tests of this file."""
    with undone(app):
        load_examples()
        yield Browser(app)


@pytest.fixture(scope="module")
def pages(visitor: Browser) -> Pages:
    """The answers of the whole site, by language and path."""
    return {language: crawl(visitor, start) for language, start in STARTS.items()}


def found(pages: Pages) -> Iterator[tuple[str, Answer]]:
    """Each page that was answered, with its path."""
    for answers in pages.values():
        yield from ((path, answer) for path, answer in answers.items() if answer.status == 200 and answer.language)


def test_every_link_leads_to_a_page_and_none_takes_two_steps(visitor: Browser, pages: Pages) -> None:
    answers = {path: answer for of_language in pages.values() for path, answer in of_language.items()}

    wrong = {path: answer.status for path, answer in answers.items() if answer.status not in (200, 301)}
    moved = {path: answer.location for path, answer in answers.items() if answer.status == 301}

    assert wrong == {}
    assert [path for path, target in moved.items() if read(visitor, target).status != 200] == []
    assert len(answers) > 2 * (280 + 150 + 38 + 50)


def test_every_page_speaks_the_language_of_its_address(pages: Pages) -> None:
    wrong = [path for path, answer in found(pages) if answer.language != ("en" if path.startswith("/en/") else "id")]

    assert wrong == []


@pytest.mark.parametrize("part", ["title", "description"])
def test_no_two_pages_that_may_be_indexed_say_the_same_of_themselves(pages: Pages, part: str) -> None:
    for language, answers in pages.items():
        addresses = defaultdict(set)
        for answer in answers.values():
            if answer.is_indexable:
                addresses[getattr(answer, part)].add(answer.canonical)

        assert {text: pages for text, pages in addresses.items() if len(pages) > 1} == {}, language
        assert len(addresses) > 300


def test_titles_and_descriptions_are_as_long_as_search_engines_show(pages: Pages) -> None:
    for path, answer in found(pages):
        # Only a name that its maker or its source has given may be longer, and then it stands alone.
        assert len(answer.title) <= LONGEST_TITLE or answer.title == answer.open_graph["og:title"], path
        assert SHORTEST_DESCRIPTION <= len(answer.description) <= LONGEST_DESCRIPTION, (path, answer.description)
        if path.count("/") <= path.startswith("/en/") + 1:
            assert len(answer.title) <= LONGEST_TITLE, path


def test_every_page_has_all_that_a_messenger_shows(pages: Pages) -> None:
    locales = {"id": "id_ID", "en": "en_GB"}
    for path, answer in found(pages):
        told = answer.open_graph
        assert told.keys() == {
            "og:site_name", "og:type", "og:title", "og:description", "og:url", "og:locale", "og:locale:alternate",
            "og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt",
        }, path  # fmt: skip
        assert all(told.values()), path
        assert told["og:description"] == answer.description, path
        assert told["og:url"] == (answer.canonical or told["og:url"]), path
        assert told["og:url"].startswith(f"{SITE}/"), path
        assert told["og:image"].startswith(f"{SITE}/"), path
        assert told["og:locale"] == locales[answer.language], path
        assert {told["og:locale"], told["og:locale:alternate"]} == set(locales.values()), path


def test_only_a_page_that_may_be_indexed_names_its_own_address_and_those_of_both_languages(pages: Pages) -> None:
    for path, answer in found(pages):
        assert bool(answer.canonical) == bool(answer.alternates) == answer.is_indexable, path
        if answer.is_indexable:
            assert answer.alternates.keys() == {"id", "en", "x-default"}, path
            assert answer.canonical == answer.alternates[answer.language], path
            assert answer.alternates["x-default"] == answer.alternates["id"], path


def test_every_address_of_the_sitemap_is_that_of_a_page_which_says_the_same_of_itself(
    visitor: Browser, pages: Pages
) -> None:
    entries = list(sitemap_entries(visitor))
    addresses = [address for address, _alternates in entries]

    for address, alternates in entries:
        path = address.removeprefix(SITE)
        answer = pages["en" if path.startswith("/en/") else "id"].get(path) or read(visitor, path)
        assert answer.status == 200, address
        assert answer.is_indexable, address
        assert answer.canonical == address
        assert answer.alternates == alternates, address
    assert len(addresses) == len(set(addresses))


def test_the_sitemap_knows_every_page_that_may_be_indexed_but_the_states_of_the_catalogue(
    visitor: Browser, pages: Pages
) -> None:
    addresses = {address for address, _alternates in sitemap_entries(visitor)}

    indexable = {answer.canonical for _path, answer in found(pages) if answer.is_indexable}

    missing = indexable - addresses
    assert {address for address in missing if not urlsplit(address).path.endswith("/katalog")} == set()
    assert {f"{SITE}/katalog?lihat=khas", f"{SITE}/en/katalog?lihat=khas&kategori=batik"} <= addresses


def test_no_example_is_in_the_sitemap(visitor: Browser) -> None:
    paths = [urlsplit(address).path for address, _alternates in sitemap_entries(visitor)]

    assert [path for path in paths if "/karya/" in path or "/pembuat" in path] == []


def test_an_english_page_has_no_indonesian_but_what_says_that_it_is(pages: Pages) -> None:
    foreign = {path: answer.foreign for path, answer in pages["en"].items() if answer.foreign}

    assert foreign == {}


def test_the_indonesian_words_are_found_where_they_stand(pages: Pages) -> None:
    assert len([path for path, answer in pages["id"].items() if answer.foreign]) > 500


def sitemap_entries(visitor: Browser) -> Iterator[tuple[str, dict[str, str]]]:
    """Each address of the sitemap, with those of the languages by their names."""
    index = _tree(visitor, "/sitemap.xml")
    for part in index.findall("s:sitemap/s:loc", SITEMAP):
        for entry in _tree(visitor, (part.text or "").removeprefix(SITE)).findall("s:url", SITEMAP):
            links = entry.findall("x:link[@rel='alternate']", SITEMAP)
            yield (
                entry.findtext("s:loc", "", SITEMAP),
                {link.get("hreflang", ""): link.get("href", "") for link in links},
            )


def _tree(visitor: Browser, path: str) -> ElementTree.Element:
    response = visitor.raw(path)
    assert response.status_code == 200, path
    return ElementTree.fromstring(response.data)
