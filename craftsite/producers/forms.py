"""What a maker says of itself, and what an office found out about it."""

import datetime
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, StopValidation

from craftsite.media.uploads import developed
from craftsite.producers.business_numbers import LONGEST_NUMBER, read_business_number
from craftsite.producers.models import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_STORY,
    LONGEST_URL,
    CheckMethod,
    CheckOutcome,
    ContactRoute,
)
from craftsite.producers.names import (
    DAY_NAMES,
    METHOD_NAMES,
    PAYMENT_NAMES,
    PRODUCER_KIND_NAMES,
    ROUTE_NAMES,
    SIZE_NAMES,
)
from craftsite.producers.operations import OWNERS_FIELDS, Finding, Profile
from craftsite.web.contacts import is_mobile, phone_number
from craftsite.web.filters import tanggal
from craftsite.web.forms import CheckboxesField, Form, LongTextField, SignedInForm, TextField, VersionField
from craftsite.web.unclear import UnclearError
from craftsite.web.uploads import PhotoField

# Where a link to a place may lead: whoever runs them keeps pages of strangers apart from maps.
_MAP_HOSTS = frozenset(
    {"maps.app.goo.gl", "maps.google.com", "google.com", "google.co.id", "openstreetmap.org", "osm.org", "osm.to"}
)
LONGEST_NOTE_OF_OFFICE, LONGEST_REASON = 1_000, 500
OLDEST_CHECK = datetime.timedelta(days=90)


def _choices(names: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in names.items()]


class NameField(TextField):
    """A name in one spelling (NFC), without signs that nobody sees or that turn the rest of a line around."""

    def tidied(self, text: str) -> str:
        """The name as it is stored."""
        seen = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
        return super().tidied(seen)


class MobileField(TextField):
    """A WhatsApp number of Indonesia."""

    @property
    def number(self) -> str:
        """What was written, in its one spelling; "" where nothing was, or where WhatsApp reaches nobody."""
        found = phone_number(self.data or "") or ""
        return found if is_mobile(found) else ""

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no mobile number."""
        super().pre_validate(form)
        if self.data and not self.number:
            raise StopValidation(_("Tulis nomor ponsel seperti 0812 3456 7890. Telepon rumah tidak bisa."))


class BusinessNumberField(TextField):
    """The number of a business (NIB); `number` holds the 13 digits of what was written, or "" where nothing was."""

    number = ""

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no such number."""
        super().pre_validate(form)
        try:
            self.number = read_business_number(self.data) if self.data else ""
        except UnclearError as error:
            raise StopValidation(str(error)) from error


class ProfileForm(SignedInForm):
    """Everything a maker may say of itself; only the name and the kind are needed to begin.

    An editor finds neither the payment nor the number of the business in it, nor the number that buyers are given.
    """

    name = NameField(
        _l("Nama usaha"),
        [DataRequired(_l("Tulis nama usaha Anda."))],
        name="nama",
        longest=LONGEST_NAME,
        render_kw={"autocomplete": "organization"},
    )
    kinds = CheckboxesField(_l("Jenis usaha"), name="jenis", choices=_choices(PRODUCER_KIND_NAMES))
    place = TextField(_l("Desa atau kecamatan"), name="tempat", longest=LONGEST_LINE)
    centre = TextField(_l("Sentra, bila ada"), name="sentra", longest=LONGEST_LINE)
    story_id = LongTextField(_l("Cerita usaha Anda"), name="cerita", longest=LONGEST_STORY)
    story_en = LongTextField(_l("Cerita dalam bahasa Inggris"), name="cerita_en", longest=LONGEST_STORY)
    whatsapp = MobileField(
        _l("Nomor WhatsApp"), name="wa", longest=40, render_kw={"inputmode": "tel", "autocomplete": "tel"}
    )
    whatsapp_route = RadioField(
        _l("Pembeli menghubungi"), name="lewat", choices=_choices(ROUTE_NAMES), default=ContactRoute.DIRECT
    )
    may_give_number = BooleanField(_l("Nomor ini boleh diberikan kepada pembeli yang bertanya."), name="setuju_wa")
    answering_hours = TextField(_l("Jam menjawab"), name="jam_jawab", longest=LONGEST_LINE)
    business_number = BusinessNumberField(
        _l("NIB, bila ada"),
        name="nib",
        longest=LONGEST_NUMBER,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    size_band = RadioField(_l("Ukuran usaha"), name="ukuran", default="")
    payment_methods = CheckboxesField(_l("Cara pembayaran"), name="bayar", choices=_choices(PAYMENT_NAMES))
    ships_from = TextField(_l("Barang dikirim dari"), name="kirim_dari", longest=LONGEST_LINE)
    exchange_policy = TextField(_l("Bila barang rusak atau keliru"), name="tukar", longest=LONGEST_NOTE)
    visit_days = CheckboxesField(_l("Hari"), name="hari", choices=_choices(DAY_NAMES))
    opening_hours = TextField(_l("Jam buka"), name="jam_buka", longest=LONGEST_LINE)
    visit_note = TextField(_l("Pesan untuk tamu"), name="pesan_tamu", longest=LONGEST_NOTE)
    map_url = TextField(_l("Tautan peta"), name="peta", longest=LONGEST_URL, render_kw={"inputmode": "url"})
    version = VersionField(name="versi", default=0)

    def __init__(self, *, may_change_business: bool = True, **options: Any) -> None:
        super().__init__(**options)
        if not may_change_business:
            for name in OWNERS_FIELDS:
                delattr(self, name)
        self.size_band.choices = [*_choices(SIZE_NAMES), SelectChoice("", _("Tidak saya tulis"))]

    def validate_kinds(self, field: CheckboxesField) -> None:
        """Raises ValidationError where none was chosen."""
        if not field.data:
            raise ValidationError(_("Pilih paling sedikit satu jenis usaha."))

    def validate_may_give_number(self, field: BooleanField) -> None:
        """Raises ValidationError for a consent about nothing."""
        if field.data and not self.whatsapp.data:
            raise ValidationError(_("Tulis nomornya dulu, atau kosongkan persetujuan ini."))

    def validate_map_url(self, field: TextField) -> None:
        """Raises ValidationError for what leads to no map."""
        if field.data and not _is_map(field.data):
            raise ValidationError(
                _("Salin tautan dari Google Maps atau OpenStreetMap, misalnya https://maps.app.goo.gl/...")
            )

    def to_profile(self) -> Profile:
        """The profile of a valid form."""
        return Profile(
            name=self.name.data,
            kinds=self.kinds.data,
            place=self.place.data,
            centre=self.centre.data,
            story_id=self.story_id.data,
            story_en=self.story_en.data,
            whatsapp=self.whatsapp.number if self.whatsapp else "",
            whatsapp_route=self.whatsapp_route.data if self.whatsapp_route else ContactRoute.DIRECT,
            may_give_number=bool(self.may_give_number and self.may_give_number.data),
            answering_hours=self.answering_hours.data,
            business_number=self.business_number.number if self.business_number else "",
            size_band=self.size_band.data,
            payment_methods=self.payment_methods.data if self.payment_methods else [],
            ships_from=self.ships_from.data,
            exchange_policy=self.exchange_policy.data,
            visit_days=self.visit_days.data,
            opening_hours=self.opening_hours.data,
            visit_note=self.visit_note.data,
            map_url=self.map_url.data,
        )


OUTCOME_NAMES: Mapping[str, Any] = {
    CheckOutcome.CONFIRMED: _l("Ya, dibuat di daerah ini. Berlaku setahun."),
    CheckOutcome.UNCLEAR: _l("Belum jelas. Pembuat diminta melengkapi."),
    CheckOutcome.OUTSIDE: _l("Tidak, dibuat di luar Jawa Timur. Tidak bisa tampil di sini."),
}


class CheckForm(SignedInForm):
    """How and when an office looked, what it found, and why."""

    method = RadioField(
        _l("Cara memeriksa"),
        [InputRequired(_l("Pilih cara memeriksa."))],
        name="cara",
        choices=_choices(METHOD_NAMES),
        default=CheckMethod.VISIT,
    )
    checked_on = DateField(_l("Tanggal"), [InputRequired(_l("Tulis tanggalnya."))], name="tanggal")
    outcome = RadioField(
        _l("Apakah barangnya dibuat di sini?"),
        [InputRequired(_l("Pilih hasilnya."))],
        name="hasil",
        choices=_choices(OUTCOME_NAMES),
    )
    reason = LongTextField(_l("Alasan untuk pembuat"), name="alasan", longest=LONGEST_REASON)
    note = LongTextField(_l("Catatan kantor"), name="catatan", longest=LONGEST_NOTE_OF_OFFICE)
    photo = PhotoField(_l("Foto tempat kerja"), read=developed, is_required=False, name="foto")

    def __init__(self, day: datetime.date, **options: Any) -> None:
        super().__init__(**options)
        self._day = day

    def validate_checked_on(self, field: DateField) -> None:
        """Raises ValidationError for a day to come, or one too long ago to say anything of today."""
        oldest = self._day - OLDEST_CHECK
        # What is no date has been said already.
        if field.data and not oldest <= field.data <= self._day:
            raise ValidationError(_("Pilih tanggal dari %(oldest)s sampai hari ini.", oldest=tanggal(oldest)))

    def validate_reason(self, field: LongTextField) -> None:
        """Raises ValidationError where a maker would be refused without a word."""
        if self.outcome.data in (CheckOutcome.OUTSIDE, CheckOutcome.UNCLEAR) and not field.data:
            raise ValidationError(_("Tulis alasannya. Pembuat membaca kalimat ini."))

    def to_finding(self) -> Finding:
        """What a valid form says; a reason is kept only where the origin was not confirmed."""
        outcome = CheckOutcome(self.outcome.data)
        return Finding(
            method=self.method.data,
            outcome=outcome,
            checked_on=self.checked_on.data,
            note=self.note.data,
            reason="" if outcome is CheckOutcome.CONFIRMED else self.reason.data,
        )


def _is_map(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(' "<>\\') and "@" not in parts.netloc
    is_map = host in _MAP_HOSTS and (not host.startswith("google.") or parts.path.startswith("/maps"))
    return parts.scheme == "https" and is_plain and is_map
