"""How many threads wait for whoever is signed in: the number beside the tab on every page of a maker."""

from flask import Flask

from craftsite.accounts import sessions
from craftsite.inquiries.inbox_queries import count_waiting


def init_app(app: Flask) -> None:
    """Lets `layouts/room.html`, and nothing else, ask for the number."""
    app.jinja_env.globals["waiting_inquiries"] = waiting_inquiries


def waiting_inquiries() -> int:
    """How many threads wait for an answer. One query."""
    return count_waiting(sessions.signed_in_member().id)
