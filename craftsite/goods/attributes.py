"""What is worth knowing about each kind of goods, in the order a buyer asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.goods.models import Kind
from craftsite.web.languages import as_written

LABELS: Mapping[str, Any] = {
    "motif": _l("Motif"),
    "cloth": _l("Kain"),
    "dye": _l("Pewarna"),
    "material": _l("Bahan"),
    "technique": _l("Teknik"),
    "size": _l("Ukuran"),
    "weight": _l("Berat"),
    "care": _l("Perawatan"),
    "contents": _l("Isi"),
    "net_weight": _l("Berat bersih"),
    "shelf_life": _l("Tahan sampai"),
    "storage": _l("Penyimpanan"),
}

ATTRIBUTES: Mapping[Kind, Sequence[str]] = {
    Kind.BATIK: ("motif", "cloth", "dye", "size", "weight", "care"),
    Kind.CRAFT: ("material", "technique", "size", "weight", "care"),
    Kind.FARM: ("contents", "net_weight", "shelf_life", "storage"),
}


def described(kind: str, attributes: Mapping[str, str]) -> list[tuple[Any, str]]:
    """The labels and values that a listing of this kind has, in order."""
    return [(LABELS[code], as_written(attributes[code])) for code in ATTRIBUTES[Kind(kind)] if attributes.get(code)]
