"""What a maker's profile still lacks, in the order in which buyers miss it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.producers.models import Producer


@dataclass(frozen=True, slots=True)
class Gap:
    """A thing that is not written yet, and the id of the control where it is."""

    name: Any
    control_id: str


_WANTED: tuple[tuple[str, Any, str], ...] = (
    ("place", _l("desa atau kecamatan"), "tempat"),
    ("story_id", _l("cerita usaha"), "cerita"),
    ("whatsapp", _l("nomor WhatsApp"), "wa"),
    ("payment_methods", _l("cara pembayaran"), "bayar-0"),
    ("ships_from", _l("tempat pengiriman"), "kirim_dari"),
    ("exchange_policy", _l("aturan tukar barang"), "tukar"),
)


def gaps(producer: Producer) -> Sequence[Gap]:
    """What is missing; empty where the profile says all that buyers ask."""
    return [Gap(name, control_id) for column, name, control_id in _WANTED if not getattr(producer, column)]


def count_wanted() -> int:
    """Of how many things `gaps` speaks."""
    return len(_WANTED)
