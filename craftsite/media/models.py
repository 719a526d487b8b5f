"""The tables of stored photographs and documents."""

import datetime
import secrets
from collections.abc import Collection, Sequence
from functools import lru_cache

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model, UtcDateTime
from craftsite.media.renditions import LATER, Format, Size, all_sizes

MASTER, DOCUMENT = "master.jpg", "document.pdf"


class StoredImage(Model):
    """A photograph whose files are in the storage; a feature refers to it by a foreign key of its own table.

    `key` is random, stands in the public address and is never given twice. `width`, `height` and `sha256` are those of
    the master, the clean photograph that all sizes are made from. Until `finished_at` there are only sizes in JPEG. One
    that `is_private` has no public address. From `discarded_at` on it is shown nowhere; its files go a week later.
    """

    __tablename__ = "stored_images"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    is_private: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    discarded_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime, index=True)

    @property
    def size(self) -> Size:
        """The size of the master."""
        return Size(self.width, self.height)

    @property
    def formats(self) -> Sequence[Format]:
        """The formats that there are, the smallest first."""
        return _formats(self.finished_at is not None)

    @property
    def checked_part(self) -> str:
        """The part whose checksum is kept."""
        return MASTER

    def file_names(self) -> Collection[str]:
        """The names of all files that this photograph has."""
        return [file_name(self.key, part) for part in _parts(self.size, self.finished_at is not None)]

    def has_file(self, name: str) -> bool:
        """Whether a stored file is one of this photograph."""
        return name.startswith(file_name(self.key, "")) and name.rpartition("/")[2] in _parts(
            self.size, self.finished_at is not None
        )


class StoredDocument(Model):
    """A PDF as it was sent, whose file is in the storage; a feature refers to it by a foreign key of its own table.

    It has no public address, and nothing here ever opens it. `key` is of the same kind as those of photographs. From
    `discarded_at` on nobody gets it any more; its file goes a week later.
    """

    __tablename__ = "stored_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    discarded_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime, index=True)

    @property
    def checked_part(self) -> str:
        """The part whose checksum is kept."""
        return DOCUMENT

    def file_names(self) -> Collection[str]:
        """The names of all files that this document has."""
        return [file_name(self.key, DOCUMENT)]

    def has_file(self, name: str) -> bool:
        """Whether a stored file is this document's."""
        return name == file_name(self.key, DOCUMENT)


Stored = StoredImage | StoredDocument


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_hex(16)


def file_name(key: str, part: str) -> str:
    """Where a part of a photograph is stored; folders of 256 keep a listing of them short."""
    return f"{key[:2]}/{key}/{part}"


def key_of(name: str) -> str:
    """The key of the photograph that a stored file belongs to; "" for a file that is not from here."""
    parts = name.split("/")
    return parts[1] if len(parts) == 3 else ""


def _formats(is_finished: bool) -> Sequence[Format]:
    return (*LATER, Format.JPEG) if is_finished else (Format.JPEG,)


# Cameras know few sizes.
@lru_cache(maxsize=1_024)
def _parts(size: Size, is_finished: bool) -> frozenset[str]:
    return frozenset({MASTER, *(f"{each}.{kind}" for each in all_sizes(size) for kind in _formats(is_finished))})
