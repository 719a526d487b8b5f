"""Which texts are addresses that a letter can be sent to."""

from craftsite.web.contacts import email


class AddressError(ValueError):
    """No letter can be sent to this text."""


def normalized_address(text: str) -> str:
    """The address in its one spelling. Raises AddressError where no letter can be sent to the text."""
    address = email(text.strip())
    if address is None:
        raise AddressError("This is no address that every mail server takes.")
    return address
