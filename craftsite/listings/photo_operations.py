"""Writes of the photographs of a listing: added, put in order, described, removed."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

from limits import RateLimitItemPerHour

from craftsite.extensions import db
from craftsite.listings.draft_operations import NotWritableError, record
from craftsite.listings.models import LONGEST_NOTE, Deed, Listing, Photo
from craftsite.listings.permissions import may_write
from craftsite.listings.queries import count_photos_of_maker
from craftsite.media import operations as media
from craftsite.media.models import MASTER
from craftsite.media.operations import Kept
from craftsite.web.throttle import spend

MOST_PHOTOS = 8
# Of all listings of a maker: some two gigabytes, and more works than anyone has photographed well.
MOST_OF_MAKER = 1_000
# What is removed keeps its files for a week, so the number alone would not keep a script from filling the disk.
_PHOTOS_OF_MEMBER = RateLimitItemPerHour(150, namespace="photo-member")


class TooManyPhotosError(ValueError):
    """A listing has as many photographs as one may have."""


class MakerIsFullError(ValueError):
    """The listings of a maker have as many photographs as one maker may have."""


class Move(StrEnum):
    """What is done with one photograph of a listing, by its name in addresses."""

    FIRST = "utama"
    LEFT = "kiri"
    RIGHT = "kanan"
    REMOVE = "hapus"


def add_photo(listing: Listing, kept: Kept, user_id: int, instant: datetime.datetime) -> None:
    """Puts a photograph whose files are there behind the others. Nothing where the listing has the same one already.

    A telephone that lost the answer sends again what has arrived. Raises NotWritableError, TooManyPhotosError,
    MakerIsFullError, ThrottledError.
    """
    if not may_write(listing):
        raise NotWritableError(listing.id)
    digest = hashlib.sha256(kept.photo.parts[MASTER]).hexdigest()
    if any(photo.image.sha256 == digest for photo in listing.photos):
        return
    if len(listing.photos) >= MOST_PHOTOS:
        raise TooManyPhotosError(listing.id)
    if count_photos_of_maker(listing.producer_id) >= MOST_OF_MAKER:
        raise MakerIsFullError(listing.producer_id)
    spend(_PHOTOS_OF_MEMBER, str(user_id))
    image = media.add_image(kept)
    photo = Photo(image_id=image.id, image=image, position=len(listing.photos) + 1, added_at=instant)
    _arrange(listing, [*listing.photos, photo], user_id, instant)


def move_photo(listing: Listing, photo_id: int, move: Move, user_id: int, instant: datetime.datetime) -> None:
    """Changes the order, or removes one. Nothing where it is gone already. Raises NotWritableError."""
    if not may_write(listing):
        raise NotWritableError(listing.id)
    photos = list(listing.photos)
    at = next((at for at, photo in enumerate(photos) if photo.id == photo_id), None)
    if at is None:
        return
    photo = photos.pop(at)
    if move is Move.REMOVE:
        media.discard_image(photo.image_id)
    else:
        photos.insert({Move.FIRST: 0, Move.LEFT: max(0, at - 1), Move.RIGHT: at + 1}[move], photo)
    _arrange(listing, photos, user_id, instant)


def describe_photos(listing: Listing, texts: Mapping[int, str]) -> None:
    """Writes what is seen on photographs, by their ids; those of other listings are left alone."""
    for photo in listing.photos:
        if photo.id in texts:
            photo.alt = _tidied(texts[photo.id])
    db.session.flush()


def _arrange(listing: Listing, photos: Sequence[Photo], user_id: int, instant: datetime.datetime) -> None:
    before = len(listing.photos)
    listing.photos = list(photos)
    for position, photo in enumerate(photos, start=1):
        photo.position = position
    if listing.published_at is not None and before != len(photos):
        record(listing, Deed.PHOTOS_CHANGED, user_id, instant, {"photos": [str(before), str(len(photos))]})
    db.session.flush()


def _tidied(text: str) -> str:
    readable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(readable.split())[:LONGEST_NOTE].rstrip()
