"""The English of the facts that come with the site: part by part what the Indonesian says, in English words."""

import csv
import re
from collections.abc import Mapping

import pytest

from craftsite.goods.operations import DATA

with (DATA / "products.csv").open(newline="", encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
SEPARATORS = {"motif": ";", "material": ";", "technique": ",", "certification": ";", "sentra": ";"}
# Words with no English, and those that English borrowed. Names of patterns and of places stay as well.
LOCAL: Mapping[str, set[str]] = {
    "material": {
        "agung", "dadap", "edamame", "excelsa", "gaplek", "gedog", "jenitri", "kaolin", "ketan", "klanceng",
        "klobot", "laut", "lempuk", "lorjuk", "mas", "onyx", "ope", "otok", "pandan", "podang", "porang",
        "pule", "ragi", "raja", "rayon", "rebon", "robusta", "salak", "semangit", "sengon", "siwalan", "tape",
        "tempe", "teripang", "terung", "tuna",
    },
    "technique": {"cap", "gedog", "gentong", "ikat", "pamor", "sungging", "tulis"},
    "certification": set(),
    "sentra": set(),
}  # fmt: skip


def common_words(text: str) -> set[str]:
    """The words of a text that are no names."""
    return {word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if word.islower()}


@pytest.mark.parametrize(("fact", "separator"), SEPARATORS.items())
def test_each_part_has_its_english_part(fact: str, separator: str) -> None:
    uneven = [
        row["product_id"]
        for row in ROWS
        if bool(row[fact]) != bool(row[f"{fact}_en"])
        or row[fact].count(separator) != row[f"{fact}_en"].count(separator)
    ]

    assert uneven == []


@pytest.mark.parametrize(("fact", "local"), LOCAL.items())
def test_no_indonesian_word_stays_but_the_local_ones(fact: str, local: set[str]) -> None:
    left = {word for row in ROWS for word in common_words(row[fact]) & common_words(row[f"{fact}_en"])}

    assert left == local


def test_no_english_value_is_told_in_two_ways() -> None:
    told: dict[str, set[str]] = {}
    for row in ROWS:
        told.setdefault(row["certification"], set()).add(row["certification_en"])
        told.setdefault(row["sentra"], set()).add(row["sentra_en"])

    assert [indonesian for indonesian, english in told.items() if len(english) > 1] == []


def test_a_cloth_that_is_also_stamped_says_so_in_english() -> None:
    batiks = [row for row in ROWS if row["category"] == "batik"]

    for way, english in {"tulis": "hand-drawn (tulis)", "cap": "stamped (cap)"}.items():
        said = {row["product_id"] for row in batiks if english in row["technique_en"]}
        assert said == {row["product_id"] for row in batiks if way in row["technique"].replace(",", " ").split()}, way
