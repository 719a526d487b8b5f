"""How a visitor asks about what a public page shows: the addresses of the two ways, and which comes first."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from craftsite.goods.models import RegionalProduct
from craftsite.listings.models import Listing
from craftsite.producers.models import Producer
from craftsite.producers.permissions import may_give_number
from craftsite.web.contacts import is_mobile
from craftsite.web.languages import Language, current_language


@dataclass(frozen=True, slots=True)
class Asking:
    """The way by form; and by number, "" where the maker gives none. The number itself is on no public page.

    What is sold is asked for again: the form is for one like it.
    """

    form_url: str
    number_url: str
    is_whatsapp: bool
    is_form_first: bool
    is_sold: bool = False


def about_listing(listing: Listing) -> Asking | None:
    """How to ask about a listing whose maker is loaded; None for an example, which nobody answers for."""
    code, is_sold = listing.code, listing.sold_at is not None
    form = url_for("inquiries.listing", code=code, serupa=1 if is_sold else None)
    return _asking(listing.producer, form, url_for("inquiries.taps.listing", code=code), is_sold=is_sold)


def about_maker(producer: Producer) -> Asking | None:
    """How to ask a maker; None for an example."""
    slug = producer.slug
    return _asking(producer, url_for("inquiries.producer", slug=slug), url_for("inquiries.taps.producer", slug=slug))


def about_product(product: RegionalProduct, sellers: Sequence[Producer]) -> Asking | None:
    """How to ask about a khas: one of its makers by form, and the only one by number; None where nobody sells it."""
    real = {seller.id: seller for seller in sellers if not seller.is_example}
    if not real:
        return None
    number = url_for("inquiries.taps.product", slug=product.slug) if len(real) == 1 else ""
    return _asking(next(iter(real.values())), url_for("inquiries.product", slug=product.slug), number)


def _asking(producer: Producer, form_url: str, number_url: str, *, is_sold: bool = False) -> Asking | None:
    if producer.is_example:
        return None
    return Asking(
        form_url=form_url,
        number_url=number_url if may_give_number(producer) else "",
        is_whatsapp=is_mobile(producer.whatsapp),
        is_form_first=current_language() is Language.ENGLISH,
        is_sold=is_sold,
    )
