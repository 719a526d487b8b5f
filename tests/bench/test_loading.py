"""Made-up listings: the same ones every time, and in the database as if the site had written them."""

import dataclasses
import json

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect, select, text

from bench.facts import Facts, read_facts
from bench.loading import TABLES, load
from bench.makers import Maker, Makers
from craftsite.catalog.filters import Filters
from craftsite.catalog.queries import find_listings
from craftsite.extensions import db as database
from craftsite.listings.models import Listing
from craftsite.listings.operations import index_listings
from craftsite.listings.word_models import ListingWords
from craftsite.producers.models import Producer
from craftsite.web.clock import today

NUMBER = 200


@pytest.mark.same_on_both
def test_the_same_seed_makes_the_same_listings(db: SQLAlchemy) -> None:
    facts = read_facts()

    assert written(facts, NUMBER) == written(facts, NUMBER)
    assert written(facts, NUMBER) != written(facts, NUMBER, seed=1)


@pytest.mark.same_on_both
def test_fewer_listings_are_the_first_of_more(db: SQLAlchemy) -> None:
    facts = read_facts()

    fewer, more = ([row for maker in Makers(facts).until(number) for row in maker.listings] for number in (50, NUMBER))

    assert len(fewer) == 50
    assert fewer == more[:50]


def test_a_loaded_database_is_one_that_the_site_could_have_written(live_app: Flask) -> None:
    with live_app.app_context():
        before = structure()
        load(NUMBER)

        assert structure() == before
        assert find_listings(Filters(), today()).total == NUMBER
        assert database.session.scalars(select(Producer.is_example).distinct()).all() == [True]
        loaded = words()
        index_listings(database.session.scalars(select(Listing.id)).all())
        assert words() == loaded
        assert next_id() > NUMBER
        database.session.rollback()


def written(facts: Facts, number: int, seed: int = 20261125) -> bytes:
    """Everything that is made, as bytes."""
    return json.dumps([rows_of(maker) for maker in Makers(facts, seed).until(number)], default=str).encode()


def rows_of(maker: Maker) -> list[object]:
    """The rows of a maker and of all that hangs on it."""
    return [getattr(maker, part.name) for part in dataclasses.fields(maker) if part.name not in {"place", "designs"}]


def structure() -> dict[str, object]:
    """The indexes and triggers of the tables that are filled."""
    connection = database.session.connection()
    names = [table.__tablename__ for table in TABLES]
    indexes = {name: sorted(index["name"] for index in inspect(connection).get_indexes(name)) for name in names}
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    }
    found = connection.execute(text(triggers[connection.dialect.name])).scalars().all()
    database.session.rollback()
    return {**indexes, "triggers": found}


def words() -> set[tuple[int, str]]:
    """What all listings are found by."""
    return set(map(tuple, database.session.execute(select(ListingWords.listing_id, ListingWords.words))))


def next_id() -> int:
    """The id that a listing would get which somebody writes now."""
    first = database.session.scalars(select(Listing).limit(1)).one()
    values = {column.key: getattr(first, column.key) for column in inspect(Listing).columns}
    another = Listing(**{**values, "id": None, "code": "CTH-001"})
    database.session.add(another)
    database.session.flush()
    return another.id
