"""How much waits for whoever is signed in: the number beside the tab on every page of a desk."""

from flask import Flask

from craftsite.accounts import sessions
from craftsite.accounts.permissions import desk_regions
from craftsite.curation.review_queries import count_queue
from craftsite.listings.certificate_queries import count_queue as count_certificates


def init_app(app: Flask) -> None:
    """Lets `layouts/desk.html`, and nothing else, ask for the number."""
    app.jinja_env.globals["waiting_reviews"] = waiting_reviews


def waiting_reviews() -> int:
    """How many listings and certificates of the regions whose desk is open wait. Two queries."""
    regions = desk_regions(sessions.signed_in_member())
    return count_queue(regions) + count_certificates(regions)
