"""Loading the facts: all or nothing, each fault by its line, and nothing written twice."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.goods.models import Handling, ProductRegion, ProductWord, RegionalProduct, Taxon, Technique
from craftsite.goods.operations import DATA, batik_technique, load_products, load_taxa
from craftsite.loading import Loaded, LoadError
from craftsite.text.weights import Weight
from tests.conftest import Counter
from tests.tables import changed_table

PRODUCTS, TAXA = DATA / "products.csv", DATA / "taxonomy.csv"
Words = dict[int, set[tuple[str, str, int]]]


def snapshot(db: SQLAlchemy) -> dict[str, tuple[object, ...]]:
    """All columns of every product as the database has them, by code."""
    return {row.code: tuple(row) for row in db.session.execute(select(*RegionalProduct.__table__.columns))}


def words(db: SQLAlchemy) -> Words:
    """The words of every product."""
    found: Words = {}
    for word in db.session.execute(
        select(ProductWord.product_id, ProductWord.surface, ProductWord.stem, ProductWord.weight)
    ):
        found.setdefault(word.product_id, set()).add((word.surface, word.stem, word.weight))
    return found


def row_of(kind: str, *, after: int) -> int:
    """The first row past another one that holds a product of this kind; row 0 is line 2 of the file."""
    with PRODUCTS.open(newline="", encoding="utf-8") as file:
        kinds = [row["category"] for row in csv.DictReader(file)]
    return kinds.index(kind, after + 1)


@pytest.mark.parametrize(("load", "reads"), [(load_taxa, 1), (load_products, 7)])
def test_a_second_load_only_reads(
    db: SQLAlchemy, count_queries: Counter, load: Callable[[], Loaded], reads: int
) -> None:
    before = words(db)
    with count_queries() as count:
        loaded = load()

    assert (loaded.added, loaded.changed) == (0, 0)
    assert loaded.unchanged > 0
    assert count() <= reads
    assert words(db) == before


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"product_id": ""}, "product_id: is empty"),
        ({"product_id": "P001"}, "product_id: is 'P001' as in line 2"),
        ({"slug": "cengkih-pacitan"}, "slug: is 'cengkih-pacitan' as in line 2"),
        ({"slug": ""}, "slug: is empty"),
        ({"name_id": ""}, "name_id: is empty"),
        ({"name_en": "x" * 121}, "name_en: has 121 characters, more than 120"),
        ({"description_id": "x" * 401}, "description_id: has 401 characters, more than 400"),
        ({"source": " "}, "source: is empty"),
        ({"motif_en": "stripes"}, "motif_en: is given exactly where motif is"),
        ({"motif": "garis"}, "motif_en: is given exactly where motif is"),
        ({"material_en": " "}, "material_en: is given exactly where material is"),
        ({"technique_en": ""}, "technique_en: is given exactly where technique is"),
        ({"certification_en": "Registered"}, "certification_en: is given exactly where certification is"),
        ({"sentra_en": ""}, "sentra_en: is given exactly where sentra is"),
        ({"sentra": ""}, "sentra_en: is given exactly where sentra is"),
        ({"motif": "x", "motif_en": "x" * 201}, "motif_en: has 201 characters, more than 200"),
        ({"material_en": "x" * 201}, "material_en: has 201 characters, more than 200"),
        ({"technique_en": "x" * 201}, "technique_en: has 201 characters, more than 200"),
        ({"certification": "x", "certification_en": "x" * 301}, "certification_en: has 301 characters, more than 300"),
        ({"sentra_en": "x" * 201}, "sentra_en: has 201 characters, more than 200"),
        ({"region_code": "9999"}, "region_code: is '9999', not one of: 3501"),
        ({"region_code": ""}, "region_code: is empty"),
        ({"also_regions": "3501;3301"}, "also_regions: has '3301', not one of: 3501"),
        ({"also_regions": "3502;3502"}, "also_regions: names something twice"),
        ({"region_code": "3501", "also_regions": "3501"}, "also_regions: names the place of origin again"),
        ({"category": "kain"}, "category: is 'kain', not one of: agro, batik, kerajinan"),
        ({"taxon": "keripik"}, "taxon: keripik is a taxon of agro, not of kerajinan"),
        ({"taxon": "unknown"}, "taxon: is 'unknown'"),
        ({"agro_stage": "olah"}, "agro_stage: is given exactly for farm goods"),
        ({"agro_stage": "tanam"}, "agro_stage: is 'tanam'"),
        ({"season_months": "13"}, "season_months: has '13'"),
        ({"season_months": "0"}, "season_months: has '0'"),
        ({"season_months": "²"}, "season_months: has '²'"),
        ({"season_months": "1;1"}, "season_months: names something twice"),
        ({"price_min_idr": "-5"}, "price_min_idr: is '-5'"),
        ({"price_max_idr": "1.000"}, "price_max_idr: is '1.000'"),
        ({"unit": "peti"}, "unit: is 'peti'"),
        ({"handling": "fragile"}, "handling: is 'fragile'"),
        ({"verification": "heard"}, "verification: is 'heard'"),
        ({"featured": "0"}, "featured: is '0'"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_column_and_nothing_changes(
    db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    craft = row_of("kerajinan", after=3)
    path = changed_table(PRODUCTS, tmp_path, {craft: cells, 0: {"name_id": "Cengkih lain"}})
    before = snapshot(db)

    with pytest.raises(LoadError) as refused:
        load_products(path)

    assert f"products.csv, line {craft + 2}, {fault}" in str(refused.value)
    assert not db.session.new
    assert not db.session.dirty
    assert snapshot(db) == before


def test_faults_of_several_rows_are_told_together(db: SQLAlchemy, tmp_path: Path) -> None:
    with pytest.raises(LoadError) as refused:
        load_products(changed_table(PRODUCTS, tmp_path, {7: {"name_en": ""}, 3: {"unit": "peti", "slug": ""}}))

    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(5, "slug"), (5, "unit"), (9, "name_en")]


def test_a_changed_row_changes_that_product_and_its_words_alone(db: SQLAlchemy, tmp_path: Path) -> None:
    rows_before, words_before = snapshot(db), words(db)

    loaded = load_products(changed_table(PRODUCTS, tmp_path, {0: {"name_id": "Cengkih zzpacitan"}}))

    assert (loaded.added, loaded.changed, loaded.unchanged) == (0, 1, len(rows_before) - 1)
    product = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P001")).one()
    assert product.sort_name == "cengkih zzpacitan"
    rows_after, words_after = snapshot(db), words(db)
    assert [code for code in rows_before if rows_before[code] != rows_after[code]] == ["P001"]
    assert [key for key in words_before if words_before[key] != words_after[key]] == [product.id]
    assert {weight for surface, _stem, weight in words_after[product.id] if surface == "zzpacitan"} == {Weight.NAME}


def test_english_facts_are_words_of_the_product_with_the_weight_of_the_indonesian_ones(
    db: SQLAlchemy, tmp_path: Path
) -> None:
    told = {"motif": "zzbunga", "material": "zzrotan", "technique": "zzanyam", "sentra": "zzlereng"}
    english = {"motif_en": "zzflower", "material_en": "zzrattan", "technique_en": "zzplait", "sentra_en": "zzslope"}

    load_products(changed_table(PRODUCTS, tmp_path, {0: told | english}))

    product = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P001")).one()
    kept = (product.motif_en, product.material_en, product.technique_text_en, product.place_en)
    assert kept == ("zzflower", "zzrattan", "zzplait", "zzslope")
    weights = {surface: weight for surface, _stem, weight in words(db)[product.id] if surface.startswith("zz")}
    assert weights == {
        **dict.fromkeys(("zzlereng", "zzslope"), Weight.PLACE),
        **dict.fromkeys(("zzbunga", "zzflower", "zzrotan", "zzrattan", "zzanyam", "zzplait"), Weight.REST),
    }


def test_other_regions_change_the_places_a_product_is_found_by(db: SQLAlchemy, tmp_path: Path) -> None:
    loaded = load_products(
        changed_table(PRODUCTS, tmp_path, {0: {"region_code": "3529", "also_regions": "3528; 3526"}})
    )

    assert loaded.changed == 1
    product = db.session.scalars(select(RegionalProduct).where(RegionalProduct.code == "P001")).one()
    origins = db.session.execute(
        select(ProductRegion.region_code, ProductRegion.is_origin)
        .where(ProductRegion.product_id == product.id)
        .order_by(ProductRegion.region_code)
    ).all()
    assert origins == [("3526", False), ("3528", False), ("3529", True)]
    assert {"sumenep", "pamekasan", "bangkalan"} <= {surface for surface, _stem, _weight in words(db)[product.id]}


def test_a_new_row_is_added_and_one_that_is_gone_stays(db: SQLAlchemy, tmp_path: Path) -> None:
    before = snapshot(db)

    loaded = load_products(
        changed_table(PRODUCTS, tmp_path, {0: {"product_id": "P999", "slug": "baru", "name_id": "Baru zztest"}})
    )

    assert (loaded.added, loaded.changed) == (1, 0)
    assert set(snapshot(db)) == {*before, "P999"}


def test_a_taxon_may_change_its_words(db: SQLAlchemy, tmp_path: Path) -> None:
    loaded = load_taxa(changed_table(TAXA, tmp_path, {0: {"name_id": "Golongan lain"}}))

    assert (loaded.added, loaded.changed) == (0, 1)
    assert len(db.session.scalars(select(Taxon).where(Taxon.name_id == "Golongan lain")).all()) == 1


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"category": "kain"}, "taxonomy.csv, line 3, category: is 'kain'"),
        ({"name_en": ""}, "taxonomy.csv, line 3, name_en: is empty"),
        ({"sort": "first"}, "taxonomy.csv, line 3, sort: is 'first'"),
    ],
)
def test_a_bad_taxon_is_refused(db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str) -> None:
    with pytest.raises(LoadError) as refused:
        load_taxa(changed_table(TAXA, tmp_path, {1: cells}))

    assert fault in str(refused.value)
    assert not db.session.dirty


def test_a_file_that_is_no_table_is_refused(db: SQLAlchemy, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(LoadError, match="header: lacks"):
        load_products(path)


@pytest.mark.parametrize(
    ("told", "technique"),
    [
        ("tulis", Technique.TULIS),
        ("cap", Technique.CAP),
        ("tulis, cap", Technique.TULIS_CAP),
        ("cap, tulis", Technique.TULIS_CAP),
        ("cap,tulis", Technique.TULIS_CAP),
        ("tenun gedog, tulis", Technique.GEDOG),
        ("lukis", None),
        ("", None),
        ("kecap", None),
    ],
)
def test_who_works_both_ways_is_never_called_plain_tulis(told: str, technique: Technique | None) -> None:
    assert batik_technique(told) is technique


def test_no_batik_that_is_also_stamped_is_called_plain_tulis(db: SQLAlchemy) -> None:
    plain = select(RegionalProduct.technique_text_id).where(RegionalProduct.technique == Technique.TULIS)

    assert not [told for told in db.session.scalars(plain) if "cap" in told.replace(",", " ").split()]


def test_the_rules_for_delicate_goods_are_loaded(db: SQLAlchemy) -> None:
    ruled = select(RegionalProduct.handling).where(RegionalProduct.handling.is_not(None)).distinct()

    assert set(db.session.scalars(ruled)) == set(Handling)
