"""What was probably meant, and that what was right stays as it was."""

import itertools
import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftsite.text.spelling import corrected, suggest
from tests.text.strategies import HUGE, TEXT

WORDS = {
    "batik": 90,
    "batu": 30,
    "gentongan": 12,
    "gentong": 3,
    "keripik": 40,
    "kripik": 2,
    "kerupuk": 25,
    "tenun": 30,
    "tulis": 60,
    "tulip": 1,
    "topeng": 14,
    "bangkalan": 20,
    "surabaya": 35,
    "trenggalek": 9,
    "bambu": 22,
    "tempe": 31,
    "tape": 8,
    "rotan": 6,
    "madura": 44,
    "250g": 50,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("batk", "batik"),
        ("btaik", "batik"),
        ("Batikk", "batik"),
        ("gentongn", "gentongan"),
        ("gentogan", "gentongan"),
        ("kripk", "kripik"),
        ("keripk", "keripik"),
        ("krupuuk", "kerupuk"),
        ("tenum", "tenun"),
        ("topneg", "topeng"),
        ("bangklan", "bangkalan"),
        ("surabya", "surabaya"),
        ("trenggelak", "trenggalek"),
        ("bamboe", "bambu"),
        ("temoe", "tempe"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert suggest(typed, WORDS) == meant


@pytest.mark.parametrize("typed", ["", "btk", "bat", "xxxxxxxx", "batukk x", "250h", "bk14", "tulangan"])
def test_short_far_and_numbered_words_have_no_neighbour(typed: str) -> None:
    assert suggest(typed, WORDS) is None


def test_one_slip_is_allowed_in_five_letters_and_two_in_six() -> None:
    assert suggest("tenxx", {"tenun": 1}) is None
    assert suggest("topexx", {"topeng": 1}) == "topeng"


def test_the_nearest_wins_then_the_most_frequent_then_the_alphabet() -> None:
    assert suggest("sarungg", {"sarung": 1, "kurung": 99}) == "sarung"
    assert suggest("tulir", {"tulip": 1, "tulis": 2}) == "tulis"
    assert suggest("tulir", {"tulis": 2, "tulip": 2}) == "tulip"


def test_a_word_is_never_its_own_neighbour() -> None:
    assert suggest("tulis", {"tulis": 5}) is None
    assert suggest("TULIS", {"tulis": 5, "tulip": 1}) == "tulip"


def test_a_vocabulary_may_be_pairs() -> None:
    assert suggest("batk", iter([("batik", 3), ("batok", 2)])) == "batik"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("batk madura", "batik madura"),
        ("Batik, gentongn 250 g", "Batik, gentongan 250 g"),
        ("batik dari trengalek", "batik dari trenggalek"),
        ("batk tenum", "batik tenun"),
    ],
)
def test_only_the_unknown_words_of_a_search_are_replaced(text: str, meant: str) -> None:
    assert corrected(text, WORDS) == meant


@pytest.mark.parametrize(
    "text",
    ["", "batik madura", "coffee", "weaving", "batik yang bagoes", "menenun", "qqqqqqqq", "batik khas", "Soerabaja"],
)
def test_what_is_known_or_beyond_help_stays(text: str) -> None:
    assert corrected(text, WORDS) is None


def test_the_caller_may_say_what_is_known() -> None:
    assert corrected("tulip batk", WORDS, known={"tulip", "batk"}) is None
    assert corrected("tulip batk", WORDS, known=lambda word: word == "tulip") == "tulip batik"


def test_a_correction_that_finds_nothing_is_not_offered() -> None:
    words = {"bata": 9, "babat": 1, "wingko": 1}

    assert corrected("wingko babta", words) == "wingko bata"
    assert corrected("wingko babta", words, finds={"wingko babat"}.__contains__) == "wingko babat"
    assert corrected("wingko babta", words, finds=lambda text: False) is None


def test_few_corrections_are_tried() -> None:
    tried: list[str] = []
    many = dict.fromkeys(map("".join, itertools.product("abcdef", repeat=4)), 1)

    assert corrected("aaag aaah", many, finds=lambda text: bool(tried.append(text))) is None
    assert len(tried) == len(set(tried)) == 8


@given(TEXT)
def test_no_text_is_too_strange_to_correct(text: str) -> None:
    better = corrected(text, WORDS)

    assert better is None or better != text
    (better or "").encode("utf-8")


@given(st.text(min_size=1, max_size=20))
def test_a_suggestion_is_a_word_of_the_vocabulary(word: str) -> None:
    assert suggest(word, WORDS) in {None, *WORDS}


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:6]))
def test_a_huge_text_takes_no_long_time(text: str) -> None:
    began = time.process_time()

    corrected(text, WORDS)

    assert time.process_time() - began < 2


def test_eight_unknown_words_among_fifty_thousand_take_less_than_a_second() -> None:
    randomly = random.Random(1)
    many = {"".join(randomly.choices(string.ascii_lowercase, k=randomly.randint(3, 14))): 1 for _ in range(50_000)}
    began = time.process_time()

    corrected("gentongn kripikk bambuu tenunnn songkokk topengg sarunngg batikkk", many)

    assert time.process_time() - began < 1
