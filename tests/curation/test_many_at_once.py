"""Two people of the office at the same moment, on a database whose commits are real."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from craftsite.cli import load
from craftsite.curation import review_operations as operations
from craftsite.curation import review_queries as queries
from craftsite.curation.review_models import Decision, Review
from craftsite.curation.review_operations import OvertakenError, Verdict
from craftsite.extensions import db
from craftsite.listings.models import Listing
from craftsite.web.clock import now
from craftsite.web.writing import writing
from tests.factories import make_office, make_seat, make_sent, make_user

VERDICT = Verdict(Decision.APPROVED, 3, 1, ["price"], "")


def at_once(*jobs: Callable[[], None]) -> None:
    """Does all of this at the same time."""
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        gate.wait()
        job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def approving(app: Flask, listing_id: int, user_id: int, overtaken: list[int]) -> Callable[[], None]:
    """Approves a listing as somebody else does the same."""

    def approve() -> None:
        with app.app_context():
            try:
                with writing():
                    listing = queries.get_of_regions_for_update(listing_id, None)
                    operations.decide(listing, VERDICT, None, user_id, now())
                    db.session.commit()
            except OvertakenError:
                overtaken.append(listing_id)

    return approve


def begin(app: Flask, count: int) -> tuple[list[int], int]:
    """Listings of one region that wait, and somebody of its office."""
    with app.app_context(), writing():
        load()
        user = make_user(region="3526")
        make_seat(user, make_office("3526"))
        ids = [make_sent().id for _number in range(count)]
        db.session.commit()
        return ids, user.id


def test_two_first_approvals_of_a_region_at_once_get_two_codes(live_app: Flask) -> None:
    ids, user_id = begin(live_app, 4)

    at_once(*(approving(live_app, listing_id, user_id, []) for listing_id in ids))

    with live_app.app_context():
        codes = db.session.scalars(select(Listing.code).order_by(Listing.code)).all()
    assert codes == ["BKL-001", "BKL-002", "BKL-003", "BKL-004"]


def test_of_two_who_approve_one_listing_at_once_one_does(live_app: Flask) -> None:
    [listing_id], user_id = begin(live_app, 1)
    overtaken: list[int] = []

    at_once(*[approving(live_app, listing_id, user_id, overtaken)] * 3)

    with live_app.app_context():
        assert len(db.session.scalars(select(Review)).all()) == 1
        assert db.session.scalars(select(Listing.code)).all() == ["BKL-001"]
    assert overtaken == [listing_id] * 2
