"""What a maker writes of a certificate."""

import datetime
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from craftsite.goods.models import Kind
from craftsite.listings.certificate_models import (
    LONGEST_CERTIFICATE_NUMBER,
    LONGEST_ISSUER,
    Certificate,
    CertificateKind,
)
from craftsite.listings.certificate_names import CERTIFICATE_NAMES, GOODS, ISSUERS, kinds_for
from craftsite.listings.certificate_numbers import read_certificate_number
from craftsite.listings.certificate_operations import Paper
from craftsite.listings.models import Listing
from craftsite.media.uploads import developed_or_document
from craftsite.web.forms import CheckboxesField, SignedInForm, TextField, VersionField
from craftsite.web.languages import text_of
from craftsite.web.unclear import UnclearError
from craftsite.web.uploads import PaperField

EVERYTHING, SOME = "semua", "pilih"
# Halal certificates hold until the recipe changes (Law 33/2014, article 42, as changed by Law 6/2023), a geographical
# indication as long as its reputation (Law 20/2016, article 61), and no day stands on the record of a work.
ENDLESS = frozenset({CertificateKind.HALAL, CertificateKind.GEOGRAPHICAL, CertificateKind.DESIGN})
FARTHEST = datetime.timedelta(days=366 * 20)


def _needs_last_day(form: "CertificateForm", field: DateField) -> None:
    """Raises StopValidation where none was written for a kind that always has one."""
    if not any(field.raw_data or ()) and form.kind_chosen is not None and form.kind_chosen not in ENDLESS:
        # What the library says of an empty day is not what is wrong with it.
        field.errors[:] = []
        raise StopValidation(_("Tulis tanggal terakhir berlakunya, seperti di lembarnya."))


class CertificateForm(SignedInForm):
    """The paper as it says of itself, what it is about, and a photograph or PDF of it."""

    kind = SelectField(_l("Sertifikat apa"), [InputRequired(_l("Pilih sertifikatnya."))], name="jenis")
    number = TextField(_l("Nomornya"), name="nomor", longest=LONGEST_CERTIFICATE_NUMBER)
    valid_until = DateField(_l("Berlaku sampai"), [_needs_last_day, Optional()], name="sampai")
    paper = PaperField(_l("Foto atau PDF lembarannya"), read=developed_or_document, is_required=False, name="berkas")
    scope = RadioField(
        _l("Untuk barang apa"),
        name="untuk",
        choices=[
            SelectChoice(EVERYTHING, _l("Semua barang saya yang sejenis")),
            SelectChoice(SOME, _l("Hanya barang yang saya pilih")),
        ],
        default=EVERYTHING,
    )
    listings = CheckboxesField(_l("Barangnya"), name="karya", coerce=int)
    issuer = TextField(_l("Diterbitkan oleh (boleh dikosongkan)"), name="penerbit", longest=LONGEST_ISSUER)
    valid_from = DateField(_l("Berlaku mulai (boleh dikosongkan)"), [Optional()], name="mulai")
    edition = VersionField(name="versi", default=0)

    def __init__(
        self, day: datetime.date, listings: Sequence[Listing], goods: Kind | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self._day, self._offered = day, {listing.id: listing for listing in listings}
        self.kind.choices = [
            SelectChoice("", _("Pilih sertifikatnya")),
            # Whoever comes from the editor of a listing is asked only for what such goods can have.
            *(SelectChoice(code, CERTIFICATE_NAMES[code]) for code in (kinds_for(goods) if goods else CertificateKind)),
        ]
        self.listings.choices = [SelectChoice(listing.id, text_of(listing, "name")) for listing in listings]

    def show(self, certificate: Certificate) -> None:
        """Fills a form that was not sent with what was written before; the marks are loaded."""
        self.kind.data, self.number.data = certificate.kind, certificate.number
        self.valid_from.data, self.valid_until.data = certificate.valid_from, certificate.valid_until
        self.issuer.data = certificate.issuer
        self.scope.data = EVERYTHING if certificate.covers_all else SOME
        self.listings.data = [mark.listing_id for mark in certificate.marks]
        self.edition.data = certificate.edition

    @property
    def kind_chosen(self) -> CertificateKind | None:
        """The kind, where one of ours was sent."""
        return CertificateKind(self.kind.data) if self.kind.data in set(CertificateKind) else None

    def validate_number(self, field: TextField) -> None:
        """Raises ValidationError for what no office gives to this kind."""
        if not field.data:
            raise ValidationError(_("Tulis nomornya seperti di lembar sertifikat."))
        if self.kind_chosen is not None:
            try:
                read_certificate_number(self.kind_chosen, field.data)
            except UnclearError as error:
                raise ValidationError(str(error)) from error

    def validate_issuer(self, field: TextField) -> None:
        """Raises ValidationError where many bodies may have issued it and none is named."""
        if not field.data and self.kind_chosen is not None and self.kind_chosen not in ISSUERS:
            raise ValidationError(_("Tulis siapa yang menerbitkannya, seperti di lembarnya."))

    def validate_valid_until(self, field: DateField) -> None:
        """Raises ValidationError for a last day that is over or far away."""
        if field.data is None:
            return
        if field.data < self._day:
            raise ValidationError(_("Tanggal ini sudah lewat. Catat sertifikat yang masih berlaku."))
        if field.data > self._day + FARTHEST:
            raise ValidationError(_("Tanggal ini terlalu jauh. Periksa tahunnya."))

    def validate_valid_from(self, field: DateField) -> None:
        """Raises ValidationError for a first day after the last."""
        if field.data is not None and self.valid_until.data is not None and field.data > self.valid_until.data:
            raise ValidationError(_("Tanggal mulai harus sebelum tanggal terakhir."))

    def validate_listings(self, field: CheckboxesField) -> None:
        """Raises ValidationError where nothing was chosen, or goods that it cannot be about."""
        if self.scope.data != SOME:
            return
        if not field.data:
            raise ValidationError(_("Beri tanda pada paling sedikit satu barang."))
        if self.kind_chosen is None:
            return
        for listing_id in field.data:
            listing = self._offered.get(listing_id)
            if listing is not None and Kind(listing.kind) not in GOODS[self.kind_chosen]:
                raise ValidationError(
                    _(
                        "%(certificate)s tidak untuk barang seperti %(listing)s.",
                        certificate=CERTIFICATE_NAMES[self.kind_chosen],
                        listing=text_of(listing, "name"),
                    )
                )

    def to_paper(self) -> Paper:
        """What a valid form says."""
        kind = CertificateKind(self.kind.data)
        return Paper(
            kind=kind,
            number=read_certificate_number(kind, self.number.data),
            issuer=self.issuer.data or ISSUERS[kind],
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            listing_ids=sorted(set(self.listings.data or ())) if self.scope.data == SOME else (),
        )
