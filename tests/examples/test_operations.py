"""Loading the examples twice, and removing them without touching what is real."""

import re

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select, update

from craftsite.examples.operations import clear_examples, load_examples, stored_examples
from craftsite.listings.models import Channel, Listing, PriceTier, Step
from craftsite.listings.word_models import ListingWords
from craftsite.producers.models import Producer, ProducerKindMark
from tests.factories import make_listing, make_producer

HANGING = (Producer, ProducerKindMark, Listing, PriceTier, Step)


def _counts(db: SQLAlchemy) -> dict[str, int]:
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in HANGING}


def test_a_second_load_changes_nothing(db):
    load_examples()
    makers = db.session.execute(select(Producer.id, Producer.slug).order_by(Producer.id)).all()
    listings = db.session.execute(select(Listing.id, Listing.code, Listing.version).order_by(Listing.id)).all()

    again = load_examples()

    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert again.unchanged == len(makers) + len(listings)
    assert db.session.execute(select(Producer.id, Producer.slug).order_by(Producer.id)).all() == makers
    assert db.session.execute(select(Listing.id, Listing.code, Listing.version).order_by(Listing.id)).all() == listings


def test_a_load_mends_what_differs_from_the_files(db):
    load_examples()
    wanted = stored_examples()
    db.session.execute(update(Listing).where(Listing.code == wanted.listings[0].code).values(price_idr=1))

    again = load_examples()

    assert (again.added, again.removed, again.unchanged) == (len(wanted), len(wanted), 0)
    assert stored_examples() == wanted


def test_every_listing_is_found_by_its_words(db):
    load_examples()

    found = db.session.scalar(select(func.count(ListingWords.listing_id.distinct())))

    assert found == len(stored_examples().listings)


def test_clearing_removes_every_example_and_all_that_hangs_on_it(db):
    load_examples()
    expected = len(stored_examples())

    assert clear_examples() == expected
    assert _counts(db) == dict.fromkeys(_counts(db), 0)
    assert clear_examples() == 0


def test_clearing_and_reloading_leave_a_real_maker_alone(db):
    producer = make_producer(name="Contoh Pembuat 01", slug="contoh-pembuat-asri")
    listing = make_listing(producer=producer, tiers={10: 90_000})
    before = _counts(db)

    load_examples()
    clear_examples()

    assert _counts(db) == before
    assert db.session.scalar(select(Listing.code)) == listing.code


def test_examples_are_marked_and_never_confirmed(db):
    load_examples()

    makers = db.session.scalars(select(Producer)).all()

    assert all(maker.is_example and maker.origin_valid_until is None for maker in makers)
    assert all(re.fullmatch(r"Contoh Pembuat \d\d", maker.name) for maker in makers)


def test_listings_of_examples_claim_no_export_and_link_to_no_shop(db):
    load_examples()

    assert db.session.scalars(select(Listing.is_export_ready).distinct()).all() == [False]
    assert db.session.scalars(select(Channel)).all() == []


def test_a_load_without_changes_reads_only_a_few_times(db, count_queries):
    load_examples()

    with count_queries() as count:
        load_examples()

    assert count() == 8


def test_commands_load_and_clear(app: Flask, db):
    runner = app.test_cli_runner()

    loaded = runner.invoke(args=["examples", "load"])
    again = runner.invoke(args=["examples", "load"])
    cleared = runner.invoke(args=["examples", "clear"])

    assert (loaded.exit_code, again.exit_code, cleared.exit_code) == (0, 0, 0)
    assert re.search(r"\d+ added, 0 changed, 0 removed, 0 unchanged", loaded.output)
    assert re.search(r"0 added, 0 changed, 0 removed, \d+ unchanged", again.output)
    assert re.search(r"\d+ makers and listings removed", cleared.output)
    assert db.session.scalar(select(func.count()).select_from(Producer)) == 0
