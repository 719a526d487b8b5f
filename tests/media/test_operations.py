"""The life of a stored photograph: files before the row, the row before the files go, and nothing left over."""

import datetime
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, ForeignKey, Table, select

from craftsite.extensions import Model
from craftsite.jobs.models import Job
from craftsite.media import operations
from craftsite.media.models import MASTER, StoredDocument, StoredImage, file_name
from craftsite.media.renditions import all_sizes
from craftsite.media.storage import Folder, current_storage
from craftsite.web.clock import now
from tests.accounts.doors import work
from tests.factories import PDF, make_document, make_image
from tests.media.photographs import developed, opened

DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An empty folder of this test for the photographs."""
    before = app.extensions["craftsite_storage"]
    app.extensions["craftsite_storage"] = Folder(tmp_path)
    yield tmp_path
    app.extensions["craftsite_storage"] = before


def files(folder: Path) -> set[str]:
    """The names of all files."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def age(folder: Path, days: float) -> None:
    """Makes all files so old."""
    instant = now().timestamp() - days * DAY.total_seconds()
    for name in files(folder):
        os.utime(folder / name, (instant, instant))


def sweep(db: SQLAlchemy) -> operations.Swept:
    """What the daily job does."""
    swept, write = operations.sweep()
    write()
    db.session.commit()
    return swept


def test_a_photograph_has_its_master_and_every_size_as_jpeg_at_once(db: SQLAlchemy, folder: Path) -> None:
    image = make_image()

    assert files(folder) == set(image.file_names())
    assert len(files(folder)) == 1 + len(all_sizes(image.size))
    master = current_storage().read(file_name(image.key, MASTER))
    assert (image.width, image.height) == opened(master).size == (700, 900)
    assert image.sha256 == hashlib.sha256(master).hexdigest()
    assert image.byte_size == sum((folder / name).stat().st_size for name in files(folder))


def test_a_job_makes_avif_and_webp_in_the_same_sizes(app: Flask, db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    db.session.commit()

    work(app, db)

    image = db.session.get_one(StoredImage, image.id)
    assert image.finished_at is not None
    assert files(folder) == set(image.file_names())
    assert image.byte_size == sum((folder / name).stat().st_size for name in files(folder))
    for size in all_sizes(image.size):
        for kind in ("avif", "webp", "jpg"):
            picture = opened((folder / file_name(image.key, f"{size}.{kind}")).read_bytes())
            assert picture.size == (size.width, size.height)
            assert picture.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[kind]


def test_a_job_whose_master_is_gone_fails_at_once_and_says_which(app: Flask, db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    current_storage().delete(file_name(image.key, MASTER))
    db.session.commit()

    work(app, db)

    [job] = db.session.scalars(select(Job).where(Job.kind == operations.FINISH_JOB))
    assert job.failed_at is not None
    assert image.key in job.last_error


def test_a_photograph_that_was_discarded_meanwhile_is_not_finished(app: Flask, db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    operations.discard_image(image.id)
    db.session.commit()

    work(app, db)

    assert db.session.get_one(StoredImage, image.id).finished_at is None


def test_files_go_a_week_after_their_photograph_was_discarded(db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    operations.discard_image(image.id)
    db.session.commit()

    with time_machine.travel(now() + 6 * DAY):
        assert sweep(db) == operations.Swept(stored=0, orphans=0)
    assert len(files(folder)) > 1
    with time_machine.travel(now() + 8 * DAY):
        assert sweep(db) == operations.Swept(stored=1, orphans=0)

    assert files(folder) == set()
    assert list(folder.iterdir()) == []
    assert db.session.scalars(select(StoredImage)).all() == []


def test_a_document_is_kept_and_swept_as_photographs_are(db: SQLAlchemy, folder: Path) -> None:
    document = make_document()
    [name] = files(folder)
    assert document.has_file(name)
    assert (folder / name).read_bytes() == PDF
    operations.discard_document(document.id)
    db.session.commit()

    with time_machine.travel(now() + 6 * DAY):
        assert sweep(db) == operations.Swept(stored=0, orphans=0)
    with time_machine.travel(now() + 8 * DAY):
        assert sweep(db) == operations.Swept(stored=1, orphans=0)

    assert files(folder) == set()
    assert db.session.scalars(select(StoredDocument)).all() == []


def test_a_sweep_that_was_killed_after_the_files_ends_its_work_the_next_time(db: SQLAlchemy, folder: Path) -> None:
    operations.discard_image(make_image().id)
    db.session.commit()

    with time_machine.travel(now() + 8 * DAY):
        operations.sweep()
        assert (files(folder), len(db.session.scalars(select(StoredImage)).all())) == (set(), 1)
        sweep(db)

    assert db.session.scalars(select(StoredImage)).all() == []


def test_files_without_a_row_go_after_a_day_and_not_before(db: SQLAlchemy, folder: Path) -> None:
    # What a process leaves that is killed between the files and the row, and inside of a file.
    operations.keep_files(developed())
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab/cd.jpg.part00000000").write_bytes(b"half")
    (folder / "stray.txt").write_bytes(b"of somebody")
    lost = len(files(folder))

    assert sweep(db).orphans == 0
    age(folder, days=1.1)
    assert sweep(db).orphans == lost

    assert files(folder) == set()


def test_what_a_photograph_has_stays_however_old_it_is(app: Flask, db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    db.session.commit()
    work(app, db)
    age(folder, days=1_000)
    before = files(folder)

    assert sweep(db) == operations.Swept(stored=0, orphans=0)
    assert files(folder) == before
    assert len(before) == len(db.session.get_one(StoredImage, image.id).file_names())


def test_a_photograph_that_no_row_refers_to_is_discarded_after_a_day(db: SQLAlchemy, folder: Path) -> None:
    image = make_image()
    sweep(db)
    assert db.session.get_one(StoredImage, image.id, populate_existing=True).discarded_at is None

    image.created_at = now() - 2 * DAY
    db.session.flush()
    sweep(db)

    assert db.session.get_one(StoredImage, image.id, populate_existing=True).discarded_at is not None


def test_what_a_row_of_any_table_refers_to_stays_with_its_files(db: SQLAlchemy, folder: Path) -> None:
    walls = Table("walls_of_a_test", Model.metadata, Column("image_id", ForeignKey("stored_images.id")))
    walls.create(db.session.connection())
    used, unused, discarded = make_image(), make_image(), make_image(discarded_at=now())
    db.session.execute(walls.insert(), [{"image_id": used.id}, {"image_id": discarded.id}])
    try:
        with time_machine.travel(now() + 2 * DAY):
            assert sweep(db).stored == 0
        with time_machine.travel(now() + 10 * DAY):
            assert sweep(db).stored == 1
        left = {image.id: image.discarded_at for image in db.session.scalars(select(StoredImage))}
    finally:
        walls.drop(db.session.connection())
        Model.metadata.remove(walls)

    assert set(left) == {used.id, discarded.id}
    assert left[used.id] is None
    assert unused.key not in str(files(folder))
    assert {*used.file_names(), *discarded.file_names()} <= files(folder)
