"""What the exhibitions of the site say: only what the rows of the products say, with their sources."""

import re

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from craftsite.exhibitions.models import Exhibition, Item
from craftsite.goods.models import ProductRegion, RegionalProduct

REGISTERED, REGIONS = "indikasi-geografis-jawa-timur", "satu-daerah-satu-dinding"
CLAIMS = re.compile(
    r"\b(?:terbesar|tertua|asli|pertama|terbaik|paling|satu-satunya|khasiat|obat|sakti|bertuah|biggest|largest|oldest"
    r"|original|first|best|finest|genuine|authentic|only one|cures|magic|sacred)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20[12]\d\b")


@pytest.fixture
def hung(db: SQLAlchemy) -> dict[str, list[tuple[Item, RegionalProduct]]]:
    """The walls of each exhibition of the site, with their products."""
    statement = select(Exhibition).options(
        selectinload(Exhibition.items)
        .joinedload(Item.product)
        .selectinload(RegionalProduct.origins)
        .options(joinedload(ProductRegion.region))
    )
    return {
        exhibition.slug: [(item, item.product) for item in exhibition.items if item.product]
        for exhibition in db.session.scalars(statement)
    }


def test_the_walls_of_registered_names_are_exactly_the_registered_ones(
    db: SQLAlchemy, hung: dict[str, list[tuple[Item, RegionalProduct]]]
) -> None:
    rows = db.session.execute(select(RegionalProduct.code, RegionalProduct.certification_id)).all()
    registered = {code for code, certification in rows if certification.startswith("Indikasi Geografis terdaftar")}

    assert {product.code for _item, product in hung[REGISTERED]} == registered
    assert len(hung[REGISTERED]) == len(registered) == 12


def test_each_registered_name_says_which_year_its_status_is_from(
    hung: dict[str, list[tuple[Item, RegionalProduct]]],
) -> None:
    for item, product in hung[REGISTERED]:
        years = set(YEAR.findall(product.certification_id))
        assert years
        for text in (f"{item.text_id} {item.source_id}", f"{item.text_en} {item.source_en}"):
            assert years <= set(YEAR.findall(text)), item.title_id


def test_coffee_is_as_much_of_it_as_the_pause_says(hung: dict[str, list[tuple[Item, RegionalProduct]]]) -> None:
    [pause] = [item for item, _product in hung[REGISTERED] if item.pause_id]
    after = [product.material_id for item, product in hung[REGISTERED] if item.position >= pause.position]

    assert pause.pause_id == "Delapan nama berikutnya adalah kopi: tiga arabika, empat robusta, satu excelsa."
    kinds = [material.removeprefix("biji kopi ") for material in after]
    assert (kinds.count("arabika"), kinds.count("robusta"), kinds.count("excelsa"), len(kinds)) == (3, 4, 1, 8)


def test_each_region_of_the_second_has_one_wall(hung: dict[str, list[tuple[Item, RegionalProduct]]]) -> None:
    regions = {product.origins[0].region.code for _item, product in hung[REGIONS]}

    assert len(regions) == len(hung[REGIONS]) == 20
    assert all(product.featured for _item, product in hung[REGIONS])


def test_every_wall_names_a_source_in_both_languages(hung: dict[str, list[tuple[Item, RegionalProduct]]]) -> None:
    for walls in hung.values():
        for item, _product in walls:
            assert YEAR.search(item.source_id), item.title_id
            assert YEAR.search(item.source_en), item.title_en


def test_the_publisher_is_the_public_source_or_the_list_that_the_row_names(
    hung: dict[str, list[tuple[Item, RegionalProduct]]],
) -> None:
    for walls in hung.values():
        for item, product in walls:
            publisher = item.source_id.partition(",")[0]
            if publisher.startswith("daftar Kanwil"):
                assert "daftar Kanwil Kemenkumham Jatim, Agustus 2024" in product.certification_id
                assert "status per Agustus 2024" in item.source_id
            elif publisher == "tersimpan pada pengelola":
                assert not product.source_public
            else:
                assert publisher in product.source_public, item.title_id


def test_nothing_is_called_the_best_or_given_powers(hung: dict[str, list[tuple[Item, RegionalProduct]]]) -> None:
    for walls in hung.values():
        for item, _product in walls:
            said = " ".join((item.title_id, item.title_en, item.text_id, item.text_en, item.pause_id, item.pause_en))
            assert not CLAIMS.findall(said)


def test_each_number_of_a_wall_stands_in_the_row_of_its_product(
    hung: dict[str, list[tuple[Item, RegionalProduct]]],
) -> None:
    for walls in hung.values():
        for item, product in walls:
            row = f"{product.description_id} {product.certification_id} {product.place_id}"
            for text in (item.title_id, item.text_id):
                assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", row)), item.title_id
