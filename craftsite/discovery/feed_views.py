"""What is new, for feed readers (Atom, RFC 4287)."""

import datetime
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, current_app, url_for
from flask_babel import gettext as _

from craftsite.catalog.cards import listing_address
from craftsite.catalog.pictures import main_photograph
from craftsite.catalog.prices import price_text
from craftsite.discovery.queries import newest_listings
from craftsite.goods.names import KIND_NAMES
from craftsite.listings.certificate_queries import find_told
from craftsite.listings.certificates import ToldCertificate, told
from craftsite.listings.models import Listing
from craftsite.listings.stock import stock_text
from craftsite.media.renditions import Shape
from craftsite.web.clock import today
from craftsite.web.languages import Language, Words, absolute_url, alternates, current_language, text_of
from craftsite.web.xml_answers import add, xml_response

bp = Blueprint("feeds", __name__)
ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
MIMETYPE = "application/atom+xml"
ENTRIES = 30
# Atom wants an instant even of a feed in which nothing has happened yet.
BEGINNING = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@bp.get("/umpan/karya.atom")
def listings() -> Response:
    """The newest listings of real makers. Two queries.

    Where nobody sells yet it is empty: regional products have no day on which they appeared, and none is made up.
    """
    newest = newest_listings(today(), ENTRIES)
    certificates = find_told([listing.id for listing in newest], today())
    addresses = alternates(url_for(".listings"))
    own = addresses[current_language()]
    root = Element("feed", {"xmlns": ATOM, "xml:lang": current_language()})
    add(root, "id", own)
    add(root, "title", _("Karya terbaru di %(site)s", site=current_app.config["SITE_NAME"]))
    add(root, "subtitle", _("Yang baru ditawarkan pembuat di Jawa Timur, dengan harga dan ketersediaannya."))
    add(root, "updated", _instant(max((listing.updated_at for listing in newest), default=BEGINNING)))
    add(root, "link", rel="self", type=MIMETYPE, href=own)
    add(root, "link", rel="alternate", type="text/html", href=absolute_url(url_for("catalog.index")))
    for language in Language:
        if language is not current_language():
            add(root, "link", rel="alternate", type=MIMETYPE, hreflang=language, href=addresses[language])
    for listing in newest:
        _add_entry(root, listing, [told(one) for one in certificates.get(listing.id, ())])
    return xml_response(root, MIMETYPE)


def _add_entry(root: Element, listing: Listing, certificates: Sequence[ToldCertificate]) -> None:
    name, story = text_of(listing, "name"), text_of(listing, "story")
    published_at = listing.published_at or listing.updated_at
    entry = add(root, "entry")
    # The short address holds nothing but the code, which is never given again; the name in the long one may change.
    add(entry, "id", absolute_url(url_for("catalog.listings.short", code=listing.code)))
    _set_language(add(entry, "title", name), name)
    add(entry, "link", rel="alternate", type="text/html", href=absolute_url(listing_address(listing)))
    add(entry, "published", _instant(published_at))
    add(entry, "updated", _instant(max(published_at, listing.updated_at)))
    author = add(entry, "author")
    add(author, "name", listing.producer.name)
    add(author, "uri", absolute_url(url_for("catalog.producers.show", slug=listing.producer.slug)))
    add(entry, "category", term=listing.kind, label=str(KIND_NAMES[listing.kind]))
    text = add(add(entry, "content", type="xhtml"), "div", xmlns=XHTML)
    place = text_of(listing.producer.region, "short_name")
    add(text, "p", " · ".join((f"{listing.code}", place, price_text(listing), stock_text(listing))))
    if story:
        _set_language(add(text, "p", story), story)
    for one in certificates:
        add(text, "p", " · ".join(filter(None, (f"{one.name} {one.number}", one.issuer, one.validity, one.assurance))))
    photo = main_photograph(listing, Shape.WHOLE)
    if photo is not None:
        size = {"width": str(photo.width), "height": str(photo.height)}
        add(add(text, "p"), "img", src=absolute_url(photo.src), alt=name, **size)


def _set_language(element: Element, words: Words) -> None:
    if words.language is not current_language():
        element.set("xml:lang", words.language)


def _instant(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")
