"""Letters that the calendar sends: a reminder to a silent maker, another way on for the buyer, and the outcome.

They hold nothing of what was said.
"""

from collections.abc import Iterable
from typing import Any

from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry
from craftsite.inquiries.permissions import may_get_letters
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership
from craftsite.web.languages import Language


def send_reminder(inquiry: Inquiry, people: Iterable[Membership]) -> None:
    """That a question has waited for three days."""
    _send_to_makers("reminder", inquiry, people, inquiry_id=inquiry.id)


def send_elsewhere(inquiry: Inquiry) -> None:
    """That a question may go to another maker; nothing where the buyer gets no letters."""
    if may_get_letters(inquiry):
        _send_to_buyer("elsewhere", inquiry, token=secret_of(Door.THREAD, inquiry.link_salt))


def send_outcome_to_makers(inquiry: Inquiry, people: Iterable[Membership], secret: str) -> None:
    """Asks the maker what became of a question."""
    _send_to_makers("outcome_maker", inquiry, people, secret=secret)


def send_outcome_to_buyer(inquiry: Inquiry, secret: str) -> None:
    """Asks the buyer the same; nothing where they get no letters."""
    if may_get_letters(inquiry):
        _send_to_buyer("outcome_buyer", inquiry, secret=secret)


def _send_to_makers(kind: str, inquiry: Inquiry, people: Iterable[Membership], **values: Any) -> None:
    for person in people:
        user = person.user
        if user.has_mailbox and user.active:
            told = {"name": user.name, "about": _about(inquiry), **values}
            send(Letter(f"inquiries/{kind}", user.email, Language(user.language), told))


def _send_to_buyer(kind: str, inquiry: Inquiry, **values: Any) -> None:
    told = {"about": _about(inquiry), "address_token": secret_of(Door.ADDRESS, inquiry.link_salt), **values}
    send(Letter(f"inquiries/{kind}", inquiry.contact, Language(inquiry.language), told))


def _about(inquiry: Inquiry) -> str:
    return f"{inquiry.subject_name} ({inquiry.subject_code})" if inquiry.subject_code else inquiry.subject_name
