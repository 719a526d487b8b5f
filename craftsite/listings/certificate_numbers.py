"""How the number of each kind of certificate is read, and what looks odd about one that is right by its form."""

import datetime
from collections.abc import Callable, Mapping

from craftsite.listings import numbers
from craftsite.listings.certificate_models import CertificateKind

READERS: Mapping[CertificateKind, Callable[[str], str]] = {
    **dict.fromkeys(CertificateKind, numbers.read_free_number),
    CertificateKind.HALAL: numbers.read_halal,
    CertificateKind.FOOD_PERMIT: numbers.read_food_permit,
    CertificateKind.FOOD_REGISTRATION: numbers.read_food_registration,
    CertificateKind.GEOGRAPHICAL: numbers.read_geographical,
    CertificateKind.BRAND: numbers.read_brand,
    CertificateKind.DESIGN: numbers.read_record,
}


def read_certificate_number(kind: CertificateKind, text: str) -> str:
    """The number of a certificate in its one spelling. Raises UnclearError for what no office gives to this kind."""
    return READERS[kind](text)


def certificate_warning(kind: str, number: str, region_code: str, day: datetime.date) -> str | None:
    """What looks wrong about the number of a maker in a region on a day; None where nothing does."""
    if kind != CertificateKind.FOOD_PERMIT:
        return None
    return numbers.food_permit_warning(number, region_code, day)
