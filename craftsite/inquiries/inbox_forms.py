"""What a maker sends in a thread: words of their own, a fixed sentence with its gaps, the end, or a report."""

import datetime
import hashlib
import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from craftsite.inquiries.models import LONGEST_QUESTION
from craftsite.inquiries.names import COMPLAINT_NAMES
from craftsite.inquiries.results import RESULT_NAMES, RESULTS_OF_MAKER
from craftsite.inquiries.sentences import LONGEST_BLANK, READY, BlankKind, Sentence
from craftsite.web.forms import LongTextField, SignedInForm, TextField
from craftsite.web.money import read_rupiah
from craftsite.web.unclear import UnclearError

LONGEST_COMPLAINT = 500
MOST_DAYS = 3_650


def new_mark() -> str:
    """A random name for one opened form."""
    return secrets.token_urlsafe(12)


class MarkedForm(SignedInForm):
    """A form of somebody who is signed in that knows when it was sent twice."""

    mark = HiddenField(name="tanda", default=new_mark)

    def receipt(self, *values: object) -> str:
        """A name for this content of this opened form, 64 characters: a button pressed twice sends one message."""
        parts = (str(self.mark.data), *map(str, values))
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


class ReplyForm(MarkedForm):
    """An answer in words of their own."""

    text = LongTextField(_l("Balasan Anda"), name="isi", longest=LONGEST_QUESTION)

    def validate_text(self, field: Field) -> None:
        """Raises ValidationError where nothing is written."""
        if not field.data:
            raise ValidationError(_("Tulis balasan Anda dulu."))


class ReadyForm(MarkedForm):
    """A fixed sentence; what stands in its gaps is read as its kind says."""

    sentence = HiddenField(name="kalimat", validators=[AnyOf([*READY], _l("Pilih satu kalimat."))])
    first = TextField(name="isian_1", longest=LONGEST_BLANK)
    second = TextField(name="isian_2", longest=LONGEST_BLANK)

    @property
    def chosen(self) -> Sentence | None:
        """The sentence."""
        return READY.get(self.sentence.data or "")

    @property
    def controls(self) -> list[Field]:
        """The controls of its gaps."""
        return [self.first, self.second][: len(self.chosen.blanks) if self.chosen else 0]

    def validate_first(self, field: Field) -> None:
        """Raises ValidationError for what does not fit into the first gap."""
        self._check(0, field)

    def validate_second(self, field: Field) -> None:
        """Raises ValidationError for what does not fit into the second gap."""
        self._check(1, field)

    def to_blanks(self) -> list[str]:
        """What stands in the gaps of a valid form, as it is stored."""
        kinds = [blank.kind for blank in self.chosen.blanks] if self.chosen else []
        return [_stored(kind, control.data) for kind, control in zip(kinds, self.controls, strict=True)]

    def _check(self, at: int, field: Field) -> None:
        if self.chosen is None or at >= len(self.chosen.blanks):
            return
        try:
            _stored(self.chosen.blanks[at].kind, field.data)
        except UnclearError as error:
            raise ValidationError(str(error)) from error


class CloseForm(SignedInForm):
    """With what a thread ends."""

    result = RadioField(
        _l("Bagaimana akhirnya?"),
        name="hasil",
        choices=[SelectChoice(str(result), RESULT_NAMES[result]) for result in RESULTS_OF_MAKER],
        validators=[AnyOf([str(result) for result in RESULTS_OF_MAKER], _l("Pilih bagaimana akhirnya."))],
        validate_choice=False,
    )


class ComplaintForm(SignedInForm):
    """What is wrong with a thread."""

    reason = RadioField(
        _l("Apa yang salah?"),
        name="alasan",
        choices=[SelectChoice(code, name) for code, name in COMPLAINT_NAMES.items()],
        validators=[AnyOf([*COMPLAINT_NAMES], _l("Pilih apa yang salah."))],
        validate_choice=False,
    )
    text = LongTextField(_l("Ceritakan (boleh dikosongkan)"), name="isi", longest=LONGEST_COMPLAINT)


class ReadForm(SignedInForm):
    """Up to which message a page was read."""

    message = HiddenField(name="pesan", default="")


def _stored(kind: BlankKind, text: Any) -> str:
    """What fills a gap, as it is stored. Raises UnclearError."""
    written = str(text or "")
    if not written:
        raise UnclearError(_("Isi bagian ini."))
    match kind:
        case BlankKind.COUNT:
            if not (written.isascii() and written.isdecimal() and 0 < int(written) <= MOST_DAYS):
                raise UnclearError(_("Tulis angka bulat."))
            return str(int(written))
        case BlankKind.MONEY:
            amount = read_rupiah(written)
            if not amount.is_sure:
                raise UnclearError(_("Tulis harga dengan angka, misalnya 125.000 atau 1.250.000."))
            return str(amount.idr)
        case BlankKind.DAY:
            try:
                return datetime.date.fromisoformat(written).isoformat()
            except ValueError:
                raise UnclearError(_("Tulis tanggal yang benar.")) from None
        case _:
            return written
