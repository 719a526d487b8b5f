"""The dyes of East Javanese cloth, and the sets of four that go together."""

from collections.abc import Sequence
from dataclasses import dataclass

MORI = "#f4ecd9"
TARUM = "#22315f"
BIRU = "#5474a6"
SOGA = "#6d4020"
SOGAN = "#b9834a"
MENGKUDU = "#8f2b26"
TEGERAN = "#dba436"
IJO = "#3c5940"
WEDEL = "#191a30"

_LIGHT = frozenset({MORI, TEGERAN})


@dataclass(frozen=True, slots=True)
class Palette:
    """The four dyes of one ornament: its ground, the line that the wax keeps, and two touches of colour."""

    ground: str
    line: str
    accent: str
    second: str

    @property
    def is_light(self) -> bool:
        """Whether the ground is light, so that words on it are dark."""
        return is_light(self.ground)


PALETTES: Sequence[Palette] = (
    Palette(TARUM, MORI, SOGAN, BIRU),
    Palette(SOGA, MORI, TEGERAN, WEDEL),
    Palette(MORI, TARUM, MENGKUDU, SOGAN),
    Palette(MENGKUDU, MORI, TEGERAN, WEDEL),
    Palette(TEGERAN, SOGA, MENGKUDU, MORI),
    Palette(IJO, MORI, TEGERAN, MENGKUDU),
    Palette(MORI, SOGA, TARUM, TEGERAN),
    Palette(WEDEL, MORI, MENGKUDU, TEGERAN),
    Palette(TARUM, MORI, TEGERAN, MENGKUDU),
)


def is_light(dye: str) -> bool:
    """Whether a ground of this dye is light."""
    return dye in _LIGHT


def ink_on(dye: str) -> str:
    """The dye whose words are read on a ground of this one."""
    return WEDEL if is_light(dye) else MORI
