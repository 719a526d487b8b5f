"""How a picture for messages gets its address, and how that address is answered; for every page that can be shared.

A sheet says what is on the picture. Its address holds the language and a key of all that is drawn, so its bytes never
change: what a messenger has kept is never wrong, and a new price has a new address.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect
from werkzeug import Response
from werkzeug.exceptions import ServiceUnavailable

from craftsite.media.storage import MissingFileError, current_storage
from craftsite.motif.label import Inscription
from craftsite.motif.press import Press
from craftsite.motif.share import HEIGHT, WIDTH
from craftsite.motif.studio import BusyError, Studio
from craftsite.motif.tile import address_key
from craftsite.web.headers import kept_for_good
from craftsite.web.heads import SharePicture
from craftsite.web.languages import Language, absolute_url, root_url
from craftsite.web.logs import log

# The converter of the languages in an address.
LANGUAGES = f"any({', '.join(Language)})"
MIMETYPE = "image/jpeg"

# WhatsApp shows no picture of much more than this.
MOST_BYTES = 230_000

# About fifty pictures, and of 32 threads a quarter at most that wait for one.
STUDIO = Studio(most_bytes=8_000_000, most_visitors=8)
PRESS = Press()
RETRY_AFTER_S = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A composition of `motif.share`, its words, and what else it is drawn from."""

    compose: Callable[..., str]
    words: Inscription
    drawn_from: tuple[Any, ...]
    # The name of a stored photograph that is part of it; no other photograph ever has this name.
    photo: str = ""

    @property
    def key(self) -> str:
        """The part of the address that changes whenever the picture would."""
        return address_key(self.compose.__name__, self.words, self.drawn_from, *filter(None, (self.photo,)))

    @property
    def alt(self) -> str:
        """The words on the picture, in the order of their weight."""
        words = self.words
        parts = (words.title, words.over, words.text, words.figure, words.corner, words.mark, words.note)
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)

    def jpeg(self, photo: bytes = b"") -> bytes:
        """The picture with its photograph. Takes about 100 ms of CPU, without the interpreter's lock."""
        given = (f"data:{MIMETYPE};base64,{base64.b64encode(photo).decode()}",) if photo else ()
        return PRESS.jpeg(self.compose(self.words, *self.drawn_from, *given), WIDTH, HEIGHT, MOST_BYTES)


def share_picture(sheet: Sheet, endpoint: str, **where: Any) -> SharePicture:
    """The picture of a sheet at an endpoint that stands `at_root` and answers with `share_answer`."""
    url = absolute_url(root_url(endpoint, key=sheet.key, **where))
    return SharePicture(url, WIDTH, HEIGHT, sheet.alt, MIMETYPE)


def share_answer(sheet: Sheet, key: str, endpoint: str, **where: Any) -> Response:
    """The picture; or the way to it where the key is of an older one. 503 where many pictures are drawn just now."""
    if key != sheet.key:
        return redirect(root_url(endpoint, key=sheet.key, **where), 302)
    storage = current_storage()
    try:
        picture = STUDIO.picture(sheet, lambda: sheet.jpeg(storage.read(sheet.photo) if sheet.photo else b""))
    except MissingFileError:
        log.error("photograph has no file", part=sheet.photo)
        abort(404)
    except BusyError as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER_S) from error
    return kept_for_good(Response(picture, mimetype=MIMETYPE))
