"""Where the files of photographs are: a folder, behind what any other place would have to offer as well."""

import datetime
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app

# Names are made here from random digits and numbers; nothing that somebody gave ever becomes part of one.
_NAME = re.compile(r"[a-z0-9]+(/[a-z0-9]+)*(\.[a-z0-9]+(\.part[0-9a-f]{8})?)?")


class MissingFileError(LookupError):
    """There is no file of this name."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is there, and when it was written."""

    name: str
    written_at: datetime.datetime


class Storage(Protocol):
    """Files by name, `ab/abcd/480x600.jpg`. A name is never given to other contents."""

    def put(self, name: str, data: bytes) -> None:
        """Keeps a file; when this returns, it survives a loss of power. What was there before is replaced whole."""

    def read(self, name: str) -> bytes:
        """What is in a file. Raises MissingFileError."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""

    def delete(self, name: str) -> None:
        """Removes a file; nothing happens where there is none."""

    def walk(self) -> Iterator[StoredFile]:
        """Every file, also those that were never finished, in no order."""


class Folder:
    """Files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, data: bytes) -> None:
        """Writes beside, flushes to the disk, then renames; the folder is flushed too, which holds the name."""
        path = self._path(name)
        self._make_folder(path.parent)
        draft = path.with_name(f"{path.name}.part{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)

    def read(self, name: str) -> bytes:
        """What is in a file. Raises MissingFileError."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise MissingFileError(name) from None

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return self._path(name).is_file()

    def delete(self, name: str) -> None:
        """Removes a file, and the folders that are empty without it."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self._root:
                return
            # Another file may have come into it meanwhile.
            with suppress(OSError):
                folder.rmdir()

    def walk(self) -> Iterator[StoredFile]:
        """Every file, also those that were never finished, in no order."""
        for folder, _folders, files in os.walk(self._root):
            for file in files:
                path = Path(folder) / file
                # A file may be deleted while others are looked at.
                with suppress(FileNotFoundError):
                    written = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
                    yield StoredFile(path.relative_to(self._root).as_posix(), written)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a stored file.")
        return self._root / name

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        if folder != self._root:
            self._make_folder(folder.parent)
        folder.mkdir(parents=True, exist_ok=True)
        _flush_folder(folder.parent)


def init_app(app: Flask) -> None:
    """Tells `app` where its photographs are. The folder is made when the first one comes."""
    folder = app.config["MEDIA_FOLDER"] or Path(app.instance_path) / "media"
    app.extensions["craftsite_storage"] = Folder(Path(folder))


def current_storage() -> Storage:
    """Where the photographs of this site are."""
    return current_app.extensions["craftsite_storage"]


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
