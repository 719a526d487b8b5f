"""The triggers that note in `listing_changes` what has changed, on every table that a list of the catalogue reads.

They are no part of a migration: whoever migrates removes them first, since SQLite cannot rebuild a table that a
trigger reads, and installs them again at the end.

PostgreSQL runs them when the transaction commits, one transaction after the other, so that the numbers follow the
order of the commits and nobody waits for the log while holding a row that another wants.
"""

import secrets
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, inspect

from craftsite.listings.change_models import ListingChange

LOG = ListingChange.__tablename__
PREFIX = "note_change_of_"
# Held from the first note of a transaction to its end.
LOCK = 7_340_024

_OF_MAKER = "SELECT id FROM listings WHERE producer_id = {row}."
_ALL = "SELECT CAST(NULL AS integer)"
# Each table, and how to find the listings that a row of it decides about.
WATCHED = {
    "listings": "SELECT {row}.id",
    "price_tiers": "SELECT {row}.listing_id",
    "listing_photos": "SELECT {row}.listing_id",
    "stored_images": "SELECT listing_id FROM listing_photos WHERE image_id = {row}.id",
    "certificate_listings": "SELECT {row}.listing_id",
    "certificates": f"{_OF_MAKER}producer_id",
    "producers": f"{_OF_MAKER}id",
    "producer_kinds": f"{_OF_MAKER}producer_id",
    "regional_products": _ALL,
    "product_regions": _ALL,
    "taxa": _ALL,
    "regions": _ALL,
}
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_RANDOM = {"sqlite": "random()", "postgresql": "(random() * 9007199254740991)::bigint"}


def install(connection: Connection) -> bool:
    """Makes the triggers where the log exists, and says whether it does."""
    if not inspect(connection).has_table(LOG):
        return False
    _execute(connection, _made(connection.dialect.name))
    return True


def begin_anew(connection: Connection) -> None:
    """Takes away all that was noted, so that nobody can follow the log from where they were."""
    connection.execute(delete(ListingChange))
    connection.execute(insert(ListingChange).values(stamp=secrets.randbits(53)))


def remove(connection: Connection) -> None:
    """Takes away all that an earlier version of this module has made, too."""
    _execute(connection, _REMOVED[connection.dialect.name](connection))


def installed(connection: Connection) -> set[str]:
    """The names of the triggers that the database has."""
    return {name for _table, name in _found(connection)}


def wanted(dialect: str) -> set[str]:
    """The names of those it should have."""
    return {name for table in WATCHED for name in _names(table, dialect)}


def _names(table: str, dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"{PREFIX}{table}_{operation.lower()}" for operation in _ROWS]
    return [f"{PREFIX}{table}"]


def _note(table: str, operation: str, dialect: str) -> str:
    """The statement that notes one row of a table."""
    ids = " UNION ".join(WATCHED[table].format(row=row) for row in _ROWS[operation])
    # Made of the names above alone.
    return f"INSERT INTO {LOG} (listing_id, stamp) SELECT changed.*, {_RANDOM[dialect]} FROM ({ids}) AS changed;"  # noqa: S608


def _made(dialect: str) -> Iterator[str]:
    for table in WATCHED:
        notes = {operation: _note(table, operation, dialect) for operation in _ROWS}
        if dialect == "sqlite":
            for name, (operation, note) in zip(_names(table, dialect), notes.items(), strict=True):
                yield f"CREATE TRIGGER {name} AFTER {operation} ON {table} BEGIN {note} END"
        else:
            [name] = _names(table, dialect)
            cases = " ".join(f"IF TG_OP = '{operation}' THEN {note} END IF;" for operation, note in notes.items())
            body = f"BEGIN PERFORM pg_advisory_xact_lock({LOCK}); {cases} RETURN NULL; END"
            yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$"
            yield (
                f"CREATE CONSTRAINT TRIGGER {name} AFTER {' OR '.join(_ROWS)} ON {table} "
                f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def _found(connection: Connection) -> list[tuple[str, str]]:
    """The tables and names of our triggers in the catalogue of the database."""
    if connection.dialect.name == "sqlite":
        statement = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    else:
        statement = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
    rows = connection.exec_driver_sql(statement)
    return [(table, name) for table, name in rows if name.startswith(PREFIX)]


def _removed_from_sqlite(connection: Connection) -> Iterator[str]:
    yield from [f"DROP TRIGGER {name}" for _table, name in _found(connection)]


def _removed_from_postgresql(connection: Connection) -> Iterator[str]:
    for table, name in _found(connection):
        yield f"DROP TRIGGER {name} ON {table}"
        yield f"DROP FUNCTION {name}()"


_REMOVED = {"sqlite": _removed_from_sqlite, "postgresql": _removed_from_postgresql}


def _execute(connection: Connection, statements: Iterator[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
