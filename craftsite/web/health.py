"""Whether the process lives (`/healthz`) and whether it can serve (`/readyz`)."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from craftsite.extensions import db
from craftsite.web.guards import open_to_operations
from craftsite.web.languages import at_root

bp = open_to_operations(Blueprint("health", __name__))


@bp.get("/healthz")
@at_root
def alive() -> Response:
    """200 as long as the process answers; reads nothing."""
    return jsonify(status="ok")


@bp.get("/readyz")
@at_root
def ready() -> tuple[Response, int]:
    """200 when the database answers and its schema is the one this release needs, else 503 with the reason."""
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_heads()
    except SQLAlchemyError:
        return jsonify(status="unavailable", reason="the database does not answer"), 503
    if set(current) != set(newest_revisions()):
        return jsonify(status="unavailable", reason="the database needs: flask --app wsgi db upgrade"), 503
    return jsonify(status="ok"), 200


def newest_revisions() -> tuple[str, ...]:
    """The migration ids that this release ends at."""
    directory = current_app.extensions["migrate"].directory
    return tuple(ScriptDirectory(directory).get_heads())
