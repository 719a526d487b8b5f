"""`flask rates`: the exchange rates that English pages convert prices at."""

import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from craftsite.extensions import db
from craftsite.listings.models import ExchangeRate
from craftsite.listings.operations import record_rate
from craftsite.web.clock import today
from craftsite.web.writing import writing

CURRENCIES = ("USD",)


@click.group()
def rates() -> None:
    """Show or enter the exchange rates that English pages convert prices at."""


@rates.command("set")
@click.argument("currency", type=click.Choice(CURRENCIES, case_sensitive=False))
@click.argument("idr", type=click.IntRange(1, 10**6))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day it holds for; else today.")
@click.option("--source", required=True, help="Who published it, for example: Bank Indonesia, JISDOR.")
@with_appcontext
def set_rate(currency: str, idr: int, day: datetime.datetime | None, source: str) -> None:
    """Enter that one unit of CURRENCY was worth IDR whole rupiah."""
    valid_on = day.date() if day else today()
    if valid_on > today():
        raise click.BadParameter("lies in the future", param_hint="--on")
    if not 1 <= len(source.strip()) <= 80:
        raise click.BadParameter("needs 1 to 80 characters", param_hint="--source")
    with writing():
        record_rate(currency, valid_on, idr, source.strip())
        db.session.commit()
    click.echo(f"{currency} {valid_on}: IDR {idr:,}, {source.strip()}")


@rates.command("list")
@with_appcontext
def list_rates() -> None:
    """Show what was entered, the newest first."""
    for rate in db.session.scalars(select(ExchangeRate).order_by(ExchangeRate.valid_on.desc()).limit(50)):
        click.echo(f"{rate.currency} {rate.valid_on}: IDR {rate.idr_per_unit:,}, {rate.source}")
