"""The end of a maker: hidden at once, blanked after thirty days, its name kept only where its origin was confirmed."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, exists, select, update

from craftsite.accounts.my_data import Parting
from craftsite.accounts.operations import record
from craftsite.extensions import db
from craftsite.producers import mails, queries
from craftsite.producers.models import (
    CheckOutcome,
    GroupMember,
    Invitation,
    Membership,
    OriginCheck,
    Producer,
)

# So long the office can tell buyers and put a slip right.
CLOSED_STAY = datetime.timedelta(days=30)
# What says something of the people behind a maker, as it is when nothing is said.
BLANK: Mapping[str, Any] = {
    **dict.fromkeys(("place", "centre", "story_id", "story_en", "whatsapp", "answering_hours", "business_number"), ""),
    **dict.fromkeys(("size_band", "ships_from", "exchange_policy", "opening_hours", "visit_note", "map_url"), ""),
    "payment_methods": [],
    "visit_days": [],
    "whatsapp_consent_at": None,
}


def close(producer: Producer, actor_id: int, instant: datetime.datetime) -> None:
    """Takes a maker off the site: nobody sees it or speaks for it any more, and its other people are told."""
    others = [person for person in queries.find_people([producer.id]) if person.user_id != actor_id]
    producer.closed_at = instant
    producer.origin_valid_until = producer.waiting_since = None
    mails.send_closed(producer, others)
    record(actor_id, actor_id, "maker_closed", instant)
    db.session.flush()
    _drop(Membership, Membership.producer_id == producer.id)
    _drop(Invitation, Invitation.producer_id == producer.id)


def told_partings(user_id: int) -> Sequence[Parting]:
    """What happens to the makers of somebody who deletes the account. Two queries."""
    return [
        Parting(
            _(
                "Anda satu-satunya pemilik %(maker)s. Usaha ini ditutup bersama akun Anda: langsung hilang dari "
                "halaman umum, dan isinya dihapus sesudah 30 hari.",
                maker=producer.name,
            ),
            _("Jadikan orang lain pemilik dulu"),
            url_for("people.index", usaha=producer.id),
        )
        for producer in queries.find_owned_alone(user_id)
    ]


def part(user_id: int, instant: datetime.datetime) -> None:
    """Closes the makers that would have no owner without somebody."""
    for producer in queries.find_owned_alone(user_id, is_held=True):
        close(producer, user_id, instant)


def forget_closed(instant: datetime.datetime) -> int:
    """Blanks the makers that were closed thirty days ago; those never confirmed go whole. How many."""
    was_confirmed = exists().where(
        OriginCheck.producer_id == Producer.id, OriginCheck.outcome == CheckOutcome.CONFIRMED
    )
    is_over = (Producer.closed_at < instant - CLOSED_STAY, Producer.erased_at.is_(None))
    gone = db.session.scalars(
        delete(Producer).where(*is_over, ~was_confirmed).returning(Producer.id), execution_options=_QUIET
    ).all()
    blanked = db.session.scalars(select(Producer.id).where(*is_over)).all()
    _drop(GroupMember, GroupMember.group_id.in_(blanked) | GroupMember.maker_id.in_(blanked))
    db.session.execute(
        update(OriginCheck).where(OriginCheck.producer_id.in_(blanked)).values(note="", reason="", image_id=None),
        execution_options=_QUIET,
    )
    db.session.execute(
        update(Producer).where(Producer.id.in_(blanked)).values(erased_at=instant, **BLANK), execution_options=_QUIET
    )
    return len(gone) + len(blanked)


_QUIET = {"synchronize_session": False}


def _drop(model: type[Membership] | type[Invitation] | type[GroupMember], condition: ColumnElement[bool]) -> None:
    db.session.execute(delete(model).where(condition), execution_options=_QUIET)
    db.session.expire_all()
