"""What a wall of an exhibition shows of a regional product or a listing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import url_for
from flask_babel import gettext as _

from craftsite.catalog.cards import listing_address, region_names
from craftsite.catalog.pictures import listing_picture, main_photograph, page_qr_picture, product_picture, qr_picture
from craftsite.exhibitions.models import Item
from craftsite.goods.models import Handling, RegionalProduct
from craftsite.listings.models import Listing
from craftsite.media.pictures import Picture
from craftsite.media.renditions import Shape
from craftsite.web.languages import text_of


@dataclass(frozen=True, slots=True)
class Thing:
    """What hangs on a wall, whether a regional product or a listing; `label` says where it comes from."""

    name: str
    label: str
    url: str
    card_picture: str
    wide_picture: str
    photo: Picture | None
    qr: str
    is_example: bool
    is_not_halal: bool


@dataclass(frozen=True, slots=True)
class Wall:
    """A thing with its number on the walk; `item` has the words beside it."""

    number: int
    item: Item
    thing: Thing


def walls_of(items: Sequence[Item]) -> list[Wall]:
    """The walls of items whose things are loaded, numbered in their order."""
    return [Wall(number, item, thing_of(item)) for number, item in enumerate(items, start=1)]


def thing_of(item: Item) -> Thing:
    """What hangs on a wall, which is loaded."""
    # The table has a CHECK for it: where there is no product there is a listing.
    return _product(item.product) if item.product else _listing(cast(Listing, item.listing))


def _product(product: RegionalProduct) -> Thing:
    return Thing(
        name=text_of(product, "name"),
        label=_("Khas %(place)s", place=region_names([origin.region for origin in product.origins])),
        url=url_for("catalog.products.show", slug=product.slug),
        card_picture=product_picture(product, "card"),
        wide_picture=product_picture(product, "wide"),
        photo=None,
        qr=page_qr_picture("khas", product.slug),
        is_example=False,
        is_not_halal=product.handling == Handling.NOT_HALAL,
    )


def _listing(listing: Listing) -> Thing:
    place = text_of(listing.producer.region, "short_name")
    return Thing(
        name=text_of(listing, "name"),
        label=_("Karya %(code)s dari %(place)s", code=listing.code, place=place),
        url=listing_address(listing),
        card_picture=listing_picture(listing, "card"),
        wide_picture=listing_picture(listing, "wide"),
        photo=main_photograph(listing, Shape.CARD),
        qr=qr_picture(listing),
        is_example=listing.producer.is_example,
        is_not_halal=False,
    )
