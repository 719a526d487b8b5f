"""Letters to those who speak for a maker, and have a mailbox."""

import datetime
from collections.abc import Iterable
from typing import Any

from craftsite.accounts.models import User
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Invitation, Membership, OriginCheck, Producer
from craftsite.web.languages import Language


def send_origin_confirmed(producer: Producer, people: Iterable[Membership], valid_until: datetime.date) -> None:
    """That everyone sees the maker now, and until when."""
    _send(producer, people, "origin_confirmed", slug=producer.slug, valid_until=valid_until)


def send_origin_refused(producer: Producer, people: Iterable[Membership], check: OriginCheck) -> None:
    """What is missing, or why the maker cannot be shown here."""
    _send(producer, people, "origin_refused", reason=check.reason)


def send_origin_lapses(producer: Producer, people: Iterable[Membership], valid_until: datetime.date) -> None:
    """That the office has to look again before a day."""
    _send(producer, people, "origin_lapses", valid_until=valid_until)


def send_invitation(invitation: Invitation, producer: Producer, inviter: User, secret: str) -> None:
    """The link with which whoever has this mailbox may speak for the maker too."""
    told = {"maker": producer.name, "inviter": inviter.name, "role": invitation.role, "secret": secret}
    send(Letter("producers/invitation", invitation.address, Language(inviter.language), told))


def send_person_joined(producer: Producer, people: Iterable[Membership], user: User) -> None:
    """Who speaks for the maker now as well."""
    _send(producer, people, "person_joined", person=user.name)


def send_closed(producer: Producer, people: Iterable[Membership]) -> None:
    """That an owner has taken the maker off the site."""
    _send(producer, people, "closed")


def _send(producer: Producer, people: Iterable[Membership], kind: str, **values: Any) -> None:
    for person in people:
        user = person.user
        if user.has_mailbox and user.active:
            told = {"name": user.name, "maker": producer.name, **values}
            send(Letter(f"producers/{kind}", user.email, Language(user.language), told))
