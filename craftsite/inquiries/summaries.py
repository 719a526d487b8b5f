"""What a thread is about, in words: how much, and where to."""

from craftsite.extensions import db
from craftsite.goods.units import UNITS, unit_name
from craftsite.inquiries.models import Inquiry
from craftsite.inquiries.places import countries
from craftsite.regions.models import Province, Region
from craftsite.web.filters import angka
from craftsite.web.languages import current_language, text_of


def quantity_words(inquiry: Inquiry) -> str:
    """`12 lembar`, or what was written where no number was understood."""
    if inquiry.quantity is None:
        return inquiry.quantity_text
    return quantity_of(inquiry.quantity, inquiry.unit)


def quantity_of(count: int, unit: str) -> str:
    """`12 lembar`."""
    return f"{angka(count)} {unit_name(unit, count) if unit in UNITS else unit}".strip()


def destination(inquiry: Inquiry) -> str:
    """Where the goods should go. One query at most."""
    if inquiry.region_code:
        return text_of(db.session.get_one(Region, inquiry.region_code), "short_name")
    if inquiry.province_code:
        return text_of(db.session.get_one(Province, inquiry.province_code), "name")
    return countries(current_language()).get(inquiry.country_code or "", inquiry.country_code or "")
