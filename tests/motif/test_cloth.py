"""The 38 squares: each has a pattern for a reason, and differs from those around it."""

import csv
import gzip
from importlib import resources

import pytest
from markupsafe import Markup

from craftsite.motif.cloth import PATTERNS, pattern_definitions
from tests.motif.drawings import ids, read

DYES = {"tarum", "mengkudu", "soga", "ijo", "wedel", "biru"}

with resources.files("craftsite.regions").joinpath("data/regions.csv").open(encoding="utf-8", newline="") as file:
    REGIONS = {(int(row["cloth_column"]), int(row["cloth_row"])): row for row in csv.DictReader(file)}

BESIDE = [(1, 0), (0, 1)]
AROUND = [*BESIDE, (1, 1), (1, -1)]


def _pairs(steps):
    for (column, row), region in REGIONS.items():
        for right, down in steps:
            neighbour = REGIONS.get((column + right, row + down))
            if neighbour:
                yield region, neighbour


def test_every_region_has_a_square_of_its_own():
    assert len(REGIONS) == 38
    assert len({region["code"] for region in REGIONS.values()}) == 38


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region["slug"])
def test_every_region_has_a_pattern_for_a_reason(region):
    assert region["pattern"] in PATTERNS
    assert region["dye"] in DYES
    for language in ("id", "en"):
        reason = region[f"pattern_reason_{language}"]
        assert reason.endswith(".")
        assert 20 <= len(reason) <= 100
        assert "!" not in reason


def test_no_pattern_is_left_over():
    assert {region["pattern"] for region in REGIONS.values()} == set(PATTERNS)


def test_no_two_neighbours_share_a_pattern():
    assert [(a["name"], b["name"]) for a, b in _pairs(AROUND) if a["pattern"] == b["pattern"]] == []


def test_no_two_squares_side_by_side_share_a_dye():
    assert [(a["name"], b["name"]) for a, b in _pairs(BESIDE) if a["dye"] == b["dye"]] == []


def test_definitions_are_markup_and_name_each_pattern_once():
    definitions = pattern_definitions(["wave", "bamboo", "wave"])

    assert isinstance(definitions, Markup)
    assert ids(f"<defs>{definitions}</defs>") == ["cloth-bamboo", "cloth-wave"]


def test_all_definitions_are_sound_and_small():
    definitions = pattern_definitions(PATTERNS)

    assert len(read(f"<defs>{definitions}</defs>")) == len(PATTERNS)
    assert len(gzip.compress(definitions.encode())) < 2_500


def test_an_unknown_pattern_is_an_error():
    with pytest.raises(KeyError):
        pattern_definitions(["parang"])
