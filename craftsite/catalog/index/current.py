"""The index that a worker answers from: caught up before every answer, outside of any transaction that writes."""

import datetime
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import structlog
from flask import Flask, current_app, has_request_context, request

from craftsite.catalog.index.catalogue import Catalogue, build, forward
from craftsite.catalog.index.files import DamagedError, load, save
from craftsite.catalog.index.states import newest_state
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.web.clock import today
from craftsite.web.writing import is_writing

EXTENSION = KEPT = "craftsite.catalogue"
REMEMBERED = 4
READING = frozenset({"GET", "HEAD"})
FILE = "catalogue.index"
# Fewer are read from the database as fast as from a file.
WORTH_A_FILE = 10_000

log = structlog.get_logger()


class Index:
    """Remembers the last few catalogues, which share all that did not change between them.

    A session that began before another was caught up still sees an older state, and gets the catalogue of that one.
    Threads read what they were given, which never changes; one at a time catches up.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._recent: deque[Catalogue] = deque(maxlen=REMEMBERED)
        # The last one that was read as a whole: where the recent ones saw what was undone, a way may lead from here.
        self._whole: Catalogue | None = None

    def at(self, day: datetime.date) -> Catalogue:
        """The catalogue as this session sees the database, on a day. One statement where nothing has changed.

        A session that writes may see what nobody else ever will: it gets the newest that is known.
        """
        if is_writing() and self._recent:
            return self._recent[0]
        state = newest_state()
        for known in self._known():
            if (known.state, known.day) == (state, day):
                return known
        with self._lock:
            if self._whole is None:
                self._whole = self._loaded()
            found = self._forward(day) or self._read(day)
            if found not in self._recent:
                self._recent.appendleft(found)
            return found

    def keep(self, day: datetime.date) -> bool:
        """Puts the catalogue of a day into the file, and says whether it is worth that; the next start begins there."""
        kept = self.at(day)
        is_worth_it = len(kept.listings.part.everything) >= WORTH_A_FILE
        if is_worth_it:
            save(kept, self._path)
        return is_worth_it

    def _known(self) -> Iterator[Catalogue]:
        yield from tuple(self._recent)
        if self._whole is not None:
            yield self._whole

    def _forward(self, day: datetime.date) -> Catalogue | None:
        """The catalogue that follows the newest known one from which a way leads; itself where it is the one."""
        return next((found for known in self._known() if (found := forward(known, day)) is not None), None)

    def _loaded(self) -> Catalogue | None:
        try:
            return load(self._path)
        except FileNotFoundError:
            return None
        except (OSError, DamagedError) as fault:
            log.warning("catalogue file refused, reading the database", reason=str(fault))
            return None

    def _read(self, day: datetime.date) -> Catalogue:
        self._whole = build(newest_state(), day)
        log.info("catalogue read", listings=len(self._whole.listings.part.everything))
        return self._whole


def init_app(app: Flask) -> None:
    """Gives `app` an index of its own, empty until it is asked."""
    app.extensions[EXTENSION] = Index(Path(app.config["CATALOGUE_COPY"] or Path(app.instance_path) / FILE))


def current_index() -> Index:
    """The index of the running application."""
    index: Index = current_app.extensions[EXTENSION]
    return index


def keep_daily(payload: Payload) -> Write:
    """The job that keeps the catalogue in its file once a day, so that no start finds the log too short."""
    current_index().keep(today())
    return lambda: None


def catalogue(day: datetime.date) -> Catalogue:
    """The catalogue of the running application as the session sees it, on a day (WIB); one for a whole request."""
    index = current_index()
    if not has_request_context() or request.method not in READING:
        return index.at(day)
    kept = catalogue_of_request()
    if kept is None or kept.day != day:
        kept = request.environ[KEPT] = index.at(day)
    return kept


def catalogue_of_request() -> Catalogue | None:
    """The catalogue that this request has asked for, if it has."""
    return request.environ.get(KEPT) if has_request_context() else None
