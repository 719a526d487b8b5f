"""Who may use a route: one decision for each blueprint, and no application without them all."""

from enum import StrEnum

from flask import Blueprint, Flask, abort, current_app, request

from craftsite.config import DEVELOPMENT
from craftsite.web.origin import require_same_origin


class Access(StrEnum):
    """What a blueprint decided about its routes."""

    PUBLIC = "public"
    SENDERS = "senders"
    OPERATIONS = "operations"
    DEVELOPMENT = "development"


_DECISIONS: dict[str, Access] = {"static_file": Access.PUBLIC, "favicon": Access.PUBLIC}


class UndecidedRouteError(RuntimeError):
    """A route belongs to no blueprint that decided who may use it."""


def open_to_public(bp: Blueprint) -> Blueprint:
    """`bp`, whose pages anyone may read: the same bytes for everyone, no session, no cookie, kept by caches."""
    return _decide(bp, Access.PUBLIC)


def open_to_senders(bp: Blueprint) -> Blueprint:
    """`bp`, whose forms anyone may send from a page of this site: no session, no cookie, never kept by caches."""
    bp.before_request(require_same_origin)
    return _decide(bp, Access.SENDERS)


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


def init_app(app: Flask) -> None:
    """Remembers each decision. Raises UndecidedRouteError where one is missing: no page is open by oversight."""
    app.extensions["craftsite_access"] = dict(_DECISIONS)
    for rule in app.url_map.iter_rules():
        if access_of(app, rule.endpoint) is None:
            raise UndecidedRouteError(f"Nobody decided who may use {rule.endpoint} ({rule.rule}).")


def _decide(bp: Blueprint, access: Access) -> Blueprint:
    _DECISIONS[bp.name] = access
    return bp
