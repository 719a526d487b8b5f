"""What is asked about, as pages show it and as a question keeps it."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from craftsite.goods.models import RegionalProduct
from craftsite.inquiries.models import LONGEST_NAME, Inquiry, SubjectKind
from craftsite.inquiries.operations import Subject
from craftsite.listings.labels import listing_label, product_label
from craftsite.listings.models import Listing
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Shape
from craftsite.producers.models import Producer
from craftsite.web.languages import Words, as_written, current_language, root_url, text_of

# What a maker's goods are counted in where nobody said which.
PIECE = "buah"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside a form or a thread; `photo` or else the address of a `plate`, or neither for a maker."""

    code: str
    name: Words
    detail: str
    url: str
    photo: Picture | None = None
    plate: str = ""


def of_listing(listing: Listing) -> Subject:
    """A listing whose maker is loaded, and its maker."""
    return Subject(
        kind=SubjectKind.LISTING,
        name=text_of(listing, "name")[:LONGEST_NAME],
        code=listing.code or "",
        producer_id=listing.producer_id,
        listing_id=listing.id,
        product_id=listing.product_id,
    )


def named(listing: Listing) -> str:
    """A listing as a question names it, `BKL-014 Batik tulis gentongan`."""
    return f"{listing.code} {text_of(listing, 'name')}"


def of_producer(producer: Producer) -> Subject:
    """A maker."""
    return Subject(kind=SubjectKind.PRODUCER, name=producer.name, producer_id=producer.id)


def of_product(product: RegionalProduct, producer: Producer) -> Subject:
    """A khas, and the maker who is asked about it."""
    return Subject(
        kind=SubjectKind.PRODUCT,
        name=text_of(product, "name")[:LONGEST_NAME],
        producer_id=producer.id,
        product_id=product.id,
    )


def shown_listing(listing: Listing) -> Shown:
    """A listing with maker, region and main photograph."""
    photo = listing.main_photo if listing.owns_pictures else None
    label = listing_label(listing, current_language())
    plate = root_url("catalog.pictures.listing", code=label.code, key=label.key, size="chip")
    return Shown(
        code=listing.code or "",
        name=text_of(listing, "name"),
        detail=_of_maker(listing.producer),
        url=url_for("catalog.listings.show", code=listing.code, slug=listing.slug),
        photo=picture_of(photo.image, Shape.CARD) if photo else None,
        plate="" if photo else plate,
    )


def shown_producer(producer: Producer) -> Shown:
    """A maker with its region."""
    return Shown(
        code="",
        name=as_written(producer.name),
        detail=", ".join(filter(None, (producer.place, text_of(producer.region, "short_name")))),
        url=url_for("catalog.producers.show", slug=producer.slug),
    )


def shown_product(product: RegionalProduct) -> Shown:
    """A khas with its regions."""
    key = product_label(product, current_language()).key
    regions = ", ".join(text_of(origin.region, "short_name") for origin in product.origins)
    return Shown(
        code="",
        name=text_of(product, "name"),
        detail=_("Khas %(place)s", place=regions),
        url=url_for("catalog.products.show", slug=product.slug),
        plate=root_url("catalog.pictures.product", slug=product.slug, key=key, size="chip"),
    )


def shown_of(inquiry: Inquiry) -> Shown:
    """What a thread is about, with its subject loaded; also where that is gone by now."""
    listing, producer = inquiry.listing, inquiry.producer
    if (
        listing is not None
        and listing.code
        and listing.published_at
        and not (listing.deleted_at or listing.archived_at)
    ):
        return shown_listing(listing)
    address: dict[str, Any] = {"url": ""}
    if producer is not None and producer.closed_at is None:
        address["url"] = url_for("catalog.producers.show", slug=producer.slug)
    detail = _of_maker(producer) if producer is not None else ""
    return Shown(code=inquiry.subject_code, name=as_written(inquiry.subject_name), detail=detail, **address)


def _of_maker(producer: Producer) -> str:
    return f"{producer.name}, {text_of(producer.region, 'short_name')}"
