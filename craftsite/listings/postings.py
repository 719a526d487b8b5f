"""The postings: which listings have a word, kept as bitmaps that an edit changes in one batch.

A posting is read, changed and written back, so writers of PostgreSQL come one after the other; SQLite has one anyway.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pyroaring import BitMap
from sqlalchemy import delete, func, select
from sqlalchemy import insert as insert_rows

from craftsite.extensions import Model, db, insert
from craftsite.listings.models import Listing
from craftsite.listings.word_models import ListingWords, Posting
from craftsite.text.stemming import stem
from craftsite.text.weights import WeightedWord

BLOCK = 65_536
ROWS_AT_ONCE = 2_000
# Held from the first look at a posting to the end of the transaction.
LOCK = 7_340_025


class Key(NamedTuple):
    """What a posting is of."""

    surface: str
    weight: int
    block: int


T = TypeVar("T")
Numbers = dict[Key, list[int]]


def write_words(words: Mapping[int, Iterable[WeightedWord]]) -> None:
    """Lets these listings be found by these words and no others.

    Reads what they had and the postings that differ, and writes those back: some six statements.
    """
    if not words:
        return
    _take_turns()
    stored = select(ListingWords.listing_id, ListingWords.words).where(ListingWords.listing_id.in_(words))
    kept: dict[int, str] = dict(db.session.execute(stored).all())
    gone: Numbers = defaultdict(list)
    added: Numbers = defaultdict(list)
    rows = []
    for listing_id, fresh in words.items():
        had = set(kept.get(listing_id, "").split())
        has = {_written(word) for word in fresh}
        if had != has:
            rows.append({"listing_id": listing_id, "words": " ".join(sorted(has))})
        for some, into in ((had - has, gone), (has - had, added)):
            for written in some:
                into[_key(written, listing_id)].append(listing_id)
    for some_rows in _slices(rows):
        _put(ListingWords, ["listing_id"], some_rows)
    for keys in _slices(sorted(gone.keys() | added.keys())):
        _change(keys, gone, added)


def forget_words() -> int:
    """Of how many listings that are gone the words have been taken out."""
    is_there = select(Listing.id).where(Listing.id == ListingWords.listing_id).exists()
    left = db.session.scalars(select(ListingWords.listing_id).where(~is_there)).all()
    write_words(dict.fromkeys(left, ()))
    db.session.execute(delete(ListingWords).where(ListingWords.listing_id.in_(left)))
    return len(left)


def fill_block(block: int, words: Iterable[tuple[int, Iterable[WeightedWord]]]) -> None:
    """Makes all postings of a block anew from the words of its listings, by rising id."""
    _take_turns()
    first = block * BLOCK
    db.session.execute(delete(Posting).where(Posting.block == block))
    db.session.execute(delete(ListingWords).where(ListingWords.listing_id.between(first, first + BLOCK - 1)))
    numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
    rows = []
    for listing_id, some in words:
        written = [_written(word) for word in some]
        rows.append({"listing_id": listing_id, "words": " ".join(sorted(written))})
        for one in written:
            numbers[one].append(listing_id)
        if len(rows) == ROWS_AT_ONCE:
            db.session.execute(insert_rows(ListingWords), rows)
            rows = []
    if rows:
        db.session.execute(insert_rows(ListingWords), rows)
    for some_words in _slices(sorted(numbers)):
        postings = [_row(_key(one, first), BitMap(numbers[one])) for one in some_words]
        db.session.execute(insert_rows(Posting), postings)


def _change(keys: Sequence[Key], gone: Numbers, added: Numbers) -> None:
    """Takes ids out of postings and puts others in; one that has none left goes."""
    found = select(Posting.surface, Posting.weight, Posting.block, Posting.ids).where(
        Posting.surface.in_({key.surface for key in keys}), Posting.block.in_({key.block for key in keys})
    )
    sets = {
        Key(surface, weight, block): BitMap.deserialize(ids)
        for surface, weight, block, ids in db.session.execute(found)
    }
    rows = []
    for key in keys:
        ids = (sets.get(key, BitMap()) - BitMap(gone.get(key, ()))) | BitMap(added.get(key, ()))
        rows.append(_row(key, ids))
    if full := [row for row in rows if row["n"]]:
        _put(Posting, ["surface", "weight", "block"], full)
    for row in rows:
        if not row["n"]:
            is_it = (Posting.surface == row["surface"], Posting.weight == row["weight"], Posting.block == row["block"])
            db.session.execute(delete(Posting).where(*is_it))


def _put(model: type[Model], keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes these rows over those of the same keys. One statement for many rows."""
    put = insert(model)
    others = {name: put.excluded[name] for name in rows[0] if name not in keys}
    db.session.execute(put.on_conflict_do_update(index_elements=keys, set_=others), list(rows))


def _row(key: Key, ids: BitMap) -> dict[str, Any]:
    return {**key._asdict(), "stem": stem(key.surface), "n": len(ids), "ids": ids.serialize()}


def _written(word: WeightedWord) -> str:
    return f"{word.weight:d}{word.surface}"


def _key(written: str, listing_id: int) -> Key:
    return Key(written[1:], int(written[0]), listing_id // BLOCK)


def _slices(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))


def _take_turns() -> None:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))
