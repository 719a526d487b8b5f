"""How soon an edit is in the answers: a listing gets another name, and then every worker is searched for it."""

import itertools
import secrets
import time
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select

from bench.client import Ask, Visitor
from bench.processes import holder
from bench.servers import Server
from craftsite.extensions import db
from craftsite.listings.models import Listing
from craftsite.listings.operations import index_listings
from craftsite.web.writing import writing

ROUNDS = 30
CONNECTIONS = 200


@dataclass(frozen=True, slots=True)
class Edits:
    """Medians in milliseconds: the edit with its words and its commit; then the first search in the slowest worker, and
    the same search again, so that the difference is what the edit cost whoever came first.
    """

    edit_ms: float
    first_search_ms: float
    search_again_ms: float


def measure(server: Server) -> Edits:
    """Edits a listing of the database of the running application again and again, and looks at once in every worker.

    Raises RuntimeError where an answer does not know what is committed.
    """
    visitors = _one_for_each_worker(server)
    listing_ids = db.session.scalars(select(Listing.id).order_by(Listing.id).limit(ROUNDS)).all()
    taken = [_edit(visitors, listing_id) for listing_id in listing_ids]
    for visitor in visitors:
        visitor.close()
    return Edits(*(median(times) * 1_000 for times in zip(*taken, strict=True)))


def _edit(visitors: list[Visitor], listing_id: int) -> tuple[float, float, float]:
    word = "ubahan" + "".join(secrets.choice("bcdfgjklmnprstvw") for _ in range(10))
    started = time.perf_counter()
    with writing():
        listing = db.session.get_one(Listing, listing_id)
        listing.name_id = f"{listing.name_id[:80]} {word}"
        db.session.flush()
        index_listings([listing.id])
        db.session.commit()
    edited = time.perf_counter() - started
    first, again = (max(_search(visitor, word) for visitor in visitors) for _ in range(2))
    return edited, first, again


def _search(visitor: Visitor, word: str) -> float:
    answer = visitor.get(Ask(f"/katalog?q={word}"))
    # The word stands in the field anyway; an article stands there only for what was found.
    if answer.body.count(b"listing-card") != 1:
        raise RuntimeError(f"A worker does not know the listing whose name has {word}.")
    return answer.seconds


def _one_for_each_worker(server: Server) -> list[Visitor]:
    found: dict[int, Visitor] = {}
    workers = server.workers
    for _ in itertools.repeat(None, CONNECTIONS):
        visitor = Visitor(server.port)
        visitor.get(Ask("/healthz"))
        worker = holder(workers, server.port, visitor.port)
        if worker is None or worker in found:
            visitor.close()
        else:
            found[worker] = visitor
        if len(found) == len(workers):
            return list(found.values())
    raise RuntimeError("Some workers were never reached.")
