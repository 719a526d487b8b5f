"""The label plates, ornaments and QR codes as pictures that a browser may keep for good."""

import io
from typing import Any, cast

import segno
from flask import Blueprint, abort, current_app, redirect, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug import Response

from craftsite.catalog.cards import with_regions
from craftsite.catalog.pictures import Label, listing_label, product_label
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct
from craftsite.goods.queries import is_known
from craftsite.listings.models import Listing
from craftsite.motif.plate import SIZES, PlateSize
from craftsite.motif.tile import FAMILIES, PALETTES, tile
from craftsite.producers.models import Producer

bp = Blueprint("pictures", __name__)
IMMUTABLE = "public, max-age=31536000, immutable"
PALETTE_NUMBERS = frozenset(map(str, range(len(PALETTES))))
LONGEST_KEY = 40


@bp.get("/motif/karya/<code:code>/<key>/<size>.svg")
def listing(code: str, key: str, size: str) -> Response:
    """The plate of a listing, whether or not it is public now: what a page once named stays in caches anyway."""
    statement = (
        select(Listing).where(Listing.code == code).options(joinedload(Listing.producer).joinedload(Producer.region))
    )
    found = db.session.scalar(statement)
    if found is None or not found.published_at:
        abort(404)
    return _plate(listing_label(found), key, size, "catalog.pictures.listing", code=code)


@bp.get("/motif/khas/<slug:slug>/<key>/<size>.svg")
def product(slug: str, key: str, size: str) -> Response:
    """The plate of a regional product."""
    found = db.session.scalar(
        select(RegionalProduct).where(RegionalProduct.slug == slug, is_known()).options(with_regions())
    )
    if found is None:
        abort(404)
    return _plate(product_label(found), key, size, "catalog.pictures.product", slug=slug)


@bp.get("/motif/hias/<family>/<palette>/<key>.svg")
def ornament(family: str, palette: str, key: str) -> Response:
    """An ornament that stands for no product: kinds, makers' marks, empty pages. `key` seeds the drawing."""
    if family not in FAMILIES or palette not in PALETTE_NUMBERS or len(key) > LONGEST_KEY:
        abort(404)
    return _svg(tile(key, family=family, palette=int(palette)))


@bp.get("/motif/qr/<code:code>.svg")
def qr(code: str) -> Response:
    """The QR code of a listing's short address, error level M, so that it scans from a crumpled tag."""
    address = current_app.config["SITE_URL"].rstrip("/") + url_for("catalog.listings.short", code=code)
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=2, dark="#191a30", light="#fff", omitsize=True
    )
    return _svg(out.getvalue().decode())


def _plate(label: Label, key: str, size: str, endpoint: str, **where: Any) -> Response:
    if size not in SIZES:
        abort(404)
    if key != label.key:
        # An old page may still name the drawing as it was; the new one stands elsewhere.
        return redirect(url_for(endpoint, key=label.key, size=size, **where), 302)
    return _svg(label.draw(cast(PlateSize, size)))


def _svg(drawing: str) -> Response:
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = IMMUTABLE
    return response
