"""A form with a photograph: what it takes, what it refuses in words, and a hundred files that mean harm."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask, Response, make_response
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.test import TestResponse
from wtforms import StringField

from craftsite import app as application
from craftsite.media import images, operations, uploads
from craftsite.media.models import MASTER, StoredImage, file_name
from craftsite.media.renditions import all_sizes
from craftsite.web.forms import AnonymousForm
from craftsite.web.guards import open_to_senders
from craftsite.web.uploads import MOST_BODY_BYTES, PhotoField, takes_photos
from craftsite.web.writing import writing
from tests.browser import Browser
from tests.conftest import SETTINGS, undone
from tests.media.hostile import SECRETS, hostile, png
from tests.media.photographs import photograph

pytestmark = pytest.mark.same_on_both

FILES = list(hostile())
trial = Blueprint("trial", __name__)


class TrialForm(AnonymousForm):
    """A photograph and a word about it."""

    photo = PhotoField("Foto", read=uploads.developed, name="foto")
    extra = PhotoField("Foto lain", read=uploads.developed, is_required=False, name="lain")
    word = StringField("Kata", name="kata")


@trial.route("/uji/foto", methods=["GET", "POST"])
@takes_photos
def take() -> Response:
    """What a feature does with a photograph."""
    form = TrialForm()
    if not form.validate_on_submit():
        return make_response({"errors": form.errors, "word": form.word.data}, form.http_status)
    kept = operations.keep_files(form.photo.data)
    with writing():
        image = operations.add_image(kept)
        application.db.session.commit()
    return make_response({"key": image.key}, 201)


@trial.post("/uji/tanpa-foto")
def refuse() -> Response:
    """A form without a photograph."""
    return make_response({"errors": TrialForm().errors})


@pytest.fixture(scope="module")
def trial_app(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site with one more form, on the same database, with photographs of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "BLUEPRINTS", (*application.BLUEPRINTS, open_to_senders(trial)))
        folder = tmp_path_factory.mktemp("uploads")
        yield application.create_app(
            {**SETTINGS, "DATABASE_URL": app.config["DATABASE_URL"], "MEDIA_FOLDER": str(folder)}
        )


@pytest.fixture
def trial_db(trial_app: Flask) -> Iterator[SQLAlchemy]:
    """The database of the trial, undone after the test."""
    with undone(trial_app) as database:
        yield database


@pytest.fixture
def visitor(trial_app: Flask, trial_db: SQLAlchemy) -> Browser:
    """Somebody who sends photographs."""
    return Browser(trial_app)


def send(
    visitor: Browser, data: bytes, *, name: str = "foto.jpg", kind: str = "image/jpeg", **more: str
) -> TestResponse:
    """The answer to a photograph."""
    body = {"foto": (io.BytesIO(data), name, kind), **more}
    return visitor.raw("/uji/foto", method="POST", data=body, headers={"Sec-Fetch-Site": "same-origin"})


def stored(app: Flask) -> set[Path]:
    """Every file in the folder of the trial."""
    return {path for path in Path(app.config["MEDIA_FOLDER"]).rglob("*") if path.is_file()}


def test_there_are_a_hundred_and_no_two_alike() -> None:
    assert len(FILES) >= 100
    assert len({name for name, _data, _wanted in FILES}) == len({data for _name, data, _wanted in FILES}) == len(FILES)


@pytest.mark.parametrize(("data", "wanted"), [pytest.param(data, wanted, id=name) for name, data, wanted in FILES])
def test_a_file_that_means_harm_is_refused_in_words_or_loses_all_but_its_colours(
    trial_app: Flask, trial_db: SQLAlchemy, visitor: Browser, data: bytes, wanted: bool | None
) -> None:
    before = stored(trial_app)

    answer = send(visitor, data, kata="Bakul")

    assert answer.status_code in ({True: [201], False: [422], None: [201, 422]}[wanted])
    if answer.status_code == 422:
        [sentence] = answer.json["errors"]["photo"]
        assert sentence.endswith(".")
        assert answer.json["word"] == "Bakul"
        assert stored(trial_app) == before
        assert trial_db.session.scalars(select(StoredImage)).all() == []
    else:
        image = trial_db.session.scalars(select(StoredImage).where(StoredImage.key == answer.json["key"])).one()
        storage = trial_app.extensions["craftsite_storage"]
        served = [visitor.raw(f"/media/{image.key}/{size}.jpg") for size in all_sizes(image.size)]
        assert {one.status_code for one in served} == {200}
        for one in [*(one.data for one in served), storage.read(file_name(image.key, MASTER))]:
            assert not [secret for secret in SECRETS if secret in one]
            assert one.startswith(b"\xff\xd8\xff")
            assert one.endswith(b"\xff\xd9")


BAGGAGE = [data for name, data, wanted in FILES if " in " in name and wanted and " place " in name]


def test_what_the_worker_makes_later_has_no_baggage_either() -> None:
    assert len(BAGGAGE) >= 9
    for data in BAGGAGE[::3]:
        finished = images.finish(images.develop(data).parts[MASTER])
        for part in finished.parts.values():
            assert not [secret for secret in SECRETS if secret in part]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a\x00b.jpg", "text/html"),
        ("../../../etc/passwd", "text/plain"),
        ("foto.php", "application/x-php"),
        (".htaccess", "text/html"),
        ("x" * 5_000, "image/jpeg"),
        ("<script>.svg", "image/svg+xml"),
    ],
)
def test_the_name_and_the_type_that_came_with_a_file_are_never_looked_at(
    trial_app: Flask, trial_db: SQLAlchemy, visitor: Browser, name: str, kind: str
) -> None:
    answer = send(visitor, photograph((9, 9), "PNG"), name=name, kind=kind)

    assert answer.status_code == 201
    assert visitor.raw(f"/media/{answer.json['key']}/9x9.jpg").mimetype == "image/jpeg"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "kosong"),
        (b"Ini bukan foto.", "bukan foto"),
        (b"\xff\xd8\xff" + b"x" * (15 * 1024 * 1024), "lebih dari 15 MB"),
        (photograph()[:300], "rusak atau terpotong"),
        (png(9_000, 9_000), "terlalu besar untuk diolah"),
    ],
)
def test_each_refusal_says_what_is_wrong(visitor: Browser, data: bytes, sentence: str) -> None:
    answer = send(visitor, data)

    assert answer.status_code == 422
    assert sentence in answer.json["errors"]["photo"][0]


def test_a_form_without_its_photograph_asks_for_it_and_may_go_without_one(visitor: Browser) -> None:
    # A browser sends an empty file without a name where none was chosen.
    answer = send(visitor, b"", name="")

    assert answer.json["errors"] == {"photo": ["Pilih satu foto."]}
    assert visitor.raw("/uji/foto").json["errors"] == {}
    text = visitor.raw("/uji/foto", method="POST", data={"foto": "a text"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert text.json["errors"] == {"photo": ["Pilih satu foto."]}


def test_the_control_offers_only_photographs_and_never_fills_itself_in(trial_app: Flask) -> None:
    with trial_app.test_request_context("/uji/foto"):
        control = str(TrialForm().photo(class_="input"))

    assert 'type="file"' in control
    assert 'accept="image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"' in control
    assert "value=" not in control


def test_only_a_form_with_a_photograph_takes_a_large_body(visitor: Browser) -> None:
    large = {"foto": (io.BytesIO(b"\xff" * 100_000), "foto.jpg")}
    same = {"Sec-Fetch-Site": "same-origin"}

    assert visitor.raw("/uji/tanpa-foto", method="POST", data=large, headers=same).status_code == 413
    assert send(visitor, b"\xff" * 100_000).status_code == 422
    assert send(visitor, b"\xff" * (MOST_BODY_BYTES + 1)).status_code == 413


def test_whoever_comes_when_all_places_are_taken_is_told_to_come_again(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _place in range(images.MOST_WAITING):
        assert images._places.acquire(blocking=False)
    try:
        answer = send(visitor, photograph())
    finally:
        for _place in range(images.MOST_WAITING):
            images._places.release()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    monkeypatch.setattr(images, "LONGEST_WAIT_S", 0.01)
    with images._turn:
        assert send(visitor, photograph()).status_code == 503
    assert send(visitor, photograph()).status_code == 201


def test_the_server_keeps_nothing_of_a_photograph_in_its_memory(visitor: Browser) -> None:
    large = photograph() + b"\x00" * (14 * 1024 * 1024)
    send(visitor, large)
    before = resident_mb()

    for _number in range(6):
        assert send(visitor, large).status_code == 201

    assert resident_mb() - before < 30


def resident_mb() -> int:
    """The memory that this process has now."""
    [size] = [
        line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")
    ]
    return int(size) // 1_024
