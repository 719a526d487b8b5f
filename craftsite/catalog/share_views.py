"""The pictures that messengers show beside a link, in both languages, at addresses that may be kept for good."""

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug import Response

from craftsite.catalog.share_pictures import listing_sheet, producer_sheet, product_sheet, region_sheet, site_sheet
from craftsite.catalog.sharing import LANGUAGES, share_answer
from craftsite.extensions import db
from craftsite.goods.queries import get_once_known
from craftsite.listings.queries import get_once_published
from craftsite.producers.models import Producer
from craftsite.producers.queries import is_public
from craftsite.regions.queries import find_regions, get_region
from craftsite.web.clock import today
from craftsite.web.languages import Language, at_root

bp = Blueprint("shares", __name__, url_prefix=f"/motif/bagikan/<{LANGUAGES}:language>")


@bp.get("/karya/<code:code>/<key>.jpg")
@at_root
def listing(language: str, code: str, key: str) -> Response:
    """The picture of a listing, whether or not it is public now, as of its plate."""
    found = get_once_published(code)
    return share_answer(
        listing_sheet(found, Language(language)), key, "catalog.shares.listing", language=language, code=code
    )


@bp.get("/khas/<slug:slug>/<key>.jpg")
@at_root
def product(language: str, slug: str, key: str) -> Response:
    """The picture of a regional product, whether or not an office has withdrawn it."""
    found = get_once_known(slug)
    return share_answer(
        product_sheet(found, Language(language)), key, "catalog.shares.product", language=language, slug=slug
    )


@bp.get("/pembuat/<slug:slug>/<key>.jpg")
@at_root
def producer(language: str, slug: str, key: str) -> Response:
    """The picture of a public maker."""
    statement = select(Producer).where(Producer.slug == slug, is_public(today())).options(joinedload(Producer.region))
    found = db.first_or_404(statement)
    return share_answer(
        producer_sheet(found, Language(language)), key, "catalog.shares.producer", language=language, slug=slug
    )


@bp.get("/daerah/<slug:slug>/<key>.jpg")
@at_root
def region(language: str, slug: str, key: str) -> Response:
    """The picture of a region."""
    found = get_region(slug)
    return share_answer(
        region_sheet(found, Language(language)), key, "catalog.shares.region", language=language, slug=slug
    )


@bp.get("/situs/<key>.jpg")
@at_root
def site(language: str, key: str) -> Response:
    """The picture of the site itself."""
    return share_answer(site_sheet(find_regions(), Language(language)), key, "catalog.shares.site", language=language)
