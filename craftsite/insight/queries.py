"""How far the works of some regions reach: makers, listings, and what was done on their pages in twelve months."""

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, extract, func, select, true

from craftsite.events.models import DailyCount, What
from craftsite.events.queries import Span
from craftsite.extensions import db
from craftsite.goods.models import Kind
from craftsite.inquiries.demand_models import Tap
from craftsite.listings.counted import LISTING
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public as is_public_producer
from craftsite.web.clock import EAST_JAVA

MONTHS = 12

Regions = Collection[str] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How often something was done on pages of listings of a kind, in a month, from a country; "" where unknown."""

    month: datetime.date
    kind: Kind
    what: What
    country: str
    number: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of some regions; examples are in none of it."""

    span: Span
    makers: int
    listings: Counter[Kind]
    readings: Sequence[Reading]

    @property
    def months(self) -> Sequence[datetime.date]:
        """The first days of the months, the newest first."""
        return months_until(self.span.last)

    def count(self, what: What, **wanted: object) -> int:
        """How often something was done, in all or of one `kind`, `month` or `country`."""
        return sum(
            reading.number
            for reading in self.readings
            if reading.what is what and all(getattr(reading, name) == value for name, value in wanted.items())
        )

    def countries(self) -> Counter[str]:
        """How often a page was opened from each country."""
        added: Counter[str] = Counter()
        for reading in self.readings:
            if reading.what is What.VIEW:
                added[reading.country] += reading.number
        return added


def reach_of(regions: Regions, day: datetime.date) -> Reach:
    """The reach of these regions, or of all, in the twelve months that end with this day. Four queries."""
    span = Span(months_until(day)[-1], day)
    listings = select(Listing.kind, func.count()).join(Listing.producer).where(is_public(day), *_of(regions))
    kinds = Counter({Kind(kind): number for kind, number in db.session.execute(listings.group_by(Listing.kind))})
    makers = select(func.count()).select_from(Producer).where(is_public_producer(day), *_of(regions))
    readings = [*_counted(regions, span), *_taps(regions, span)]
    return Reach(span, db.session.scalar(makers) or 0, kinds, readings)


def months_until(day: datetime.date) -> Sequence[datetime.date]:
    """The first days of the twelve months up to that of a day, the newest first."""
    newest = day.year * 12 + day.month - 1
    numbers = range(newest, newest - MONTHS, -1)
    return [datetime.date(number // 12, number % 12 + 1, 1) for number in numbers]


def _counted(regions: Regions, span: Span) -> Sequence[Reading]:
    year, month = extract("year", DailyCount.day), extract("month", DailyCount.day)
    group = (year, month, Listing.kind, DailyCount.what, DailyCount.country)
    statement = (
        select(*group, func.sum(DailyCount.number))
        .join(Listing, Listing.code == DailyCount.subject_key)
        .join(Listing.producer)
        .where(DailyCount.subject_kind == LISTING, DailyCount.day.between(span.first, span.last), *_of(regions))
        .group_by(*group)
    )
    return [
        Reading(datetime.date(int(year), int(month), 1), Kind(kind), What(what), country, int(number))
        for year, month, kind, what, country, number in db.session.execute(statement)
    ]


def _taps(regions: Regions, span: Span) -> Sequence[Reading]:
    """How often a number was shown for a listing; where from, nobody knows."""
    statement = (
        select(Tap.tapped_at, Listing.kind)
        .join(Listing, Listing.id == Tap.listing_id)
        .join(Listing.producer)
        .where(Tap.tapped_at >= span.begins_at, Tap.tapped_at < span.ends_at, *_of(regions))
    )
    taps = Counter(
        (instant.astimezone(EAST_JAVA).date().replace(day=1), Kind(kind))
        for instant, kind in db.session.execute(statement)
    )
    return [Reading(month, kind, What.WHATSAPP, "", number) for (month, kind), number in taps.items()]


def _of(regions: Regions) -> Sequence[ColumnElement[bool]]:
    is_theirs = true() if regions is None else Producer.region_code.in_(regions)
    return Producer.is_example.is_(False), is_theirs
