"""Folding gives one spelling that every database stores and that folds to itself."""

import pytest
from hypothesis import given

from craftsite.text.folding import TEXT_CHARACTERS, fold, is_open_ended
from tests.text.strategies import TEXT


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("BATIK Tulis", "batik tulis"),
        ("Kéris", "keris"),
        ("Ke\N{SOFT HYPHEN}ris", "keris"),
        ("Ijen-Raung", "ijen raung"),
        ("Ta'al", "taal"),
        ("Ta\N{RIGHT SINGLE QUOTATION MARK}al", "taal"),
        ("Ta\N{MODIFIER LETTER APOSTROPHE}al", "taal"),
        ("batik's", "batik"),
        ("Kab. Bangkalan", "kab bangkalan"),
        ("  sarung,\ttenun\n", "sarung tenun"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER T}as", "tas"),
        ("\N{ARABIC-INDIC DIGIT FIVE}0 kg", "50 kg"),
        ("batik_tulis", "batik tulis"),
        ("a\x00b\ud800c", "a b c"),
        ("", ""),
        ("...", ""),
    ],
)
def test_case_accents_and_signs_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXT)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_a_folded_text_holds_letters_digits_and_single_spaces_that_any_database_stores(text: str) -> None:
    folded = fold(text)

    assert all(word.isalnum() for word in folded.split(" ")) or folded == ""
    assert folded == folded.strip()
    folded.encode("utf-8")


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert len(fold("ab " * 50_000)) <= TEXT_CHARACTERS


@pytest.mark.parametrize(
    ("text", "growing"), [("gent", True), ("gent ", False), ("gent,", False), ("", False), ("kéris", True)]
)
def test_a_word_is_still_typed_while_nothing_follows_it(text: str, growing: bool) -> None:
    assert is_open_ended(text) is growing
