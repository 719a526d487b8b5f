"""The index of the catalogue gives the answers of plain SQL, whatever is written, undone, or brought by a new day."""

import datetime
import multiprocessing
import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from structlog.testing import CapturingLogger

from craftsite.app import create_app
from craftsite.catalog import queries
from craftsite.catalog.filters import Facet, Filters, Found, Sort, Tab
from craftsite.catalog.index import current
from craftsite.catalog.index.current import Index, catalogue
from craftsite.catalog.index.files import load as load_file
from craftsite.catalog.index.files import save
from craftsite.catalog.index.orders import BLOCK, Keys, Order
from craftsite.catalog.index.parts import Asked
from craftsite.catalog.index.states import changes_since, newest_state
from craftsite.cli import LOADERS, load
from craftsite.extensions import db as database
from craftsite.listings import change_triggers
from craftsite.listings.models import Listing, PriceTier, Stock
from craftsite.listings.operations import index_listings
from craftsite.producers.models import Producer, ProducerKind, ProducerKindMark
from craftsite.web.writing import writing
from tests.catalog.oracle import queries as oracle
from tests.catalog.oracle.matching import write_words
from tests.catalog.test_queries import DAY, REGIONS, WORDS, Offer, Shop, filters, offers
from tests.conftest import SETTINGS
from tests.factories import make_certificate, make_listing, make_producer, make_product
from tests.live import LiveDatabase

# CRAFTSITE_TEST_EXAMPLES=1000 looks longer than the few seconds that every run can spare.
EXAMPLES = int(os.environ.get("CRAFTSITE_TEST_EXAMPLES", "8"))
A_DAY = datetime.timedelta(days=1)
Edit = Callable[[Listing, int], None]


def rename(listing: Listing, number: int) -> None:
    listing.name_id = f"{WORDS[number % len(WORDS)].capitalize()} {number}"
    database.session.flush()
    index_listings([listing.id])


def change_price(listing: Listing, number: int) -> None:
    listing.price_idr = (None, 5_000, 75_000, 90_000)[number % 4]


def change_stock(listing: Listing, number: int) -> None:
    listing.stock = list(Stock)[number % len(Stock)]


def archive(listing: Listing, number: int) -> None:
    listing.archived_at = listing.updated_at if number % 2 else None


def delete(listing: Listing, number: int) -> None:
    database.session.delete(listing)


def sell_wholesale(listing: Listing, number: int) -> None:
    database.session.merge(PriceTier(listing_id=listing.id, from_quantity=number + 2, price_idr=4_000))


def move_maker(listing: Listing, number: int) -> None:
    maker = database.session.get_one(Producer, listing.producer_id)
    maker.region_code = REGIONS[number % len(REGIONS)]
    database.session.flush()
    index_listings([listing.id])


def mark_maker(listing: Listing, number: int) -> None:
    kind = list(ProducerKind)[number % len(ProducerKind)]
    database.session.merge(ProducerKindMark(producer_id=listing.producer_id, kind=kind))


def lapse_maker(listing: Listing, number: int) -> None:
    database.session.get_one(Producer, listing.producer_id).origin_valid_until = DAY + (number - 2) * A_DAY


def certify_maker(listing: Listing, number: int) -> None:
    begins = DAY + (number - 3) * A_DAY
    maker = database.session.get_one(Producer, listing.producer_id)
    make_certificate(maker, valid_from=begins, valid_until=begins + 2 * A_DAY)


EDITS: tuple[Edit, ...] = (
    *(rename, change_price, change_stock, archive, delete, sell_wholesale),
    *(move_maker, mark_maker, lapse_maker, certify_maker),
)
EDITED = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 11), st.integers(0, 7)), max_size=6)


def edit(steps: list[tuple[Edit, int, int]]) -> None:
    """Does these edits, each to one of the listings there are."""
    for change, which, number in steps:
        listings = database.session.query(Listing).order_by(Listing.id).all()
        if listings:
            change(listings[which % len(listings)], number)
            database.session.flush()


def both(wanted: Filters, day: datetime.date) -> tuple[list[object], list[object]]:
    """All that the index says of some filters, and all that plain SQL does."""
    known = wanted.applicable(Tab.KNOWN)
    write_words()
    return tuple(  # type: ignore[return-value]
        [
            answers.find_listings(wanted, day, 3),
            answers.first_listings(wanted, day, 5),
            answers.count_listings([wanted], day),
            answers.find_products(known, day, 3),
            answers.first_products(known, day, 5),
        ]
        for answers in (queries, oracle)
    )


@pytest.mark.usefixtures("db")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(offers(), max_size=8),
    st.lists(st.tuples(EDITED, filters(), st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=3),
)
def test_every_answer_is_that_of_plain_sql_after_any_edits_and_on_any_day(
    stock: list[Offer], rounds: list[tuple[list[tuple[Edit, int, int]], Filters, int, int]]
) -> None:
    savepoint = database.session.begin_nested()
    try:
        shop = Shop()
        for offer in stock:
            shop.publish(offer)
        for steps, wanted, page, days in rounds:
            edit(steps)
            index, sql = both(replace(wanted, page=page), DAY + days * A_DAY)
            assert index == sql
    finally:
        savepoint.rollback()


def test_a_set_that_lost_one_id_is_told_by_the_comparison(db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        make_listing(name="Payung")
    assert both(Filters(), DAY)[0] == both(Filters(), DAY)[1]

    part = catalogue(DAY).listings.part
    ready = dict(part.facets[Facet.STOCK])
    monkeypatch.setitem(part.facets, Facet.STOCK, ready | {"siap": ready["siap"] - BitMap([part.everything[0]])})  # type: ignore[arg-type]

    assert both(Filters(), DAY)[0] != both(Filters(), DAY)[1]


def test_an_order_of_many_blocks_is_what_sorting_gives_after_any_change() -> None:
    numbers = {one: one * 7_919 % 10_007 for one in range(1, 2 * BLOCK)}
    names = {one: f"n{number % 97:02}" for one, number in numbers.items()}

    def key(one: int) -> tuple[int, int]:
        return numbers[one], one

    by_number = Order.of(sorted(numbers, key=key))
    by_name = sorted(numbers, key=lambda one: (names[one], one))
    named = Order.of(by_name, [names[one] for one in by_name])

    gone = BitMap(range(5, 2 * BLOCK, 11))
    stays = [one for one in numbers if one not in gone]
    fresh = range(10 * BLOCK, 13 * BLOCK)
    numbers |= {one: one % 5_003 for one in fresh}
    names |= {one: f"n{one % 89:02}" for one in fresh}
    by_number = by_number.changed(gone, sorted((key(one), one) for one in fresh), Keys(key, key))
    named = named.changed(gone, sorted(((names[one], one), one) for one in fresh))

    now = [*stays, *fresh]
    for order, expected in (
        (by_number, sorted(now, key=key)),
        (named, sorted(now, key=lambda one: (names[one], one))),
    ):
        assert order.page(BitMap(now), 0, len(now)) == expected
        assert max(len(block.ids) for block in order.blocks) <= BLOCK
        odd = BitMap([one for one in now if one % 2])
        assert order.page(odd, 4_000, 24) == [one for one in expected if one % 2][4_000:4_024]


def test_what_was_undone_leaves_no_trace(db: SQLAlchemy) -> None:
    make_listing(name="Payung")
    before = queries.find_listings(Filters(), DAY)

    savepoint = db.session.begin_nested()
    make_listing(name="Perahu")
    assert queries.find_listings(Filters(), DAY).total == before.total + 1
    savepoint.rollback()
    # The number of the change that was undone comes again on SQLite, for another one.
    lampion = make_listing(name="Lampion")

    assert queries.find_listings(Filters(text="perahu"), DAY).ids == ()
    assert queries.find_listings(Filters(text="lampion"), DAY).ids == (lampion.id,)


def test_an_older_state_is_answered_as_it_was(db: SQLAlchemy) -> None:
    make_listing()
    old = newest_state()
    assert catalogue(DAY).state == old
    savepoint = db.session.begin_nested()
    make_listing()
    assert catalogue(DAY).state != old

    savepoint.rollback()

    assert catalogue(DAY).state == old
    assert queries.find_listings(Filters(), DAY).total == 1


def test_a_product_that_changed_is_found_as_it_is(db: SQLAlchemy) -> None:
    product = make_product(name="Kopi zzijen", regions=("3510",))
    assert queries.find_products(Filters(text="zzijen"), DAY).ids == (product.id,)

    product.withdrawn_at = datetime.datetime.now(datetime.UTC)
    db.session.flush()

    assert queries.find_products(Filters(text="zzijen"), DAY).ids == ()


def test_a_restored_database_is_read_anew(db: SQLAlchemy) -> None:
    make_listing()
    found = queries.find_listings(Filters(), DAY)

    change_triggers.begin_anew(db.session.connection())

    assert queries.find_listings(Filters(), DAY) == found


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """What the index writes into the log."""
    logger = CapturingLogger()
    monkeypatch.setattr(current, "log", logger)
    return logger


def test_a_file_gives_back_what_was_put_into_it(db: SQLAlchemy, tmp_path: Path) -> None:
    for number in range(3):
        maker = make_producer(region=REGIONS[number])
        listing = make_listing(producer=maker, price_idr=number * 1_000 or None, tiers={10: 1}, seasons=1 << number)
        make_certificate(maker, listing, valid_from=DAY + number * A_DAY)
    whole = catalogue(DAY)
    path = tmp_path / "folder" / "file"

    save(whole, path)
    again = load_file(path)

    assert (again.state, again.day) == (whole.state, whole.day)
    assert again.products.find(Filters(), Asked(), None, 3) == whole.products.find(Filters(), Asked(), None, 3)
    save(again, path.parent / "again")
    assert (path.parent / "again").read_bytes() == path.read_bytes()
    assert len(list(path.parent.iterdir())) == 2, "no half file is left"


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda content: content[:-9] + b"x" + content[-8:], "its checksum is another"),
        (lambda content: content[:-5], "its checksum is another"),
        (lambda content: content.replace(b"catalogue 1", b"catalogue 0", 1), "it is of another version"),
        (lambda content: b"", "it is of another version"),
    ],
    ids=["a byte changed", "cut short", "another version", "empty"],
)
def test_a_damaged_file_is_told_in_the_log_and_the_database_read(
    db: SQLAlchemy, tmp_path: Path, logged: CapturingLogger, harm: Callable[[bytes], bytes], reason: str
) -> None:
    listing = make_listing()
    path = tmp_path / "file"
    save(catalogue(DAY), path)
    path.write_bytes(harm(path.read_bytes()))
    logged.calls.clear()

    found = Index(path).at(DAY)

    assert list(found.listings.part.everything) == [listing.id]
    assert [(call.method_name, call.kwargs.get("reason")) for call in logged.calls] == [
        ("warning", reason),
        ("info", None),
    ]


def test_a_start_from_a_file_reads_only_what_has_changed_since(
    db: SQLAlchemy, tmp_path: Path, logged: CapturingLogger
) -> None:
    make_listing()
    save(catalogue(DAY), tmp_path / "file")
    logged.calls.clear()
    make_listing()

    found = Index(tmp_path / "file").at(DAY)

    assert len(found.listings.part.everything) == 2
    assert not logged.calls, "the whole database would be told of"


def test_every_trigger_is_in_the_database_and_no_other(db: SQLAlchemy) -> None:
    connection = db.session.connection()

    assert change_triggers.installed(connection) == change_triggers.wanted(connection.dialect.name)


def test_another_worker_sees_a_change_with_its_next_answer(live_db: LiveDatabase) -> None:
    one, other = live_db.app(), live_db.app()
    found: list[Found] = []
    for number in range(3):
        with one.app_context():
            if not number:
                load(LOADERS[:3])
        with one.app_context(), writing():
            make_listing(name=f"Payung {number}", producer=make_producer())
            database.session.commit()
        for app in (one, other):
            with app.app_context():
                found.append(queries.find_listings(Filters(sort=Sort.NAME), DAY))

    assert [len(page.ids) for page in found] == [1, 1, 2, 2, 3, 3]


@pytest.mark.only_on_postgresql
def test_changes_are_numbered_in_the_order_of_their_commits(live_app: Flask) -> None:
    with live_app.app_context():
        load(LOADERS[:3])
        with writing():
            first, second = make_listing().id, make_listing().id
            database.session.commit()
        change = sa.update(Listing).values(price_idr=5_000)
        with database.engine.connect() as early, database.engine.connect() as late:
            early.execute(change.where(Listing.id == first))
            late.execute(change.where(Listing.id == second))
            late.commit()
            seen = newest_state()
            early.commit()

        database.session.rollback()
        assert [change.listing_id for change in changes_since(seen, 9) or ()] == [first]


def test_two_processes_that_edit_leave_every_worker_with_what_there_is(live_db: LiveDatabase) -> None:
    app = live_db.app()
    with app.app_context():
        load(LOADERS[:3])
        with writing():
            for number in range(12):
                make_listing(name=f"Payung {number}", producer=make_producer(region=REGIONS[number % 3]))
            database.session.commit()
    context = multiprocessing.get_context("fork")
    editors = [context.Process(target=edit_at_random, args=(live_db.url, seed)) for seed in (1, 2)]
    for editor in editors:
        editor.start()
    # This worker follows while they write.
    while any(editor.is_alive() for editor in editors):
        editors[0].join(0.05)
        with app.app_context():
            queries.find_listings(Filters(), DAY)
    for editor in editors:
        editor.join()

    assert [editor.exitcode for editor in editors] == [0, 0]
    for worker in (app, live_db.app()):
        with worker.app_context():
            for wanted in (*map(Filters, ("", "payung", "perahu")), Filters(sort=Sort.NAME), Filters(price_min_idr=1)):
                index, sql = both(wanted, DAY)
                assert index == sql


def edit_at_random(url: str, seed: int) -> None:
    """What one of the processes does: twelve edits, each committed, where the other was not quicker."""
    app = create_app({**SETTINGS, "DATABASE_URL": url})
    chance = random.Random(seed)
    for _number in range(12):
        with app.app_context():
            queries.find_listings(Filters(), DAY)
            with suppress(StaleDataError, ObjectDeletedError), writing():
                edit([(chance.choice(EDITS), chance.randrange(12), chance.randrange(8))])
                database.session.commit()
