"""What an office says of a khas, and on what it stands."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from craftsite.curation.models import LONGEST_PUBLISHER, LONGEST_REASON, LONGEST_URL
from craftsite.curation.names import FACT_NAMES, HANDLING_NAMES
from craftsite.curation.operations import Ground, Khas
from craftsite.goods.models import Kind, RegionalProduct, Taxon
from craftsite.goods.names import KIND_NAMES, STAGE_NAMES
from craftsite.regions.models import Region
from craftsite.web.filters import month_names
from craftsite.web.forms import CheckboxesField, LongTextField, SignedInForm, TextField, VersionField
from craftsite.web.languages import text_of

_YEAR = re.compile(r"(1[89]|20)[0-9]{2}")
OLDEST_DECISION = datetime.date(2000, 1, 1)
# The texts of a khas that people read, each with an Indonesian and an English field.
PAIRS = ("name", "description", "place", "material", "technique_text", "motif", "certification")


class DecisionForm(SignedInForm):
    """What every decision has: the version that was read, and the day of the decision."""

    decided_on = DateField(_l("Tanggal keputusan"), [InputRequired(_l("Tulis tanggalnya."))], name="tanggal")
    version = VersionField(name="versi", default=0)

    def __init__(self, day: datetime.date, **options: Any) -> None:
        super().__init__(**options)
        self._day = day
        if not self.is_submitted():
            self.decided_on.data = day

    def validate_decided_on(self, field: DateField) -> None:
        """Raises ValidationError for a day to come, or one before anybody could have decided about this site."""
        # What is no date has been said already.
        if field.data and not OLDEST_DECISION <= field.data <= self._day:
            raise ValidationError(_("Pilih tanggal dari tahun 2000 sampai hari ini."))


class WithdrawForm(DecisionForm):
    """Why an office takes a khas back."""

    reason = LongTextField(_l("Alasan"), [DataRequired(_l("Tulis alasannya."))], name="alasan", longest=LONGEST_REASON)


class ProposeForm(SignedInForm):
    """Why another region should be named with a khas."""

    region = SelectField(_l("Daerah yang diusulkan"), [InputRequired(_l("Pilih daerahnya."))], name="daerah")
    reason = LongTextField(
        _l("Alasan dan sumbernya"), [DataRequired(_l("Tulis alasannya."))], name="alasan", longest=LONGEST_REASON
    )

    def __init__(self, regions: Sequence[Region], **options: Any) -> None:
        super().__init__(**options)
        self.region.choices = region_choices(regions)


class GroundForm(DecisionForm):
    """On what an office stands: a source with its year, and where it can be read if it can."""

    publisher = TextField(
        _l("Sumber: penerbit atau nama dokumen"),
        [DataRequired(_l("Tulis sumbernya."))],
        name="penerbit",
        longest=LONGEST_PUBLISHER,
    )
    source_year = TextField(
        _l("Tahun sumber"),
        [DataRequired(_l("Tulis tahunnya."))],
        name="tahun",
        longest=4,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    source_url = TextField(
        _l("Tautan sumber"), name="tautan", longest=LONGEST_URL, render_kw={"inputmode": "url", "autocomplete": "off"}
    )

    def validate_source_year(self, field: TextField) -> None:
        """Raises ValidationError for what is no year that has come."""
        if not _YEAR.fullmatch(field.data) or int(field.data) > self._day.year:
            raise ValidationError(_("Tulis tahun dengan empat angka, misalnya %(year)s.", year=self._day.year))

    def validate_source_url(self, field: TextField) -> None:
        """Raises ValidationError for what leads to no page."""
        if field.data and not _is_link(field.data):
            raise ValidationError(_("Salin tautan lengkapnya, mulai dari https://, atau kosongkan."))

    def to_ground(self) -> Ground:
        """On what a valid form stands."""
        return Ground(self.publisher.data, int(self.source_year.data), self.source_url.data, self.decided_on.data)


class KhasForm(GroundForm):
    """Everything that is told of a khas; the name, the kind and a description in Indonesian are needed."""

    name_id = TextField(FACT_NAMES["name_id"], [DataRequired(_l("Tulis namanya."))], name="nama", longest=120)
    taxon_slug = SelectField(FACT_NAMES["taxon_slug"], [InputRequired(_l("Pilih golongannya."))], name="golongan")
    description_id = LongTextField(
        FACT_NAMES["description_id"], [DataRequired(_l("Tulis keterangannya."))], name="keterangan", longest=400
    )
    name_en = TextField(FACT_NAMES["name_en"], name="nama_en", longest=120)
    description_en = LongTextField(FACT_NAMES["description_en"], name="keterangan_en", longest=400)
    english_fits = BooleanField(_l("Teks Inggris yang ada masih cocok dengan yang baru."), name="inggris_cocok")
    stage = SelectField(FACT_NAMES["stage"], name="tahap")
    handling = SelectField(FACT_NAMES["handling"], name="aturan")
    place_id = TextField(FACT_NAMES["place_id"], name="tempat", longest=200)
    place_en = TextField(FACT_NAMES["place_en"], name="tempat_en", longest=200)
    material_id = TextField(FACT_NAMES["material_id"], name="bahan", longest=200)
    material_en = TextField(FACT_NAMES["material_en"], name="bahan_en", longest=200)
    technique_text_id = TextField(FACT_NAMES["technique_text_id"], name="teknik", longest=200)
    technique_text_en = TextField(FACT_NAMES["technique_text_en"], name="teknik_en", longest=200)
    motif_id = TextField(FACT_NAMES["motif_id"], name="ragam", longest=200)
    motif_en = TextField(FACT_NAMES["motif_en"], name="ragam_en", longest=200)
    certification_id = TextField(FACT_NAMES["certification_id"], name="catatan", longest=300)
    certification_en = TextField(FACT_NAMES["certification_en"], name="catatan_en", longest=300)
    months = CheckboxesField(FACT_NAMES["seasons"], name="musim")

    def __init__(
        self,
        day: datetime.date,
        taxa: Sequence[Taxon],
        product: RegionalProduct | None = None,
        ground: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(day, data=(values_of(product) | dict(ground or {})) if product else None, **options)
        self._kinds = {taxon.slug: taxon.kind for taxon in taxa}
        self._before = product
        self.taxon_slug.choices = [
            SelectChoice("", _("Pilih")),
            *(SelectChoice(taxon.slug, text_of(taxon, "name"), optgroup=str(KIND_NAMES[taxon.kind])) for taxon in taxa),
        ]
        self.stage.choices = [SelectChoice("", _("Bukan hasil tani & laut")), *_choices(STAGE_NAMES)]
        self.handling.choices = _choices(HANDLING_NAMES)
        self.months.choices = [SelectChoice(str(number), name) for number, name in enumerate(month_names(), start=1)]

    def validate_stage(self, field: SelectField) -> None:
        """Raises ValidationError unless it is given exactly for farm goods."""
        kind = self._kinds.get(self.taxon_slug.data)
        if kind is not None and (kind == Kind.FARM) != bool(field.data):
            raise ValidationError(
                _("Pilih tahapnya: segar, olahan, atau kemasan.") if kind == Kind.FARM else _("Hanya untuk hasil tani.")
            )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether everything is right, each English text against its Indonesian one as well."""
        is_valid = super().validate(extra_validators)
        for pair in PAIRS:
            problem = self._problem_of(pair)
            if problem:
                field = self[f"{pair}_en"]
                field.errors = [*field.errors, problem]
                is_valid = False
        return is_valid

    def _problem_of(self, pair: str) -> str:
        indonesian, english = self[f"{pair}_id"].data, self[f"{pair}_en"].data
        if not english:
            return ""
        if not indonesian:
            return _("Tulis juga bahasa Indonesianya, atau kosongkan.")
        if self._before is None or self.english_fits.data:
            return ""
        is_old = english == getattr(self._before, f"{pair}_en") and indonesian != getattr(self._before, f"{pair}_id")
        return _("Teks Indonesianya berubah. Sesuaikan, kosongkan, atau beri centang di bawah.") if is_old else ""

    def as_saved(self, taxa: Sequence[Taxon], product: RegionalProduct) -> "KhasForm":
        """This form with what is told of the product now; it stands on the same source, which is not told of it."""
        saved = KhasForm(self._day, taxa, product, formdata=None)
        for name in ("publisher", "source_year", "source_url", "decided_on", "english_fits"):
            saved[name].data = self[name].data
        return saved

    def to_khas(self) -> Khas:
        """What a valid form says of a khas."""
        return Khas(
            taxon_slug=self.taxon_slug.data,
            stage=self.stage.data or None,
            handling=self.handling.data or None,
            seasons=sum(1 << (int(month) - 1) for month in self.months.data or ()),
            **{f"{pair}_{language}": self[f"{pair}_{language}"].data for pair in PAIRS for language in ("id", "en")},
        )


class NewKhasForm(KhasForm):
    """A khas that is not here yet, and the region that it is from."""

    region = SelectField(_l("Daerah"), [InputRequired(_l("Pilih daerahnya."))], name="daerah")

    def __init__(self, day: datetime.date, taxa: Sequence[Taxon], regions: Sequence[Region]) -> None:
        super().__init__(day, taxa)
        self.region.choices = region_choices(regions)


def region_choices(regions: Sequence[Region]) -> list[SelectChoice]:
    """The regions somebody may choose; where it is one, there is nothing to choose."""
    names = [SelectChoice(region.code, text_of(region, "short_name")) for region in regions]
    return names if len(names) == 1 else [SelectChoice("", _("Pilih")), *names]


def values_of(product: RegionalProduct) -> dict[str, Any]:
    """What the fields of the form hold for a product."""
    names = [f"{pair}_{language}" for pair in PAIRS for language in ("id", "en")]
    return {name: getattr(product, name) for name in names} | {
        "taxon_slug": product.taxon_slug,
        "stage": product.stage or "",
        "handling": product.handling or "",
        "months": [str(month) for month in range(1, 13) if product.seasons & 1 << (month - 1)],
        "version": product.version,
    }


def _choices(names: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in names.items()]


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(' "<>\\') and "@" not in parts.netloc
    return parts.scheme in ("https", "http") and "." in host and is_plain
