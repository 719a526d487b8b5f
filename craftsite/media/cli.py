"""`flask media`: whether all photographs are there, and their sizes made again; `flask tidy` removes what may go."""

import hashlib
import sys

import click
from flask.cli import with_appcontext

from craftsite.extensions import db
from craftsite.media import operations, queries
from craftsite.media.models import MASTER, StoredImage, file_name, key_of
from craftsite.media.storage import current_storage
from craftsite.web.writing import writing


@click.group()
def media() -> None:
    """Check stored photographs, or make their sizes again."""


@media.command()
@click.option("--contents", is_flag=True, help="Also read every master and compare its checksum.")
@with_appcontext
def check(contents: bool) -> None:
    """Compare rows and files; end with 1 where a photograph lacks a file or has another master."""
    images = queries.find_by_key()
    files = {file.name for file in current_storage().walk()}
    faults = [f"missing: {name}" for image in images.values() for name in image.file_names() if name not in files]
    if contents:
        faults += [f"changed: {file_name(image.key, MASTER)}" for image in images.values() if _is_changed(image, files)]
    orphans = [name for name in files if not (key_of(name) in images and images[key_of(name)].has_file(name))]
    for line in sorted(faults):
        click.echo(line, err=True)
    for name in sorted(orphans):
        click.echo(f"no photograph has: {name}")
    click.echo(f"{len(images)} photographs, {len(files)} files, {len(faults)} faults, {len(orphans)} files without one")
    sys.exit(1 if faults else 0)


@media.command()
@click.option("--all", "everything", is_flag=True, help="Every photograph, not only those that have JPEG alone.")
@with_appcontext
def rebuild(everything: bool) -> None:
    """Let the worker make the sizes of photographs again, after a change of sizes or qualities or a lost file."""
    with writing():
        ids = queries.find_ids(only_unfinished=not everything)
        for image_id in ids:
            operations.rebuild(image_id)
        db.session.commit()
    click.echo(f"{len(ids)} photographs wait for the worker: flask --app wsgi work")


def _is_changed(image: StoredImage, files: set[str]) -> bool:
    name = file_name(image.key, MASTER)
    return name in files and hashlib.sha256(current_storage().read(name)).hexdigest() != image.sha256
