"""The writing of counts: each process of the site adds up what it counted, and writes it together."""

from collections.abc import Mapping

from flask import Flask

from craftsite.events.models import Count
from craftsite.events.operations import EXTENSION, add_up
from craftsite.events.tally import Tally
from craftsite.extensions import db
from craftsite.web.writing import writing


def init_app(app: Flask) -> None:
    """Lets `app` count; what it counts is written EVENTS_WRITE_AFTER_S seconds later."""

    def write(counts: Mapping[Count, int]) -> None:
        # A context of its own brings a session of its own, whatever the caller has open.
        with app.app_context(), writing():
            add_up(counts)
            db.session.commit()

    app.extensions[EXTENSION] = Tally(write, app.config["EVENTS_WRITE_AFTER_S"])
