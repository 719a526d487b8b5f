"""What somebody may do in a thread; nothing here reads or writes."""

from craftsite.inquiries.models import Inquiry, Offer, State


def may_write(inquiry: Inquiry) -> bool:
    """Whether either side may still say something: in what is open, and the buyer in what is looked through first."""
    return inquiry.state in (State.OPEN, State.HELD) and inquiry.erased_at is None


def may_answer_offer(inquiry: Inquiry, offer: Offer) -> bool:
    """Whether the buyer may still accept or decline an offer; how long it holds is its own matter."""
    return inquiry.state == State.OPEN and not offer.answer


def may_get_letters(inquiry: Inquiry) -> bool:
    """Whether letters go to the buyer: to an address that its owner confirmed, and until they want no more."""
    return (
        "@" in inquiry.contact
        and inquiry.address_confirmed_at is not None
        and inquiry.letters_stopped_at is None
        and inquiry.erased_at is None
    )
