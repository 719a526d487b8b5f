"""Which exhibitions come first, and what hangs on a wall."""

import datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from craftsite.exhibitions.models import Exhibition, Item, State
from craftsite.exhibitions.queries import count_walls, find_items, find_published, offered_listing_ids
from craftsite.goods.models import Verification
from craftsite.web.clock import today
from tests.conftest import Counter
from tests.factories import make_exhibition, make_item, make_listing, make_producer, make_product

DAY = datetime.date(2027, 3, 10)


def days(first: int, last: int) -> dict[str, datetime.date]:
    """The dates of an exhibition, counted from DAY."""
    return {
        "opens_on": DAY + datetime.timedelta(days=first),
        "closes_on": DAY + datetime.timedelta(days=last),
    }


@pytest.fixture(autouse=True)
def no_exhibition(db: SQLAlchemy) -> None:
    db.session.execute(delete(Exhibition))


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, State.RUNNING),
        (days(0, 0), State.RUNNING),
        (days(-3, 0), State.RUNNING),
        (days(0, 3), State.RUNNING),
        (days(1, 3), State.UPCOMING),
        (days(-3, -1), State.PAST),
    ],
)
def test_both_days_belong_to_an_exhibition(dates: dict[str, datetime.date], state: State) -> None:
    assert make_exhibition(**dates).state_on(DAY) is state


def test_what_ends_soon_comes_before_what_is_always_open_and_what_is_over_comes_last() -> None:
    for title, position, dates in (
        ("over for long", 1, days(-40, -30)),
        ("just over", 1, days(-9, -2)),
        ("always, second", 2, {}),
        ("always, first", 1, {}),
        ("later", 1, days(20, 30)),
        ("soon", 1, days(2, 3)),
        ("ends next week", 1, days(-2, 7)),
        ("ends today", 9, days(-2, 0)),
    ):
        make_exhibition(title=title, position=position, **dates)
    make_exhibition(title="a draft", is_published=False)

    assert [exhibition.title_id for exhibition in find_published(DAY)] == [
        "ends today", "ends next week", "always, first", "always, second", "soon", "later", "just over",
        "over for long",
    ]  # fmt: skip


def test_a_wall_falls_bare_when_its_thing_may_not_be_seen_and_the_next_one_moves_up() -> None:
    unsourced = make_product(verification=Verification.GENERAL_KNOWLEDGE)
    unconfirmed = make_listing(producer=make_producer(origin_valid_until=DAY - datetime.timedelta(days=1)))
    confirmed = make_listing(producer=make_producer(origin_valid_until=DAY))
    draft = make_listing(published_at=None)
    product = make_product()
    exhibition = make_exhibition(unsourced, unconfirmed, confirmed, draft, product)

    shown = find_items(exhibition, DAY)

    assert [(item.listing_id, item.product_id) for item in shown] == [(confirmed.id, None), (None, product.id)]
    assert count_walls([exhibition], DAY) == {exhibition.id: 2}


def test_an_exhibition_without_a_wall_counts_none() -> None:
    empty = make_exhibition(make_product(verification=Verification.GENERAL_KNOWLEDGE))

    assert count_walls([empty], DAY) == {empty.id: 0}
    assert count_walls([], DAY) == {}


def test_what_can_be_bought_follows_the_walls_and_names_each_thing_once() -> None:
    first, second, unsold = make_product(), make_product(), make_product()
    shown = make_listing(product_id=second.id)
    make_listing(product_id=first.id)
    newest = make_listing(product_id=first.id)
    exhibition = make_exhibition(unsold, first, shown, second)
    items = find_items(exhibition, today())

    assert offered_listing_ids(items, today(), 8) == [newest.id, shown.id]
    assert offered_listing_ids(items, today(), 1) == [newest.id]


def test_the_list_takes_one_query_and_the_walls_two_however_many_there_are(count_queries: Counter) -> None:
    def cost(walls: int) -> int:
        exhibition = make_exhibition(*(make_product() for _ in range(walls)), make_listing())
        with count_queries() as count:
            find_published(DAY)
            count_walls([exhibition], DAY)
            find_items(exhibition, DAY)
        return count()

    assert cost(3) == cost(30) == 4


@pytest.mark.parametrize(
    "fault",
    [
        {"product_id": None},
        {"listing_id": "any"},
    ],
)
def test_a_wall_holds_one_thing_and_not_two(db: SQLAlchemy, fault: dict[str, object]) -> None:
    listing = make_listing()
    exhibition = make_exhibition()
    item = make_item(make_product(), 2, exhibition_id=exhibition.id)
    for name, value in fault.items():
        setattr(item, name, listing.id if value == "any" else value)

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(item)


@pytest.mark.parametrize("dates", [{"opens_on": DAY}, {"closes_on": DAY}, days(1, 0)])
def test_dates_come_in_pairs_and_in_order(db: SQLAlchemy, dates: dict[str, datetime.date]) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        make_exhibition(**dates)


def test_what_is_removed_leaves_no_wall_behind(db: SQLAlchemy) -> None:
    listing = make_listing()
    exhibition = make_exhibition(make_product(), listing)

    db.session.delete(listing)
    db.session.flush()

    assert count_walls([exhibition], today()) == {exhibition.id: 1}
    db.session.expire_all()
    db.session.execute(delete(Exhibition))
    assert db.session.query(Item).count() == 0
