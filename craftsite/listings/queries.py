"""Reads of listings, and the one rule for which of them the public sees."""

import datetime
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from craftsite.accounts.models import User
from craftsite.extensions import db
from craftsite.listings.models import Draft, DraftState, ExchangeRate, Listing, Photo
from craftsite.producers.models import Membership, Producer
from craftsite.producers.queries import is_public as is_public_producer

RATE_DAYS = 60


def is_public(today: datetime.date) -> ColumnElement[bool]:
    """Published listings of public makers, neither archived nor deleted; the statement must join `Listing.producer`."""
    return and_(
        Listing.published_at.is_not(None),
        Listing.archived_at.is_(None),
        Listing.deleted_at.is_(None),
        is_public_producer(today),
    )


def get_once_published(code: str) -> Listing:
    """The listing of a code with maker, region and main photograph, whether or not it is public now, or 404. One query.

    What a page once named stays in caches, so pictures are answered for longer than pages.
    """
    return db.first_or_404(
        select(Listing)
        .where(Listing.code == code, Listing.published_at.is_not(None))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
    )


def newest_rate(currency: str, today: datetime.date) -> ExchangeRate | None:
    """The newest rate of a currency; None where the last 60 days have none, since an old one misleads. One query."""
    oldest = today - datetime.timedelta(days=RATE_DAYS)
    statement = (
        select(ExchangeRate)
        .where(ExchangeRate.currency == currency, ExchangeRate.valid_on.between(oldest, today))
        .order_by(ExchangeRate.valid_on.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def find_of_maker(producer_id: int, page: int, per_page: int) -> Sequence[Listing]:
    """One page of the listings of a maker with their drafts, the last changed first, none deleted. One query."""
    return db.session.scalars(
        select(Listing)
        .where(Listing.producer_id == producer_id, Listing.deleted_at.is_(None))
        .options(*WITH_MAKER, joinedload(Listing.draft), with_main_photo())
        .order_by(Listing.updated_at.desc(), Listing.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()


def find_coded(producer_id: int) -> Sequence[Listing]:
    """The listings of a maker that were published once and are not deleted, the newest code first. One query."""
    return db.session.scalars(
        select(Listing)
        .where(Listing.producer_id == producer_id, Listing.code.is_not(None), Listing.deleted_at.is_(None))
        .order_by(Listing.published_at.desc(), Listing.id.desc())
    ).all()


def has_published(producer_id: int) -> bool:
    """Whether any listing of a maker was ever published. One query."""
    return bool(
        db.session.scalar(select(exists().where(Listing.producer_id == producer_id, Listing.code.is_not(None))))
    )


def count_of_maker(producer_id: int) -> int:
    """How many there are. One query."""
    statement = select(func.count()).select_from(Listing)
    return db.session.scalar(statement.where(Listing.producer_id == producer_id, Listing.deleted_at.is_(None))) or 0


def find_to_mend(producer_id: int, limit: int) -> Sequence[Listing]:
    """The listings of a maker that an office gave back, with their drafts, the longest lying first. One query."""
    return db.session.scalars(
        select(Listing)
        .join(Listing.draft)
        .where(
            Listing.producer_id == producer_id,
            Listing.deleted_at.is_(None),
            Draft.state.in_((DraftState.ASKED, DraftState.REFUSED)),
        )
        .options(contains_eager(Listing.draft))
        .order_by(Draft.submitted_at, Listing.id)
        .limit(limit)
    ).all()


def find_makers_to_ask(
    since: datetime.datetime, asked: datetime.datetime, day: datetime.date, limit: int
) -> Sequence[Producer]:
    """The makers with something public of which nobody has said since an instant that it holds, and who were not asked
    since another; the longest unasked first. One query.
    """
    is_due = or_(Producer.asked_at.is_(None), Producer.asked_at < asked)
    stale = select(Listing.producer_id).join(Listing.producer).where(_to_confirm(since, day))
    return db.session.scalars(
        select(Producer)
        .where(Producer.id.in_(stale), is_due)
        .order_by(Producer.asked_at.asc().nulls_first(), Producer.id)
        .limit(limit)
    ).all()


def find_to_confirm(producer_id: int, since: datetime.datetime, day: datetime.date, limit: int) -> Sequence[Listing]:
    """The listings of a maker that it is asked about, the longest unconfirmed first. One query."""
    return db.session.scalars(_to_confirm_of(producer_id, since, day, limit)).all()


def count_to_confirm(producer_id: int, since: datetime.datetime, day: datetime.date) -> int:
    """How many of them there are. One query."""
    statement = select(func.count()).select_from(Listing).join(Listing.producer)
    return db.session.scalar(statement.where(Listing.producer_id == producer_id, _to_confirm(since, day))) or 0


def find_to_confirm_for_update(
    producer_id: int, since: datetime.datetime, day: datetime.date, limit: int
) -> Sequence[Listing]:
    """The same, held until the unit of work ends."""
    return db.session.scalars(_to_confirm_of(producer_id, since, day, limit).with_for_update(of=Listing)).all()


def find_speaker(producer_id: int, user_id: int) -> Membership | None:
    """That somebody speaks for a maker, with both; None where they do not, or their account is closed. One query."""
    return db.session.scalar(
        select(Membership)
        .join(Membership.user)
        .where(Membership.producer_id == producer_id, Membership.user_id == user_id, User.active.is_(True))
        .options(contains_eager(Membership.user), joinedload(Membership.producer))
    )


def count_photos_of_maker(producer_id: int) -> int:
    """How many photographs the listings of a maker have that are not deleted. One query."""
    statement = select(func.count()).select_from(Photo).join(Listing, Listing.id == Photo.listing_id)
    return db.session.scalar(statement.where(Listing.producer_id == producer_id, Listing.deleted_at.is_(None))) or 0


def with_main_photo() -> _AbstractLoad:
    """Loads the main photograph with each listing, in the same query."""
    return joinedload(Listing.main_photo).joinedload(Photo.image)


def with_photos() -> _AbstractLoad:
    """Loads all photographs of each listing. One more query."""
    return selectinload(Listing.photos).joinedload(Photo.image)


def get_own(listing_id: int, user_id: int) -> Listing:
    """The listing with this id of a maker that somebody speaks for, whole and with its draft; 404 for every other."""
    return db.one_or_404(_own(listing_id, user_id).options(*WITH_MAKER, joinedload(Listing.draft), *WHOLE))


def get_own_for_update(listing_id: int, user_id: int) -> Listing:
    """The same, held until the unit of work ends."""
    statement = _own(listing_id, user_id).options(selectinload(Listing.draft), *WHOLE, selectinload(Listing.producer))
    return db.one_or_404(statement.with_for_update(of=Listing))


def get_deleted(listing_id: int, user_id: int) -> Listing:
    """The deleted listing with this id of a maker that somebody speaks for; 404 for every other."""
    return db.one_or_404(_of(listing_id, user_id).where(Listing.deleted_at.is_not(None)).options(*WITH_MAKER))


def get_deleted_for_update(listing_id: int, user_id: int) -> Listing:
    """The same, held until the unit of work ends."""
    return db.one_or_404(_of(listing_id, user_id).where(Listing.deleted_at.is_not(None)).with_for_update(of=Listing))


def _to_confirm_of(producer_id: int, since: datetime.datetime, day: datetime.date, limit: int) -> Select[Listing]:
    return (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.producer_id == producer_id, _to_confirm(since, day))
        .order_by(func.coalesce(Listing.confirmed_at, Listing.updated_at), Listing.id)
        .limit(limit)
    )


def _to_confirm(since: datetime.datetime, day: datetime.date) -> ColumnElement[bool]:
    """What can be bought and was not said to hold; the statement must join `Listing.producer`."""
    return and_(
        is_public(day),
        Producer.is_example.is_(False),
        Listing.sold_at.is_(None),
        func.coalesce(Listing.confirmed_at, Listing.updated_at) < since,
    )


def _own(listing_id: int, user_id: int) -> Select[Listing]:
    return _of(listing_id, user_id).where(Listing.deleted_at.is_(None))


def _of(listing_id: int, user_id: int) -> Select[Listing]:
    return (
        select(Listing)
        .join(Membership, Membership.producer_id == Listing.producer_id)
        .where(Listing.id == listing_id, Membership.user_id == user_id)
    )


WHOLE = (
    selectinload(Listing.tiers),
    selectinload(Listing.steps),
    selectinload(Listing.channels),
    selectinload(Listing.variants),
    with_photos(),
)
WITH_MAKER = (joinedload(Listing.producer).joinedload(Producer.region),)
