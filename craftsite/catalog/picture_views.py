"""The label plates, ornaments and QR codes as pictures that a browser may keep for good."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug import Response

from craftsite.catalog.addresses import address
from craftsite.catalog.choices import Names
from craftsite.catalog.forms import read_filters, read_tab
from craftsite.catalog.shortlist import read_shortlist
from craftsite.goods.queries import find_taxa, get_once_known
from craftsite.listings.labels import Label, listing_label, product_label
from craftsite.listings.queries import get_once_published
from craftsite.motif.plate import SIZES, PlateSize
from craftsite.motif.qr import TooLongError, qr_code
from craftsite.motif.tile import FAMILIES, PALETTES, tile
from craftsite.regions.queries import find_regions
from craftsite.web.headers import kept_for_good
from craftsite.web.languages import Language, absolute_url, at_root, root_url

bp = Blueprint("pictures", __name__)
PALETTE_NUMBERS = frozenset(map(str, range(len(PALETTES))))
LONGEST_KEY = 40
PAGES: Mapping[str, str] = {"khas": "catalog.products.show", "daerah": "catalog.regions.show"}


@bp.get("/motif/karya/<code:code>/<key>/<size>.svg")
@at_root
def listing(code: str, key: str, size: str) -> Response:
    """The plate of a listing, whether or not it is public now."""
    found = get_once_published(code)
    return _plate(
        [listing_label(found, language) for language in Language], key, size, "catalog.pictures.listing", code=code
    )


@bp.get("/motif/khas/<slug:slug>/<key>/<size>.svg")
@at_root
def product(slug: str, key: str, size: str) -> Response:
    """The plate of a regional product, whether or not an office has withdrawn it."""
    found = get_once_known(slug)
    return _plate(
        [product_label(found, language) for language in Language], key, size, "catalog.pictures.product", slug=slug
    )


@bp.get("/motif/hias/<family>/<palette>/<key>.svg")
@at_root
def ornament(family: str, palette: str, key: str) -> Response:
    """An ornament that stands for no product: kinds, makers' marks, empty pages. `key` seeds the drawing."""
    if family not in FAMILIES or palette not in PALETTE_NUMBERS or len(key) > LONGEST_KEY:
        abort(404)
    return _svg(tile(key, family=family, palette=int(palette)))


@bp.get("/motif/qr/<code:code>.svg")
@at_root
def qr(code: str) -> Response:
    """The QR code of a listing's short address."""
    return _svg(qr_code(absolute_url(root_url("catalog.listings.short", code=code))))


@bp.get("/motif/qr/<any(khas, daerah):section>/<slug:slug>.svg")
def page_qr(section: str, slug: str) -> Response:
    """The QR code of the page of a regional product or a region, in the language that it is asked for in."""
    return _svg(qr_code(absolute_url(url_for(PAGES[section], slug=slug))))


@bp.get("/motif/qr/katalog.svg")
def results_qr() -> Response:
    """The QR code of the catalogue in the state that the same parameters give it; 404 past what a code holds."""
    names = Names.from_tables(find_taxa(), find_regions())
    try:
        return _svg(qr_code(absolute_url(address(read_filters(request.args, names), read_tab(request.args)))))
    except TooLongError:
        abort(404)


@bp.get("/motif/qr/daftar-saya.svg")
def shortlist_qr() -> Response:
    """The QR code of the list that the same parameters give."""
    shortlist = read_shortlist(request.args, [region.code for region in find_regions()])
    # The longest list there can be is short enough for a code.
    return _svg(qr_code(absolute_url(shortlist.address)))


def _plate(labels: Sequence[Label], key: str, size: str, endpoint: str, **where: Any) -> Response:
    """The plate whose key it is, of one for each language; the first stands for one that has changed since."""
    if size not in SIZES:
        abort(404)
    for label in labels:
        if label.key == key:
            return _svg(label.draw(cast(PlateSize, size)))
    # An old page may still name the drawing as it was; the new one stands elsewhere.
    return redirect(root_url(endpoint, key=labels[0].key, size=size, **where), 302)


def _svg(drawing: str) -> Response:
    return kept_for_good(Response(drawing, mimetype="image/svg+xml"))
