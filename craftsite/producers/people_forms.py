"""Who else shall speak for a maker, and as what."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from craftsite.producers.models import MembershipRole
from craftsite.producers.names import ROLE_NAMES
from craftsite.web.contacts import is_mobile
from craftsite.web.forms import ContactField, SignedInForm


class ButtonForm(SignedInForm):
    """A button of somebody who is signed in."""


class ClosingForm(SignedInForm):
    """That an owner means it."""

    is_sure = BooleanField(
        _l("Ya, saya ingin menutup usaha ini."), [InputRequired(_l("Centang dulu bila Anda yakin."))], name="yakin"
    )


class InvitationForm(SignedInForm):
    """Whom an owner asks, and as what."""

    address = ContactField(
        _l("Email atau nomor WhatsApp orang itu"),
        [InputRequired(_l("Tulis email atau nomor WhatsApp orang itu."))],
        name="alamat",
    )
    role = RadioField(
        _l("Boleh apa"),
        [InputRequired(_l("Pilih salah satu."))],
        name="peran",
        choices=[SelectChoice(role, ROLE_NAMES[role]) for role in (MembershipRole.EDITOR, MembershipRole.OWNER)],
        default=MembershipRole.EDITOR,
    )

    def validate_address(self, field: ContactField) -> None:
        """Raises ValidationError for a telephone that WhatsApp does not reach."""
        if field.address.startswith("+") and not is_mobile(field.address):
            raise ValidationError(_("Tulis nomor ponsel seperti 0812 3456 7890. Telepon rumah tidak bisa."))


class RoleForm(SignedInForm):
    """What somebody shall be from now on."""

    role = RadioField(
        name="peran", choices=[SelectChoice(role, ROLE_NAMES[role]) for role in MembershipRole], validate_choice=True
    )
