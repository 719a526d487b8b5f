"""How much anyone may ask: by network, by contact, by maker and in all; the narrowest is spent first."""

from limits import RateLimitItemPerDay, RateLimitItemPerHour

from craftsite.inquiries.links import keyed_digest
from craftsite.web import throttle

# Thousands of phones can share one address of a mobile network, so more than a few wait instead of being refused.
UNWATCHED = RateLimitItemPerHour(3, namespace="inquiry-unwatched")
BY_ADDRESS = RateLimitItemPerHour(12, namespace="inquiry-address")
BY_CONTACT = RateLimitItemPerDay(10, namespace="inquiry-contact")
BY_MAKER = RateLimitItemPerHour(20, namespace="inquiry-maker")
IN_ALL = RateLimitItemPerHour(300, namespace="inquiry")
# A letter that asks for an address may reach somebody who asked nothing.
LETTERS = RateLimitItemPerDay(3, namespace="inquiry-letters")
# Within a thread, and of the smaller doors.
REPLIES = RateLimitItemPerHour(30, namespace="inquiry-reply")
TAPS = RateLimitItemPerHour(40, namespace="inquiry-tap")
WISHES = RateLimitItemPerHour(12, namespace="inquiry-wish")
WISHES_IN_ALL = RateLimitItemPerHour(200, namespace="inquiry-wishes")


def spend_question(contact: str, producer_id: int) -> bool:
    """Takes one question from every limit; False where it should be looked through. Raises ThrottledError."""
    network = throttle.client_network()
    is_unwatched = True
    try:
        throttle.spend(UNWATCHED, network)
    except throttle.ThrottledError:
        is_unwatched = False
    throttle.spend(BY_ADDRESS, network)
    throttle.spend(BY_CONTACT, contact)
    throttle.spend(BY_MAKER, str(producer_id))
    throttle.spend(IN_ALL)
    return is_unwatched


def may_write_to(contact: str) -> bool:
    """Whether an address that nobody has confirmed gets one more letter today."""
    try:
        throttle.spend(LETTERS, contact)
    except throttle.ThrottledError:
        return False
    return True


def spend_wish() -> None:
    """Takes one wish. Raises ThrottledError."""
    throttle.spend(WISHES, throttle.client_network())
    throttle.spend(WISHES_IN_ALL)


def sameness_of(*words: str) -> str:
    """A name for these words from the network of this request; whoever sends them twice sends one thing."""
    return keyed_digest("sameness", throttle.client_network(), *words)
