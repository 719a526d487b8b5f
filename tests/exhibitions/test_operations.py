"""Loading exhibitions: all or nothing, each fault by its line, and nothing written twice."""

import csv
import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from craftsite.exhibitions.models import Exhibition, Item
from craftsite.exhibitions.operations import DATA, load_exhibitions
from craftsite.goods.models import RegionalProduct, Verification
from craftsite.loading import Loaded, LoadError
from tests.conftest import Counter
from tests.factories import make_exhibition, make_listing
from tests.tables import changed_table

EXHIBITIONS, ITEMS = DATA / "exhibitions.csv", DATA / "items.csv"
SLUG = "indikasi-geografis-jawa-timur"
LATER = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
Cells = Mapping[int, Mapping[str, str]]


def load_changed(folder: Path, exhibitions: Cells | None = None, items: Cells | None = None) -> Loaded:
    """Loads the files with other cells in some rows; row 0 is line 2 of a file."""
    return load_exhibitions(
        changed_table(EXHIBITIONS, folder, exhibitions or {}), changed_table(ITEMS, folder, items or {})
    )


def load_first(folder: Path, walls: int) -> Loaded:
    """Loads the first exhibition with the first of its walls."""
    for original, count in ((EXHIBITIONS, 1), (ITEMS, walls)):
        with original.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with (folder / original.name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows[: count + 1])
    return load_exhibitions(folder / EXHIBITIONS.name, folder / ITEMS.name)


def exhibition(db: SQLAlchemy, slug: str = SLUG) -> Exhibition:
    """An exhibition with its items, as the database has it."""
    db.session.expire_all()
    statement = select(Exhibition).where(Exhibition.slug == slug).options(selectinload(Exhibition.items))
    return db.session.scalars(statement).one()


def snapshot(db: SQLAlchemy) -> list[tuple[object, ...]]:
    """Every column of every exhibition and item."""
    return [
        tuple(row)
        for table in (Exhibition, Item)
        for row in db.session.execute(select(*table.__table__.columns).order_by(*table.__table__.primary_key))
    ]


def test_a_second_load_only_reads(db: SQLAlchemy, count_queries: Counter) -> None:
    before = snapshot(db)
    with count_queries() as count:
        loaded = load_exhibitions()

    assert loaded == Loaded(unchanged=34)
    assert count() == 4
    assert snapshot(db) == before


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"slug": ""}, "slug: is empty"),
        ({"slug": "Pameran Kain"}, "slug: is 'Pameran Kain', not lower-case words"),
        ({"slug": "pameran-baru"}, "slug: has no walls"),
        ({"title_id": "x" * 121}, "title_id: has 121 characters, more than 120"),
        ({"title_en": ""}, "title_en: is empty"),
        ({"lead_en": ""}, "lead_en: is empty"),
        ({"story_id": "x" * 2_001}, "story_id: has 2001 characters"),
        ({"position": "-1"}, "position: is '-1'"),
        ({"opens_on": "2027-03-09"}, "closes_on: is given exactly where opens_on is"),
        ({"opens_on": "2027-03-09", "closes_on": "2027-03-08"}, "closes_on: is before opens_on"),
        ({"opens_on": "9 Maret 2027", "closes_on": "2027-03-10"}, "opens_on: is '9 Maret 2027'"),
        ({"place_id": "Gedung Contoh"}, "place_en: is given exactly where place_id is"),
    ],
)
def test_a_bad_exhibition_is_named_by_its_line_and_column_and_nothing_changes(
    db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    before = snapshot(db)

    with pytest.raises(LoadError) as refused:
        load_changed(tmp_path, exhibitions={1: {"title_id": "Judul lain"}, 0: cells})

    assert f"exhibitions.csv, line 2, {fault}" in str(refused.value)
    assert not db.session.new
    assert not db.session.dirty
    assert snapshot(db) == before


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"exhibition": "pameran-lain"}, "exhibition: is 'pameran-lain', not one of: indikasi"),
        ({"position": ""}, "position: is empty"),
        ({"position": "0"}, "position: is '0'"),
        ({"position": "1"}, "position: is '1' as in line 2"),
        ({"product": "P9999"}, "product: is 'P9999', no regional product with a source"),
        ({"product": ""}, "product: or listing is given, one of them and not both"),
        ({"listing": "BKL-014"}, "product: or listing is given, one of them and not both"),
        ({"product": "", "listing": "ZZZ-999"}, "listing: is 'ZZZ-999', no listing that was ever published"),
        ({"title_id": ""}, "title_id: is empty"),
        ({"text_en": ""}, "text_en: is empty"),
        ({"text_id": "x" * 601}, "text_id: has 601 characters, more than 600"),
        ({"source_id": ""}, "source_id: is empty"),
        ({"pause_id": "Lalu kopi."}, "pause_en: is given exactly where pause_id is"),
    ],
)
def test_a_bad_wall_is_named_by_its_line_and_column_and_nothing_changes(
    db: SQLAlchemy, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    before = snapshot(db)

    with pytest.raises(LoadError) as refused:
        load_changed(tmp_path, items={0: {"title_id": "Judul lain"}, 1: cells})

    assert f"items.csv, line 3, {fault}" in str(refused.value)
    assert not db.session.dirty
    assert snapshot(db) == before


def test_an_exhibition_named_twice_is_refused(db: SQLAlchemy, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=f"line 3, slug: is '{SLUG}' as in line 2"):
        load_changed(tmp_path, exhibitions={1: {"slug": SLUG}})


def test_faults_of_both_files_are_told_together(db: SQLAlchemy, tmp_path: Path) -> None:
    with pytest.raises(LoadError) as refused:
        load_changed(tmp_path, exhibitions={1: {"lead_id": ""}}, items={4: {"text_id": ""}})

    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("exhibitions.csv", 3), ("items.csv", 6)]


def test_a_product_without_a_source_cannot_hang(db: SQLAlchemy, tmp_path: Path) -> None:
    statement = select(RegionalProduct.code).where(RegionalProduct.verification == Verification.GENERAL_KNOWLEDGE)
    from_knowledge = db.session.scalars(statement).one()

    with pytest.raises(LoadError, match=f"is '{from_knowledge}', no regional product with a source"):
        load_changed(tmp_path, items={0: {"product": from_knowledge}})


def test_a_changed_text_changes_that_wall_alone_and_when_its_exhibition_changed(db: SQLAlchemy, tmp_path: Path) -> None:
    untouched = snapshot(db)
    with time_machine.travel(LATER, tick=False):
        loaded = load_changed(tmp_path, items={0: {"text_id": "Teks lain."}})

    assert loaded == Loaded(changed=1, unchanged=33)
    changed = exhibition(db)
    assert changed.items[0].text_id == "Teks lain."
    assert changed.updated_at == LATER
    assert changed.created_at < LATER
    assert len(set(snapshot(db)) - set(untouched)) == 2


def test_a_wall_that_the_file_has_no_more_is_taken_down(db: SQLAlchemy, tmp_path: Path) -> None:
    loaded = load_first(tmp_path, walls=11)

    assert loaded == Loaded(unchanged=12, removed=1)
    assert [item.position for item in exhibition(db).items] == list(range(1, 12))


def test_a_new_wall_is_added_at_its_place(db: SQLAlchemy, tmp_path: Path) -> None:
    load_first(tmp_path, walls=3)

    loaded = load_exhibitions()

    assert loaded == Loaded(added=9, unchanged=25)
    assert [item.position for item in exhibition(db).items] == list(range(1, 13))


def test_a_wall_may_show_a_listing(db: SQLAlchemy, tmp_path: Path) -> None:
    listing = make_listing()

    load_changed(tmp_path, items={0: {"product": "", "listing": str(listing.code)}})

    item = exhibition(db).items[0]
    assert (item.product_id, item.listing_id) == (None, listing.id)


def test_an_exhibition_with_dates_and_a_place_keeps_them(db: SQLAlchemy, tmp_path: Path) -> None:
    where = {"place_id": "Gedung Contoh", "place_en": "Example Hall", "address": "Jalan Contoh 2"}

    load_changed(tmp_path, exhibitions={0: {"opens_on": "2027-03-09", "closes_on": "2027-03-12", **where}})

    found = exhibition(db)
    assert (found.opens_on, found.closes_on) == (datetime.date(2027, 3, 9), datetime.date(2027, 3, 12))
    assert (found.place_id, found.place_en, found.address) == tuple(where.values())


def test_an_exhibition_that_the_files_do_not_name_stays(db: SQLAlchemy) -> None:
    own = make_exhibition(title="Pameran sendiri")

    load_exhibitions()

    assert exhibition(db, own.slug).title_id == "Pameran sendiri"
