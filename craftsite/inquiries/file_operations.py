"""Files of a thread: five a side, photographs that are private, and PDF only ever to take along."""

import datetime

from craftsite.extensions import db
from craftsite.inquiries import operations, queries
from craftsite.inquiries.models import Attachment, Inquiry, Side
from craftsite.media import operations as media
from craftsite.media.operations import Kept, KeptDocument

MOST_FILES = 5
FILE = "berkas"


class TooManyFilesError(ValueError):
    """A side has sent as many files as it may."""


def add_file(
    inquiry: Inquiry,
    side: Side,
    kept: Kept | KeptDocument,
    instant: datetime.datetime,
    *,
    author_id: int | None = None,
) -> None:
    """A message with one file in a thread that is held for update. Raises TooManyFilesError."""
    if queries.count_files(inquiry.id, side) >= MOST_FILES:
        raise TooManyFilesError
    # The key of a file is drawn anew for each that is sent.
    receipt = f"file-{kept.key}"
    if side is Side.MAKER and author_id is not None:
        operations.answer(inquiry, "", instant, author_id=author_id, receipt=receipt, sentence=FILE)
    else:
        operations.reply(inquiry, "", receipt, instant, sentence=FILE)
    image = media.add_image(kept, is_private=True) if isinstance(kept, Kept) else None
    document = media.add_document(kept) if isinstance(kept, KeptDocument) else None
    stored = image or document
    db.session.add(
        Attachment(
            message_id=queries.last_message_id(inquiry.id),
            image_id=image.id if image else None,
            document_id=document.id if document else None,
            byte_size=stored.byte_size if stored else 0,
            sha256=stored.sha256 if stored else "",
            added_at=instant,
        )
    )
    db.session.flush()
