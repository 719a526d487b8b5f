"""Loading the regions and provinces: all or nothing, each fault by its line, and nothing written twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.loading import Loaded, LoadError
from craftsite.motif.cloth import PATTERNS
from craftsite.regions.models import Province, Region
from craftsite.regions.operations import DATA, REGION_COUNT, load_provinces, load_regions
from tests.conftest import Counter
from tests.tables import changed_table


def test_there_are_38_with_their_official_codes(db: SQLAlchemy) -> None:
    regions = db.session.scalars(select(Region)).all()

    assert len(regions) == REGION_COUNT
    districts = {region.code for region in regions if region.kind == "kabupaten"}
    cities = {region.code for region in regions if region.kind == "kota"}
    assert districts == {str(code) for code in range(3501, 3530)}
    assert cities == {str(code) for code in range(3571, 3580)}


def test_no_two_share_a_square_and_every_pattern_can_be_drawn(db: SQLAlchemy) -> None:
    regions = db.session.scalars(select(Region)).all()

    assert len({(region.cloth_column, region.cloth_row) for region in regions}) == REGION_COUNT
    assert {region.pattern for region in regions} <= set(PATTERNS)


def test_the_seven_names_that_mean_two_places_always_say_which(db: SQLAlchemy) -> None:
    regions = db.session.scalars(select(Region)).all()

    for region in regions:
        assert region.short_name_id.startswith("Kab. " if region.kind == "kabupaten" else "Kota "), region.code
    names = [region.name for region in regions]
    assert sorted({name for name in names if names.count(name) == 2}) == [
        "Blitar", "Kediri", "Madiun", "Malang", "Mojokerto", "Pasuruan", "Probolinggo",
    ]  # fmt: skip


@pytest.mark.parametrize("load", [load_regions, load_provinces])
def test_a_second_load_only_reads(db: SQLAlchemy, count_queries: Counter, load: Callable[[], Loaded]) -> None:
    with count_queries() as count:
        loaded = load()

    assert (loaded.added, loaded.changed) == (0, 0)
    assert loaded.unchanged == 38
    assert count() == 1


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"code": ""}, "regions.csv, line 4, code: is empty"),
        ({"code": "3301"}, "regions.csv, line 4, code: is no code of East Java"),
        ({"code": "3501"}, "regions.csv, line 4, code: is '3501' as in line 2"),
        ({"kind": "desa"}, "regions.csv, line 4, kind: is neither kabupaten nor kota"),
        ({"name": ""}, "regions.csv, line 4, name: is empty"),
        ({"abbreviation": "ABCD"}, "regions.csv, line 4, abbreviation: has 4 characters, more than 3"),
        ({"cloth_column": "8"}, "regions.csv, line 4, cloth_column: is '8', not a whole number from 0 to 7"),
        ({"cloth_row": "x"}, "regions.csv, line 4, cloth_row: is 'x'"),
        ({"slug": "kab-pacitan"}, "regions.csv, line 4, slug: is 'kab-pacitan' as in line 2"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_changes(
    db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    path = changed_table(DATA / "regions.csv", tmp_path, {2: cells, 0: {"capital": "Kota lain"}})
    before = db.session.scalars(select(Region.capital).order_by(Region.code)).all()

    with pytest.raises(LoadError) as refused:
        load_regions(path)

    assert fault in str(refused.value)
    assert not db.session.new
    assert not db.session.dirty
    assert db.session.scalars(select(Region.capital).order_by(Region.code)).all() == before


def test_a_changed_row_changes_that_region_alone(db: SQLAlchemy, tmp_path: Path) -> None:
    loaded = load_regions(changed_table(DATA / "regions.csv", tmp_path, {0: {"capital": "Kota lain"}}))

    assert (loaded.added, loaded.changed, loaded.unchanged) == (0, 1, 37)
    assert db.session.scalars(select(Region.code).where(Region.capital == "Kota lain")).all() == ["3501"]


def test_a_new_province_is_added(db: SQLAlchemy, tmp_path: Path) -> None:
    path = changed_table(DATA / "provinces.csv", tmp_path, {0: {"code": "99", "name_id": "Baru", "name_en": "New"}})

    loaded = load_provinces(path)

    assert (loaded.added, loaded.changed, loaded.unchanged) == (1, 0, 37)
    assert db.session.get_one(Province, "99").name_id == "Baru"


def test_a_province_without_a_name_is_refused(db: SQLAlchemy, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"provinces\.csv, line 2, name_en: is empty"):
        load_provinces(changed_table(DATA / "provinces.csv", tmp_path, {0: {"name_en": " "}}))
