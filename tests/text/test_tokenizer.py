"""What a text is found by, what a search asks for, and that no input is too strange or too long for either."""

import time

import pytest
from hypothesis import example, given

from craftsite.text.reading import WORD_CHARACTERS
from craftsite.text.tokenizer import QUERY_TERMS, Term, listing_code, query_terms, tokenize
from tests.text.strategies import ANY_TEXT, HUGE, TEXT

# Generous for a busy machine: every one of them takes a tenth of it. Quadratic work would take minutes.
LONGEST_SECONDS = 2


def surfaces(text: str) -> list[str]:
    """The surfaces of a text in their order."""
    return [token.surface for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Batik tulis", ["batik", "tulis"]),
        ("batik dan tenun dari Tuban", ["batik", "tenun", "tuban"]),
        ("batik batik", ["batik"]),
        ("Ijen-Raung", ["ijen", "ijenraung", "raung"]),
        ("tas-tas", ["tas", "tastas"]),
        ("biji-bijian", ["biji", "bijian", "bijibijian"]),
        ("suwar-suwir", ["suwar", "suwarsuwir", "suwir"]),
        ("oleh-oleh", ["oleholeh"]),
        ("tas -kulit", ["tas", "kulit"]),
        ("250 g", ["250g", "250"]),
        ("250 gram", ["250g", "250", "gram"]),
        ("2,5 m", ["2,5m", "2,5"]),
        ("2,50 m", ["2,5m", "2,5"]),
        ("105 \N{MULTIPLICATION SIGN} 250 cm", ["105cm", "105", "cm", "250cm", "250"]),
        ("105x250cm", ["105cm", "105", "cm", "250cm", "250"]),
        ("105 x 250", ["105", "250"]),
        ("ukuran x", ["ukuran", "x"]),
        ("Rp 1.250.000", ["rp", "1250000"]),
        ("24.03.2019", ["24", "03", "2019"]),
        ("0,125 kg", ["0,125kg", "0,125", "kg"]),
        ("P-IRT", ["p", "pirt", "irt"]),
        ("A4", ["a4"]),
        ("BKL-014", ["bkl", "014"]),
        ("tas water hyacinth", ["tas", "water", "hyacinth", "eceng", "gondok"]),
        ("", []),
        ("...", []),
    ],
)
def test_a_text_is_found_by_these_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_common_words_are_kept_where_there_are_no_others() -> None:
    assert surfaces("dan yang") == ["dan", "yang"]
    assert [term.stems for term in query_terms("dan ")] == [frozenset({"dan"})]
    assert [term.stems for term in query_terms("khas ")] == [frozenset({"khas"})]


def test_a_doubled_word_has_the_stem_of_the_single_one() -> None:
    assert {token.stem for token in tokenize("tas-tas, kupu-kupu")} == {"tas", "kupu"}


def test_words_are_cut() -> None:
    assert surfaces("a" * 1_000) == ["a" * WORD_CHARACTERS]


@given(TEXT)
@example("1,1230")
@example("a5-x5")
@example("0.125,5")
def test_a_surface_tokenized_again_has_the_same_stem(text: str) -> None:
    for token in tokenize(text):
        assert token in tokenize(token.surface)


@given(TEXT)
def test_tokens_fit_their_columns_and_a_surface_has_one_stem(text: str) -> None:
    tokens = tokenize(text)

    assert len({token.surface for token in tokens}) == len(tokens)
    for token in tokens:
        assert 1 <= len(token.surface) <= WORD_CHARACTERS
        assert 1 <= len(token.stem) <= WORD_CHARACTERS
        assert (token.surface + token.stem).replace(",", "").isalnum()
        (token.surface + token.stem).encode("utf-8")


@given(TEXT)
def test_a_search_has_at_most_eight_different_terms_and_only_the_last_may_have_a_prefix(text: str) -> None:
    terms = query_terms(text)

    assert len(terms) == len({term.stems for term in terms}) <= QUERY_TERMS
    assert all(term.prefix is None for term in terms[:-1])
    assert all(term.stems for term in terms)


@given(ANY_TEXT)
def test_a_text_answers_a_search_for_itself_as_far_as_searches_reach(text: str) -> None:
    tokens = tokenize(text)

    for term in query_terms(text):
        assert any(
            token.stem in term.stems or (term.prefix is not None and token.surface.startswith(term.prefix))
            for token in tokens
        )


def test_the_last_word_may_still_grow() -> None:
    assert query_terms("batik gentong")[-1] == Term(frozenset({"gentong"}), "gentong")
    assert query_terms("batik Gorengan")[-1] == Term(query_terms("goreng ")[0].stems, "gorengan")
    assert query_terms("ijen-ra")[-1].prefix == "ra"


@pytest.mark.parametrize("text", ["batik gentong ", "batik gentong,", "batik gentong\n"])
def test_a_finished_word_has_no_prefix(text: str) -> None:
    assert query_terms(text)[-1].prefix is None


def test_a_single_letter_at_the_end_asks_for_nothing_yet() -> None:
    assert query_terms("batik g") == query_terms("batik ")
    assert query_terms("g") == (Term(frozenset({"g"}), None),)


def test_either_spelling_of_a_compound_answers_both_of_its_parts() -> None:
    first, second = query_terms("suwar-suwir ")

    assert first.stems == {"suwar", "suwarsuwir"}
    assert second.stems == {"suwir", "suwarsuwir"}


def test_a_measure_is_asked_for_with_its_unit() -> None:
    assert query_terms("madu 250 gram ")[-1] == Term(frozenset({"250g"}), None)


@pytest.mark.parametrize(
    "text", ["bkl 14", "BKL014", "bkl-014", "BKL 0014", " Bkl-14 ", "bkl.14", "bkl/014", "bkl - 14"]
)
def test_a_code_is_recognised_however_it_is_typed(text: str) -> None:
    assert listing_code(text) == "BKL-014"


def test_a_code_has_three_digits_or_more() -> None:
    assert listing_code("sby 1") == "SBY-001"
    assert listing_code("sby 99999") == "SBY-99999"


@pytest.mark.parametrize(
    "text",
    [
        "tas 2 kg",
        "batik",
        "bkl",
        "bkl 0",
        "bkl 000",
        "bkl 100000",
        "bk 14",
        "bklx 14",
        "014",
        "bkl 14 a",
        "batik bkl 14",
        "",
        "\N{FULLWIDTH LATIN CAPITAL LETTER B}KL 14",
        "bkl \N{ARABIC-INDIC DIGIT ONE}4",
        "bkl--14",
        "bkl\n14",
        "bkl\x0014",
    ],
)
def test_other_texts_are_no_code(text: str) -> None:
    assert listing_code(text) is None


@given(TEXT)
def test_a_code_is_none_or_has_its_shape(text: str) -> None:
    code = listing_code(text)

    assert code is None or (code.isascii() and code[:3].isupper() and code[3] == "-" and code[4:].isdigit())
    assert code is None or listing_code(code) == code


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:6]))
def test_a_huge_text_takes_no_long_time(text: str) -> None:
    began = time.process_time()

    tokenize(text)
    query_terms(text)
    listing_code(text)

    assert time.process_time() - began < LONGEST_SECONDS
