"""What is refused before any view sees it: addresses that no browser of ours has made."""

from flask import Flask, abort, request

LONGEST_QUERY_BYTES = 4_096
REPLACEMENT = "\ufffd"


def init_app(app: Flask) -> None:
    """Answers 404 to a path that is not text and 414 to a query longer than any form of ours can make."""

    @app.before_request
    def refuse_nonsense() -> None:
        if not is_text(request.path):
            abort(404)
        if len(request.query_string) > LONGEST_QUERY_BYTES:
            abort(414)


def is_text(value: str) -> bool:
    """Whether a decoded value is text a database takes: no NUL, and nothing that was not UTF-8 on the wire."""
    return "\x00" not in value and REPLACEMENT not in value
