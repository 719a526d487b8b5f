"""`flask media`: whether all files are there, and sizes made again; `flask tidy` removes what may go."""

import hashlib
import sys

import click
from flask.cli import with_appcontext

from craftsite.extensions import db
from craftsite.media import operations, queries
from craftsite.media.models import Stored, StoredDocument, file_name, key_of
from craftsite.media.storage import current_storage
from craftsite.web.writing import writing


@click.group()
def media() -> None:
    """Check stored files, or make the sizes of photographs again."""


@media.command()
@click.option("--contents", is_flag=True, help="Also read every master and document and compare its checksum.")
@with_appcontext
def check(contents: bool) -> None:
    """Compare rows and files; end with 1 where a file is missing or is another than it was."""
    stored = queries.find_by_key()
    files = {file.name for file in current_storage().walk()}
    faults = [f"missing: {name}" for one in stored.values() for name in one.file_names() if name not in files]
    if contents:
        faults += [f"changed: {_checked_name(one)}" for one in stored.values() if _is_changed(one, files)]
    orphans = [name for name in files if not (key_of(name) in stored and stored[key_of(name)].has_file(name))]
    for line in sorted(faults):
        click.echo(line, err=True)
    for name in sorted(orphans):
        click.echo(f"nothing has: {name}")
    documents = sum(isinstance(one, StoredDocument) for one in stored.values())
    click.echo(
        f"{len(stored) - documents} photographs, {documents} documents, {len(files)} files, "
        f"{len(faults)} faults, {len(orphans)} files without one"
    )
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


def _is_changed(one: Stored, files: set[str]) -> bool:
    name = _checked_name(one)
    return name in files and hashlib.sha256(current_storage().read(name)).hexdigest() != one.sha256


def _checked_name(one: Stored) -> str:
    return file_name(one.key, one.checked_part)
