"""The photographs of a listing as its maker sees them in the editor, and what a page of it says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from craftsite.listings import queries
from craftsite.listings.models import Listing
from craftsite.listings.photo_operations import MOST_OF_MAKER, MOST_PHOTOS
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Shape

DESCRIPTION = "keterangan_"


@dataclass(frozen=True, slots=True)
class Photograph:
    """One photograph with its place among the others."""

    id: int
    number: int
    picture: Picture
    alt: str
    control: str

    @property
    def is_main(self) -> bool:
        """Whether cards show it."""
        return self.number == 1


def photo_fullness(listing: Listing) -> str:
    """Why a listing takes no more photographs, before one is looked at; "" where it does."""
    if len(listing.photos) >= MOST_PHOTOS:
        return listing_is_full()
    if queries.count_photos_of_maker(listing.producer_id) >= MOST_OF_MAKER:
        return maker_is_full()
    return ""


def listing_is_full() -> str:
    """What is said of a listing that has as many photographs as one may have."""
    return _("Satu karya paling banyak %(most)s foto. Hapus satu dulu, lalu kirim lagi.", most=MOST_PHOTOS)


def maker_is_full() -> str:
    """What is said of a maker whose listings have as many as one maker may have."""
    return _("Foto Anda sudah terlalu banyak. Hapus foto dari karya yang tidak dipakai.")


def photographs(listing: Listing) -> Sequence[Photograph]:
    """The photographs of a listing whose photographs are loaded, the main one first."""
    return [
        Photograph(photo.id, number, picture_of(photo.image, Shape.CARD), photo.alt, f"{DESCRIPTION}{photo.id}")
        for number, photo in enumerate(listing.photos, start=1)
    ]


def sent_descriptions(fields: Mapping[str, str]) -> Mapping[int, str]:
    """What was written about photographs, by their ids."""
    ids = {name: name.removeprefix(DESCRIPTION) for name in fields if name.startswith(DESCRIPTION)}
    return {int(number): fields[name] for name, number in ids.items() if number.isascii() and number.isdecimal()}
