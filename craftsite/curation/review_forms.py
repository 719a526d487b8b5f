"""What an office answers to a listing that was sent."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice

from craftsite.curation.review_models import Decision
from craftsite.curation.review_operations import Verdict
from craftsite.curation.rubrics import Rubric
from craftsite.web.forms import CheckboxesField, LongTextField, SignedInForm, TextField, VersionField

LONGEST_NOTE = 1_000
BUTTONS: Mapping[str, Decision] = {
    "setujui": Decision.APPROVED,
    "perbaikan": Decision.ASKED,
    "belum": Decision.REFUSED,
}


class DecisionForm(SignedInForm):
    """The lines found in order, the words for the maker, and one of three buttons."""

    edition = VersionField(name="edisi", default=0)
    ticks = CheckboxesField(_l("Sudah diperiksa"), name="centang")
    sentences = CheckboxesField(_l("Tambahkan ke catatan"), name="kalimat")
    note = LongTextField(_l("Catatan untuk pembuat"), name="catatan", longest=LONGEST_NOTE)
    decision = TextField(_l("Keputusan"), name="putusan", longest=20)

    def __init__(self, rubric: Rubric, **options: Any) -> None:
        super().__init__(**options)
        self._rubric = rubric
        self.ticks.choices = [SelectChoice(line.code, line.sentence) for line in rubric.lines]
        self.sentences.choices = [SelectChoice(line.code, line.note) for line in rubric.lines]

    def validate_decision(self, field: TextField) -> None:
        """Raises ValidationError where none of the buttons was pressed."""
        if field.data not in BUTTONS:
            raise ValidationError(_("Pilih salah satu keputusan di bawah."))

    def validate_note(self, field: LongTextField) -> None:
        """Raises ValidationError where the maker would not know what to do."""
        if field.data or self.sentences.data:
            return
        if self.decision.data == "perbaikan":
            raise ValidationError(_("Tulis apa yang perlu diperbaiki, atau beri tanda pada satu kalimat."))
        if self.decision.data == "belum":
            raise ValidationError(_("Tulis mengapa belum bisa ditayangkan, atau beri tanda pada satu kalimat."))

    def to_verdict(self) -> Verdict:
        """The decision of a valid form; the ready sentences stand before what was written."""
        chosen = set(self.sentences.data or ())
        words = [str(line.note) for line in self._rubric.lines if line.code in chosen]
        return Verdict(
            decision=BUTTONS[self.decision.data],
            edition=self.edition.data,
            rubric_version=self._rubric.version,
            ticks=list(self.ticks.data or ()),
            note="\n".join([*words, *filter(None, [self.note.data])]),
        )
