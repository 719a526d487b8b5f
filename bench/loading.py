"""Made-up listings into a database: migrated, filled in bulk, with every row that the site itself would write."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import click
from flask_migrate import upgrade
from sqlalchemy import Connection, func, insert, select

from bench.bare import bare, tidy
from bench.facts import read_facts
from bench.makers import SEED, Maker, Makers, Row
from bench.words import WordRow, Words
from craftsite.cli import load as load_facts
from craftsite.extensions import Model, db
from craftsite.listings.certificate_models import Certificate, CertificateListing
from craftsite.listings.models import Listing, ListingWord, PriceTier
from craftsite.producers.models import Producer, ProducerKindMark

TABLES: tuple[type[Model], ...] = (
    *(Producer, ProducerKindMark, Listing, PriceTier, Certificate, CertificateListing, ListingWord),
)
MAKERS_AT_ONCE = 500


def load(number: int, seed: int = SEED) -> None:
    """Fills the empty database of the running application with so many listings, showing how far it is.

    A million listings have some thirty million words, so indexes and triggers come after the rows.
    """
    upgrade()
    load_facts()
    facts = read_facts()
    # An open read would keep the log of SQLite growing.
    db.session.expunge_all()
    db.session.rollback()
    words = Words(facts)
    makers = Makers(facts, seed).until(number)
    tables = [table.__tablename__ for table in TABLES]
    with (
        bare(db.engine, tables) as connection,
        click.progressbar(length=number, label=f"Loading {number:,} listings") as bar,
    ):
        while some := list(islice(makers, MAKERS_AT_ONCE)):
            _write(connection, some, words)
            connection.commit()
            bar.update(sum(len(maker.listings) for maker in some))
    _follow_ids()
    tidy(db.engine)


def _write(connection: Connection, makers: list[Maker], words: Words) -> None:
    rows: tuple[tuple[type[Model], list[Row]], ...] = (
        (Producer, [maker.row for maker in makers]),
        (ProducerKindMark, [row for maker in makers for row in maker.kinds]),
        (Listing, [row for maker in makers for row in maker.listings]),
        (PriceTier, [row for maker in makers for row in maker.tiers]),
        (Certificate, [row for maker in makers for row in maker.certificates]),
        (CertificateListing, [row for maker in makers for row in maker.marks]),
    )
    for table, of_table in rows:
        if of_table:
            connection.execute(insert(table), of_table)
    _write_words(connection, (row for maker in makers for row in words.rows(maker)))


def _write_words(connection: Connection, rows: Iterable[WordRow]) -> None:
    """Thirty rows a listing, so these go past SQLAlchemy."""
    table, columns = ListingWord.__tablename__, "listing_id, surface, stem, weight"
    database: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        database.executemany(f"INSERT INTO {table} ({columns}) VALUES (?, ?, ?, ?)", rows)  # noqa: S608
        return
    with database.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _follow_ids() -> None:
    """Lets PostgreSQL count on behind the ids that were given here; SQLite does so anyway."""
    if db.engine.dialect.name == "sqlite":
        return
    with db.engine.begin() as connection:
        for table in (Producer, Listing, Certificate):
            sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
            connection.execute(select(func.setval(sequence, select(func.max(table.id)).scalar_subquery())))
