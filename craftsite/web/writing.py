"""The one way to open a transaction that writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from craftsite.extensions import WRITING, db


@contextmanager
def writing() -> Iterator[None]:
    """A unit of work that writes: the caller loads, changes, flushes, and commits inside it.

    What was read before is forgotten, since another writer may have changed it: load it again inside. The unit takes
    the write lock of SQLite at once, so keep slow work (hashing, photographs, parsing) before it. Without a commit, or
    after an exception, everything in it is undone.
    """
    db.session.rollback()
    db.session.connection(execution_options={WRITING: True})
    db.session().info[WRITING] = True
    try:
        yield
    finally:
        db.session.rollback()
        db.session().info.pop(WRITING, None)


def is_writing() -> bool:
    """Whether the session is inside such a unit of work, and may see what nobody else ever will."""
    return WRITING in db.session().info
