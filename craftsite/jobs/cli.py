"""`flask work` does what waits; `flask jobs` shows it."""

import json

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from craftsite.extensions import db
from craftsite.jobs import leases
from craftsite.jobs.models import Job, State
from craftsite.jobs.worker import Worker, stopped_by_signals
from craftsite.web.converters import GREATEST_ID
from craftsite.web.writing import writing


@click.command()
@click.option("--once", is_flag=True, help="Leave as soon as nothing is due, for cron and tests.")
@with_appcontext
def work(once: bool) -> None:
    """Send letters and do jobs as they fall due; Ctrl-C and SIGTERM let it finish what it has in hand."""
    # Werkzeug gives the type of the proxy, not of what stands behind it.
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with stopped_by_signals() as stop:
        worker = Worker(app, stop)
        if once:
            worker.drain()
        else:
            worker.run()


@click.group()
def jobs() -> None:
    """Show jobs, or let failed ones be tried again."""


@jobs.command("list")
@click.option("--state", type=click.Choice(State, case_sensitive=False), help="Only jobs that stand there.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=50, show_default=True, help="At most so many.")
@with_appcontext
def list_jobs(state: State | None, limit: int) -> None:
    """Show the newest jobs."""
    for job in leases.newest(Job, state, limit=limit):
        click.echo(leases.line_about(job, json.dumps(job.payload)))


@jobs.command()
@click.argument("ids", nargs=-1, type=click.IntRange(1, GREATEST_ID))
@with_appcontext
def retry(ids: tuple[int, ...]) -> None:
    """Make jobs due now; without IDS, every one that failed."""
    with writing():
        count = leases.revive(Job, Job.id.in_(ids) if ids else Job.failed_at.is_not(None))
        db.session.commit()
    click.echo(f"{count} due now")
