"""Loading the exhibitions that come with the site."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from craftsite.exhibitions.models import Exhibition, Item
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import has_source
from craftsite.listings.models import Listing
from craftsite.loading import Loaded, Row, note_repeats, read_rows, refuse_faults
from craftsite.regions.operations import copy_values
from craftsite.web.clock import now

DATA = Path(__file__).with_name("data")

_EXHIBITION_TEXTS = {
    "slug": 80, "title_id": 120, "title_en": 120, "lead_id": 400, "lead_en": 400, "story_id": 2_000, "story_en": 2_000,
    "place_id": 120, "place_en": 120, "address": 200,
}  # fmt: skip
_ITEM_TEXTS = {
    "title_id": 120, "title_en": 120, "text_id": 600, "text_en": 600, "pause_id": 200, "pause_en": 200,
    "source_id": 200, "source_en": 200,
}  # fmt: skip
_OPTIONAL = {"place_id", "place_en", "address", "pause_id", "pause_en"}
_EXHIBITION_VALUES = [*_EXHIBITION_TEXTS, "opens_on", "closes_on", "position", "is_published"]
_ITEM_VALUES = [*_ITEM_TEXTS, "product_id", "listing_id"]
_SLUG = re.compile("[a-z0-9][a-z0-9-]*")
_MOST_WALLS = 999


def load_exhibitions(path: Path = DATA / "exhibitions.csv", items_path: Path = DATA / "items.csv") -> Loaded:
    """Counts of exhibitions and walls added, changed and removed; those of the files are then as the files say.

    An exhibition that the files do not name stays as it is, and so does one that an office has changed. Raises
    LoadError, changing nothing. Where nothing differs it only reads, in four queries.
    """
    rows = list(read_rows(path, ["position", "opens_on", "closes_on", *_EXHIBITION_TEXTS]))
    item_rows = list(read_rows(items_path, ["exhibition", "position", "product", "listing", *_ITEM_TEXTS]))
    wanted = {row.cells["slug"].strip(): _exhibition(row) for row in rows}
    products, listings = _ids_of_products(), _ids_of_listings()
    for row in item_rows:
        item, slug = _item(row, products, listings), row.choice("exhibition", wanted, required=True)
        if slug:
            wanted[slug].items.append(item)
    for row in rows:
        if not wanted[row.cells["slug"].strip()].items:
            row.fault("slug", "has no walls")
    note_repeats(rows, "slug")
    note_repeats(item_rows, "exhibition", "position")
    refuse_faults([*rows, *item_rows])
    return _merge(list(wanted.values()))


def _merge(wanted: Sequence[Exhibition]) -> Loaded:
    statement = select(Exhibition).where(Exhibition.slug.in_([exhibition.slug for exhibition in wanted]))
    kept = {found.slug: found for found in db.session.scalars(statement.options(selectinload(Exhibition.items)))}
    loaded = Loaded()
    for exhibition in wanted:
        existing = kept.get(exhibition.slug)
        if existing is None:
            exhibition.created_at = exhibition.updated_at = now()
            db.session.add(exhibition)
            loaded += Loaded(added=1 + len(exhibition.items))
        elif existing.edited_at is None:
            loaded += _merge_one(exhibition, existing)
    db.session.flush()
    return loaded


def _merge_one(wanted: Exhibition, existing: Exhibition) -> Loaded:
    changed = int(copy_values(wanted, existing, _EXHIBITION_VALUES))
    kept = {item.position: item for item in existing.items}
    added = 0
    for item in list(wanted.items):
        if item.position in kept:
            changed += copy_values(item, kept.pop(item.position), _ITEM_VALUES)
        else:
            wanted.items.remove(item)
            existing.items.append(item)
            added += 1
    for item in kept.values():
        existing.items.remove(item)
    if added or changed or kept:
        existing.updated_at = now()
    return Loaded(added, changed, 1 + len(wanted.items) - changed, removed=len(kept))


def _exhibition(row: Row) -> Exhibition:
    texts = _texts(row, _EXHIBITION_TEXTS)
    if texts["slug"] and not _SLUG.fullmatch(texts["slug"]):
        row.fault("slug", f"is {texts['slug']!r}, not lower-case words joined by hyphens")
    if bool(texts["place_id"]) != bool(texts["place_en"]):
        row.fault("place_en", "is given exactly where place_id is")
    opens_on, closes_on = row.date("opens_on"), row.date("closes_on")
    if bool(opens_on) != bool(closes_on):
        row.fault("closes_on", "is given exactly where opens_on is")
    if opens_on and closes_on and closes_on < opens_on:
        row.fault("closes_on", "is before opens_on")
    return Exhibition(
        position=row.integer("position", 1, _MOST_WALLS) or 0,
        opens_on=opens_on,
        closes_on=closes_on,
        is_published=True,
        items=[],
        **texts,
    )


def _item(row: Row, products: Mapping[str, int], listings: Mapping[str, int]) -> Item:
    texts = _texts(row, _ITEM_TEXTS)
    if bool(texts["pause_id"]) != bool(texts["pause_en"]):
        row.fault("pause_en", "is given exactly where pause_id is")
    product, listing = row.text("product", 8), row.text("listing", 9)
    if bool(product) == bool(listing):
        row.fault("product", "or listing is given, one of them and not both")
    if product and product not in products:
        row.fault("product", f"is {product!r}, no regional product with a source")
    if listing and listing not in listings:
        row.fault("listing", f"is {listing!r}, no listing that was ever published")
    position = row.integer("position", 1, _MOST_WALLS)
    if position is None and not row.cells["position"].strip():
        row.fault("position", "is empty")
    return Item(position=position, product_id=products.get(product), listing_id=listings.get(listing), **texts)


def _texts(row: Row, lengths: Mapping[str, int]) -> dict[str, str]:
    return {name: row.text(name, longest, required=name not in _OPTIONAL) for name, longest in lengths.items()}


def _ids_of_products() -> dict[str, int]:
    return dict(db.session.execute(select(RegionalProduct.code, RegionalProduct.id).where(has_source())).all())


def _ids_of_listings() -> dict[str, int]:
    statement = select(Listing.code, Listing.id).where(Listing.code.is_not(None))
    return {code: listing_id for code, listing_id in db.session.execute(statement) if code}
