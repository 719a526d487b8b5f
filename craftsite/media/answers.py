"""A stored photograph or document as an answer; who may have it is decided by the view that asks."""

from flask import Response, abort

from craftsite.media.models import DOCUMENT, MASTER, Stored, StoredDocument, StoredImage, file_name
from craftsite.media.renditions import Format, all_sizes
from craftsite.media.storage import MissingFileError, current_storage
from craftsite.web.logs import log

# Opened by itself a photograph is a document of its own, which gets nothing and may do nothing.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def rendition(image: StoredImage, size: str, kind: str) -> Response:
    """One size of a photograph, `480x600`, in a format; 404 where it is not made."""
    if kind not in image.formats or size not in map(str, all_sizes(image.size)):
        abort(404)
    return _answer(image, f"{size}.{kind}", Format(kind).mimetype)


def original(image: StoredImage, name: str) -> Response:
    """The clean photograph in the size that is kept, to take along under a name of ours, without its ending."""
    response = _answer(image, MASTER, Format.JPEG.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{Format.JPEG}")
    return response


def document(stored: StoredDocument, name: str) -> Response:
    """A PDF as somebody sent it, only ever to take along, under a name of ours, without its ending."""
    response = _answer(stored, DOCUMENT, "application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


def _answer(stored: Stored, part: str, mimetype: str) -> Response:
    try:
        data = current_storage().read(file_name(stored.key, part))
    except MissingFileError:
        log.error("row has no file", key=stored.key, part=part)
        abort(404)
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
