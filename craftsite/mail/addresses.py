"""Which texts are addresses that a letter can be sent to."""

from email_validator import EmailNotValidError, validate_email


class AddressError(ValueError):
    """No letter can be sent to this text."""


def normalized_address(text: str) -> str:
    """The address in one spelling that every mail server takes; asks no name server.

    Raises AddressError for anything else: two addresses, a name beside it, a line break, a domain that never gets mail.
    """
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise AddressError(str(error)) from error
    if checked.ascii_email is None:
        raise AddressError("The address needs letters that not every mail server takes.")
    return checked.ascii_email
