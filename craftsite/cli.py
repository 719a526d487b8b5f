"""`flask setup`: everything a site needs before it can serve; `flask tidy`: what it need not keep. Both at any time."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from craftsite.catalog.index.current import current_index
from craftsite.examples.operations import load_examples
from craftsite.exhibitions.operations import load_exhibitions
from craftsite.extensions import db
from craftsite.goods.operations import load_products, load_taxa
from craftsite.loading import Loaded, LoadError
from craftsite.media import operations as media_operations
from craftsite.regions.operations import load_provinces, load_regions
from craftsite.retention import forget
from craftsite.web.clock import today
from craftsite.web.writing import writing

LOADERS: tuple[tuple[str, Callable[[], Loaded]], ...] = (
    ("regions", load_regions),
    ("provinces", load_provinces),
    ("taxa", load_taxa),
    ("regional products", load_products),
    ("exhibitions", load_exhibitions),
)
EXAMPLES: tuple[str, Callable[[], Loaded]] = ("examples", load_examples)


@click.command()
@click.option("--examples/--no-examples", "with_examples", default=False, help="Also load the marked example makers.")
@with_appcontext
def setup(with_examples: bool) -> None:
    """Migrate the database, load the regions, taxa, regional products and exhibitions, and tidy up."""
    Path(current_app.instance_path).mkdir(parents=True, exist_ok=True)
    click.echo("Migrating the database ...")
    upgrade()
    load((*LOADERS, EXAMPLES) if with_examples else LOADERS)
    forget_what_is_over()
    # A migration has ended the log, so the file of before is of no use.
    current_index().keep(today())


@click.command()
@with_appcontext
def tidy() -> None:
    """Delete now what the site promises not to keep any longer; `flask work` does so once a day."""
    forget_what_is_over()


def load(loaders: Sequence[tuple[str, Callable[[], Loaded]]] = LOADERS) -> None:
    """Runs loaders in one transaction, all or nothing; ends the command with the faults of rows that cannot load."""
    with writing():
        for name, loader in loaders:
            try:
                loaded = loader()
            except LoadError as error:
                click.echo(f"Loading {name} failed; nothing was changed:\n{error}", err=True)
                sys.exit(1)
            click.echo(f"Loading {name} ... {loaded}")
        db.session.commit()


def forget_what_is_over() -> None:
    """Deletes what the site promises not to keep any longer."""
    with writing():
        forgotten = forget()
        db.session.commit()
    click.echo(
        f"Tidying up ... {forgotten.reports} old reports, {forgotten.limits} ended limits, "
        f"{forgotten.letters_and_jobs} old letters and jobs, {forgotten.accounts} rows of accounts, "
        f"{forgotten.makers} rows of makers, {forgotten.listings} listings, "
        f"{forgotten.inquiries} rows of questions, {forgotten.certificates} certificates, "
        f"{forgotten.counts} old counts, {forgotten.changes} old notes of changes deleted"
    )
    swept, write = media_operations.sweep()
    with writing():
        write()
        db.session.commit()
    click.echo(f"Sweeping ... {swept.stored} photographs and documents and {swept.orphans} files of none deleted")
