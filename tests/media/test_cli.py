"""`flask media`, as whoever runs the site uses it."""

import datetime

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.jobs.models import Job
from craftsite.media import operations
from craftsite.media.models import MASTER, StoredImage, file_name
from craftsite.media.storage import Folder
from craftsite.web.clock import now
from tests.accounts.doors import work
from tests.factories import make_image
from tests.media.photographs import developed


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """The exit code and all output of a command."""
    done = app.test_cli_runner().invoke(args=["media", *arguments])
    return done.exit_code, done.output


def test_check_is_content_with_what_belongs_together(app: Flask, db: SQLAlchemy) -> None:
    make_image()
    db.session.commit()

    code, output = run(app, "check", "--contents")

    assert code == 0
    assert "1 photographs" in output
    assert " 0 faults" in output


def test_check_names_what_is_missing_changed_or_left_over(app: Flask, db: SQLAlchemy) -> None:
    storage: Folder = app.extensions["craftsite_storage"]
    one, other = make_image(), make_image()
    db.session.commit()
    storage.delete(file_name(one.key, "480x600.jpg"))
    storage.put(file_name(other.key, MASTER), b"something else")
    lost = operations.keep_files(developed())

    code, output = run(app, "check", "--contents")

    assert code == 1
    assert f"missing: {file_name(one.key, '480x600.jpg')}" in output
    assert f"changed: {file_name(other.key, MASTER)}" in output
    assert f"nothing has: {file_name(lost.key, MASTER)}" in output
    assert "changed" not in run(app, "check")[1]


def test_rebuild_has_the_worker_make_what_is_missing(app: Flask, db: SQLAlchemy) -> None:
    storage: Folder = app.extensions["craftsite_storage"]
    image = make_image()
    db.session.commit()
    work(app, db)
    name = file_name(image.key, "480x600.jpg")
    storage.delete(name)

    assert run(app, "rebuild")[1].startswith("0 photographs")
    assert run(app, "rebuild", "--all")[1].startswith("1 photographs")
    work(app, db)

    assert storage.exists(name)
    assert len(db.session.scalars(select(Job).where(Job.kind == operations.FINISH_JOB)).all()) == 2


def test_tidy_says_what_it_removed(app: Flask, db: SQLAlchemy) -> None:
    make_image(discarded_at=now() - datetime.timedelta(days=8))
    db.session.commit()

    output = app.test_cli_runner().invoke(args=["tidy"]).output

    assert "1 photographs and " in output
    assert db.session.scalars(select(StoredImage)).all() == []
