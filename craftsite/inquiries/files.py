"""The files of a thread as a page shows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import url_for
from flask_babel import gettext as _

from craftsite.inquiries.models import Attachment, Message
from craftsite.media.pictures import Picture, picture_of
from craftsite.media.renditions import Format, Size


@dataclass(frozen=True, slots=True)
class Shown:
    """One file: a photograph, or the address of a PDF and what its link says."""

    picture: Picture | None
    url: str
    label: str


def files_for_maker(inquiry_id: int, messages: Sequence[Message]) -> Mapping[int, Sequence[Shown]]:
    """The files of each message that has some, for its maker."""
    photo, document = (partial(url_for, f"files.{name}", inquiry_id=inquiry_id) for name in ("photo", "document"))
    return _files(messages, photo, document)


def files_for_buyer(token: str, messages: Sequence[Message]) -> Mapping[int, Sequence[Shown]]:
    """The same for whoever has the secret link."""
    photo, document = (partial(url_for, f"buyer_files.buyers_{name}", token=token) for name in ("photo", "document"))
    return _files(messages, photo, document)


def _files(
    messages: Sequence[Message], photo: Callable[..., str], document: Callable[..., str]
) -> Mapping[int, Sequence[Shown]]:
    return {
        message.id: [_shown(file, photo, document) for file in message.attachments]
        for message in messages
        if message.attachments
    }


def _shown(file: Attachment, photo: Callable[..., str], document: Callable[..., str]) -> Shown:
    kilobytes = max(1, file.byte_size // 1024)
    label = _("Unduh PDF (%(size)s kB)", size=kilobytes)
    if file.image is None:
        return Shown(None, document(file_id=file.id), label)

    def address(size: Size, kind: Format) -> str:
        return photo(file_id=file.id, size=str(size), kind=str(kind))

    return Shown(picture_of(file.image, address=address), "", label)
