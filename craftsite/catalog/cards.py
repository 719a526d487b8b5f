"""What a list shows of a listing or a regional product: one query for a page of them, in the order asked for."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from craftsite.catalog.index.current import catalogue_of_request
from craftsite.catalog.kept_cards import Key, kept_cards
from craftsite.catalog.listing_card import ListingCard
from craftsite.catalog.pictures import listing_picture, main_photograph, product_picture
from craftsite.extensions import db
from craftsite.goods.models import Handling, RegionalProduct
from craftsite.goods.queries import is_sellable, with_regions
from craftsite.goods.units import unit_name
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.listings.stock import stock_text
from craftsite.media.renditions import Shape
from craftsite.producers.badges import brief_origin
from craftsite.producers.models import Producer
from craftsite.regions.models import Region
from craftsite.web.clock import today as current_day
from craftsite.web.languages import current_language, text_of
from craftsite.web.writing import is_writing


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A wide row: no code, no price, no stock."""

    url: str
    name: str
    region_names: str
    description: str
    picture: str
    sellers: "Sellers"
    is_not_halal: bool
    is_sellable: bool
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class ProductLink:
    """A product named in passing."""

    url: str
    name: str
    region_names: str


@dataclass(frozen=True, slots=True)
class Sellers:
    """How many makers sell a product here, and how many marked examples show how it would look."""

    real: int = 0
    examples: int = 0

    @property
    def text(self) -> str:
        """What a row says; examples are never counted as sellers."""
        if self.real:
            return ngettext("Lihat %(num)s penjual", "Lihat %(num)s penjual", self.real)
        if self.examples:
            return ngettext("Lihat %(num)s contoh", "Lihat %(num)s contoh", self.examples)
        return _("Belum ada penjual")

    @property
    def heading(self) -> str:
        """What the section of offers is called."""
        if self.real:
            return ngettext("%(num)s penjual", "%(num)s penjual", self.real)
        return ngettext("%(num)s contoh", "%(num)s contoh", self.examples)


def get_cards(listing_ids: Sequence[int]) -> list[ListingCard]:
    """The cards of these listings in this order. One query for those that are not kept.

    Where nothing has asked the index in this request, asking it would cost what keeping saves: then none are kept.
    """
    now = catalogue_of_request()
    if now is None or is_writing():
        made = _make_cards(listing_ids)
        return [made[one] for one in listing_ids if one in made]
    kept, language = kept_cards(), current_language()
    keys = {one: Key(one, now.edition_of(one), language, now.day) for one in listing_ids}
    cards = {one: found for one, key in keys.items() if (found := kept.get(key))}
    if missing := [one for one in keys if one not in cards]:
        made = _make_cards(missing)
        cards |= made
        for one, fresh in made.items():
            kept.put(keys[one], fresh)
    return [cards[one] for one in listing_ids if one in cards]


def _make_cards(listing_ids: Sequence[int]) -> dict[int, ListingCard]:
    statement = (
        select(Listing)
        .where(Listing.id.in_(listing_ids))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
    )
    return {listing.id: card(listing) for listing in db.session.scalars(statement)}


def card(listing: Listing) -> ListingCard:
    """The card of a listing whose maker, region and main photograph are loaded."""
    return ListingCard(
        code=listing.code or "",
        url=listing_address(listing),
        name=text_of(listing, "name"),
        picture=listing_picture(listing, "card"),
        photo=main_photograph(listing, Shape.CARD),
        producer_name=listing.producer.name,
        region_name=text_of(listing.producer.region, "short_name"),
        price_idr=listing.price_idr,
        price_to_idr=listing.price_to_idr,
        unit=unit_name(listing.unit),
        stock_text=stock_text(listing),
        is_example=listing.producer.is_example,
        origin=brief_origin(listing.producer, current_day()),
    )


def listing_address(listing: Listing) -> str:
    """The page of a listing: the code decides, the name is there to be read."""
    return url_for("catalog.listings.show", code=listing.code, slug=listing.slug)


def get_rows(product_ids: Sequence[int], today: datetime.date) -> list[ProductRow]:
    """The rows of these products in this order. Three queries."""
    return rows_of(get_products(product_ids), today)


def get_links(product_ids: Sequence[int], kept: dict[int, ProductLink]) -> list[ProductLink]:
    """These products in this order, in passing. Two queries for those that are not kept, which are kept then."""
    if missing := [one for one in product_ids if one not in kept]:
        kept |= {product.id: _link(product) for product in get_products(missing)}
    return [kept[one] for one in product_ids if one in kept]


def _link(product: RegionalProduct) -> ProductLink:
    return ProductLink(
        url=url_for("catalog.products.show", slug=product.slug),
        name=text_of(product, "name"),
        region_names=region_names([origin.region for origin in product.origins]),
    )


def get_products(product_ids: Sequence[int]) -> list[RegionalProduct]:
    """These products with their regions, in this order. Two queries."""
    statement = select(RegionalProduct).where(RegionalProduct.id.in_(product_ids)).options(with_regions())
    found = {product.id: product for product in db.session.scalars(statement)}
    return [found[product_id] for product_id in product_ids if product_id in found]


def rows_of(products: Iterable[RegionalProduct], today: datetime.date) -> list[ProductRow]:
    """The rows of products whose regions are loaded. One query for their sellers."""
    products = list(products)
    sellers = count_sellers([product.id for product in products], today)
    return [
        ProductRow(
            url=url_for("catalog.products.show", slug=product.slug),
            name=text_of(product, "name"),
            region_names=region_names([origin.region for origin in product.origins]),
            description=text_of(product, "description"),
            picture=product_picture(product, "chip"),
            sellers=sellers.get(product.id, Sellers()),
            is_not_halal=product.handling == Handling.NOT_HALAL,
            is_sellable=is_sellable(product),
            is_confirmed=product.confirmed_on is not None,
        )
        for product in products
    ]


def region_names(regions: Sequence[Region]) -> str:
    """`Kab. Bangkalan, Kab. Sampang`, the place of origin first."""
    return ", ".join(text_of(region, "short_name") for region in regions)


def count_sellers(product_ids: Collection[int], today: datetime.date) -> dict[int, Sellers]:
    """The makers who publicly sell each of these products; a product without any is absent. One query."""
    statement = (
        select(Listing.product_id, Producer.is_example, func.count(Listing.producer_id.distinct()))
        .join(Listing.producer)
        .where(is_public(today), Listing.product_id.in_(product_ids))
        .group_by(Listing.product_id, Producer.is_example)
    )
    counted: dict[int, dict[bool, int]] = {}
    for product_id, is_example, number in db.session.execute(statement):
        if product_id is not None:
            counted.setdefault(product_id, {})[is_example] = number
    return {
        product_id: Sellers(real=numbers.get(False, 0), examples=numbers.get(True, 0))
        for product_id, numbers in counted.items()
    }
