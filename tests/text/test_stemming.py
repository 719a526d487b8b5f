"""Names stay whole, families meet, and every file of words is in order."""

import csv
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftsite.text.folding import fold
from craftsite.text.lexicon import ENGLISH, FAMILIES, GROUPS, PHRASES, SHOPPING_WORDS, STOP_WORDS, WHOLE
from craftsite.text.reading import WORD_CHARACTERS
from craftsite.text.stemming import stem
from craftsite.text.synonyms import same_stems
from tests.text.strategies import ANY_TEXT

# The words of regional products that are stemmed, each one decided: they are common words and no names.
DECIDED = {"olahan": "olah", "anyaman": "anyam", "penari": "tari"}


def reference(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a table that comes with the site."""
    return list(csv.DictReader(files(package).joinpath("data", name).read_text("utf-8").splitlines()))


REGIONS = sorted(
    {row[column] for row in reference("craftsite.regions", "regions.csv") for column in ("name", "capital")}
)
PRODUCT_WORDS = sorted(
    {word for row in reference("craftsite.goods", "products.csv") for word in fold(row["name_id"]).split()}
)


@pytest.mark.parametrize("name", REGIONS)
def test_the_name_of_a_region_stays_whole(name: str) -> None:
    assert stem(fold(name)) == fold(name)


@pytest.mark.parametrize("word", PRODUCT_WORDS)
def test_every_word_of_a_regional_product_stays_whole_or_was_decided(word: str) -> None:
    assert stem(word) == DECIDED.get(word, word)


@pytest.mark.parametrize(
    "place", ["Pekalongan", "Trowulan", "Pandaan", "Tanggulangin", "Kenjeran", "Menganti", "Jamus"]
)
def test_other_places_stay_whole(place: str) -> None:
    assert stem(fold(place)) == fold(place)


@pytest.mark.parametrize(
    ("word", "whole"),
    [
        ("kerajinannya", "kerajinan"),
        ("kerupukku", "kerupuk"),
        ("bangkalanlah", "bangkalan"),
        ("pengrajinnya", "perajin"),
    ],
)
def test_an_excepted_word_takes_an_ending_as_any_other(word: str, whole: str) -> None:
    assert stem(word) == whole


@pytest.mark.parametrize(
    ("old", "modern"),
    [
        ("soerabaja", "surabaya"),
        ("djember", "jember"),
        ("toeban", "tuban"),
        ("pasoeroean", "pasuruan"),
        ("banjoewangi", "banyuwangi"),
        ("modjokerto", "mojokerto"),
        ("ngandjoek", "nganjuk"),
        ("patjitan", "pacitan"),
        ("madoera", "madura"),
        ("toelis", "tulis"),
    ],
)
def test_the_old_spelling_of_a_known_word_is_read(old: str, modern: str) -> None:
    assert stem(old) == modern


@pytest.mark.parametrize("word", ["shoe", "poem", "injil", "canoe"])
def test_a_word_that_only_looks_like_the_old_spelling_is_left_alone(word: str) -> None:
    assert stem(word).startswith(word[:3])


@given(ANY_TEXT)
def test_a_stem_is_never_empty_never_longer_than_a_column_and_always_the_same(text: str) -> None:
    for word in fold(text).split():
        assert stem(word)
        assert len(stem(word)) <= max(len(word), WORD_CHARACTERS)
        assert stem(word) == stem.__wrapped__(word)


@given(st.sampled_from(sorted(WHOLE | FAMILIES.keys() | ENGLISH)))
def test_the_stem_of_a_listed_word_is_a_stem_itself(word: str) -> None:
    assert stem(stem(word)) == stem(word)


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"{prefix}{root}" for prefix in ("di", "ber", "meng", "") for root in ("anyam", "gambar", "ukir", "olah")]
    alone = list(map(stem.__wrapped__, words * 50))

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, words * 50))

    assert together == alone


def test_the_lists_hold_folded_words_only() -> None:
    phrases = {word for written, means in PHRASES for word in (*written, *means)}
    listed = WHOLE | FAMILIES.keys() | set(FAMILIES.values()) | ENGLISH | phrases
    listed |= STOP_WORDS | SHOPPING_WORDS | {word for group in GROUPS for word in group.indonesian}

    assert sorted(word for word in listed if fold(word) != word) == []


def test_no_line_of_the_lists_is_idle() -> None:
    same = [group for group in GROUPS if len({*group.indonesian, *group.english, *group.also_found_by}) < 2]

    assert same == []
    assert sorted(FAMILIES.keys() & ENGLISH) == []


def test_synonyms_find_each_other_and_themselves() -> None:
    for group in GROUPS:
        members = {stem(word) for word in (*group.indonesian, *group.english)}
        for word in members:
            assert members <= same_stems(word)
        for word in group.also_found_by:
            assert members | {stem(word)} <= same_stems(stem(word))


def test_a_word_without_synonyms_has_itself() -> None:
    assert same_stems("morokrembangan") == {"morokrembangan"}
