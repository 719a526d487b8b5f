"""What an office writes when it has looked at a certificate."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from craftsite.curation.certificate_models import CertificateOutcome
from craftsite.curation.certificate_operations import CertificateVerdict
from craftsite.listings.certificate_models import LONGEST_REASON, LONGEST_REGISTER
from craftsite.web.forms import LongTextField, SignedInForm, TextField, VersionField

OUTCOMES: Mapping[str, tuple[CertificateOutcome, Any]] = {
    "dilihat": (CertificateOutcome.SEEN, _l("Lembarnya sudah kami lihat, isinya cocok")),
    "dicek": (CertificateOutcome.CHECKED, _l("Sudah kami cek di daftar penerbitnya, nomornya berlaku")),
    "pernyataan": (CertificateOutcome.OWN, _l("Lembarnya belum kami lihat, tampil “menurut pembuat”")),
    "tolak": (CertificateOutcome.REFUSED, _l("Belum bisa ditampilkan")),
}


class CertificateCheckForm(SignedInForm):
    """One of four findings, the link of the register, and the words for the maker."""

    outcome = RadioField(
        _l("Hasilnya"),
        name="hasil",
        choices=[SelectChoice(code, label) for code, (_outcome, label) in OUTCOMES.items()],
        validate_choice=False,
    )
    register_url = TextField(
        _l("Tautan di daftar penerbit"),
        name="tautan",
        longest=LONGEST_REGISTER,
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    reason = LongTextField(_l("Alasan untuk pembuat"), name="alasan", longest=LONGEST_REASON)
    edition = VersionField(name="edisi", default=0)

    def validate_outcome(self, field: RadioField) -> None:
        """Raises ValidationError where nothing was chosen."""
        if field.data not in OUTCOMES:
            raise ValidationError(_("Pilih hasilnya."))

    def validate_register_url(self, field: TextField) -> None:
        """Raises ValidationError for what leads to no page, and where a check has none."""
        if field.data and not _is_link(field.data):
            raise ValidationError(_("Salin tautan lengkapnya, mulai dari https://."))
        if not field.data and self.outcome.data == "dicek":
            raise ValidationError(_("Salin tautan halaman daftar penerbit yang Anda lihat."))

    def validate_reason(self, field: LongTextField) -> None:
        """Raises ValidationError where the maker would not know what to do."""
        if not field.data and self.outcome.data in ("pernyataan", "tolak"):
            raise ValidationError(_("Tulis alasannya, supaya pembuat tahu apa yang perlu dikirim atau diperbaiki."))

    def to_verdict(self) -> CertificateVerdict:
        """What a valid form says."""
        outcome, _label = OUTCOMES[self.outcome.data]
        return CertificateVerdict(
            outcome=outcome,
            edition=self.edition.data,
            register_url=self.register_url.data if outcome is CertificateOutcome.CHECKED else "",
            reason=self.reason.data if outcome in (CertificateOutcome.OWN, CertificateOutcome.REFUSED) else "",
        )


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
