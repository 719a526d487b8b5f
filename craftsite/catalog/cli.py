"""`flask catalog`: what the catalogue is answered from, made anew."""

import click
from flask.cli import with_appcontext

from craftsite.catalog.index.current import current_index
from craftsite.extensions import db
from craftsite.listings.operations import count_blocks, index_block
from craftsite.listings.postings import forget_words
from craftsite.web.clock import today
from craftsite.web.writing import writing


@click.group()
def catalog() -> None:
    """Look after what the catalogue is answered from."""


@catalog.command()
@with_appcontext
def reindex() -> None:
    """Write the words of all listings anew, and the file that workers begin with; some minutes for a million."""
    with click.progressbar(range(count_blocks()), label="Words of the listings") as blocks:
        count = 0
        for block in blocks:
            with writing():
                count += index_block(block)
                db.session.commit()
    with writing():
        forget_words()
        db.session.commit()
    is_kept = current_index().keep(today())
    click.echo(f"{count} listings; {'kept in a file' if is_kept else 'too few to need a file'}")
