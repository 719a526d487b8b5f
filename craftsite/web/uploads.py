"""What comes with a form: when it is read, which routes take files, how large, and the field that holds one."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Flask, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import FileInput

# The largest photograph and some room for the rest of the form, and for one that is too large to be told so in words.
MOST_BODY_BYTES = 20 * 1024 * 1024
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "image/heif")

DOCUMENT_TYPES = ("application/pdf",)

View = TypeVar("View", bound=Callable[..., Any])


class UnusableFileError(ValueError):
    """A file cannot be taken; the text is the sentence for whoever sent it."""


def takes_photos(view: View) -> View:
    """`view`, which takes a body as large as a photograph; every other route stays at MAX_CONTENT_LENGTH."""
    # A function has room for a mark, of which its type knows nothing.
    view.takes_photos = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Lets large bodies in where a route takes them, and reads all others before a view begins.

    A view asks the database first; a sender who never finishes would keep its connection, and twenty of them all.
    """

    @app.before_request
    def read_or_widen() -> None:
        if request.endpoint and getattr(app.view_functions[request.endpoint], "takes_photos", False):
            request.max_content_length = MOST_BODY_BYTES
        # What is too large is not read at all: a guard may have more to say about it than its size.
        elif (request.content_length or 0) <= (request.max_content_length or 0):
            _ = request.form


class PhotoField(Field):
    """One photograph. `data` is what `read` makes of its bytes, None where none was chosen.

    `read` raises UnusableFileError with the sentence that says why not. The name of the file is never looked at.
    """

    widget = FileInput()

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Any] = (),
        *,
        read: Callable[[bytes], Any],
        is_required: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.read = read
        self.is_required = is_required
        self.file: FileStorage | None = None
        self.render_kw = {"accept": ",".join(PHOTO_TYPES)}

    def process(self, formdata: object, data: object = None, extra_filters: object = None) -> None:
        """Takes the file of this name. The texts of the form are in `formdata`; files never are."""
        self.process_errors: list[str] = []
        self.data: Any = None
        self.file = request.files.get(self.name) if formdata is not None else None

    def pre_validate(self, form: object) -> None:
        """Reads the file. Raises StopValidation with one sentence where it cannot be taken."""
        # A browser sends a nameless, empty file where none was chosen.
        data = self.file.read() if self.file else b""
        if not data and not (self.file and self.file.filename):
            if self.is_required:
                raise StopValidation(_("Pilih satu foto."))
            return
        try:
            self.data = self.read(data)
        except UnusableFileError as error:
            raise StopValidation(str(error)) from error

    def _value(self) -> bool:
        # No browser lets a page fill in a file.
        return False


class PaperField(PhotoField):
    """A photograph of a paper, or a PDF; a telephone offers its camera too."""

    def __init__(self, label: object = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.render_kw = {"accept": ",".join((*PHOTO_TYPES, *DOCUMENT_TYPES))}
