"""What tags, labels and Status pictures say of a listing, and their drawing."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from craftsite.catalog.pictures import main_photo_file
from craftsite.catalog.sharing import MIMETYPE, PRESS, STUDIO
from craftsite.goods.queries import is_textile
from craftsite.listings.labels import listing_label
from craftsite.listings.models import Listing
from craftsite.media.storage import current_storage
from craftsite.motif.status import STATUS_HEIGHT, STATUS_WIDTH, StatusWords, status_picture
from craftsite.motif.tags import HEIGHT_MM, LAYOUTS, WIDTH_MM, Piece, sheets
from craftsite.web.filters import rupiah
from craftsite.web.languages import Language, site_url, text_in

# WhatsApp makes a Status smaller itself; more than this only takes time to send.
MOST_BYTES = 400_000


@dataclass(frozen=True, slots=True)
class Status:
    """All that a Status picture is drawn from; `photo` is the name of a stored photograph, or empty."""

    words: StatusWords
    dye: str
    pattern: str
    photo: str
    plate: str

    def jpeg(self) -> bytes:
        """The picture, kept as long as there is room. Raises BusyError, or MissingFileError for its photograph."""
        storage = current_storage()
        return STUDIO.picture(self, lambda: self._drawn(storage.read(self.photo) if self.photo else b""))

    def _drawn(self, photo: bytes) -> bytes:
        picture = f"data:{MIMETYPE};base64,{base64.b64encode(photo).decode()}" if photo else self.plate
        drawing = status_picture(self.words, self.dye, self.pattern, picture)
        return PRESS.jpeg(drawing, STATUS_WIDTH, STATUS_HEIGHT, MOST_BYTES)


def status_of(listing: Listing, language: Language) -> Status:
    """The Status picture of a public listing whose maker, region and main photograph are loaded."""
    label = listing_label(listing, language)
    photo = main_photo_file(listing)
    region = listing.producer.region
    words = StatusWords(
        title=label.name,
        code=label.code,
        maker=listing.producer.name,
        place=label.place,
        price=_prices(listing, language)[0],
        site=_host(),
    )
    return Status(words, region.dye, _pattern(listing), photo, "" if photo else label.draw("chip"))


def piece_of(listing: Listing, language: Language, *, has_price: bool) -> Piece:
    """What a tag or label says of a public listing whose maker and region are loaded."""
    label = listing_label(listing, language)
    price, price_from = _prices(listing, language) if has_price else ("", "")
    with force_locale(language):
        hint = _("Pindai, atau ketik kodenya di")
    return Piece(
        title=label.name,
        code=label.code,
        maker=listing.producer.name,
        place=text_in(language, listing.producer.region, "short_name"),
        price=price,
        price_from=price_from,
        hint=hint,
        site=_host(),
        url=site_url(language, "catalog.listings.short", code=listing.code),
        dye=listing.producer.region.dye,
        pattern=_pattern(listing),
    )


def pdf_of(pieces: Sequence[tuple[Piece, int]], size: str) -> bytes:
    """A file of A4 sheets with so many of each piece. Raises BusyError."""
    subject = (size, tuple(pieces))
    return STUDIO.picture(subject, lambda: PRESS.pdf(sheets(pieces, LAYOUTS[size]), WIDTH_MM, HEIGHT_MM))


def _prices(listing: Listing, language: Language) -> tuple[str, str]:
    """What it costs, and where that is a span, what it costs at least."""
    if listing.price_idr is None:
        return "", ""
    with force_locale(language):
        least = rupiah(listing.price_idr)
        if listing.price_to_idr is None:
            return least, ""
        return f"{least} – {rupiah(listing.price_to_idr)}", _("mulai %(price)s", price=least)


def _pattern(listing: Listing) -> str:
    """The pattern of the region; a textile gets none, so that no drawn cloth passes for its own."""
    return "" if is_textile(listing.kind, listing.taxon_slug) else listing.producer.region.pattern


def _host() -> str:
    return urlsplit(current_app.config["SITE_URL"]).netloc
