"""`python -m bench.inside [keep]`: what the site's own functions cost in a process of its own, as JSON.

The first answer stands for the start: a process that has given one knows the catalogue. With `keep` it then writes the
copy that others begin with, else it measures the data of each case: total, ids and every count of both tabs, as a page
of the catalogue asks for them.
"""

import datetime
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from werkzeug.datastructures import MultiDict

from bench.cases import cases
from bench.client import Ask
from bench.databases import server_process
from bench.processes import cpu_seconds, private_bytes
from craftsite.app import create_app
from craftsite.catalog.choices import Names
from craftsite.catalog.filters import Filters, Tab
from craftsite.catalog.forms import read_filters
from craftsite.catalog.index.current import current_index
from craftsite.catalog.queries import find_listings, find_products
from craftsite.extensions import db
from craftsite.goods.queries import find_taxa
from craftsite.regions.queries import find_regions
from craftsite.web.clock import today

ROUNDS, WITHIN_S = 400, 2.0


@dataclass(frozen=True, slots=True)
class Data:
    """What the data of one request took, in milliseconds: by the clock, computed here, computed by the database."""

    ms: float
    cpu_ms: float
    database_cpu_ms: float


@dataclass(slots=True)
class Inside:
    """How long the first answer took, the memory before and after it, and the data of each case."""

    first_answer_s: float
    private_before: int
    private_after: int
    data: dict[str, Data] = field(default_factory=dict)


def measure(app: Flask, *, keeps: bool) -> Inside:
    """All of it; the application must not have answered anything before."""
    before, started = private_bytes("self"), time.perf_counter()
    with app.test_request_context():
        _data_of(Filters(), today())
        measured = Inside(time.perf_counter() - started, before, private_bytes("self"))
        if keeps:
            current_index().keep(today())
            return measured
        names = Names.from_tables(find_taxa(), find_regions())
        asked = {case.name: [_filters(ask, names) for ask in case.asks] for case in cases() if case.is_catalogue}
        database = server_process()
    measured.data = {name: _measure(app, filters, database) for name, filters in asked.items()}
    return measured


def _filters(ask: Ask, names: Names) -> Filters:
    return read_filters(MultiDict(parse_qsl(urlsplit(ask.path).query)), names)


def _measure(app: Flask, asked: Sequence[Filters], database: int | None) -> Data:
    taken: list[tuple[float, float]] = []
    of_database = cpu_seconds(database) if database else 0.0
    deadline, day = time.perf_counter() + WITHIN_S, today()
    while len(taken) < ROUNDS and time.perf_counter() < deadline:
        # What a request remembers must not help the next one.
        with app.test_request_context():
            clock, cpu = time.perf_counter(), time.process_time()
            _data_of(asked[len(taken) % len(asked)], day)
            taken.append((time.perf_counter() - clock, time.process_time() - cpu))
    of_database = (cpu_seconds(database) if database else 0.0) - of_database
    clocks, cpus = zip(*taken, strict=True)
    return Data(median(clocks) * 1_000, median(cpus) * 1_000, of_database / len(taken) * 1_000)


def _data_of(filters: Filters, day: datetime.date) -> None:
    """What the page of the catalogue asks for, in a transaction of its own."""
    find_listings(filters.applicable(Tab.SOLD), day)
    find_products(filters.applicable(Tab.KNOWN), day)
    db.session.remove()


def main(words: Sequence[str]) -> None:
    """Prints what was measured on the database that the environment names."""
    app = create_app({"ENVIRONMENT": "development", "LOG_LEVEL": "ERROR"})
    print(json.dumps(asdict(measure(app, keeps="keep" in words))))


if __name__ == "__main__":
    main(sys.argv[1:])
