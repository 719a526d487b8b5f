"""The facts of listings, products and makers in the words of schema.org.

Examples are never told of: whoever calls leaves them out. A label plate is no picture of the goods, so only photographs
are named.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from craftsite.catalog.cards import ListingCard, ProductRow, listing_address
from craftsite.catalog.gallery import photo_gallery
from craftsite.catalog.prices import price_spans
from craftsite.goods.models import RegionalProduct
from craftsite.goods.units import unit_name
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateKind
from craftsite.listings.certificate_names import CERTIFICATE_NAMES
from craftsite.listings.models import Listing, Stock
from craftsite.producers.models import Producer
from craftsite.web.languages import absolute_url, text_of
from craftsite.web.linked_data import CONTEXT, Thing, thing

CURRENCY, COUNTRY, DAY = "IDR", "ID", "DAY"
PROVINCE = "Jawa Timur"


# A registered brand and a recorded motif belong to their maker, but certify nothing about the goods.
NOT_CERTIFYING = frozenset({CertificateKind.BRAND, CertificateKind.DESIGN})


def listing_thing(listing: Listing, category: str, certificates: Iterable[Certificate] = ()) -> Thing:
    """A real maker's listing with all that its page shows loaded; with an offer where its price is known."""
    return thing(
        "Product",
        url=absolute_url(listing_address(listing)),
        sku=listing.code,
        name=text_of(listing, "name"),
        description=text_of(listing, "story"),
        category=category,
        image=[absolute_url(shown.url) for shown in photo_gallery(listing)],
        manufacturer=_maker_name(listing.producer),
        hasCertification=_certifications(certificates),
        offers=None if listing.price_idr is None else _offer(listing),
    )


def product_thing(product: RegionalProduct, category: str) -> Thing:
    """What a region is known for. It is not for sale itself, so it has no offer."""
    return thing(
        "Product",
        url=absolute_url(url_for("catalog.products.show", slug=product.slug)),
        name=text_of(product, "name"),
        description=text_of(product, "description"),
        category=category,
    )


def maker_thing(producer: Producer, certificates: Iterable[Certificate] = ()) -> Thing:
    """A real maker whose region is loaded, with those of its certificates that are about all of its goods."""
    region_name = text_of(producer.region, "short_name")
    return _maker_name(producer) | thing(
        "Organization",
        description=text_of(producer, "story"),
        hasCertification=_certifications(one for one in certificates if one.covers_all),
        address=thing(
            "PostalAddress",
            addressLocality=", ".join(filter(None, (producer.place, region_name))),
            addressRegion=PROVINCE,
            addressCountry=COUNTRY,
        ),
    )


def _certifications(certificates: Iterable[Certificate]) -> list[Thing]:
    """Those that an office has looked at; what a maker says alone is no fact for machines."""
    return [
        thing(
            "Certification",
            name=str(CERTIFICATE_NAMES[one.kind]),
            certificationIdentification=one.number,
            issuedBy=thing("Organization", name=one.issuer),
            validFrom=one.valid_from.isoformat() if one.valid_from else None,
            expires=one.valid_until.isoformat() if one.valid_until else None,
        )
        for one in certificates
        if one.assurance != Assurance.OWN and one.kind not in NOT_CERTIFYING
    ]


def card_links(cards: Iterable[ListingCard]) -> list[tuple[str, str]]:
    """The names and paths of the cards that are no examples."""
    return [(card.name, card.url) for card in cards if not card.is_example]


def row_links(rows: Sequence[ProductRow]) -> list[tuple[str, str]]:
    """The names and paths of the rows."""
    return [(row.name, row.url) for row in rows]


def _maker_name(producer: Producer) -> Thing:
    url = absolute_url(url_for("catalog.producers.show", slug=producer.slug))
    return thing("Organization", name=producer.name, url=url)


def _offer(listing: Listing) -> Thing:
    return thing(
        "Offer",
        url=absolute_url(listing_address(listing)),
        availability=f"{CONTEXT}/{_availability(listing)}",
        seller=_maker_name(listing.producer),
        eligibleQuantity=_quantity(listing, minValue=listing.minimum_order) if listing.minimum_order > 1 else None,
        deliveryLeadTime=thing("QuantitativeValue", value=listing.lead_time_days, unitCode=DAY)
        if listing.lead_time_days
        else None,
        **_price(listing),
    )


def _price(listing: Listing) -> dict[str, Any]:
    """One price and, for larger quantities, those of the tiers; a range has ends instead."""
    if listing.price_to_idr is not None:
        ends = {"minPrice": listing.price_idr, "maxPrice": listing.price_to_idr}
        return {"priceSpecification": thing("PriceSpecification", priceCurrency=CURRENCY, **ends)}
    return {
        "price": listing.price_idr,
        "priceCurrency": CURRENCY,
        "priceSpecification": [
            thing(
                "UnitPriceSpecification",
                price=span.price_idr,
                priceCurrency=CURRENCY,
                eligibleQuantity=_quantity(listing, minValue=span.first, maxValue=span.last),
            )
            for span in price_spans(listing)
        ],
    }


def _quantity(listing: Listing, **ends: int | None) -> Thing:
    return thing("QuantitativeValue", unitText=unit_name(listing.unit), **ends)


def _availability(listing: Listing) -> str:
    if listing.stock == Stock.ONE_OF_A_KIND:
        return "LimitedAvailability"
    if listing.stock == Stock.MADE_TO_ORDER:
        return "MadeToOrder"
    return "OutOfStock" if listing.stock_count == 0 else "InStock"
