"""Forms: one base for each way they are protected, fields that bound what they take, and what the summary says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.csrf.core import CSRFTokenField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, TextArea

from craftsite.web.carrying import Carried, opened, returned, sent_fields
from craftsite.web.contacts import LONGEST_EMAIL, contact
from craftsite.web.filters import angka, rupiah
from craftsite.web.money import LONGEST_AMOUNT, read_rupiah
from craftsite.web.sanity import is_text
from craftsite.web.unclear import UnclearError

# The library speaks English and knows no Indonesian. Whatever is not here becomes UNCLEAR, and never English.
SENTENCES: Mapping[str, Any] = {
    "This field is required.": _l("Isi bagian ini."),
    "Not a valid choice.": _l("Pilih salah satu."),
    "Invalid Choice: could not coerce.": _l("Pilih salah satu."),
    "Not a valid integer value.": _l("Tulis angka bulat."),
    "Not a valid decimal value.": _l("Tulis angka."),
    "Number must be at least %(min)s.": _l("Paling sedikit %(min)s."),
    "Number must be at most %(max)s.": _l("Paling banyak %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Tulis angka dari %(min)s sampai %(max)s."),
    "Not a valid date value.": _l("Tulis tanggal yang benar."),
}
UNCLEAR = _l("Isian ini belum benar.")
STALE = _l("Sesi Anda sudah berganti. Isian Anda masih ada; kirim sekali lagi.")
CAME_BACK = _l("Anda perlu masuk lagi di tengah jalan. Isian Anda masih ada; periksa, lalu kirim sekali lagi.")

# Prices outside of these are mostly slips: the zeros of the thousands forgotten, or written twice.
LOWEST_PRICE_IDR, HIGH_PRICE_IDR = 1_000, 100_000_000
THOUSAND = 1_000
_CONFIRMED = re.compile(r"[1-9][0-9]{0,10}")

# What telephones and word processors put around numbers and names without anyone seeing it.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_KEPT_CONTROLS = "\n\t"
# The fields that are many controls: what is wrong with one is mended at its first.
_GROUPS = (RadioField, SelectMultipleField)


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence of the summary, and the id of the control that mends it; none where that is no single control."""

    sentence: str
    control_id: str | None


class Sentences:
    """WTForms' own messages in the words of the site."""

    def gettext(self, message: str) -> str:
        """Our sentence for a message of the library."""
        return str(SENTENCES.get(message, UNCLEAR))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Our sentence for a message that counts; our own fields say such things themselves."""
        return self.gettext(singular)


class Form(FlaskForm):
    """The base of every form that is posted; a form of a feature extends AnonymousForm or SignedInForm.

    One that was sent when the sign-in had ended comes back through `web.carrying`: it is then filled as it was, says
    so, and is not valid, so that a view shows it and saves nothing.
    """

    class Meta(FlaskForm.Meta):
        """What all forms agree on."""

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """The fields of a posted body; none of it where a view begins another form with `formdata=None`.

            The library would take JSON and files too, which are no texts.
            """
            return sent_fields() if formdata is not None and form.is_submitted() else None

        def get_translations(self, form: FlaskForm) -> Sentences:
            """The words for the library's own messages."""
            return Sentences()

    _has_come_back = False

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether every field is right, and the form was sent to be saved."""
        self._has_come_back = returned() is not None
        return not self._has_come_back and super().validate(extra_validators)

    @property
    def http_status(self) -> int:
        """200, or 422 once something has been found wrong."""
        return 422 if self.errors else 200

    @property
    def faults(self) -> Sequence[Fault]:
        """What the summary on top of the page says: of the whole form first, then field by field, in their order."""
        if self._has_come_back:
            return [Fault(str(CAME_BACK), None)]
        whole = [Fault(str(sentence), None) for sentence in self.form_errors]
        return [*whole, *(_fault(field) for field in self if field.errors)]


class AnonymousForm(Form):
    """A form on a page without a session: it holds no token, and the guard of its blueprint looks at the origin."""

    class Meta(Form.Meta):
        """No token."""

        csrf = False


class SignedInForm(Form):
    """A form on a page of someone who is signed in: it carries the token of the session as a hidden field."""

    class Meta(Form.Meta):
        """A token that lives as long as its session, so that a form left open for an evening still posts."""

        csrf = True
        csrf_time_limit = None


class TextField(StringField):
    """One line of text of at most `longest` characters, trimmed; "" where nothing was written.

    Refuses NUL and other control characters: no keyboard writes them and no database of ours takes them all.
    """

    def __init__(self, label: object = None, validators: Sequence[Any] = (), *, longest: int, **options: Any) -> None:
        super().__init__(label, validators, **({"default": ""} | options))
        self.longest = longest

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent."""
        self.data = self.tidied(_INVISIBLE.sub("", values[0])) if values else ""

    def tidied(self, text: str) -> str:
        """The text as it is stored."""
        return " ".join(text.split())

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what cannot be stored. The unreadable leaves the field, the rest of it stays."""
        readable = "".join(character for character in self.data if _is_readable(character))
        if readable != self.data:
            self.data = readable
            raise StopValidation(_("Ada tanda yang tidak bisa dibaca, dan sudah dibuang. Periksa, lalu kirim lagi."))
        if len(self.data) > self.longest:
            raise StopValidation(
                _(
                    "Terlalu panjang: %(length)s huruf. Paling banyak %(longest)s.",
                    length=angka(len(self.data)),
                    longest=angka(self.longest),
                )
            )


class LongTextField(TextField):
    """Some lines of text."""

    widget = TextArea()

    def tidied(self, text: str) -> str:
        """The text with its line breaks, each one character."""
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class CarriedField(HiddenField):
    """A form of another page that is on its way back to it, sealed; "" where there is none. Its name is `FIELD`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"default": ""} | options))

    @property
    def found(self) -> Carried | None:
        """What it holds."""
        return opened(self.data)

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent, if it is one of ours."""
        self.data = values[0] if values and opened(values[0]) else ""


class CheckboxesField(SelectMultipleField):
    """Some of a few choices, each with a box of its own; an unknown one is refused and not kept."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class VersionField(HiddenField):
    """Which version of a row the writer has read; 0 for anything else."""

    def process_formdata(self, values: list[str]) -> None:
        """Takes the first value that was sent."""
        self.data = int(values[0]) if values and _VERSION.fullmatch(values[0]) else 0


class ContactField(TextField):
    """A WhatsApp number or an e-mail address."""

    def __init__(self, label: object = None, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, **({"longest": LONGEST_EMAIL} | options))
        self.render_kw = {"inputmode": "email", "autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"}

    @property
    def address(self) -> str:
        """What was written, in its one spelling; "" where nothing was."""
        return contact(self.data) or ""

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is neither."""
        super().pre_validate(form)
        if self.data and not self.address:
            raise StopValidation(_("Tulis nomor seperti 0812 3456 7890, atau alamat email."))


class RupiahField(TextField):
    """A price in whole rupiah, in any of the ways people write one; it keeps what was typed.

    Where the writing is not certain, or the price looks like a slip, the field is wrong until the writer has said which
    amount is meant: a button or a hidden control named `confirmation_name` whose value is that amount in digits. An
    answer counts only for the amounts that were asked about, so it says nothing of a price that is typed later. An
    amount that the form was opened with is meant already.
    """

    def __init__(self, label: object = None, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, **({"longest": LONGEST_AMOUNT, "default": None} | options))
        self.render_kw = {"autocomplete": "off"} | (options.get("render_kw") or {})

    def process(self, formdata: Any, *values: Any, **options: Any) -> None:
        """Takes what was typed, and which amounts were said to be meant."""
        self._meant: list[int] = []
        super().process(formdata, *values, **options)
        said = formdata.getlist(self.confirmation_name) if formdata is not None else []
        self._meant += [int(value) for value in said if _CONFIRMED.fullmatch(value)]

    def process_data(self, value: int | None) -> None:
        """Shows a stored amount as a price is written."""
        self.data = "" if value is None else f"{value:,}".replace(",", ".")
        self._meant = [] if value is None else [value]

    @property
    def confirmation_name(self) -> str:
        """The name of the control that says which amount is meant."""
        return f"{self.name}_pasti"

    @property
    def idr(self) -> int | None:
        """The amount, once it is sure; None for nothing, for what is unclear and for what is asked about."""
        amounts, is_question = self._read()
        return self.confirmed if is_question or not amounts else amounts[0]

    @property
    def confirmed(self) -> int | None:
        """The amount that the writer said is meant; a page that shows the field again sends it along, hidden."""
        amounts, is_question = self._read()
        return next((said for said in reversed(self._meant) if is_question and said in amounts), None)

    @property
    def suggestion(self) -> int | None:
        """The amount that was probably meant, where that is a question; a button says `Ya, Rp 125.000`."""
        amounts, is_question = self._read()
        return amounts[0] if is_question and self.confirmed is None else None

    @property
    def literal(self) -> int | None:
        """What was written by the letter, where that is the other answer: `Bukan, memang Rp 125`."""
        amounts, _is_question = self._read()
        return amounts[1] if self.suggestion is not None and len(amounts) > 1 else None

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no price, and for a price that is asked about."""
        super().pre_validate(form)
        if not self.data:
            return
        try:
            read_rupiah(self.data)
        except UnclearError as error:
            raise StopValidation(str(error)) from error
        if self.suggestion is not None:
            raise StopValidation(_("Maksudnya %(price)s?", price=rupiah(self.suggestion)))

    def _read(self) -> tuple[list[int], bool]:
        """The amounts that the text may mean, the likely one first, and whether the writer has to say which."""
        try:
            amount = read_rupiah(self.data or "")
        except UnclearError:
            return [], False
        if not amount.is_sure:
            return [idr for idr in (amount.idr, amount.otherwise_idr) if idr is not None], True
        if amount.idr < LOWEST_PRICE_IDR:
            return [amount.idr * THOUSAND, amount.idr], True
        if amount.idr > HIGH_PRICE_IDR:
            return [amount.idr // THOUSAND, amount.idr], True
        return [amount.idr], False


def control_id(field: Field) -> str:
    """The id of the control that a link to a field leads to: of a group, its first."""
    return f"{field.id}-0" if isinstance(field, _GROUPS) else str(field.id)


def _is_readable(character: str) -> bool:
    return is_text(character) and (unicodedata.category(character) not in ("Cc", "Cs") or character in _KEPT_CONTROLS)


def _fault(field: Field) -> Fault:
    if isinstance(field, CSRFTokenField):
        return Fault(str(STALE), None)
    if isinstance(field.widget, HiddenInput):
        return Fault(str(field.errors[0]), None)
    return Fault(str(field.errors[0]), control_id(field))
