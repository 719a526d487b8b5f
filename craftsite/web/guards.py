"""Who may use a route: one decision for each blueprint, and no application without them all."""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Protocol

from flask import Blueprint, Flask, abort, current_app, request
from werkzeug.exceptions import Forbidden, Unauthorized

from craftsite.config import DEVELOPMENT
from craftsite.web.origin import require_same_origin


class Access(StrEnum):
    """What a blueprint decided about its routes."""

    PUBLIC = "public"
    SENDERS = "senders"
    VISITORS = "visitors"
    MEMBERS = "members"
    OPERATIONS = "operations"
    DEVELOPMENT = "development"


_DECISIONS: dict[str, Access] = {"static_file": Access.PUBLIC, "favicon": Access.PUBLIC}


# Only on these pages may a session be opened, read or set.
WITH_SESSION = frozenset({Access.VISITORS, Access.MEMBERS})


class Member(Protocol):
    """What a guard asks of somebody who is signed in."""

    @property
    def id(self) -> int:
        """The number of their account."""

    @property
    def roles(self) -> Collection[str]:
        """What they are on this device now."""

    @property
    def lacks_second_factor(self) -> bool:
        """Whether they would be more, had they shown their second factor."""


class SignInNeededError(Unauthorized):
    """Nobody is signed in."""


class SecondFactorNeededError(Forbidden):
    """Somebody with this role has not shown their second factor on this device."""


class UndecidedRouteError(RuntimeError):
    """A route belongs to no blueprint that decided who may use it."""


def open_to_public(bp: Blueprint) -> Blueprint:
    """`bp`, whose pages anyone may read: the same bytes for everyone, no session, no cookie, kept by caches."""
    return _decide(bp, Access.PUBLIC)


def open_to_senders(bp: Blueprint) -> Blueprint:
    """`bp`, whose forms anyone may send from a page of this site: no session, no cookie, never kept by caches."""
    bp.before_request(require_same_origin)
    return _decide(bp, Access.SENDERS)


def open_to_visitors(bp: Blueprint) -> Blueprint:
    """`bp`, for whoever comes: its pages may know who is signed in and say what was just done; never kept by caches."""
    bp.before_request(require_same_origin)
    return _decide(bp, Access.VISITORS)


def open_to_members(bp: Blueprint) -> Blueprint:
    """`bp`, for whoever is signed in; everyone else is asked to sign in first."""
    bp.before_request(require_member)
    return _decide(bp, Access.MEMBERS)


def open_to_roles(bp: Blueprint, *roles: str) -> Blueprint:
    """`bp`, for whoever is signed in and has one of the roles."""
    bp.before_request(require_role(*roles))
    return _decide(bp, Access.MEMBERS)


def require_member() -> None:
    """Lets those through who are signed in. Raises SignInNeededError, or ForeignSenderError for what others sent.

    A form that comes from another site brings no cookie, so it has to be told apart before anyone is asked to sign in.
    """
    require_same_origin()
    if current_member() is None:
        raise SignInNeededError


def require_role(*roles: str) -> Callable[[], None]:
    """A check before a request: lets those through who have one of the roles, read anew each time.

    It raises what `require_member` raises, Forbidden, or SecondFactorNeededError.
    """

    def check() -> None:
        require_member()
        member = current_member()
        if member is None or set(roles).isdisjoint(member.roles):
            raise SecondFactorNeededError if member and member.lacks_second_factor else Forbidden

    return check


def current_member() -> Member | None:
    """Who is signed in, as this request began; None where nobody is."""
    load: Callable[[], Member | None] = current_app.extensions["craftsite_member"]
    return load()


def open_to_operations(bp: Blueprint) -> Blueprint:
    """`bp`, which answers machines that watch the site: nothing personal, never kept by caches."""
    return _decide(bp, Access.OPERATIONS)


def open_in_development(bp: Blueprint) -> Blueprint:
    """`bp`, which shows what a site under development does; everywhere else nothing is there (404)."""

    @bp.before_request
    def hide() -> None:
        if current_app.config["ENVIRONMENT"] != DEVELOPMENT:
            abort(404)

    return _decide(bp, Access.DEVELOPMENT)


def access_of(app: Flask, endpoint: str | None) -> Access | None:
    """What was decided about an endpoint; None where no route matched."""
    if endpoint is None:
        return None
    name = endpoint.partition(".")[0] if "." in endpoint else endpoint
    return app.extensions["craftsite_access"].get(name)


def current_access() -> Access | None:
    """What was decided about the route of this request; None where no route matched."""
    return access_of(current_app, request.endpoint)


def init_app(app: Flask, member: Callable[[], Member | None]) -> None:
    """Remembers each decision. Raises UndecidedRouteError where one is missing: no page is open by oversight."""
    app.extensions["craftsite_access"] = dict(_DECISIONS)
    app.extensions["craftsite_member"] = member
    for rule in app.url_map.iter_rules():
        if access_of(app, rule.endpoint) is None:
            raise UndecidedRouteError(f"Nobody decided who may use {rule.endpoint} ({rule.rule}).")


def _decide(bp: Blueprint, access: Access) -> Blueprint:
    _DECISIONS[bp.name] = access
    return bp
