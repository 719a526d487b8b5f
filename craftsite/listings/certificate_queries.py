"""Reads of certificates, and the one rule for which of them the public is told, of which listing, on which day."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from craftsite.extensions import db
from craftsite.goods.models import Kind
from craftsite.listings.certificate_models import (
    Assurance,
    Certificate,
    CertificateKind,
    CertificateListing,
    CertificateState,
)
from craftsite.listings.certificate_names import GOODS
from craftsite.listings.models import Halal, Listing
from craftsite.producers.models import Membership, Producer

# The codes of regions; None means all of them.
Regions = Collection[str] | None
# What a filter may promise: an office has held the paper against what the maker says.
LOOKED_AT = (Assurance.SEEN, Assurance.CHECKED)
OPEN = (CertificateState.WAITING, CertificateState.SHOWN, CertificateState.REFUSED)
# How long before a certificate lapses its maker is told, the first time and the last.
REMINDERS = (30, 7)


def is_told(day: datetime.date) -> ColumnElement[bool]:
    """Certificates that an office has let pass and that are valid on a day (WIB), both ends inclusive."""
    return and_(
        Certificate.state == CertificateState.SHOWN,
        or_(Certificate.valid_from.is_(None), Certificate.valid_from <= day),
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= day),
    )


def is_about_listing() -> ColumnElement[bool]:
    """Whether a certificate is about a listing: of its maker, of a kind of goods that it can be about, and meant so.

    A halal certificate is never about goods whose maker says something else of them.
    """
    marked = exists().where(
        CertificateListing.certificate_id == Certificate.id, CertificateListing.listing_id == Listing.id
    )
    return and_(
        Certificate.producer_id == Listing.producer_id,
        _fits(Listing.kind),
        or_(Certificate.covers_all, marked),
        or_(Certificate.kind != CertificateKind.HALAL, Listing.halal == Halal.CERTIFIED),
    )


def is_evidence(day: datetime.date) -> ColumnElement[bool]:
    """Certificates of a listing that the public is told on a day and that an office has looked at."""
    return and_(is_about_listing(), is_told(day), Certificate.assurance.in_(LOOKED_AT))


def find_told(listing_ids: Collection[int], day: datetime.date) -> Mapping[int, Sequence[Certificate]]:
    """What the public is told on a day of each of these listings, with the office that looked. One query."""
    return _of_listings(listing_ids, is_told(day))


def find_told_of_maker(producer_id: int, day: datetime.date) -> Sequence[Certificate]:
    """What the public is told on a day of a maker, with the office that looked and the listings. Two queries.

    One that is about listings alone is told once the public sees any of these.
    """
    seen = exists().where(
        CertificateListing.certificate_id == Certificate.id,
        CertificateListing.listing_id == Listing.id,
        Listing.published_at.is_not(None),
        Listing.archived_at.is_(None),
        Listing.deleted_at.is_(None),
    )
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.producer_id == producer_id, is_told(day), or_(Certificate.covers_all, seen))
        .options(joinedload(Certificate.office), selectinload(Certificate.marks).joinedload(CertificateListing.listing))
        .order_by(*_ORDER)
    ).all()


def find_of_listing(listing_id: int) -> Sequence[Certificate]:
    """All of a listing that its maker has not taken away, also those that nobody has looked at. One query."""
    return _of_listings([listing_id], Certificate.state.in_(OPEN)).get(listing_id, [])


def find_of_listing_for_update(listing_id: int) -> Sequence[Certificate]:
    """Those of them that nobody has looked at yet, held until the unit of work ends."""
    return db.session.scalars(
        select(Certificate)
        .join(Listing, and_(Listing.id == listing_id, is_about_listing()))
        .where(Certificate.state == CertificateState.WAITING, Certificate.replaces_id.is_(None))
        .with_for_update(of=Certificate)
        .order_by(Certificate.id)
    ).all()


def find_of_maker(producer_id: int) -> Sequence[Certificate]:
    """All of a maker that are not taken away, by kind, with office, file and listings. Two queries."""
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.producer_id == producer_id, Certificate.state.in_(OPEN))
        .options(*WHOLE)
        .order_by(*_ORDER)
    ).all()


def count_of_maker(producer_id: int) -> int:
    """How many a maker has ever written down and not had forgotten. One query."""
    statement = select(func.count()).select_from(Certificate).where(Certificate.producer_id == producer_id)
    return db.session.scalar(statement) or 0


def get_own(certificate_id: int, user_id: int) -> Certificate:
    """The certificate of a maker that somebody speaks for, whole; 404 for every other, and once taken away."""
    return db.one_or_404(
        select(Certificate)
        .join(Membership, Membership.producer_id == Certificate.producer_id)
        .where(Certificate.id == certificate_id, Membership.user_id == user_id, Certificate.state.in_(OPEN))
        .options(*WHOLE, joinedload(Certificate.producer))
    )


def get_own_for_update(certificate_id: int, user_id: int) -> Certificate:
    """The same, held until the unit of work ends."""
    return db.one_or_404(
        select(Certificate)
        .join(Membership, Membership.producer_id == Certificate.producer_id)
        .where(Certificate.id == certificate_id, Membership.user_id == user_id, Certificate.state.in_(OPEN))
        .options(selectinload(Certificate.marks))
        .with_for_update(of=Certificate)
    )


def find_change(certificate_id: int) -> Certificate | None:
    """What its maker has written in its place and no office has let pass yet. One query."""
    return db.session.scalar(
        select(Certificate).where(Certificate.replaces_id == certificate_id, Certificate.state.in_(OPEN)).limit(1)
    )


def find_own_listings(producer_id: int, limit: int) -> Sequence[Listing]:
    """The listings of a maker that a certificate may name, the last changed first. One query."""
    return db.session.scalars(
        select(Listing)
        .where(Listing.producer_id == producer_id, Listing.deleted_at.is_(None), Listing.name_id != "")
        .order_by(Listing.updated_at.desc(), Listing.id.desc())
        .limit(limit)
    ).all()


def find_queue(regions: Regions, limit: int) -> Sequence[Certificate]:
    """What no office of these regions has looked at, the longest waiting first, with maker and region. One query."""
    return db.session.scalars(
        select(Certificate)
        .join(Certificate.producer)
        .where(Certificate.state == CertificateState.WAITING, is_of(regions))
        .options(contains_eager(Certificate.producer).joinedload(Producer.region))
        .order_by(Certificate.submitted_at, Certificate.id)
        .limit(limit)
    ).all()


def count_queue(regions: Regions) -> int:
    """How many wait. One query."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Certificate)
            .join(Certificate.producer)
            .where(Certificate.state == CertificateState.WAITING, is_of(regions))
        )
        or 0
    )


def get_of_regions(certificate_id: int, regions: Regions) -> Certificate:
    """The certificate of a maker of these regions, whole, with what it would replace; 404 for every other."""
    return db.one_or_404(
        select(Certificate)
        .join(Certificate.producer)
        .where(Certificate.id == certificate_id, Certificate.state.in_(OPEN), is_of(regions))
        .options(
            contains_eager(Certificate.producer).joinedload(Producer.region),
            joinedload(Certificate.replaces).options(
                joinedload(Certificate.office),
                selectinload(Certificate.marks).joinedload(CertificateListing.listing),
            ),
            *WHOLE,
        )
    )


def get_of_regions_for_update(certificate_id: int, regions: Regions) -> Certificate:
    """The same, held until the unit of work ends, so that one of two officers comes second."""
    return db.one_or_404(
        select(Certificate)
        .join(Certificate.producer)
        .where(Certificate.id == certificate_id, Certificate.state.in_(OPEN), is_of(regions))
        .options(contains_eager(Certificate.producer))
        .with_for_update(of=Certificate)
    )


def find_to_remind(day: datetime.date) -> Sequence[Certificate]:
    """Shown certificates that lapse within 30 days or 7, and whose makers were not told so yet. One query."""
    within = [
        and_(
            Certificate.valid_until <= day + datetime.timedelta(days=days),
            or_(Certificate.reminded_days.is_(None), Certificate.reminded_days > days),
        )
        for days in REMINDERS
    ]
    return db.session.scalars(
        select(Certificate)
        .join(Certificate.producer)
        .where(
            Certificate.state == CertificateState.SHOWN,
            Certificate.valid_until >= day,
            or_(*within),
            Producer.closed_at.is_(None),
            Producer.is_example.is_(False),
        )
        .options(contains_eager(Certificate.producer))
        .order_by(Certificate.producer_id, Certificate.id)
    ).all()


def is_of(regions: Regions) -> ColumnElement[bool]:
    """Makers of these regions; of an example or a closed one there is nobody who could be told anything."""
    is_real = and_(Producer.is_example.is_(False), Producer.closed_at.is_(None))
    return is_real if regions is None else and_(is_real, Producer.region_code.in_(regions))


def _of_listings(listing_ids: Collection[int], condition: ColumnElement[bool]) -> Mapping[int, Sequence[Certificate]]:
    found: dict[int, list[Certificate]] = {}
    rows = db.session.execute(
        select(Listing.id, Certificate)
        .join(Certificate, is_about_listing())
        .where(Listing.id.in_(listing_ids), condition)
        .options(joinedload(Certificate.office))
        .order_by(Listing.id, *_ORDER)
    )
    for listing_id, certificate in rows:
        found.setdefault(listing_id, []).append(certificate)
    return found


def _fits(kind: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether goods of a kind can have a certificate of its kind."""
    rules = [
        and_(Certificate.kind.in_([str(one) for one in CertificateKind if goods in GOODS[one]]), kind == str(goods))
        for goods in Kind
    ]
    return or_(*rules)


WHOLE: tuple[_AbstractLoad, ...] = (
    joinedload(Certificate.office),
    joinedload(Certificate.image),
    joinedload(Certificate.document),
    selectinload(Certificate.marks).joinedload(CertificateListing.listing),
)
_ORDER = (Certificate.kind, Certificate.id)
