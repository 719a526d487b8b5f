"""The photographs on the page of a listing; without the ticks of its maker none is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.listings.models import Listing
from craftsite.media.pictures import Picture, jpeg_address, picture_of
from craftsite.media.renditions import Shape
from craftsite.web.languages import text_of

# What is sent for others to show: search engines ask for 1,200 px, and 1,280 is the widest there is.
WIDE = 1_200


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph of a gallery: whole, cut for a row of small ones, and as one large file."""

    whole: Picture
    small: Picture
    url: str
    alt: str


def photo_gallery(listing: Listing) -> Sequence[Shown]:
    """The photographs of a listing whose photographs are loaded, the main one first."""
    if not listing.owns_pictures:
        return ()
    name = text_of(listing, "name")
    return [
        Shown(
            whole=picture_of(photo.image),
            small=picture_of(photo.image, Shape.CARD),
            url=jpeg_address(photo.image, Shape.WHOLE, WIDE),
            alt=photo.alt or _("%(name)s, foto %(number)s", name=name, number=number),
        )
        for number, photo in enumerate(listing.photos, start=1)
    ]
