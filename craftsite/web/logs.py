"""One JSON line for each request and each fault, with an id that the visitor can read on the error page."""

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

from craftsite.web.guards import Access, current_access

log = structlog.get_logger("craftsite")


def init_app(app: Flask) -> None:
    """Writes JSON to standard error and gives each request an `X-Request-ID`."""
    level = logging.getLevelNamesMapping().get(app.config["LOG_LEVEL"].upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            # Escaping everything outside ASCII keeps a hostile value from forging a second line.
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            # A private address may hold a secret token, so only public paths are written.
            path=request.path if current_access() is Access.PUBLIC else None,
            status=response.status_code,
            bytes=response.calculate_content_length(),
            ms=round((time.perf_counter() - g.started) * 1_000, 1) if "started" in g else None,
        )
        return response


def request_id() -> str:
    """The id of this request, as logged and as shown on an error page."""
    return g.get("request_id", "-")
