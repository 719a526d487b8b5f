"""Pictures that are drawn when they are first asked for, one at a time, and kept in memory as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Lock


class BusyError(RuntimeError):
    """So many wait for a drawing already that one more would keep a thread from the pages."""


class Studio:
    """Keeps up to `most_bytes` of pictures, those asked for last; up to `most_visitors` threads wait for others."""

    def __init__(self, most_bytes: int, most_visitors: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0
        self._shelf = Lock()
        # One thread draws everything: memory that each of 32 threads had drawn in once was never given back.
        self._painter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="studio")
        self._seats = BoundedSemaphore(most_visitors)

    def picture(self, subject: Hashable, draw: Callable[[], bytes]) -> bytes:
        """The picture of the subject, drawn once however many ask for it at the same time. Raises BusyError.

        `draw` runs in a thread of its own. What it raises is raised here, and nothing is kept.
        """
        kept = self._find(subject)
        if kept is not None:
            return kept
        if not self._seats.acquire(blocking=False):
            raise BusyError
        try:
            return self._painter.submit(self._draw, subject, draw).result()
        finally:
            self._seats.release()

    def _draw(self, subject: Hashable, draw: Callable[[], bytes]) -> bytes:
        # While this one waited for its turn, the same may have been drawn.
        kept = self._find(subject)
        if kept is None:
            kept = draw()
            self._keep(subject, kept)
        return kept

    def _find(self, subject: Hashable) -> bytes | None:
        with self._shelf:
            kept = self._kept.get(subject)
            if kept is not None:
                self._kept.move_to_end(subject)
            return kept

    def _keep(self, subject: Hashable, picture: bytes) -> None:
        with self._shelf:
            self._kept[subject] = picture
            self._bytes += len(picture)
            while self._bytes > self._most_bytes:
                _subject, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest)
