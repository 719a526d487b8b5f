"""Whether the process lives (`/healthz`), and whether it can serve and its queues move (`/readyz`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from craftsite.extensions import db
from craftsite.web.guards import open_to_operations
from craftsite.web.languages import at_root

bp = open_to_operations(Blueprint("health", __name__))


@dataclass(frozen=True, slots=True)
class Reading:
    """How many seconds something is late; `alarm` says what is wrong, and nothing where all is well."""

    name: str
    seconds_late: int
    alarm: str = ""


Check = Callable[[], Sequence[Reading]]


def init_app(app: Flask, checks: Sequence[Check]) -> None:
    """Lets `/readyz` report what these checks read."""
    app.extensions["craftsite_checks"] = tuple(checks)


@bp.get("/healthz")
@at_root
def alive() -> Response:
    """200 as long as the process answers; reads nothing."""
    return jsonify(status="ok")


@bp.get("/readyz")
@at_root
def ready() -> tuple[Response, int]:
    """200 when the database answers and its schema is the one this release needs, else 503 with the reason.

    What is late is named by an alarm in a 200: the pages can be served, and whoever takes this server out of the row
    for it makes nothing better.
    """
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_heads()
        if set(current) != set(newest_revisions()):
            return jsonify(status="unavailable", reason="the database needs: flask --app wsgi db upgrade"), 503
        readings = [reading for check in current_app.extensions["craftsite_checks"] for reading in check()]
    except SQLAlchemyError:
        return jsonify(status="unavailable", reason="the database does not answer"), 503
    alarms = [reading.alarm for reading in readings if reading.alarm]
    seconds_late = {reading.name: reading.seconds_late for reading in readings}
    return jsonify(status="alarm" if alarms else "ok", alarms=alarms, seconds_late=seconds_late), 200


def newest_revisions() -> tuple[str, ...]:
    """The migration ids that this release ends at."""
    directory = current_app.extensions["migrate"].directory
    return tuple(ScriptDirectory(directory).get_heads())
