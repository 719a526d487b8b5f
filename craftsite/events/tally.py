"""What was counted and is not written yet: numbers in the memory of a process, and the thread that writes them."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping

from craftsite.events.models import Count
from craftsite.web.logs import log

Write = Callable[[Mapping[Count, int]], None]

# Some 10 MB; more is no day of this site, and a database that is away for long must not take the memory of the pages.
MOST_WAITING = 20_000


class Tally:
    """Adds counts up, and gives them to `write` together, `after_s` seconds after the first; with 0 each at once.

    The thread that writes is there while something waits. It is no daemon: a process that ends waits for it, and it
    sees that end and writes without further delay.
    """

    def __init__(self, write: Write, after_s: float) -> None:
        self._write = write
        self._after_s = after_s
        self._waiting: Counter[Count] = Counter()
        self._refused = 0
        self._writer: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How much was counted and is not written yet."""
        with self._lock:
            return self._waiting.total()

    def add(self, count: Count) -> None:
        """Counts one more."""
        with self._lock:
            if count not in self._waiting and len(self._waiting) >= MOST_WAITING:
                self._refused += 1
                return
            self._waiting[count] += 1
            if self._after_s and self._writer is None:
                # Said here, since a thread is else what the thread is that starts it: of some servers a daemon.
                self._writer = threading.Thread(target=self._run, name="tally", daemon=False)
                self._writer.start()
        if not self._after_s:
            self.write_out()

    def write_out(self) -> bool:
        """Whether nothing is left: all that waits is written, or, where the database takes nothing, waits on."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
            refused, self._refused = self._refused, 0
        if refused:
            log.error("counts lost", number=refused, reason="too many different ones waited")
        if not taken:
            return True
        try:
            self._write(taken)
        # Whatever went wrong was undone with its transaction, so the numbers are still to be written.
        except Exception as error:
            log.warning("counts wait", number=taken.total(), error=type(error).__name__)
            with self._lock:
                self._waiting.update(taken)
            return False
        return True

    def _run(self) -> None:
        main, is_ending = threading.main_thread(), False
        while not is_ending:
            # Comes back early when the process ends: servers stop their workers without the handlers of `atexit`.
            main.join(self._after_s)
            is_ending = not main.is_alive()
            self.write_out()
            with self._lock:
                if not self._waiting:
                    self._writer = None
                    return
        log.error("counts lost", number=self.waiting, reason="the process ended and the database took nothing")
