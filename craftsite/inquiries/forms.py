"""What a buyer writes: a question, a reply, a wish, a complaint."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, StopValidation

from craftsite.goods.fields import QuantityField
from craftsite.goods.units import unit_name
from craftsite.inquiries.demand_operations import WishDraft
from craftsite.inquiries.doubts import doubts_about
from craftsite.inquiries.limits import sameness_of
from craftsite.inquiries.links import keyed_digest
from craftsite.inquiries.models import LONGEST_NAME, LONGEST_QUESTION, Purpose
from craftsite.inquiries.names import COMPLAINT_NAMES, PURPOSE_NAMES
from craftsite.inquiries.operations import Question, Subject
from craftsite.inquiries.places import place_of
from craftsite.web.filters import angka
from craftsite.web.forms import ContactField, Form, LongTextField, SignedInForm, TextField
from craftsite.web.languages import current_language
from craftsite.web.proof import ProofField
from craftsite.web.spam import GuardedForm

# The text behind the box has a version: whoever ticked an older one agreed to that one.
CONSENT_VERSION = "2026-11"
LONGEST_COMPLAINT = 500


def _choices(names: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in names.items()]


class AskedQuantityField(QuantityField):
    """A quantity that is asked back where it was written in words, and counts once its writer has seen the number.

    The page that says it back holds a hidden control named `seen_name` with that number, with a script or without.
    """

    def process(self, formdata: Any, *values: Any, **options: Any) -> None:
        """Takes what was typed, and which numbers its writer has seen."""
        super().process(formdata, *values, **options)
        self._seen = formdata.getlist(self.seen_name) if formdata is not None else []

    @property
    def seen_name(self) -> str:
        """The name of the control that says which number was seen."""
        return f"{self.name}_benar"

    @property
    def said_back(self) -> str:
        """`Selusin = 12 lembar, benar?`; "" where digits say it already, and for what is no quantity."""
        found = self.quantity
        if found is None or not found.is_spoken:
            return ""
        count = f"{angka(found.count)} {unit_name(self.unit, found.count)}"
        written = self.data[:1].upper() + self.data[1:]
        return _("%(written)s = %(count)s, benar?", written=written, count=count)

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no quantity, and for one in words whose number was not seen yet."""
        super().pre_validate(form)
        if self.said_back and str(self.count) not in self._seen:
            raise StopValidation(_("%(question)s Bila benar, kirim sekali lagi.", question=self.said_back))


class InquiryForm(GuardedForm):
    """A question: what for, how many, what, who, and where the goods should go."""

    purpose = RadioField(
        _l("Anda membeli untuk"),
        name="untuk",
        choices=_choices(PURPOSE_NAMES),
        validators=[AnyOf([*Purpose], _l("Pilih untuk apa Anda membeli."))],
        validate_choice=False,
    )
    maker = SelectField(_l("Tanya kepada"), name="pembuat", validate_choice=False)
    quantity = AskedQuantityField(_l("Jumlah"), name="jumlah", render_kw={"autocomplete": "off"})
    place = SelectField(_l("Dikirim ke"), name="tujuan", validate_choice=False)
    text = LongTextField(
        _l("Pertanyaan Anda"), [DataRequired(_l("Tulis pertanyaan Anda."))], name="isi", longest=LONGEST_QUESTION
    )
    buyer_name = TextField(
        _l("Nama Anda"),
        [DataRequired(_l("Tulis nama Anda, supaya pembuat tahu siapa yang bertanya."))],
        name="nama",
        longest=LONGEST_NAME,
        render_kw={"autocomplete": "name"},
    )
    contact = ContactField(
        _l("Nomor WhatsApp atau email"),
        [DataRequired(_l("Isi salah satu supaya pembuat bisa menjawab."))],
        name="kontak",
    )
    proof = ProofField(name="bukti")
    agrees = BooleanField(
        _l("Saya setuju nama, kontak, dan pesan ini dibaca pembuatnya dan disimpan sampai dua tahun."), name="setuju"
    )

    def __init__(
        self,
        places: Mapping[str, Sequence[SelectChoice]],
        unit: str,
        makers: Sequence[SelectChoice] = (),
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.place.choices = places
        self.quantity.unit = unit
        if makers:
            self.maker.choices = [*makers]
        else:
            del self.maker
        if current_language() == "en":
            self.contact.label.text = _("Email atau nomor WhatsApp")

    def validate_place(self, field: Field) -> None:
        """Raises ValidationError where no place was chosen."""
        if field.data not in {choice.value for group in field.choices.values() for choice in group if choice.value}:
            raise ValidationError(_("Pilih ke mana barangnya dikirim."))

    def validate_maker(self, field: Field) -> None:
        """Raises ValidationError for a maker who was not offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Pilih pembuat yang ingin Anda tanya."))

    def validate_agrees(self, field: Field) -> None:
        """Raises ValidationError where there is no consent."""
        if not field.data:
            raise ValidationError(_("Beri tanda setuju, supaya pesan Anda boleh diteruskan kepada pembuatnya."))

    def to_question(self, subject: Subject, sentence: str = "", blanks: Sequence[str] = ()) -> Question:
        """The question of a valid form, with the fixed sentence that stands before its words."""
        words = (
            *(subject.kind, str(subject.listing_id), str(subject.product_id), str(subject.producer_id)),
            *(self.purpose.data, self.quantity.data or "", self.place.data, self.text.data),
            *(self.buyer_name.data, self.contact.address, sentence),
        )
        return Question(
            subject=subject,
            purpose=Purpose(self.purpose.data),
            quantity=self.quantity.count,
            unit=self.quantity.unit,
            quantity_text=self.quantity.data or "",
            text=self.text.data,
            buyer_name=self.buyer_name.data,
            contact=self.contact.address,
            place=place_of(self.place.data),
            language=current_language(),
            consent_version=CONSENT_VERSION,
            receipt=self.receipt(*words),
            sameness=sameness_of(*words),
            doubts=doubts_about(self.text.data, self.buyer_name.data),
            sentence=sentence,
            blanks=blanks,
        )


class ReplyForm(GuardedForm):
    """What a buyer adds to a thread."""

    text = LongTextField(
        _l("Balasan Anda"), [DataRequired(_l("Tulis balasan Anda."))], name="isi", longest=LONGEST_QUESTION
    )


class ButtonForm(GuardedForm):
    """A button of somebody who has no account."""


class VerdictForm(SignedInForm):
    """A button of an office."""


class ComplaintForm(GuardedForm):
    """What is wrong with a thread."""

    reason = RadioField(
        _l("Apa yang salah?"),
        name="alasan",
        choices=_choices(COMPLAINT_NAMES),
        validators=[AnyOf([*COMPLAINT_NAMES], _l("Pilih apa yang salah."))],
        validate_choice=False,
    )
    text = LongTextField(_l("Ceritakan"), name="isi", longest=LONGEST_COMPLAINT)


class WishForm(GuardedForm):
    """What somebody waits for, and how to tell them."""

    purpose = RadioField(
        _l("Anda mencari untuk"),
        name="untuk",
        choices=_choices(PURPOSE_NAMES),
        validators=[AnyOf([*Purpose], _l("Pilih untuk apa Anda mencarinya."))],
        validate_choice=False,
    )
    quantity = AskedQuantityField(_l("Kira-kira berapa"), name="jumlah", render_kw={"autocomplete": "off"})
    contact = ContactField(
        _l("Nomor WhatsApp atau email"),
        [DataRequired(_l("Isi salah satu supaya Anda bisa dikabari."))],
        name="kontak",
    )
    proof = ProofField(name="bukti")

    def __init__(self, unit: str, **options: Any) -> None:
        super().__init__(**options)
        self.quantity.unit = unit

    def to_draft(self, product_id: int) -> WishDraft:
        """The wish of a valid form."""
        return WishDraft(
            product_id=product_id,
            purpose=Purpose(self.purpose.data),
            quantity=self.quantity.count,
            quantity_text=self.quantity.data or "",
            contact=self.contact.address,
            language=current_language(),
            consent_version=CONSENT_VERSION,
            receipt=self.receipt(str(product_id), self.contact.address),
            sameness=keyed_digest("wish", str(product_id), self.contact.address),
        )
