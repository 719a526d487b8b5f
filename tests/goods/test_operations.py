"""Loading the facts: all or nothing, each fault by its line, and nothing written twice."""

import csv
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.goods.models import RegionalProduct, Technique
from craftsite.goods.operations import DATA, batik_technique, load_products, load_taxa
from craftsite.loading import LoadError
from craftsite.regions.operations import load_provinces, load_regions


def changed(tmp_path: Path, name: str, row: int, **cells: str) -> Path:
    """A copy of a table with other cells in one row; row 0 is line 2 of the file."""
    with (DATA / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row] |= cells
    path = tmp_path / name
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("load", [load_regions, load_provinces, load_taxa, load_products])
def test_a_second_load_changes_nothing(db: SQLAlchemy, load: object) -> None:
    loaded = load()

    assert (loaded.added, loaded.changed) == (0, 0)
    assert loaded.unchanged > 0


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"name_id": ""}, "line 5, name_id: is empty"),
        ({"region_code": "9999"}, "line 5, region_code: is '9999'"),
        ({"also_regions": "3501;3501"}, "line 5, also_regions: names something twice"),
        ({"taxon": "keripik"}, "line 5, taxon: keripik is a taxon of agro"),
        ({"season_months": "0"}, "line 5, season_months: has '0'"),
        ({"season_months": "²"}, "line 5, season_months: has '²'"),
        ({"season_months": "13"}, "line 5, season_months: has '13'"),
        ({"price_min_idr": "-5"}, "line 5, price_min_idr: is '-5'"),
        ({"unit": "peti"}, "line 5, unit: is 'peti'"),
        ({"handling": "fragile"}, "line 5, handling: is 'fragile'"),
        ({"slug": "cengkih-pacitan"}, "line 5, slug: is 'cengkih-pacitan' as in line 2"),
        ({"description_id": "x" * 401}, "line 5, description_id: has 401 characters"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_changes(
    db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    path = changed(tmp_path, "products.csv", 3, **cells)
    before = db.session.scalar(select(func.count()).select_from(RegionalProduct))

    with pytest.raises(LoadError) as refused:
        load_products(path)

    assert fault in str(refused.value)
    assert not db.session.new
    assert not db.session.dirty
    assert db.session.scalar(select(func.count()).select_from(RegionalProduct)) == before


def test_a_changed_row_changes_that_product_and_its_words_alone(db: SQLAlchemy, tmp_path: Path) -> None:
    loaded = load_products(changed(tmp_path, "products.csv", 0, name_id="Cengkih zzpacitan"))

    assert (loaded.added, loaded.changed) == (0, 1)
    assert (
        db.session.scalar(select(RegionalProduct.sort_name).where(RegionalProduct.code == "P001"))
        == "cengkih zzpacitan"
    )


def test_a_file_that_is_no_table_is_refused(db: SQLAlchemy, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(LoadError, match="header: lacks"):
        load_products(path)


@pytest.mark.parametrize(
    ("words", "technique"),
    [
        ("tulis", Technique.TULIS),
        ("cap", Technique.CAP),
        ("tulis, cap", Technique.TULIS_CAP),
        ("cap, tulis", Technique.TULIS_CAP),
        ("tenun gedog, tulis", Technique.GEDOG),
        ("lukis", None),
    ],
)
def test_who_works_both_ways_is_never_called_plain_tulis(words: str, technique: Technique | None) -> None:
    assert batik_technique(words) is technique
