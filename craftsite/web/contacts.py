"""How a person can be reached: an e-mail address or a WhatsApp number, in the one spelling that is stored."""

import re

from email_validator import EmailNotValidError, validate_email

from craftsite.web.plain import plain

LONGEST_EMAIL = 254

# What people write before a number, and telephones before one that is shared.
_LABEL = re.compile(r"(?:whatsapp|wa|hp|no|nomor|telepon|telp|tlp|tel)\b[ .:]*")
_PUNCTUATION = re.compile(r"[ ().\-]")
_ADDRESS = re.compile(r"([^\s<>\"'(),:;@]{1,2})[^\s<>\"'(),:;@]*@([^\s<>\"'(),:;@]+)")
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
# WhatsApp reaches no landline, and the makers are of East Java.
_MOBILE = re.compile(r"\+628[0-9]{7,11}")


def contact(text: str) -> str | None:
    """The address or number that a text is; None for anything else."""
    return email(text) or phone_number(text)


def email(text: str) -> str | None:
    """The one spelling of an e-mail address that every mail server takes, its domain in small letters.

    None for anything else: two addresses, a name beside it, a line break, a domain that never gets mail. Asks no name
    server, so what it lets through may still not exist: only an answer shows that.
    """
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True).ascii_email
    except EmailNotValidError:
        return None


def phone_number(text: str) -> str | None:
    """A number with its country, `+6281234567890`, from the ways people write it; without a country it is Indonesian.

    None for anything else. Source of the lengths: ITU-T E.164.
    """
    line = plain(text)
    label = _LABEL.match(line)
    digits = _PUNCTUATION.sub("", line[label.end() :] if label else line)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+62{digits[1:]}"
    elif digits.startswith("8"):
        digits = f"+62{digits}"
    elif digits.startswith("62"):
        digits = f"+{digits}"
    # People keep the zero of the trunk behind the code of the country.
    digits = digits.replace("+620", "+62", 1)
    return digits if _NUMBER.fullmatch(digits) else None


def shortened(text: str) -> str:
    """The text with each e-mail address cut to what tells two apart: `sa…@contoh.id`."""
    return _ADDRESS.sub(r"\1…@\2", text)


def is_mobile(number: str) -> bool:
    """Whether a number in its one spelling is a mobile one of Indonesia."""
    return bool(_MOBILE.fullmatch(number))
