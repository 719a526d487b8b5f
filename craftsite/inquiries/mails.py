"""Letters about threads: to those who speak for a maker, and to buyers who confirmed their address.

A letter to a maker holds nothing that the buyer wrote, so that deleting a thread leaves nothing of it in a mailbox.
"""

from collections.abc import Iterable
from typing import Any

from craftsite.inquiries.demand_models import Wish
from craftsite.inquiries.links import Door, secret_of
from craftsite.inquiries.models import Inquiry
from craftsite.inquiries.permissions import may_get_letters
from craftsite.listings.models import Listing
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership, Producer
from craftsite.web.languages import Language


def send_question(inquiry: Inquiry, producer: Producer, people: Iterable[Membership]) -> None:
    """That a buyer has asked something."""
    _send_to_maker("question", inquiry, producer, people)


def send_reply(inquiry: Inquiry, producer: Producer, people: Iterable[Membership]) -> None:
    """That a buyer has answered."""
    _send_to_maker("reply", inquiry, producer, people)


def send_confirmation(inquiry: Inquiry) -> None:
    """Asks the owner of an address whether they want letters there; it goes out before they said so, and only once."""
    _send_to_buyer("confirm", inquiry)


def send_copy(inquiry: Inquiry) -> None:
    """The link of the thread, to an address that was just confirmed."""
    if may_get_letters(inquiry):
        _send_to_buyer("copy", inquiry)


def send_answer(inquiry: Inquiry) -> None:
    """That the maker has answered; nothing where the buyer gets no letters."""
    if may_get_letters(inquiry):
        _send_to_buyer("answer", inquiry)


def send_wish_confirmation(wish: Wish, name: str) -> None:
    """Asks the owner of an address whether they want to hear when a khas is sold here."""
    told = {"name": name, "address_token": secret_of(Door.ADDRESS, wish.link_salt)}
    send(Letter("inquiries/wish_confirm", wish.contact, Language(wish.language), told))


def send_wish_come_true(wish: Wish, name: str, listing: Listing) -> None:
    """That somebody sells it now."""
    told: dict[str, Any] = {"name": name, "code": listing.code, "slug": listing.slug}
    told["wish_token"] = secret_of(Door.WISH, wish.link_salt)
    send(Letter("inquiries/wish_come_true", wish.contact, Language(wish.language), told))


def _send_to_maker(kind: str, inquiry: Inquiry, producer: Producer, people: Iterable[Membership]) -> None:
    about = _about(inquiry)
    for person in people:
        user = person.user
        if user.has_mailbox and user.active:
            told = {"name": user.name, "maker": producer.name, "about": about, "inquiry_id": inquiry.id}
            send(Letter(f"inquiries/{kind}", user.email, Language(user.language), told))


def _send_to_buyer(kind: str, inquiry: Inquiry) -> None:
    told = {
        "about": _about(inquiry),
        "token": secret_of(Door.THREAD, inquiry.link_salt),
        "address_token": secret_of(Door.ADDRESS, inquiry.link_salt),
    }
    send(Letter(f"inquiries/{kind}", inquiry.contact, Language(inquiry.language), told))


def _about(inquiry: Inquiry) -> str:
    name = inquiry.subject_name
    return f"{name} ({inquiry.subject_code})" if inquiry.subject_code else name
