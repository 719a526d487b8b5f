"""Made-up listings into a database: migrated, filled in bulk, with every row that the site itself would write."""

from itertools import groupby, islice

import click
from flask_migrate import upgrade
from sqlalchemy import Connection, func, insert, select

from bench.bare import bare, tidy
from bench.facts import Facts, read_facts
from bench.makers import SEED, Maker, Makers, Row
from bench.words import Words
from craftsite.cli import load as load_facts
from craftsite.extensions import Model, db
from craftsite.listings.certificate_models import Certificate, CertificateListing
from craftsite.listings.change_triggers import begin_anew
from craftsite.listings.models import Listing, PriceTier
from craftsite.listings.postings import BLOCK, fill_block
from craftsite.producers.models import Producer, ProducerKindMark
from craftsite.web.writing import writing

TABLES: tuple[type[Model], ...] = (*(Producer, ProducerKindMark, Listing, PriceTier, Certificate, CertificateListing),)
MAKERS_AT_ONCE = 500


def load(number: int, seed: int = SEED) -> None:
    """Fills the empty database of the running application with so many listings, showing how far it is.

    Indexes and triggers come after the rows, of which nothing is noted, and postings are written a block at a time.
    """
    upgrade()
    load_facts()
    facts = read_facts()
    # An open read would keep the log of SQLite growing.
    db.session.expunge_all()
    db.session.rollback()
    makers = Makers(facts, seed).until(number)
    tables = [table.__tablename__ for table in TABLES]
    with (
        bare(db.engine, tables) as connection,
        click.progressbar(length=number, label=f"Loading {number:,} listings") as bar,
    ):
        while some := list(islice(makers, MAKERS_AT_ONCE)):
            _write(connection, some)
            connection.commit()
            bar.update(sum(len(maker.listings) for maker in some))
    _follow_ids()
    _write_words(facts, number, seed)
    with writing():
        begin_anew(db.session.connection())
        db.session.commit()
    tidy(db.engine)


def _write(connection: Connection, makers: list[Maker]) -> None:
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


def _write_words(facts: Facts, number: int, seed: int) -> None:
    """What the same listings are found by, one block of postings after the other."""
    words = Words(facts)
    of_listings = (found for maker in Makers(facts, seed).until(number) for found in words.of_maker(maker))
    blocks = groupby(of_listings, key=lambda found: found[0] // BLOCK)
    with click.progressbar(blocks, label="Writing words", length=number // BLOCK + 1) as bar:
        for block, some in bar:
            with writing():
                fill_block(block, some)
                db.session.commit()


def _follow_ids() -> None:
    """Lets PostgreSQL count on behind the ids that were given here; SQLite does so anyway."""
    if db.engine.dialect.name == "sqlite":
        return
    with db.engine.begin() as connection:
        for table in (Producer, Listing, Certificate):
            sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
            connection.execute(select(func.setval(sequence, select(func.max(table.id)).scalar_subquery())))
