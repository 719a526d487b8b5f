"""How far a draft is: what it still lacks before it can be sent, and where each part stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from craftsite.goods.models import Kind
from craftsite.goods.names import KIND_NAMES
from craftsite.listings.forms import DraftForm
from craftsite.listings.models import Halal, Stock
from craftsite.listings.parts import CERTIFICATES_ID, NEXT_NAMES, PART_NAMES, Lack, Part, PartState
from craftsite.producers.models import Producer
from craftsite.web.filters import rupiah
from craftsite.web.forms import control_id


@dataclass(frozen=True, slots=True)
class Progress:
    """The six parts, and all that is lacking or not understood."""

    parts: Sequence[PartState]
    lacks: Sequence[Lack]

    @property
    def done(self) -> int:
        """How many parts are done."""
        return sum(part.is_done for part in self.parts)

    def lacks_of(self, part: Part) -> Sequence[Lack]:
        """What is lacking in a part."""
        return [lack for lack in self.lacks if lack.part is part]


def progress(form: DraftForm, producer: Producer, pictures: int, *, has_halal: bool, is_sent: bool) -> Progress:
    """Where a draft stands, with so many pictures, with a halal certificate or without. Reads nothing."""
    lacks = [*_lacks(form, pictures, has_halal=has_halal)]
    unpaid = not producer.payment_methods or not producer.ships_from
    states = []
    for number, part in enumerate(Part, start=1):
        of_part = [lack for lack in lacks if lack.part is part]
        is_done = {
            Part.PICTURES: pictures > 0 and not of_part,
            Part.DELIVERY: not unpaid and not of_part,
            Part.CHECK: is_sent,
        }.get(part, not of_part)
        words = _words(part, form, pictures, is_done=is_done)
        states.append(PartState(part, number, str(PART_NAMES[part]), is_done, words, str(NEXT_NAMES.get(part, ""))))
    return Progress(states, lacks)


def _words(part: Part, form: DraftForm, pictures: int, *, is_done: bool) -> str:
    if part is Part.KIND:
        return str(KIND_NAMES[form.kind_chosen])
    if part is Part.PICTURES:
        return ngettext("%(num)s foto", "%(num)s foto", pictures) if pictures else _("Boleh menyusul")
    if part is Part.PRICE and is_done and form.price.idr is not None:
        return rupiah(form.price.idr)
    if part is Part.CHECK:
        return _("Sudah dikirim") if is_done else _("Belum")
    return _("Sudah") if is_done else _("Belum")


def _lacks(form: DraftForm, pictures: int, *, has_halal: bool) -> Iterator[Lack]:
    missing = {
        Part.KIND: _missing_kind(form),
        Part.PICTURES: _missing_rights(form, pictures),
        Part.STORY: _missing_story(form, has_halal=has_halal),
        Part.PRICE: _missing_price(form),
    }
    for part, names in _FIELDS.items():
        yield from missing.get(part, ())
        for field in form:
            if field.errors and _stands_in(field.name, names):
                yield Lack(part, str(field.errors[0]), control_id(field))


def _missing_kind(form: DraftForm) -> Iterator[Lack]:
    if not form.taxon_slug.data:
        yield Lack(Part.KIND, _("Pilih golongannya."), form.taxon_slug.id)
    if form.kind_chosen is Kind.BATIK and not form.technique.data:
        yield Lack(Part.KIND, _("Pilih teknik batiknya."), form.technique.id)
    if form.kind_chosen is Kind.FARM and not form.stage.data:
        yield Lack(Part.KIND, _("Pilih tahapnya: segar, olahan, atau kemasan."), control_id(form.stage))


def _missing_rights(form: DraftForm, pictures: int) -> Iterator[Lack]:
    if pictures and not form.owns_pictures.data:
        rights = _("Beri tanda bahwa foto ini milik Anda atau boleh Anda pakai.")
        yield Lack(Part.PICTURES, rights, form.owns_pictures.id)
    if pictures and not form.people_agree.data:
        consent = _("Beri tanda bahwa orang di foto setuju, juga bila tidak ada orang.")
        yield Lack(Part.PICTURES, consent, form.people_agree.id)


def _missing_story(form: DraftForm, *, has_halal: bool) -> Iterator[Lack]:
    if not form.name_id.data:
        yield Lack(Part.STORY, _("Tulis nama barang."), form.name_id.id)
    if form.kind_chosen is Kind.FARM and form.halal.data not in set(Halal):
        question = _("Jawab soal halal: ada sertifikatnya, tidak perlu, atau tidak halal.")
        yield Lack(Part.STORY, question, control_id(form.halal))
    if form.halal.data == Halal.CERTIFIED and form.kind_chosen is Kind.FARM and not has_halal:
        yield Lack(Part.STORY, _("Catat sertifikat halalnya, dengan nomornya."), CERTIFICATES_ID)


def _missing_price(form: DraftForm) -> Iterator[Lack]:
    if not form.price.data:
        yield Lack(Part.PRICE, _("Tulis harganya."), form.price.id)
    if form.price_to.idr is not None and not form.price_note.data:
        yield Lack(Part.PRICE, _("Tulis mengapa harganya berbeda-beda."), form.price_note.id)
    if not form.unit.data:
        yield Lack(Part.PRICE, _("Pilih satuannya: per lembar, per buah, per kg, atau yang lain."), form.unit.id)
    if form.stock.data not in set(Stock):
        yield Lack(Part.PRICE, _("Pilih berapa yang ada."), control_id(form.stock))
    if form.stock.data == Stock.MADE_TO_ORDER and not form.lead_time.data:
        yield Lack(Part.PRICE, _("Tulis lama membuatnya, misalnya 2 minggu."), form.lead_time.id)


def _stands_in(name: str, names: tuple[str, ...]) -> bool:
    return name in names or any(name.startswith(begin) for begin in names if begin.endswith("_"))


# The controls of each part by their names, or by how many of one sort begin.
_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.KIND: ("jenis", "golongan", "teknik", "tahap", "khas"),
    Part.PICTURES: ("milik_saya", "orang_setuju"),
    Part.STORY: (
        *("nama", "nama_en", "cerita", "cerita_en", "dibuat_oleh", "dibuat_oleh_setuju", "halal"),
        *("sifat_", "langkah_"),
    ),
    Part.PRICE: (
        *("satuan", "harga", "harga_sampai", "alasan_harga", "stok", "jumlah", "minimal", "warna", "ukuran", "musim"),
        *("sanggup", "lama", "contoh_kiriman", "grosir_"),
    ),
    Part.DELIVERY: ("berat_kemasan", "ukuran_kemasan", "isi_kardus", "hs", "toko_"),
}
