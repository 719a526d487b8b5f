"""What happens to photographs and documents: files first, then the row; the row first, then the files when they go."""

import datetime
import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, update

from craftsite.extensions import db
from craftsite.jobs.leases import HopelessError
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write, enqueue
from craftsite.media import images, queries
from craftsite.media.documents import Document
from craftsite.media.images import Developed, RefusedPhotoError
from craftsite.media.models import DOCUMENT, MASTER, StoredDocument, StoredImage, file_name, key_of, new_key
from craftsite.media.storage import MissingFileError, current_storage
from craftsite.web.clock import now

FINISH_JOB, SWEEP_JOB = "media.finish", "media.sweep"
# A backup copies the database first and the files after it; what goes meanwhile must not be missing there.
DISCARDED_FILES_STAY = datetime.timedelta(days=7)
# Files come before their row, and a row may come before what refers to it.
UNCLAIMED_STAYS = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of a photograph that are in the storage and wait for their row."""

    key: str
    photo: Developed


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The file of a document that is in the storage and waits for its row."""

    key: str
    document: Document


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was removed."""

    stored: int
    orphans: int


def keep_files(photo: Developed) -> Kept:
    """The files of a photograph, flushed to the disk; call it before the unit that writes.

    Where no row follows, a sweep removes them.
    """
    key = new_key()
    _put(key, photo)
    return Kept(key, photo)


def add_image(kept: Kept, *, is_private: bool = False) -> StoredImage:
    """The row of a photograph whose files are there, flushed, and the job that makes its smaller formats."""
    image = StoredImage(
        key=kept.key,
        width=kept.photo.size.width,
        height=kept.photo.size.height,
        byte_size=sum(map(len, kept.photo.parts.values())),
        sha256=hashlib.sha256(kept.photo.parts[MASTER]).hexdigest(),
        is_private=is_private,
        created_at=now(),
    )
    db.session.add(image)
    db.session.flush()
    enqueue(FINISH_JOB, {"id": image.id})
    return image


def discard_image(image_id: int) -> None:
    """From now on a photograph is shown nowhere; its files and its row go after a week."""
    db.session.execute(
        update(StoredImage)
        .where(StoredImage.id == image_id, StoredImage.discarded_at.is_(None))
        .values(discarded_at=now())
    )


def keep_document(document: Document) -> KeptDocument:
    """The file of a document, flushed to the disk; call it before the unit that writes."""
    key = new_key()
    current_storage().put(file_name(key, DOCUMENT), document.data)
    return KeptDocument(key, document)


def add_document(kept: KeptDocument) -> StoredDocument:
    """The row of a document whose file is there, flushed."""
    data = kept.document.data
    document = StoredDocument(
        key=kept.key, byte_size=len(data), sha256=hashlib.sha256(data).hexdigest(), created_at=now()
    )
    db.session.add(document)
    db.session.flush()
    return document


def discard_document(document_id: int) -> None:
    """From now on nobody gets a document; its file and its row go after a week."""
    db.session.execute(
        update(StoredDocument)
        .where(StoredDocument.id == document_id, StoredDocument.discarded_at.is_(None))
        .values(discarded_at=now())
    )


def finish_later(payload: Payload) -> Write:
    """The job that makes AVIF and WebP of a photograph. Raises HopelessError where its master is gone or broken."""
    image = db.session.get(StoredImage, payload["id"])
    if image is None or image.discarded_at is not None:
        return lambda: None
    try:
        master = current_storage().read(file_name(image.key, MASTER))
        photo = images.finish(master)
    except (MissingFileError, RefusedPhotoError) as error:
        raise HopelessError(f"Photograph {image.key} cannot be finished: {type(error).__name__} {error}") from error
    _put(image.key, photo)
    image_id, byte_size = image.id, len(master) + sum(map(len, photo.parts.values()))
    return lambda: db.session.execute(
        update(StoredImage).where(StoredImage.id == image_id).values(finished_at=now(), byte_size=byte_size)
    )


def sweep_later(payload: Payload) -> Write:
    """The job that removes once a day what nobody needs any more."""
    return sweep()[1]


def sweep() -> tuple[Swept, Write]:
    """How much is removed, and what is left to write after the files are gone.

    Gone are the files of what was discarded a week ago, and files that no row has, which a process leaves behind that
    is killed between file and row. Then photographs and documents are discarded that no row refers to.
    """
    instant = now()
    known = queries.find_by_key()
    over = queries.find_discarded(instant - DISCARDED_FILES_STAY)
    orphans = 0
    for file in current_storage().walk():
        key = key_of(file.name)
        if key in over:
            current_storage().delete(file.name)
        elif not (key in known and known[key].has_file(file.name)) and file.written_at < instant - UNCLAIMED_STAYS:
            current_storage().delete(file.name)
            orphans += 1

    def write() -> None:
        for table in queries.TABLES:
            db.session.execute(delete(table).where(table.key.in_(over)))
        discard_unused()

    return Swept(len(over), orphans), write


def discard_unused() -> int:
    """How many photographs and documents were discarded that no row has referred to for a day since they came."""
    number = 0
    for table in queries.TABLES:
        unused = update(table).where(
            table.discarded_at.is_(None), table.created_at < now() - UNCLAIMED_STAYS, ~queries.is_used(table)
        )
        number += len(db.session.scalars(unused.values(discarded_at=now()).returning(table.id)).all())
    return number


def rebuild(image_id: int) -> None:
    """Has all sizes of a photograph made again from its master, by a job."""
    enqueue(FINISH_JOB, {"id": image_id})


def _put(key: str, photo: Developed) -> None:
    for part, data in photo.parts.items():
        current_storage().put(file_name(key, part), data)
