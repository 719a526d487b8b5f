"""What differs between two offers, and which differences the office looks at before the public does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from craftsite.goods.attributes import LABELS
from craftsite.goods.names import KIND_NAMES, STAGE_NAMES, TECHNIQUE_NAMES
from craftsite.goods.units import unit_name
from craftsite.listings.channels import CHANNEL_NAMES
from craftsite.listings.models import Halal, Stock
from craftsite.listings.offers import Offer
from craftsite.web.filters import angka, rupiah, season

# A price may rise by a fifth without anyone looking again.
PRICE_RISE = 1.2
# What a thing is, where it comes from and what it is certified as.
REVIEWED = frozenset(
    {
        "kind", "taxon_slug", "technique", "stage", "product_id", "name_id", "name_en", "made_by",
        "halal", "unit",
    }
)  # fmt: skip
_PRICES = frozenset({"price_idr", "price_to_idr"})

CHANGE_NAMES: Mapping[str, Any] = {
    "kind": _l("Jenis"),
    "taxon_slug": _l("Golongan"),
    "unit": _l("Dijual per"),
    "product_id": _l("Khas daerah"),
    "technique": _l("Teknik batik"),
    "stage": _l("Tahap"),
    "name_id": _l("Nama barang"),
    "name_en": _l("Nama dalam bahasa Inggris"),
    "story_id": _l("Cerita singkat"),
    "story_en": _l("Cerita dalam bahasa Inggris"),
    "made_by": _l("Dibuat oleh"),
    "halal": _l("Halal"),
    "price_idr": _l("Harga"),
    "price_to_idr": _l("Sampai harga"),
    "price_note": _l("Mengapa harganya berbeda-beda"),
    "stock": _l("Ketersediaan"),
    "stock_count": _l("Jumlah sekarang"),
    "minimum_order": _l("Minimal beli"),
    "lead_time_days": _l("Lama membuat"),
    "capacity_per_month": _l("Sanggup membuat sebulan"),
    "seasons": _l("Bulan musim"),
    "has_sample": _l("Contoh barang"),
    "hs_code": _l("Kode HS"),
    "packed_weight_g": _l("Berat satu kemasan (gram)"),
    "packed_size": _l("Ukuran kemasan (cm)"),
    "per_carton": _l("Isi satu kardus"),
    "owns_pictures": _l("Hak atas foto"),
    "attributes": _l("Rincian"),
    "made_by_agrees": _l("Persetujuan pembuat"),
    "tiers": _l("Harga grosir"),
    "steps": _l("Cara dibuat"),
    "channels": _l("Juga dijual di"),
    "variants": _l("Warna dan ukuran"),
    "photos": _l("Jumlah foto"),
}
HALAL_NAMES: Mapping[str, Any] = {
    Halal.CERTIFIED: _l("Bersertifikat halal"),
    Halal.EXEMPT: _l("Hasil panen segar"),
    Halal.NOT_HALAL: _l("Tidak halal"),
}
STOCK_WORDS: Mapping[str, Any] = {
    Stock.READY: _l("Siap kirim"),
    Stock.ONE_OF_A_KIND: _l("Satu-satunya"),
    Stock.MADE_TO_ORDER: _l("Dibuat setelah dipesan"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs, with both values in words; `is_reviewed` where the office looks first."""

    code: str
    name: str
    before: str
    after: str
    is_reviewed: bool


def changes(before: Offer, after: Offer) -> Sequence[Change]:
    """What people would read otherwise, in the order of the editor; what is reviewed stands first."""
    found = [
        Change(
            code,
            str(CHANGE_NAMES[code]),
            in_words(before, code),
            in_words(after, code),
            is_reviewed=code in reviewed_codes(before, after),
        )
        for code in _codes()
        if in_words(before, code) != in_words(after, code)
    ]
    return sorted(found, key=lambda change: not change.is_reviewed)


def reviewed_codes(before: Offer, after: Offer) -> frozenset[str]:
    """The fields of `after` that wait for the office: what it is, and a price that rises by more than a fifth."""
    codes = {code for code in REVIEWED if getattr(before, code) != getattr(after, code)}
    for code in _PRICES:
        old, new = getattr(before, code), getattr(after, code)
        if old is not None and new is not None and new > old * PRICE_RISE:
            codes.add(code)
    return frozenset(codes)


def without_reviewed(before: Offer, after: Offer) -> Offer:
    """What may be shown at once: `after`, with `before` in what waits for the office."""
    return replace(after, **{code: getattr(before, code) for code in reviewed_codes(before, after)})


def in_words(offer: Offer, code: str) -> str:
    """The value of a field for people; "" where there is none."""
    value = getattr(offer, code)
    if value in (None, "", 0, False) or value == ():
        return ""
    if value is True:
        return _("Ya")
    return _WORDS[code](value) if code in _WORDS else _plain(value)


def _codes() -> list[str]:
    return [one.name for one in fields(Offer)]


def _plain(value: object) -> str:
    return angka(value) if isinstance(value, int) else str(value)


_WORDS: Mapping[str, Any] = {
    "kind": lambda value: str(KIND_NAMES[value]),
    "technique": lambda value: str(TECHNIQUE_NAMES[value]),
    "stage": lambda value: str(STAGE_NAMES[value]),
    "unit": unit_name,
    "halal": lambda value: str(HALAL_NAMES[value]),
    "stock": lambda value: str(STOCK_WORDS[value]),
    "price_idr": rupiah,
    "price_to_idr": rupiah,
    "product_id": str,
    "lead_time_days": lambda value: _("%(days)s hari", days=angka(value)),
    "seasons": season,
    "attributes": lambda value: "; ".join(f"{LABELS[code]}: {text}" for code, text in value.items()),
    "tiers": lambda value: "; ".join(f"{angka(start)}: {rupiah(price)}" for start, price in sorted(value.items())),
    "steps": lambda value: "; ".join(f"{title}: {text}" if text else title for title, text in value),
    "channels": lambda value: "; ".join(f"{CHANNEL_NAMES[kind]}: {url}" for kind, url in sorted(value.items())),
    "variants": lambda value: "; ".join(", ".join(names) for names in value.values() if names),
}
