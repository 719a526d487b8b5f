"""The six parts of the editor of a listing: which controls stand in each, and what each still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

# Where the certificates of a listing stand in its editor.
CERTIFICATES_ID = "sertifikat"


class Part(StrEnum):
    """A part of the editor by its name in addresses, in the order in which they stand."""

    KIND = "jenis"
    PICTURES = "foto"
    STORY = "cerita"
    PRICE = "harga"
    DELIVERY = "kirim"
    CHECK = "periksa"


PART_NAMES: Mapping[Part, Any] = {
    Part.KIND: _l("Jenis barang"),
    Part.PICTURES: _l("Foto"),
    Part.STORY: _l("Nama dan cerita"),
    Part.PRICE: _l("Harga dan stok"),
    Part.DELIVERY: _l("Kirim dan bayar"),
    Part.CHECK: _l("Periksa dan kirim"),
}
# What the button at the end of each part says: where it leads, or what happens.
NEXT_NAMES: Mapping[Part, Any] = {
    Part.KIND: _l("Lanjut ke foto"),
    Part.PICTURES: _l("Lanjut ke nama dan cerita"),
    Part.STORY: _l("Lanjut ke harga dan stok"),
    Part.PRICE: _l("Lanjut ke kirim dan bayar"),
    Part.DELIVERY: _l("Lanjut ke periksa"),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something without which a listing cannot be sent: what it is, where it is written."""

    part: Part
    sentence: str
    control_id: str


@dataclass(frozen=True, slots=True)
class PartState:
    """Where a part stands: whether it is done, in words, and what is lacking in it."""

    part: Part
    number: int
    name: str
    is_done: bool
    words: str
    next_name: str


def next_part(part: Part) -> Part:
    """The part after this one; the last stays."""
    order: Sequence[Part] = tuple(Part)
    return order[min(order.index(part) + 1, len(order) - 1)]
