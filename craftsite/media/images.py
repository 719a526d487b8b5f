"""What becomes of the bytes that somebody sends: a clean photograph in several sizes, or the reason why not."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from craftsite.media.renditions import Size

ROOT = Path(__file__).parents[2]
DARKROOM = (sys.executable, "-P", "-s", "-B", "-m", "craftsite.media.darkroom")
# Nothing of the site's own environment, which holds its secrets. One arena, since each takes 64 MB of address space.
DARKROOM_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
MOST_BYTES = 15 * 1024 * 1024
MOST_SECONDS = 45
# How long a request waits for its turn, and how many of them may wait, before it is told to come again.
LONGEST_WAIT_S = 20
MOST_WAITING = 8
# The first bytes of what is taken. A file of another kind costs no process.
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
# What stands after `ftyp` in AVIF and HEIC; films begin alike and have other brands.
BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")

# One photograph at a time in each process of the site: that bounds the memory of the machine.
_turn = threading.Semaphore(1)
_places = threading.BoundedSemaphore(MOST_WAITING)


class Reason(StrEnum):
    """Why a photograph is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "large"
    NOT_A_PHOTO = "kind"
    TOO_MANY_PIXELS = "pixels"
    BROKEN = "broken"


class RefusedPhotoError(ValueError):
    """The photograph cannot be taken, and no later try can do better."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class BusyError(RuntimeError):
    """Too many photographs are being worked on; a later try can do better."""


@dataclass(frozen=True, slots=True)
class Developed:
    """A photograph upright, in sRGB, without anything else of the file it came in: the master and some renditions.

    The parts are named as they are stored, `master.jpg` and `480x600.jpg`.
    """

    size: Size
    parts: Mapping[str, bytes]


def develop(data: bytes) -> Developed:
    """The master of a photograph and its sizes as JPEG. Takes 0.3 to 3 s. Raises RefusedPhotoError, BusyError."""
    if not data:
        raise RefusedPhotoError(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise RefusedPhotoError(Reason.TOO_LARGE)
    if not _looks_like_a_photo(data):
        raise RefusedPhotoError(Reason.NOT_A_PHOTO)
    return _in_darkroom("take", data)


def finish(master: bytes) -> Developed:
    """The sizes of a master in all formats, some 4 s. Raises RefusedPhotoError, BusyError."""
    return _in_darkroom("finish", master)


def _looks_like_a_photo(data: bytes) -> bool:
    if data[4:8] == b"ftyp":
        return data[8:12] in BRANDS
    return data.startswith(STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _in_darkroom(task: Literal["take", "finish"], data: bytes) -> Developed:
    if not _places.acquire(blocking=False):
        raise BusyError("Too many photographs wait already.")
    try:
        if not _turn.acquire(timeout=LONGEST_WAIT_S):
            raise BusyError("The photographs before this one take too long.")
        try:
            return _unpacked(_run(task, data))
        finally:
            _turn.release()
    finally:
        _places.release()


def _run(task: str, data: bytes) -> bytes:
    # A server with threads must not fork itself: the child would inherit locks that nobody in it releases.
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what was sent goes through a pipe, never into a name
            [*DARKROOM, task],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            cwd="/",
            env=DARKROOM_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired:
        raise RefusedPhotoError(Reason.BROKEN) from None
    if done.returncode > 0:
        raise DarkroomError(done.stderr.decode(errors="replace")[-500:])
    if done.returncode < 0:
        # A library crashed on it, or it used up its time.
        raise RefusedPhotoError(Reason.BROKEN)
    return done.stdout


class DarkroomError(RuntimeError):
    """The darkroom itself has a fault; the text is the end of what it said."""


def _unpacked(answer: bytes) -> Developed:
    head, _, rest = answer.partition(b"\n")
    facts = json.loads(head)
    if "refused" in facts:
        raise RefusedPhotoError(Reason(facts["refused"]))
    parts, start = {}, 0
    for name, length in facts["parts"].items():
        parts[name] = rest[start : start + length]
        start += length
    return Developed(Size(facts["width"], facts["height"]), parts)
