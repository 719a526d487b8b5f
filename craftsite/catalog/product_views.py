"""The page of one regional product."""

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import Gone

from craftsite.catalog.asking import about_product
from craftsite.catalog.cards import Sellers, card, count_sellers, get_rows, region_names
from craftsite.catalog.filters import Tab
from craftsite.catalog.linked_data import card_links, product_thing
from craftsite.catalog.pictures import page_qr_picture, product_picture
from craftsite.catalog.share_pictures import product_share
from craftsite.curation.badges import confirmation
from craftsite.curation.queries import find_standing
from craftsite.events.models import Subject
from craftsite.extensions import db
from craftsite.goods.models import Handling, ProductRegion, RegionalProduct
from craftsite.goods.names import TECHNIQUE_NAMES
from craftsite.goods.queries import get_product, is_known, is_sellable
from craftsite.listings.models import Listing
from craftsite.listings.queries import is_public, with_main_photo
from craftsite.producers.models import Producer
from craftsite.web.clock import today
from craftsite.web.filters import season
from craftsite.web.htmx import render
from craftsite.web.languages import Words, current_language, text_of
from craftsite.web.linked_data import breadcrumbs, item_list, linked_data
from craftsite.web.refusals import Explanation, Refusal

bp = Blueprint("products", __name__)
CAUTIONS: Mapping[str, Any] = {
    Handling.TOBACCO: _l(
        "Dikenalkan sebagai warisan tani. Tembakau tidak dijual dan tidak bisa ditanyakan di situs ini."
    ),
    Handling.NOT_HALAL: _l("Tidak halal."),
    Handling.ANIMAL_PARTS: _l(
        "Memakai bagian tubuh hewan. Asal bahannya diperiksa sebelum sebuah karya boleh dipajang."
    ),
    Handling.BLADE: _l("Hanya bilah buatan baru yang boleh dipajang, dan pengirimannya mengikuti aturan ekspedisi."),
}
WITHDRAWN = _l("Kantor daerahnya tidak mencantumkannya lagi. Khas lain ada di katalog.")
MORE_SHOWN = 4
SELLERS_SHOWN = 24


class WithdrawnError(Refusal):
    """The office of its region has withdrawn the khas."""

    code = 410


@bp.get("/khas/<slug:slug>")
def show(slug: str) -> Response:
    """What the product is, where it comes from, who sells it, and the source of all that."""
    day = today()
    try:
        product = get_product(slug)
    except Gone as gone:
        raise WithdrawnError(Explanation(_("Khas ini sudah ditarik"), str(WITHDRAWN))) from gone
    standing = find_standing(product.id) if product.confirmed_on else None
    can_be_sold = is_sellable(product)
    name, home = text_of(product, "name"), product.origins[0].region
    offers = find_offers(product.id, day) if can_be_sold else []
    cards = [card(listing) for listing in offers]
    # What was sold is shown, and nobody can answer for it any more.
    asking = about_product(product, [offer.producer for offer in offers if offer.sold_at is None])
    trail = [
        (_("Khas daerah"), url_for("catalog.index", lihat=Tab.KNOWN)),
        (text_of(home, "short_name"), url_for("catalog.regions.show", slug=home.slug)),
    ]
    return render(
        "catalog/product.html",
        product=product,
        subject=Subject("product", product.slug),
        share=product_share(product, current_language()),
        linked_data=linked_data(
            breadcrumbs(trail, name),
            product_thing(product, text_of(product.taxon, "name")) if can_be_sold else None,
            item_list(name, card_links(cards)),
        ),
        trail=trail,
        name=name,
        regions=[origin.region for origin in product.origins],
        card_picture=product_picture(product, "card"),
        wide_picture=product_picture(product, "wide"),
        qr_url=page_qr_picture("khas", product.slug),
        region_names=region_names([origin.region for origin in product.origins]),
        fact_pairs=_facts(product, confirmation(standing) if standing else _("Belum")),
        standing=standing,
        cautions=[str(words) for handling, words in CAUTIONS.items() if handling == product.handling],
        is_sellable=can_be_sold,
        asking=asking,
        publisher=publisher(product.source_public),
        sellers=count_sellers([product.id], day).get(product.id, Sellers()),
        cards=cards,
        more=get_rows(other_product_ids(product), day),
    )


def _facts(product: RegionalProduct, confirmed: str) -> list[tuple[str, str]]:
    """What is known besides the description. Prices are left out: they are old, and an old price misleads."""
    technique: str = _told(product, "technique_text")
    if product.technique and set(product.technique_text_id.split(", ")) <= {"tulis", "cap"}:
        technique = str(TECHNIQUE_NAMES[product.technique])
    return [
        (_("Tempat asal"), _told(product, "place")),
        (_("Golongan"), text_of(product.taxon, "name")),
        (_("Teknik"), technique),
        (_("Bahan"), _listed(product, "material")),
        (_("Motif menurut sumber"), _listed(product, "motif")),
        (_("Musim"), season(product.seasons)),
        (_("Catatan menurut sumber"), _told(product, "certification")),
        (_("Pengukuhan"), confirmed),
    ]


def _told(product: RegionalProduct, field: str) -> Words:
    """A fact in the language of the page, begun with a capital; the names in it keep theirs."""
    text = text_of(product, field)
    return Words(text[:1].upper() + text[1:], text.language)


def _listed(product: RegionalProduct, field: str) -> Words:
    """A fact of several parts, between commas."""
    text = _told(product, field)
    return Words(text.replace("; ", ", "), text.language)


def find_offers(product_id: int, day: datetime.date) -> list[Listing]:
    """The newest public listings of a product, at most 24. One query."""
    statement = (
        select(Listing)
        .join(Listing.producer)
        .where(Listing.product_id == product_id, is_public(day))
        .options(joinedload(Listing.producer).joinedload(Producer.region), with_main_photo())
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(SELLERS_SHOWN)
    )
    return list(db.session.scalars(statement))


def other_product_ids(product: RegionalProduct) -> list[int]:
    """Other products of the place of origin, those of the same kind first. One query."""
    statement = (
        select(RegionalProduct.id)
        .join(ProductRegion)
        .where(
            ProductRegion.region_code == product.origins[0].region_code, RegionalProduct.id != product.id, is_known()
        )
        .order_by(
            (RegionalProduct.kind != product.kind), RegionalProduct.featured.asc().nulls_last(), RegionalProduct.id
        )
        .limit(MORE_SHOWN)
    )
    return list(db.session.scalars(statement))


def publisher(source_public: str) -> str:
    """The host that published a source, without `www.`; empty where no source may be shown."""
    return (urlsplit(source_public).hostname or "").removeprefix("www.")
