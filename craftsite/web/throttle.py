"""How often anyone may do something: limits are spent, and whoever has none left is told when to come back."""

import hashlib
import hmac
import ipaddress
import math
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from limits import RateLimitItem
from limits.strategies import FixedWindowRateLimiter
from werkzeug import Response

from craftsite.throttling.storage import DatabaseStorage
from craftsite.web.clock import now
from craftsite.web.refusals import Explanation, Refusal

UNKNOWN = "unknown"
# One household or one phone has at least this much of IPv6 to itself and could take a new address for each request.
IPV6_PREFIX = 64

_limiter = FixedWindowRateLimiter(DatabaseStorage())


class ThrottledError(Refusal):
    """A limit is spent: 429, with the seconds after which it is whole again."""

    code = 429

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(Explanation(_("Terlalu sering dalam waktu singkat"), _patience(retry_after_s)))
        self.retry_after_s = retry_after_s

    def get_headers(self, *scope: Any) -> list[tuple[str, str]]:
        """The headers of the page."""
        return [*super().get_headers(*scope), ("Retry-After", str(self.retry_after_s))]

    def answer(self, response: Response) -> Response:
        """A page of the view's own as the answer, so that nothing that was typed is lost."""
        response.status_code = self.code
        response.headers["Retry-After"] = str(self.retry_after_s)
        return response


def spend(limit: RateLimitItem, *keys: str) -> None:
    """Takes one from what a limit allows to these keys, inside the caller's unit of work. At most three queries.

    A window opens with its first hit. The namespace of a limit is its name; views that spend several spend them in one
    order, the narrowest first. What is stored of the keys is a keyed digest. Raises ThrottledError where nothing is
    left; the unit is then undone, so that what was refused counts for nothing.
    """
    digest = _digest(limit.namespace, *keys)
    if not _limiter.hit(limit, digest):
        end = _limiter.get_window_stats(limit, digest).reset_time
        raise ThrottledError(max(1, math.ceil(end - now().timestamp())))


def client_network() -> str:
    """Whom a limit by address counts as one: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return UNKNOWN
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, IPV6_PREFIX), strict=False))


def _digest(*parts: str) -> str:
    # The addresses of IPv4 are so few that a digest without a key could be turned back by trying them all.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), hashlib.sha256).hexdigest()


def _patience(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return ngettext("Coba lagi %(num)s menit lagi.", "Coba lagi %(num)s menit lagi.", minutes)
    return ngettext("Coba lagi %(num)s jam lagi.", "Coba lagi %(num)s jam lagi.", math.ceil(minutes / 60))
