"""`/media`: photographs that anyone may see, each size at an address of its own that never changes."""

from flask import Blueprint
from werkzeug import Response

from craftsite.media import answers
from craftsite.media.queries import get_public
from craftsite.web.guards import open_to_public
from craftsite.web.headers import kept_for_good
from craftsite.web.languages import at_root

bp = open_to_public(Blueprint("media", __name__, url_prefix="/media"))


@bp.get("/<key>/<size>.<kind>")
@at_root
def show(key: str, size: str, kind: str) -> Response:
    """One size of a photograph in one format."""
    return kept_for_good(answers.rendition(get_public(key), size, kind))
