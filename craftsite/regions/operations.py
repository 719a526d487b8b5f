"""Loading the regions and provinces that come with the site."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from craftsite.extensions import Model, db
from craftsite.loading import Loaded, Row, read_rows, refuse_faults
from craftsite.regions.models import Province, Region

DATA = Path(__file__).with_name("data")
REGION_COUNT = 38

_REGION_TEXTS = {
    "kind": 9, "name": 40, "short_name_id": 50, "full_name_id": 60, "full_name_en": 60, "slug": 60, "capital": 40,
    "abbreviation": 3, "pattern": 20, "dye": 10, "pattern_reason_id": 200, "pattern_reason_en": 200,
}  # fmt: skip


def load_regions(path: Path = DATA / "regions.csv") -> Loaded:
    """Counts of the regions added and changed; the table then equals the file. Raises LoadError, changing nothing."""
    rows = list(read_rows(path, ["code", "cloth_column", "cloth_row", *_REGION_TEXTS]))
    regions = [_region(row) for row in rows]
    refuse_faults(rows, unique=["code", "slug", "abbreviation"])
    return merge_rows(regions)


def load_provinces(path: Path = DATA / "provinces.csv") -> Loaded:
    """Counts of the provinces added and changed; the table then equals the file. Raises LoadError, changing nothing."""
    rows = list(read_rows(path, ["code", "name_id", "name_en"]))
    provinces = [
        Province(
            code=row.text("code", 2, required=True),
            name_id=row.text("name_id", 60, required=True),
            name_en=row.text("name_en", 60, required=True),
        )
        for row in rows
    ]
    refuse_faults(rows, unique=["code"])
    return merge_rows(provinces)


def merge_rows(wanted: Sequence[Model]) -> Loaded:
    """Makes the rows of one table with plain columns equal `wanted`, matched by primary key; one query to read them."""
    if not wanted:
        return Loaded()
    table = type(wanted[0])
    names = [column.key for column in table.__mapper__.column_attrs]
    [key] = [str(column.key) for column in table.__mapper__.primary_key]
    kept = {getattr(row, key): row for row in db.session.scalars(select(table))}
    added = changed = 0
    for row in wanted:
        existing = kept.get(getattr(row, key))
        if existing is None:
            db.session.add(row)
            added += 1
        else:
            changed += copy_values(row, existing, names)
    db.session.flush()
    return Loaded(added, changed, len(wanted) - added - changed)


def copy_values(source: Model, target: Model, names: Sequence[str]) -> bool:
    """Whether any of the named values differed; they are then those of `source`."""
    differing = [name for name in names if getattr(source, name) != getattr(target, name)]
    for name in differing:
        setattr(target, name, getattr(source, name))
    return bool(differing)


def _region(row: Row) -> Region:
    texts = {name: row.text(name, longest, required=True) for name, longest in _REGION_TEXTS.items()}
    if texts["kind"] not in ("kabupaten", "kota"):
        row.fault("kind", "is neither kabupaten nor kota")
    code = row.text("code", 4, required=True)
    if not code.startswith("35") or not code.isdigit():
        row.fault("code", "is no code of East Java (35..)")
    return Region(
        code=code, cloth_column=row.integer("cloth_column", 0, 7), cloth_row=row.integer("cloth_row", 0, 7), **texts
    )
