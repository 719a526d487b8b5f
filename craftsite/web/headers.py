"""The security headers of every answer and the cache rules that follow from who may use a page."""

from flask import Flask
from werkzeug import Response

from craftsite.web.guards import Access, current_access

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# For what has a name of its content, and for what may be kept only if it is asked about each time.
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"
STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"


def kept_for_good(response: Response) -> Response:
    """`response`, whose address is never given to other bytes, so that caches need not ask again."""
    response.headers["Cache-Control"] = IMMUTABLE
    return response


def add_headers(app: Flask, response: Response) -> None:
    """Sets the security headers and the cache rule, except those that the view has set itself."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if app.config["SITE_URL"].startswith("https://"):
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _cache_rule(app, response)


def _cache_rule(app: Flask, response: Response) -> str:
    if current_access() is Access.PUBLIC and response.status_code in (200, 301, 304):
        return (
            f"public, max-age={app.config['PUBLIC_MAX_AGE_S']}, stale-while-revalidate={app.config['PUBLIC_STALE_S']}"
        )
    return "no-store"
