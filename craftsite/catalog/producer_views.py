"""The makers: the list of them, and the page of each."""

from collections.abc import Sequence

from flask import Blueprint, Response, request
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from craftsite.catalog.cards import card
from craftsite.catalog.choices import PRODUCER_KIND_NAMES
from craftsite.extensions import db
from craftsite.listings.models import Listing
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public
from craftsite.web.clock import today
from craftsite.web.htmx import render
from craftsite.web.paging import LAST_PAGE, PER_PAGE, Page
from craftsite.web.queries import page_value

bp = Blueprint("producers", __name__)


@bp.get("/pembuat")
def index() -> Response:
    """The public makers in the order of the regions' codes, then by name, 24 a page."""
    day = today()
    total = db.session.scalar(select(func.count()).select_from(Producer).where(is_public(day))) or 0
    number = page_value(request.args, "hal", LAST_PAGE)
    last = Page((), 1, total).count
    number = min(number, last)
    statement = (
        select(Producer)
        .where(is_public(day))
        .options(joinedload(Producer.region), selectinload(Producer.kinds))
        .order_by(Producer.region_code, Producer.name, Producer.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    producers = list(db.session.scalars(statement))
    return render("catalog/producers.html", page=Page(producers, number, total), counts=_listing_counts(producers))


@bp.get("/pembuat/<slug:slug>")
def show(slug: str) -> Response:
    """Who the maker is, where, how to visit, and everything they offer."""
    statement = (
        select(Producer)
        .where(Producer.slug == slug, is_public(today()))
        .options(joinedload(Producer.region), selectinload(Producer.kinds))
    )
    producer = db.first_or_404(statement)
    listings = db.session.scalars(
        select(Listing)
        .where(Listing.producer_id == producer.id, Listing.published_at.is_not(None))
        .options(joinedload(Listing.producer).joinedload(Producer.region))
        .order_by(Listing.published_at.desc(), Listing.id.desc())
    )
    return render(
        "catalog/producer.html",
        producer=producer,
        kinds=[str(PRODUCER_KIND_NAMES[mark.kind]) for mark in producer.kinds],
        cards=[card(listing) for listing in listings],
    )


def _listing_counts(producers: Sequence[Producer]) -> dict[int, int]:
    statement = (
        select(Listing.producer_id, func.count())
        .where(Listing.producer_id.in_([producer.id for producer in producers]), Listing.published_at.is_not(None))
        .group_by(Listing.producer_id)
    )
    return dict(db.session.execute(statement).tuples().all())
