"""What has changed in a thread since a page was read: one cheap query, and 304 where nothing has."""

import hashlib
from collections.abc import Mapping

from flask import Response, request
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from craftsite.accounts.queries import digest
from craftsite.extensions import db
from craftsite.inquiries.models import Inquiry, ReadMark, Side
from craftsite.inquiries.queries import SEEN_BY_MAKER
from craftsite.producers.models import Membership

_OTHER = {Side.MAKER: Side.BUYER, Side.BUYER: Side.MAKER}


def edition_for_maker(inquiry_id: int, user_id: int) -> str | None:
    """What a maker's page of a thread says, as a short name; None for a thread that is not there. One query."""
    return _edition(
        _newest(Side.MAKER)
        .join(Membership, Membership.producer_id == Inquiry.producer_id)
        .where(Inquiry.id == inquiry_id, Membership.user_id == user_id, Inquiry.state.in_(SEEN_BY_MAKER))
    )


def edition_for_buyer(token: str) -> str | None:
    """The same of the page that a secret link opens. One query."""
    return _edition(_newest(Side.BUYER).where(Inquiry.token_hash == digest(token)))


def edition_of(inquiry: Inquiry, marks: Mapping[str, ReadMark], side: Side) -> str:
    """The same from rows that are loaded."""
    other = marks.get(_OTHER[side])
    return _name(inquiry.id, inquiry.last_message_at, inquiry.state, other.message_id if other else 0)


def unchanged(edition: str | None) -> Response | None:
    """304 where the page that asks has this edition already; None where it has to be made anew."""
    if edition is None or not request.if_none_match.contains(edition):
        return None
    answer = Response(status=304)
    answer.set_etag(edition)
    return answer


def _newest(side: Side) -> Select:
    mark = aliased(ReadMark)
    same: ColumnElement[bool] = (mark.inquiry_id == Inquiry.id) & (mark.side == _OTHER[side])
    return select(Inquiry.id, Inquiry.last_message_at, Inquiry.state, mark.message_id).outerjoin(mark, same)


def _edition(statement: Select) -> str | None:
    row = db.session.execute(statement).first()
    return _name(row[0], row[1], row[2], row[3] or 0) if row is not None else None


def _name(*parts: object) -> str:
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:20]
