"""Reads of stored photographs and documents."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from flask import abort
from sqlalchemy import Column, ColumnElement, exists, select

from craftsite.extensions import Model, db
from craftsite.media.models import Stored, StoredDocument, StoredImage

TABLES: tuple[type[Stored], ...] = (StoredImage, StoredDocument)


def get_public(key: str) -> StoredImage:
    """The photograph that anyone may see under this key; 404 where there is none. One query."""
    shown = select(StoredImage).where(
        StoredImage.key == key, StoredImage.is_private.is_(False), StoredImage.discarded_at.is_(None)
    )
    return db.session.scalar(shown) or abort(404)


def find_discarded(before: datetime.datetime) -> Collection[str]:
    """The keys of what was discarded before an instant and that no row refers to any more. Two queries."""
    return {
        key
        for table in TABLES
        for key in db.session.scalars(select(table.key).where(table.discarded_at < before, ~is_used(table)))
    }


def find_ids(*, only_unfinished: bool = False) -> Sequence[int]:
    """The ids of photographs that are not discarded, the oldest first. One query."""
    shown = select(StoredImage.id).where(StoredImage.discarded_at.is_(None)).order_by(StoredImage.id)
    return db.session.scalars(shown.where(StoredImage.finished_at.is_(None)) if only_unfinished else shown).all()


def find_by_key() -> Mapping[str, Stored]:
    """Every photograph and document by its key, also discarded ones. Two queries."""
    images, documents = db.session.scalars(select(StoredImage)), db.session.scalars(select(StoredDocument))
    return {stored.key: stored for stored in (*images, *documents)}


def is_used(table: type[Stored]) -> ColumnElement[bool]:
    """The condition that a row of any feature refers to a photograph, or to a document."""
    used: ColumnElement[bool] = table.id.in_([])
    for column in _references(table):
        used = used | exists(select(1).where(column == table.id))
    return used


def _references(stored: type[Stored]) -> list[Column[int]]:
    """Every column that refers to one, whatever feature has it: so none can be forgotten in a list."""
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is stored.__table__ for key in column.foreign_keys)
    ]
