"""Where the pages of the site report what was opened and pressed."""

from flask import Blueprint, Response, request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from craftsite.events.marks import read_mark
from craftsite.events.operations import record
from craftsite.events.visitors import country_of, is_machine
from craftsite.web.guards import open_to_senders
from craftsite.web.languages import at_root
from craftsite.web.throttle import client_network

bp = open_to_senders(Blueprint("events", __name__))

# Thousands of phones can share one address of a mobile network, so the limits are wide. They are kept in the memory of
# each process: in the database each count would cost the write that the tally saves.
BY_NETWORK = RateLimitItemPerMinute(300, namespace="count-network")
BY_MARK = RateLimitItemPerHour(100, namespace="count-mark")

_limiter = FixedWindowRateLimiter(MemoryStorage())


@bp.post("/hitung")
@at_root
def create() -> Response:
    """Nothing (204), whatever was sent: nobody waits for this answer, and whoever tries things out learns nothing."""
    mark = request.form.get("apa", "")
    marked = read_mark(mark)
    if marked is not None and not is_machine(request.user_agent.string) and _is_allowed(mark):
        record(*marked, country=country_of(request.form.get("zona", "")))
    return Response(status=204)


def _is_allowed(mark: str) -> bool:
    network = client_network()
    hits: list[tuple[RateLimitItem, tuple[str, ...]]] = [(BY_MARK, (network, mark)), (BY_NETWORK, (network,))]
    return all(_limiter.hit(limit, *keys) for limit, keys in hits)
