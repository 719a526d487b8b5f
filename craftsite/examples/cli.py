"""`flask examples`: the marked example makers and listings, for showing and testing the site."""

import click
from flask.cli import with_appcontext

from craftsite.examples import operations
from craftsite.extensions import db
from craftsite.loading import LoadError
from craftsite.web.writing import writing


@click.group()
def examples() -> None:
    """Load or remove the marked example makers and their listings."""


@examples.command()
@with_appcontext
def load() -> None:
    """Load the examples, or bring them up to date; needs what `flask setup` loads."""
    with writing():
        try:
            loaded = operations.load_examples()
        except LoadError as error:
            raise click.ClickException(f"Loading examples failed; nothing was changed:\n{error}") from error
        db.session.commit()
    click.echo(f"Loading examples ... {loaded}")


@examples.command()
@with_appcontext
def clear() -> None:
    """Remove every example maker with its listings, and nothing else."""
    with writing():
        removed = operations.clear_examples()
        db.session.commit()
    click.echo(f"Removing examples ... {removed} makers and listings removed")
