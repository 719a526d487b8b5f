"""What an office says in an exhibition, and beside each thing of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from craftsite.exhibitions.desk_operations import Story, WallText
from craftsite.exhibitions.models import Exhibition, Item
from craftsite.regions.models import Region
from craftsite.web.forms import LongTextField, SignedInForm, TextField, VersionField
from craftsite.web.languages import text_of

_STORY = Story.__slots__
_WALL = WallText.__slots__


class PairedForm(SignedInForm):
    """A form of texts in both languages: an English text needs its Indonesian one."""

    version = VersionField(name="versi", default=0)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether everything is right, each English text against its Indonesian one as well."""
        is_valid = super().validate(extra_validators)
        for field in self:
            if field.short_name.endswith("_en") and field.data and not self[_indonesian(self, field)].data:
                field.errors = [*field.errors, _("Tulis juga bahasa Indonesianya, atau kosongkan.")]
                is_valid = False
        return is_valid


class StoryForm(PairedForm):
    """The title, the story, the days and the place; without days it is open at any time, without a place online."""

    region = SelectField(_l("Daerah"), [InputRequired(_l("Pilih daerahnya."))], name="daerah")
    title_id = TextField(_l("Judul"), [DataRequired(_l("Tulis judulnya."))], name="judul", longest=120)
    lead_id = LongTextField(
        _l("Kalimat pembuka"), [DataRequired(_l("Tulis kalimat pembukanya."))], name="pembuka", longest=400
    )
    story_id = LongTextField(_l("Cerita pameran"), name="cerita", longest=2_000)
    opens_on = DateField(_l("Buka"), [Optional()], name="buka")
    closes_on = DateField(_l("Tutup"), [Optional()], name="tutup")
    place_id = TextField(_l("Tempat"), name="tempat", longest=120)
    address = TextField(_l("Alamat"), name="alamat", longest=200)
    title_en = TextField(_l("Judul dalam bahasa Inggris"), name="judul_en", longest=120)
    lead_en = LongTextField(_l("Kalimat pembuka dalam bahasa Inggris"), name="pembuka_en", longest=400)
    story_en = LongTextField(_l("Cerita dalam bahasa Inggris"), name="cerita_en", longest=2_000)
    place_en = TextField(_l("Tempat dalam bahasa Inggris"), name="tempat_en", longest=120)

    def __init__(self, regions: Sequence[Region], **options: Any) -> None:
        super().__init__(**options)
        if not regions:
            del self.region
            return
        choices = [SelectChoice(region.code, text_of(region, "short_name")) for region in regions]
        self.region.choices = choices if len(choices) == 1 else [SelectChoice("", _("Pilih")), *choices]

    def validate_closes_on(self, field: DateField) -> None:
        """Raises ValidationError for an end before the beginning, or for one of the two days alone."""
        opens_on = self.opens_on.data
        if field.data and opens_on and field.data < opens_on:
            raise ValidationError(_("Tanggal tutup tidak boleh sebelum tanggal buka."))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether everything is right; both days are given or neither."""
        is_valid = super().validate(extra_validators)
        for field, other in ((self.opens_on, self.closes_on), (self.closes_on, self.opens_on)):
            if other.data and not field.data and not field.errors:
                field.errors = [*field.errors, _("Tulis kedua tanggalnya, atau kosongkan keduanya.")]
                is_valid = False
        return is_valid

    def to_story(self) -> Story:
        """The story of a valid form."""
        return Story(**{name: self[name].data for name in _STORY})


class WallForm(PairedForm):
    """The words beside a thing."""

    title_id = TextField(_l("Judul dinding"), [DataRequired(_l("Tulis judulnya."))], name="judul", longest=120)
    text_id = LongTextField(_l("Teks dinding"), [DataRequired(_l("Tulis teksnya."))], name="teks", longest=600)
    source_id = TextField(_l("Sumber dan tahunnya"), [DataRequired(_l("Tulis sumbernya."))], name="sumber", longest=200)
    pause_id = TextField(_l("Kalimat jeda sebelum dinding ini"), name="jeda", longest=200)
    title_en = TextField(_l("Judul dalam bahasa Inggris"), name="judul_en", longest=120)
    text_en = LongTextField(_l("Teks dalam bahasa Inggris"), name="teks_en", longest=600)
    source_en = TextField(_l("Sumber dalam bahasa Inggris"), name="sumber_en", longest=200)
    pause_en = TextField(_l("Kalimat jeda dalam bahasa Inggris"), name="jeda_en", longest=200)

    def to_text(self) -> WallText:
        """The words of a valid form."""
        return WallText(**{name: self[name].data for name in _WALL})


def story_values(exhibition: Exhibition) -> dict[str, Any]:
    """What the fields of the story hold for an exhibition."""
    return {name: getattr(exhibition, name) for name in _STORY}


def wall_values(item: Item) -> dict[str, Any]:
    """What the fields of a wall hold for it."""
    return {name: getattr(item, name) for name in _WALL}


def _indonesian(form: PairedForm, field: Any) -> str:
    """The name of the Indonesian field that belongs to an English one."""
    name = next(name for name, other in form._fields.items() if other is field)
    return f"{name.removesuffix('_en')}_id"
