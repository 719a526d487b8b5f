"""The form of a report, and the address of a page that it may be about."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from craftsite.reports.models import LONGEST_KEY, LONGEST_TEXT, Reason, SubjectKind
from craftsite.reports.operations import Draft
from craftsite.web.forms import ContactField, LongTextField
from craftsite.web.languages import current_language
from craftsite.web.sanity import is_text
from craftsite.web.spam import GuardedForm

REASON_NAMES: Mapping[Reason, Any] = {
    Reason.WRONG: _l("Data atau isinya keliru"),
    Reason.ELSEWHERE: _l("Bukan dari Jawa Timur"),
    Reason.COPIED: _l("Meniru karya orang lain"),
    Reason.FRAUD: _l("Penipuan, atau ada yang meminta uang"),
    Reason.INDECENT: _l("Gambar atau kata yang tidak pantas"),
    Reason.OTHER: _l("Lainnya"),
}


class ReportForm(GuardedForm):
    """What is wrong, in a choice and in words, and how to reach whoever says so."""

    reason = RadioField(
        _l("Apa yang salah?"),
        name="alasan",
        choices=[SelectChoice(reason.value, name) for reason, name in REASON_NAMES.items()],
        validators=[AnyOf([*Reason], _l("Pilih apa yang salah."))],
        validate_choice=False,
    )
    text = LongTextField(_l("Ceritakan"), name="isi", longest=LONGEST_TEXT)
    contact = ContactField(_l("Nomor WhatsApp atau email"), name="kontak")

    def validate_text(self, field: Field) -> None:
        """Raises ValidationError where the choice alone says nothing."""
        if self.reason.data == Reason.OTHER and not field.data:
            raise ValidationError(_l("Ceritakan apa yang salah."))

    def to_draft(self, kind: SubjectKind, key: str) -> Draft:
        """The report of a valid form."""
        return Draft(
            subject_kind=kind,
            subject_key=key,
            reason=Reason(self.reason.data),
            text=self.text.data,
            contact=self.contact.address,
            language=current_language(),
            receipt=self.receipt(kind, key, self.reason.data, self.text.data, self.contact.address),
        )


def read_path(args: MultiDict[str, str]) -> str | None:
    """The path of a page of this site from the parameter `alamat`; None for what leads anywhere else or is no text."""
    path = args.get("alamat", "").partition("?")[0].partition("#")[0]
    is_inside = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_inside and len(path) <= LONGEST_KEY and path.isprintable() and is_text(path) else None
