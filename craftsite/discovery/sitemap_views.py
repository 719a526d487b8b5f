"""The sitemap: an index of parts, and in each part its pages in both languages."""

from xml.etree.ElementTree import Element

from flask import Blueprint, Response, abort

from craftsite.discovery.places import KINDS, Place, find_kinds, find_places
from craftsite.web.clock import today
from craftsite.web.languages import Language, absolute_url, alternates, at_root, root_url
from craftsite.web.xml_answers import add, xml_response

bp = Blueprint("sitemap", __name__)
# Prefixes are written out, since the standard library's writer has no default namespace for attributes without one.
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MIMETYPE = "application/xml"


@bp.get("/sitemap.xml")
@at_root
def index() -> Response:
    """The parts that hold a page. Three queries."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for kind, number in find_kinds(today()):
        add(add(root, "sitemap"), "loc", absolute_url(root_url("discovery.sitemap.part", kind=kind, number=number)))
    return xml_response(root, MIMETYPE)


# It stands at the root, since a sitemap speaks only for what lies below it.
@bp.get(f"/sitemap-<any({', '.join(KINDS)}):kind>-<id:number>.xml")
@at_root
def part(kind: str, number: int) -> Response:
    """At most 5,000 addresses of a kind of page; 404 where there is none. At most five queries."""
    places = find_places(kind, number, today())
    if not places:
        abort(404)
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for place in places:
        _add_place(root, place)
    return xml_response(root, MIMETYPE)


def _add_place(root: Element, place: Place) -> None:
    """An entry for each language; every one names all, as only links that are answered count."""
    addresses = alternates(place.path)
    for address in addresses.values():
        entry = add(root, "url")
        add(entry, "loc", address)
        if place.changed_at is not None:
            add(entry, "lastmod", place.changed_at.isoformat(timespec="seconds"))
        for language, other in addresses.items():
            add(entry, "xhtml:link", rel="alternate", hreflang=language, href=other)
        add(entry, "xhtml:link", rel="alternate", hreflang="x-default", href=addresses[Language.INDONESIAN])
