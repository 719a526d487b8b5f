"""Reads of stored photographs."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from flask import abort
from sqlalchemy import Column, ColumnElement, exists, select

from craftsite.extensions import Model, db
from craftsite.media.models import StoredImage


def get_public(key: str) -> StoredImage:
    """The photograph that anyone may see under this key; 404 where there is none. One query."""
    shown = select(StoredImage).where(
        StoredImage.key == key, StoredImage.is_private.is_(False), StoredImage.discarded_at.is_(None)
    )
    return db.session.scalar(shown) or abort(404)


def find_discarded(before: datetime.datetime) -> Collection[str]:
    """The keys of photographs that were discarded before an instant and that no row refers to any more. One query."""
    over = select(StoredImage.key).where(StoredImage.discarded_at < before, ~is_used())
    return set(db.session.scalars(over))


def find_ids(*, only_unfinished: bool = False) -> Sequence[int]:
    """The ids of photographs that are not discarded, the oldest first. One query."""
    shown = select(StoredImage.id).where(StoredImage.discarded_at.is_(None)).order_by(StoredImage.id)
    return db.session.scalars(shown.where(StoredImage.finished_at.is_(None)) if only_unfinished else shown).all()


def find_by_key() -> Mapping[str, StoredImage]:
    """Every photograph by its key, also discarded ones. One query."""
    return {image.key: image for image in db.session.scalars(select(StoredImage))}


def is_used() -> ColumnElement[bool]:
    """The condition that a row of any feature refers to a photograph."""
    used: ColumnElement[bool] = StoredImage.id.in_([])
    for column in _references():
        used = used | exists(select(1).where(column == StoredImage.id))
    return used


def _references() -> list[Column[int]]:
    """Every column that refers to a photograph, whatever feature has it: so none can be forgotten in a list."""
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is StoredImage.__table__ for key in column.foreign_keys)
    ]
