"""`flask setup`: everything a site needs before it can serve, safe to run at every start."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from craftsite.examples import operations as examples
from craftsite.extensions import db
from craftsite.goods.operations import load_products, load_taxa
from craftsite.loading import LoadError
from craftsite.regions.operations import load_provinces, load_regions
from craftsite.web.writing import writing

LOADERS = (
    ("regions", load_regions),
    ("provinces", load_provinces),
    ("taxa", load_taxa),
    ("regional products", load_products),
)


@click.command()
@click.option("--examples/--no-examples", "with_examples", default=False, help="Also load the marked example makers.")
@with_appcontext
def setup(with_examples: bool) -> None:
    """Migrate the database and load the regions, taxa and regional products."""
    Path(current_app.instance_path).mkdir(parents=True, exist_ok=True)
    click.echo("Migrating the database ...")
    upgrade()
    load_reference_data()
    if with_examples:
        with writing():
            loaded = examples.load_examples()
            db.session.commit()
        click.echo(f"Loading examples ... {loaded}")


def load_reference_data() -> None:
    """Loads what comes with the site, all or nothing; ends the command with the faults where a row cannot be loaded."""
    with writing():
        for name, load in LOADERS:
            try:
                loaded = load()
            except LoadError as error:
                db.session.rollback()
                click.echo(f"Loading {name} failed; nothing was changed:\n{error}", err=True)
                sys.exit(1)
            click.echo(f"Loading {name} ... {loaded}")
        db.session.commit()
