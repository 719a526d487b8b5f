"""What a maker writes of a listing: every control of the editor, and what of it can be understood."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from craftsite.goods.attributes import ATTRIBUTES, LABELS
from craftsite.goods.fields import DurationField, QuantityField
from craftsite.goods.models import Kind, RegionalProduct, Taxon, Technique
from craftsite.goods.names import KIND_NAMES, STAGE_NAMES, TECHNIQUE_NAMES
from craftsite.goods.units import UNITS, unit_name
from craftsite.listings.channels import CHANNEL_NAMES, read_link
from craftsite.listings.claims import refusals
from craftsite.listings.models import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_STORY,
    ChannelKind,
    Halal,
    Stock,
)
from craftsite.listings.numbers import read_customs_code, read_food_permit, read_halal
from craftsite.media import uploads
from craftsite.web.filters import month_abbreviations, tanggal
from craftsite.web.forms import (
    CheckboxesField,
    Form,
    LongTextField,
    RupiahField,
    SignedInForm,
    TextField,
    VersionField,
)
from craftsite.web.languages import text_of
from craftsite.web.unclear import UnclearError
from craftsite.web.uploads import PhotoField

PRINTED = "cetak"
STOCK_CHOICES: Mapping[str, Any] = {
    Stock.READY: _l("Ada beberapa"),
    Stock.ONE_OF_A_KIND: _l("Satu-satunya, tidak ada kembarannya"),
    Stock.MADE_TO_ORDER: _l("Dibuat setelah dipesan"),
}
HALAL_CHOICES: Mapping[str, Any] = {
    Halal.CERTIFIED: _l("Ada nomor sertifikat halal"),
    Halal.EXEMPT: _l("Tidak perlu, hasil panen segar"),
    Halal.NOT_HALAL: _l("Tidak halal"),
}
STEPS_OF_FARM = (_l("Petik"), _l("Olah"), _l("Kemas"), _l("Jual"))
STEPS, TIERS = 4, 3
LONGEST_STEP, LONGEST_STEP_TITLE, LONGEST_VARIANTS, MOST_VARIANTS, LONGEST_VARIANT = 400, 80, 600, 20, 60
SHORTEST_NAME = 3
LONGEST_LEAVE = datetime.timedelta(days=180)
MOST_PER_CARTON, HEAVIEST_G = 100_000, 1_000_000
_MARK = re.compile(r"[0-9a-z]{12}-[0-9a-z]{1,8}", re.ASCII)


def _choices(names: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in names.items()]


class KindForm(Form):
    """The question with which a new listing begins."""

    class Meta(Form.Meta):
        """The token stands beside it, in a form of its own."""

        csrf = False

    kind = RadioField(_l("Apa yang Anda buat?"), name="jenis", choices=_choices(KIND_NAMES))


class MarkField(HiddenField):
    """What names a sending: the page that it comes from and a number of it; "" for anything else."""

    def process_formdata(self, values: Sequence[str]) -> None:
        """Takes the first value that was sent, if it is a mark."""
        self.data = values[0] if values and _MARK.fullmatch(values[0]) else ""


class EditionForm(SignedInForm):
    """The token of a page, the edition of the listing that its writer has read, and the mark of what is sent."""

    edition = VersionField(name="versi", default=0)
    mark = MarkField(name="kiriman", default="")


class PhotoForm(EditionForm):
    """The token of the editor, and one photograph."""

    photo = PhotoField(_l("Foto"), read=uploads.developed, name="foto")


class LeaveForm(SignedInForm):
    """Until which day nobody can send a listing; empty ends the leave."""

    until = DateField(_l("Libur sampai"), [Optional()], name="sampai")

    def __init__(self, day: datetime.date, **options: Any) -> None:
        super().__init__(**options)
        self._day = day

    def validate_until(self, field: DateField) -> None:
        """Raises ValidationError for a day that is past or too far away."""
        if field.data is not None and not self._day <= field.data <= self._day + LONGEST_LEAVE:
            last = tanggal(self._day + LONGEST_LEAVE)
            raise ValidationError(_("Pilih tanggal dari hari ini sampai %(last)s.", last=last))


class DraftForm(Form):
    """All that is written of a listing, as a page has sent it or as it was kept; it is never refused as a whole.

    A field that is not understood has an error and counts as empty in `to_offer`. The token stands beside it, in a form
    of its own, so that what was kept can be read without one.
    """

    class Meta(Form.Meta):
        """Reads what it is given."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """The given fields, whatever the request has sent."""
            return formdata

    kind = RadioField(_l("Jenis"), name="jenis", choices=_choices(KIND_NAMES))
    taxon_slug = SelectField(_l("Golongan"), name="golongan", validate_choice=False)
    technique = SelectField(_l("Teknik batik"), name="teknik", validate_choice=False)
    stage = RadioField(_l("Tahap"), name="tahap", choices=_choices(STAGE_NAMES), validate_choice=False)
    product_id = SelectField(_l("Termasuk khas daerah? (boleh dikosongkan)"), name="khas", validate_choice=False)

    owns_pictures = BooleanField(_l("Foto dan motif ini milik saya, atau saya boleh memakainya"), name="milik_saya")
    people_agree = BooleanField(_l("Orang yang terlihat di foto setuju; tidak ada wajah anak"), name="orang_setuju")

    name_id = TextField(_l("Nama barang"), name="nama", longest=LONGEST_NAME)
    story_id = LongTextField(_l("Cerita singkat"), name="cerita", longest=LONGEST_STORY)
    made_by = TextField(_l("Dibuat oleh (boleh dikosongkan)"), name="dibuat_oleh", longest=LONGEST_NOTE)
    made_by_agrees = BooleanField(_l("Orang yang namanya ditulis sudah setuju"), name="dibuat_oleh_setuju")
    halal = RadioField(_l("Halal"), name="halal", choices=_choices(HALAL_CHOICES), validate_choice=False)
    halal_number = TextField(_l("Nomor sertifikat halal"), name="nomor_halal", longest=60)
    pirt_number = TextField(_l("Nomor P-IRT (boleh dikosongkan)"), name="nomor_pirt", longest=60)
    name_en = TextField(_l("Nama dalam bahasa Inggris"), name="nama_en", longest=LONGEST_NAME)
    story_en = LongTextField(_l("Cerita dalam bahasa Inggris"), name="cerita_en", longest=LONGEST_STORY)

    unit = SelectField(_l("Dijual per"), name="satuan", validate_choice=False)
    price = RupiahField(_l("Harga (Rp)"), name="harga")
    price_to = RupiahField(_l("Sampai harga (boleh dikosongkan)"), name="harga_sampai")
    price_note = TextField(_l("Mengapa harganya berbeda-beda"), name="alasan_harga", longest=LONGEST_NOTE)
    stock = RadioField(_l("Berapa yang ada"), name="stok", choices=_choices(STOCK_CHOICES), validate_choice=False)
    stock_count = QuantityField(_l("Jumlah sekarang"), name="jumlah")
    minimum_order = QuantityField(_l("Minimal beli (boleh dikosongkan)"), name="minimal")
    colours = LongTextField(_l("Warna yang ada"), name="warna", longest=LONGEST_VARIANTS)
    sizes = LongTextField(_l("Ukuran yang ada"), name="ukuran", longest=LONGEST_VARIANTS)
    months = CheckboxesField(_l("Bulan musim (boleh dikosongkan)"), name="musim", validate_choice=False)
    capacity = QuantityField(_l("Sanggup membuat sebulan"), name="sanggup")
    lead_time = DurationField(_l("Lama membuat"), name="lama")
    has_sample = BooleanField(_l("Contoh barang bisa dikirim dulu"), name="contoh_kiriman")

    packed_weight = QuantityField(_l("Berat satu kemasan (gram)"), name="berat_kemasan")
    packed_size = TextField(_l("Ukuran kemasan (cm)"), name="ukuran_kemasan", longest=60)
    per_carton = QuantityField(_l("Isi satu kardus"), name="isi_kardus")
    hs_code = TextField(_l("Kode HS"), name="hs", longest=20)

    def __init__(
        self,
        fields: Mapping[str, Sequence[str]],
        taxa: Sequence[Taxon],
        products: Sequence[RegionalProduct],
    ) -> None:
        self._written: MultiDict[str, str] = MultiDict({name: list(values) for name, values in fields.items()})
        super().__init__(formdata=self._written)
        self.taxa = {taxon.slug: taxon for taxon in taxa}
        self.products = {str(product.id): product for product in products}
        kind = self.kind_chosen
        self.taxon_slug.choices = [
            SelectChoice("", _("Pilih golongannya")),
            *(SelectChoice(taxon.slug, text_of(taxon, "name")) for taxon in taxa if taxon.kind == kind),
        ]
        self.technique.choices = [
            SelectChoice("", _("Pilih tekniknya")),
            *_choices(TECHNIQUE_NAMES),
            SelectChoice(PRINTED, _("Cetak (printing)")),
        ]
        self.product_id.choices = [
            SelectChoice("", _("Tidak termasuk khas")),
            *(SelectChoice(str(one.id), text_of(one, "name")) for one in products if one.kind == kind),
        ]
        self.unit.choices = [SelectChoice("", _("Pilih satuannya"))] + [
            SelectChoice(code, unit_name(code)) for code in UNITS
        ]
        self.months.choices = [SelectChoice(str(at), name) for at, name in enumerate(month_abbreviations(), start=1)]
        for field in (self.stock_count, self.minimum_order, self.capacity, self.per_carton):
            field.unit = self.unit_chosen
        self.packed_weight.unit = "buah"
        self.validate()

    @property
    def kind_chosen(self) -> Kind:
        """The kind; the first where none of ours was sent."""
        return Kind(self.kind.data) if self.kind.data in set(Kind) else Kind.BATIK

    @property
    def unit_chosen(self) -> str:
        """The unit, or the one that most goods are counted in."""
        return self.unit.data if self.unit.data in UNITS else "buah"

    @property
    def attribute_fields(self) -> list[Field]:
        """The controls for what is worth knowing about goods of this kind."""
        return [self[f"attribute_{code}"] for code in ATTRIBUTES[self.kind_chosen]]

    @property
    def step_fields(self) -> list[tuple[Any, Field, Field]]:
        """For each step its name or None where the maker names it, and its two controls."""
        titles = STEPS_OF_FARM if self.kind_chosen is Kind.FARM else (None,) * STEPS
        return [(title, self[f"step_title_{at}"], self[f"step_text_{at}"]) for at, title in enumerate(titles, start=1)]

    @property
    def tier_fields(self) -> list[tuple[Field, Field]]:
        """For each wholesale price from which quantity it holds, and the price."""
        return [(self[f"tier_from_{at}"], self[f"tier_price_{at}"]) for at in range(1, TIERS + 1)]

    @property
    def told_texts(self) -> list[str]:
        """What may hold a claim."""
        return [field.data for field in (self.name_id, self.story_id, *self.attribute_fields) if field.data]

    def is_written(self, *begins: str) -> bool:
        """Whether anything was written into the controls whose names begin so."""
        return any(field.data for field in self if field.name.startswith(begins))

    @property
    def channel_fields(self) -> list[Field]:
        """The controls for links to other shops."""
        return [self[f"channel_{kind.name.lower()}"] for kind in ChannelKind]

    def validate_taxon_slug(self, field: SelectField) -> None:
        """Raises ValidationError for a group of another kind."""
        taxon = self.taxa.get(field.data)
        if field.data and (taxon is None or taxon.kind != self.kind_chosen):
            raise ValidationError(_("Pilih golongan yang termasuk %(kind)s.", kind=KIND_NAMES[self.kind_chosen]))

    def validate_technique(self, field: SelectField) -> None:
        """Raises ValidationError for printed cloth, which is no batik, and for what is no technique."""
        if self.kind_chosen is not Kind.BATIK or not field.data:
            return
        if field.data == PRINTED:
            raise ValidationError(
                _("Kain cetak bukan batik. Pilih jenis Kerajinan, lalu tulis namanya “kain motif batik”.")
            )
        if field.data not in set(Technique):
            raise ValidationError(_("Pilih tekniknya."))

    def validate_product_id(self, field: SelectField) -> None:
        """Raises ValidationError for a product of another kind or region."""
        product = self.products.get(field.data)
        if field.data and (product is None or product.kind != self.kind_chosen):
            raise ValidationError(_("Pilih khas dari daerah dan jenis yang sama, atau kosongkan."))

    def validate_name_id(self, field: TextField) -> None:
        """Raises ValidationError for a name that names nothing, and for goods that are not offered here."""
        if field.data and len(field.data) < SHORTEST_NAME:
            raise ValidationError(_("Nama terlalu pendek. Sebut jenis barang dan ukurannya."))
        for refusal in refusals(self.kind_chosen, [field.data]):
            raise ValidationError(refusal.sentence)

    def validate_story_id(self, field: LongTextField) -> None:
        """Raises ValidationError for goods that are not offered here."""
        for refusal in refusals(self.kind_chosen, [field.data]):
            raise ValidationError(refusal.sentence)

    def validate_made_by_agrees(self, field: BooleanField) -> None:
        """Raises ValidationError where a name would be shown of which nobody said that it may."""
        if self.made_by.data and not field.data:
            raise ValidationError(_("Nama orang tampil hanya bila ia setuju. Beri tanda, atau kosongkan namanya."))

    def validate_halal_number(self, field: TextField) -> None:
        """Raises ValidationError for what is no number of a halal certificate."""
        if self.halal.data == Halal.CERTIFIED and field.data:
            _understood(read_halal, field.data)

    def validate_pirt_number(self, field: TextField) -> None:
        """Raises ValidationError for what is no number of a home industry."""
        if field.data:
            _understood(read_food_permit, field.data)

    def validate_hs_code(self, field: TextField) -> None:
        """Raises ValidationError for what is no code of the harmonised system."""
        if field.data:
            _understood(read_customs_code, field.data)

    def validate_price_to(self, field: RupiahField) -> None:
        """Raises ValidationError for a span that does not rise."""
        if field.idr is not None and self.price.idr is not None and field.idr <= self.price.idr:
            raise ValidationError(_("Harga tertinggi harus lebih besar daripada harga terendah."))

    def validate_colours(self, field: LongTextField) -> None:
        """Raises ValidationError for a list that nobody would read."""
        _check_lines(field.data)

    def validate_sizes(self, field: LongTextField) -> None:
        """Raises ValidationError for a list that nobody would read."""
        _check_lines(field.data)

    def kept_fields(self) -> dict[str, list[str]]:
        """What was typed into each control of ours, by the name of the control."""
        return {name: values for name, values in self._sent() if any(values)}

    def _sent(self) -> Iterator[tuple[str, list[str]]]:
        for field in self:
            names = [field.name]
            if isinstance(field, RupiahField):
                names.append(field.confirmation_name)
            for name in names:
                yield name, list(self._written.getlist(name))


class ChannelField(TextField):
    """A link to another shop of one kind."""

    def __init__(self, label: object = None, *, kind: ChannelKind, **options: Any) -> None:
        super().__init__(label, longest=1_000, render_kw={"inputmode": "url", "autocapitalize": "off"}, **options)
        self.kind = kind

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no link of this kind."""
        super().pre_validate(form)
        if self.data:
            _understood(lambda text: read_link(self.kind, text), self.data)


for _code, _label in LABELS.items():
    setattr(DraftForm, f"attribute_{_code}", TextField(_label, name=f"sifat_{_code}", longest=LONGEST_NOTE))
for _at in range(1, STEPS + 1):
    setattr(
        DraftForm,
        f"step_title_{_at}",
        TextField(_l("Langkah %(number)s", number=_at), name=f"langkah_{_at}", longest=LONGEST_STEP_TITLE),
    )
    setattr(
        DraftForm,
        f"step_text_{_at}",
        LongTextField(_l("Penjelasan langkah %(number)s", number=_at), name=f"langkah_{_at}_isi", longest=LONGEST_STEP),
    )
for _at in range(1, TIERS + 1):
    setattr(DraftForm, f"tier_from_{_at}", QuantityField(_l("Mulai berapa"), name=f"grosir_{_at}_mulai"))
    setattr(DraftForm, f"tier_price_{_at}", RupiahField(_l("Harga satuan (Rp)"), name=f"grosir_{_at}_harga"))
for _kind in ChannelKind:
    setattr(
        DraftForm,
        f"channel_{_kind.name.lower()}",
        ChannelField(CHANNEL_NAMES[_kind], kind=_kind, name=f"toko_{_kind}"),
    )


def lines(text: str) -> list[str]:
    """What was written one a line or between commas, each once."""
    parts = (part.strip() for line in text.splitlines() for part in line.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def _check_lines(text: str) -> None:
    found = lines(text)
    if len(found) > MOST_VARIANTS:
        raise ValidationError(_("Paling banyak %(most)s. Sebut yang lain di cerita.", most=MOST_VARIANTS))
    if any(len(one) > LONGEST_VARIANT for one in found):
        raise ValidationError(_("Tulis satu per baris, masing-masing beberapa kata saja."))


def _understood(read: Callable[[str], str], text: str) -> None:
    try:
        read(text)
    except UnclearError as error:
        raise ValidationError(str(error)) from error
