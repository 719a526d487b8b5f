"""What people type to get in, and to change how they do."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, StopValidation
from wtforms.widgets import PasswordInput

from craftsite.accounts.models import LONGEST_DEVICE, LONGEST_NAME
from craftsite.accounts.operations import Registration
from craftsite.accounts.passwords import stored, weakness
from craftsite.accounts.security import LONGEST_PASSWORD
from craftsite.regions.models import Region
from craftsite.web.carrying import FIELD
from craftsite.web.forms import AnonymousForm, CarriedField, ContactField, Form, SignedInForm, TextField
from craftsite.web.inside import inside
from craftsite.web.languages import current_language
from craftsite.web.sanity import is_text


class PasswordField(StringField):
    """A password as it was typed, blanks and all; it is never sent back."""

    widget = PasswordInput(hide_value=True)

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent."""
        self.data = values[0] if values else ""

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what was not typed by a person."""
        if not self.data:
            raise StopValidation(_("Tulis kata sandi."))
        if len(self.data) > LONGEST_PASSWORD:
            raise StopValidation(_("Sandi paling panjang %(longest)s huruf.", longest=LONGEST_PASSWORD))
        if not is_text(self.data):
            raise StopValidation(_("Ada tanda yang tidak bisa dibaca. Tulis sandi sekali lagi."))


class AddressField(ContactField):
    """What an account is known by: an e-mail address that letters can be sent to, in small letters, or a number."""

    def __init__(self, label: object = _l("Nomor WhatsApp atau email"), **options: Any) -> None:
        super().__init__(
            label,
            [DataRequired(_l("Tulis nomor WhatsApp atau email Anda."))],
            render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
            **options,
        )

    @property
    def address(self) -> str:
        """What was written, in its one spelling; "" where nothing was."""
        return super().address.lower()


class CodeField(TextField):
    """A code from the telephone or from paper."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            _l("Kode"),
            [DataRequired(_l("Tulis kodenya."))],
            longest=20,
            render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
            **options,
        )


class NextField(HiddenField):
    """The page that someone wanted when they were asked to sign in; empty for what leads out of the site."""

    def process_data(self, value: Any) -> None:
        """Takes the address from the page's own."""
        self.data = inside(value or "") or ""

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent."""
        self.data = (inside(values[0]) or "") if values else ""


class SignInForm(AnonymousForm):
    """An address, a password, and whether the device is one's own."""

    address = AddressField(name="alamat")
    password = PasswordField(_l("Kata sandi"), name="sandi", render_kw={"autocomplete": "current-password"})
    is_lasting = BooleanField(_l("Tetap masuk di ponsel ini"), name="tetap_masuk", default=True)
    next = NextField(name="lanjut")
    carried = CarriedField(name=FIELD)


class CodeForm(AnonymousForm):
    """A code from the telephone or from paper, and what the page before has found out."""

    code = CodeField(name="kode")
    state = HiddenField(name="langkah")
    carried = CarriedField(name=FIELD)


class SignedInCodeForm(SignedInForm):
    """A code from the telephone or from paper, of somebody who is signed in."""

    code = CodeField(name="kode")
    state = HiddenField(name="langkah")
    next = NextField(name="lanjut")
    carried = CarriedField(name=FIELD)


class TurnOffForm(SignedInCodeForm):
    """A code, and whether the fingerprints go too, since they were on the telephone that is lost."""

    with_passkeys = BooleanField(_l("Lepas juga semua sidik jari"), name="sidik_jari")


class PasskeyForm(AnonymousForm):
    """What a device answers at the door; a script fills it in."""

    answer = HiddenField(name="jawaban")
    state = HiddenField(name="langkah")
    is_lasting = BooleanField(name="tetap_masuk")
    next = NextField(name="lanjut")
    carried = CarriedField(name=FIELD)


class PasskeyNameForm(SignedInForm):
    """The name of a device that reads a fingerprint, for its owner's list."""

    device = TextField(
        _l("Nama perangkat"), [DataRequired(_l("Tulis nama perangkat."))], name="nama", longest=LONGEST_DEVICE
    )


class PasskeySetupForm(PasskeyNameForm):
    """The same with what the device answers; a script fills that in."""

    answer = HiddenField(name="jawaban")
    state = HiddenField(name="langkah")


class AddressForm(AnonymousForm):
    """The address of an account that someone cannot get into."""

    address = AddressField(name="alamat")


class RegistrationForm(AnonymousForm):
    """Everything that an account needs; the profile of the business comes later."""

    person = TextField(
        _l("Nama Anda"),
        [DataRequired(_l("Tulis nama Anda."))],
        name="nama",
        longest=LONGEST_NAME,
        render_kw={"autocomplete": "name"},
    )
    address = AddressField(name="alamat")
    region = SelectField(_l("Kabupaten atau kota"), name="daerah")
    password = PasswordField(_l("Kata sandi"), name="sandi", render_kw={"autocomplete": "new-password"})
    consent = BooleanField(
        _l("Saya setuju data ini disimpan untuk akun saya."),
        [InputRequired(_l("Tanpa persetujuan ini akun tidak bisa dibuat."))],
        name="setuju",
    )

    def __init__(self, regions: Sequence[Region], **options: Any) -> None:
        super().__init__(**options)
        names = [SelectChoice(region.code, _region_name(region)) for region in regions]
        self.region.choices = [SelectChoice("", _("Pilih daerah")), *names]

    def validate_region(self, field: SelectField) -> None:
        """Raises ValidationError where none was chosen."""
        if not field.data:
            raise ValidationError(_("Pilih kabupaten atau kota tempat Anda berkarya."))

    def validate_password(self, field: PasswordField) -> None:
        """Raises ValidationError for a weak password."""
        _require_strength(field, (self.person.data, self.address.data))

    def to_registration(self) -> Registration:
        """The account of a valid form. Slow: it hashes the password."""
        return Registration(
            name=self.person.data,
            address=self.address.address,
            password=stored(self.password.data),
            region_code=self.region.data,
            language=current_language(),
        )


class ConfirmForm(AnonymousForm):
    """The password that was chosen at registration: a link alone, in whose hands ever, opens no account."""

    password = PasswordField(_l("Kata sandi"), name="sandi", render_kw={"autocomplete": "current-password"})


class NewPasswordForm(AnonymousForm):
    """A new password, for whoever has the link."""

    password = PasswordField(_l("Kata sandi baru"), name="sandi", render_kw={"autocomplete": "new-password"})

    def __init__(self, known: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._known = known

    def validate_password(self, field: PasswordField) -> None:
        """Raises ValidationError for a weak password."""
        _require_strength(field, self._known)


class ButtonForm(SignedInForm):
    """A button of somebody who is signed in."""


class AnonymousButtonForm(AnonymousForm):
    """A button for whoever has the link to its page."""


class PasswordChangeForm(SignedInForm):
    """The password of today and the next one."""

    current = PasswordField(_l("Kata sandi sekarang"), name="sandi", render_kw={"autocomplete": "current-password"})
    password = PasswordField(_l("Kata sandi baru"), name="sandi_baru", render_kw={"autocomplete": "new-password"})

    def __init__(self, known: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._known = known

    def validate_password(self, field: PasswordField) -> None:
        """Raises ValidationError for a weak password."""
        _require_strength(field, self._known)


class OwnerForm(SignedInForm):
    """The password that shows whose wish something is."""

    password = PasswordField(_l("Kata sandi"), name="sandi", render_kw={"autocomplete": "current-password"})


class EmailChangeForm(SignedInForm):
    """A new e-mail address, and the password that shows whose wish it is."""

    address = AddressField(label=_l("Email baru"), name="email")
    password = PasswordField(_l("Kata sandi"), name="sandi", render_kw={"autocomplete": "current-password"})

    def validate_address(self, field: AddressField) -> None:
        """Raises ValidationError for a number."""
        if field.address.startswith("+"):
            raise ValidationError(_("Tulis alamat email, misalnya nama@contoh.id."))


def _require_strength(field: PasswordField, known: Sequence[str]) -> None:
    reason = weakness(field.data, known)
    if reason:
        raise ValidationError(reason)


def _region_name(region: Region) -> str:
    return str(getattr(region, f"full_name_{current_language()}"))
