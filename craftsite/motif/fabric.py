"""The plain dyed cloth behind words: its ground, two dips in the bath, the weave, and its edges."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from craftsite.motif.chance import Chance
from craftsite.motif.dyes import IJO, MENGKUDU, MORI, SOGA, TARUM, TEGERAN, WEDEL, Palette, ink_on, is_light
from craftsite.motif.shapes import band, number
from craftsite.motif.tile import strip

# The part of the height that a strip of ornament takes.
STRIP_PART = 0.27

Edge = Literal["left", "right", "ends", "fringe"]


class Bath(NamedTuple):
    """The dyes of one plain cloth: its ground, its edge, and the colour of a deeper dip."""

    ground: str
    edge: str
    deep: str


@dataclass(frozen=True, slots=True)
class Margins:
    """What the edges of a cloth keep free of words, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fabric:
    """A drawn cloth, the dye whose words are read on it, and the margins inside its edges."""

    markup: str
    ink: str
    margins: Margins


class Selvedge(NamedTuple):
    """The rhythm of a woven edge: the width of its stripe, the size of its beads and the step between them."""

    stripe: float
    bead: float
    step: float


BATHS: Sequence[Bath] = (
    Bath(TARUM, MENGKUDU, WEDEL),
    Bath(MENGKUDU, TARUM, "#4d1219"),
    Bath(SOGA, TEGERAN, "#2e1a10"),
    Bath(IJO, TEGERAN, "#15261d"),
    Bath(TARUM, TEGERAN, "#101838"),
    Bath("#2b2a45", MENGKUDU, "#0f1022"),
    Bath("#7a2f3f", TEGERAN, "#3a101c"),
    Bath(TEGERAN, SOGA, "#a8641c"),
    Bath(MORI, TARUM, "#c9b48a"),
)
SELVEDGES: Sequence[Selvedge] = (Selvedge(20, 6, 15), Selvedge(30, 9, 22), Selvedge(14, 5, 11))
# A selvedge on the left, where reading begins, comes up twice as often.
EDGES: Sequence[Edge] = ("left", "left", "right", "ends", "fringe")

FRINGE = "#e9dfc8"


def plain_fabric(seed: str, width: int, height: int, unit: float) -> Fabric:
    """A cloth without any ornament, for textiles; `unit` is how many pixels one pixel of a card becomes."""
    chance, bath, edge, selvedge = _chosen(seed)
    dips = _dips(chance, bath.deep, width, height, unit, waterlines=(0.30, 0.63))
    loom = _Loom(bath, selvedge, width, height, unit)
    markup, margins = _DRAW_EDGE[edge](loom)
    return Fabric(_ground(bath.ground, width, height) + dips + _weave(loom) + markup, loom.ink, margins)


def ornamented_fabric(seed: str, family: str, width: int, height: int, unit: float) -> Fabric:
    """A cloth with one strip of ornament on top. Raises KeyError for a family that does not exist."""
    chance = Chance(f"plate {seed}")
    tall = round(height * STRIP_PART)
    # A family is drawn for a tile; in the low strip its figures are made smaller, so that whole ones show.
    zoom = 1.6 / unit
    ornament = strip(seed, family, round(width * zoom), round(tall * zoom))
    bath = _bath_of(ornament.dyes)
    loom = _Loom(bath, SELVEDGES[0], width, height, unit)
    inset = (
        f'<svg width="{width}" height="{tall}" viewBox="0 0 {ornament.width} {ornament.height}">{ornament.svg()}</svg>'
        f'<path d="M0 {tall}h{width}" stroke="{loom.ink}" stroke-width="{number(3 * unit)}"/>'
        + band(tall + 9 * unit, width, 9 * unit, bath.edge)
        + f'<path d="M0 {number(tall + 25 * unit)}h{width}" stroke="{loom.ink}" stroke-width="{number(2 * unit)}"/>'
    )
    dips = _dips(chance, bath.deep, width, height, unit, waterlines=(0.5, 0.76))
    margins = replace(loom.margins, top=tall + 40 * unit)
    return Fabric(_ground(bath.ground, width, height) + dips + _weave(loom) + inset, loom.ink, margins)


def plain_length(seed: str, width: int, height: int, unit: float) -> Fabric:
    """A cloth between its two selvedges, without any ornament, in the dyes that `plain_fabric` has for the seed."""
    chance, bath, _edge, selvedge = _chosen(seed)
    return _length(chance, bath, selvedge, width, height, unit)


def plain_ground(seed: str, width: int, height: int, unit: float) -> str:
    """A second cloth in the dye of the first one's edge, to lay the first one on."""
    chance, over, _edge, selvedge = _chosen(seed)
    [bath] = [bath for bath in BATHS if bath.ground == over.edge][:1]
    dips = _dips(chance, bath.deep, width, height, unit, waterlines=(0.2, 0.78))
    return _ground(bath.ground, width, height) + dips + _weave(_Loom(bath, selvedge, width, height, unit), "ground")


def dyed_length(seed: str, dyes: Palette, width: int, height: int, unit: float) -> Fabric:
    """A cloth between its two selvedges in the dyes of an ornament, to lay on that ornament."""
    return _length(Chance(f"plate {seed}"), _bath_of(dyes), SELVEDGES[0], width, height, unit)


def _chosen(seed: str) -> tuple[Chance, Bath, Edge, Selvedge]:
    chance = Chance(f"plate {seed}")
    return chance, chance.choice(BATHS), chance.choice(EDGES), chance.choice(SELVEDGES)


def _bath_of(dyes: Palette) -> Bath:
    return Bath(dyes.ground, dyes.accent, "#b98a4a" if dyes.is_light else WEDEL)


def _length(chance: Chance, bath: Bath, selvedge: Selvedge, width: int, height: int, unit: float) -> Fabric:
    loom = _Loom(bath, selvedge, width, height, unit)
    dips = _dips(chance, bath.deep, width, height, unit, waterlines=(0.32, 0.66))
    left, _margins = _left(loom)
    right, _margins = _right(loom)
    side = loom.depth + 18 * unit
    return Fabric(
        _ground(bath.ground, width, height) + dips + _weave(loom) + left + right,
        loom.ink,
        replace(loom.margins, left=side, right=side),
    )


@dataclass(frozen=True, slots=True)
class _Loom:
    """What the edge of a plain cloth is drawn from."""

    bath: Bath
    selvedge: Selvedge
    width: int
    height: int
    unit: float

    @property
    def ink(self) -> str:
        return ink_on(self.bath.ground)

    @property
    def margins(self) -> Margins:
        return Margins(left=38 * self.unit, top=46 * self.unit, right=38 * self.unit, bottom=42 * self.unit)

    @property
    def depth(self) -> float:
        """How far the selvedge reaches into the cloth."""
        return (self.selvedge.stripe + self.selvedge.bead + 20) * self.unit


def _left(loom: _Loom) -> tuple[str, Margins]:
    return _selvedge(loom, loom.height), replace(loom.margins, left=loom.depth + 30 * loom.unit)


def _right(loom: _Loom) -> tuple[str, Margins]:
    mirrored = f'<g transform="translate({loom.width})scale(-1 1)">{_selvedge(loom, loom.height)}</g>'
    return mirrored, replace(loom.margins, right=loom.depth + 26 * loom.unit)


def _ends(loom: _Loom) -> tuple[str, Margins]:
    margins = loom.margins
    deeper = loom.depth - 8 * loom.unit
    edge = _selvedge(loom, loom.width)
    markup = f'<g transform="rotate(90)scale(1 -1)">{edge}</g>' + _at_the_foot(edge, loom.height)
    return markup, replace(margins, top=margins.top + deeper, bottom=margins.bottom + deeper)


def _fringe(loom: _Loom) -> tuple[str, Margins]:
    unit, width = loom.unit, loom.width
    tall = 34 * unit
    top, middle = number(loom.height - tall), number(loom.height - tall / 2)
    thread = loom.bath.edge if is_light(loom.bath.ground) else loom.bath.ground
    markup = (
        _at_the_foot(_selvedge(loom, width), loom.height - tall)
        + band(loom.height - tall, width, tall, FRINGE)
        + f'<path d="M{number(4 * unit)} {middle}H{width}" stroke="{thread}" stroke-width="{number(tall)}"'
        f' stroke-dasharray="{number(2.4 * unit)} {number(5.6 * unit)}"/>'
        f'<path d="M0 {top}h{width}" stroke="{loom.ink}" stroke-width="{number(3 * unit)}"/>'
    )
    return markup, replace(loom.margins, bottom=loom.margins.bottom + tall + loom.depth - 10 * unit)


_DRAW_EDGE = {"left": _left, "right": _right, "ends": _ends, "fringe": _fringe}


def _at_the_foot(edge: str, y: float) -> str:
    return f'<g transform="translate(0 {number(y)})rotate(-90)">{edge}</g>'


def _selvedge(loom: _Loom, length: int) -> str:
    """A woven edge along the left side, from the top: a stripe, a line, a row of beads, a line."""
    unit, ink = loom.unit, loom.ink
    stripe, bead, step = (value * unit for value in loom.selvedge)
    middle = stripe + 11 * unit + bead / 2
    return (
        f'<path d="M0 0h{number(stripe)}v{length}H0z" fill="{loom.bath.edge}"/>'
        f'<path d="M{number(stripe + 3 * unit)} 0V{length}M{number(loom.depth)} 0V{length}"'
        f' stroke="{ink}" stroke-width="{number(2.2 * unit)}"/>'
        f'<path d="M{number(middle)} {number(8 * unit)}V{length}" stroke="{ink}" stroke-width="{number(bead)}"'
        f' stroke-linecap="round" stroke-dasharray="0 {number(step)}"/>'
    )


def _ground(fill: str, width: int, height: int) -> str:
    return f'<rect width="{width}" height="{height}" fill="{fill}"/>'


def _dips(chance: Chance, deep: str, width: int, height: int, unit: float, waterlines: tuple[float, float]) -> str:
    """Two water lines of the dye bath, each a little darker below."""
    drawn = []
    for waterline, opacity in zip(waterlines, (0.22, 0.30), strict=True):
        y = height * (waterline + chance.between(-0.06, 0.06))
        ripples = "".join(
            f"q{number(width / 8)} {number(chance.between(-9, 9) * unit)}"
            f" {number(width / 4)} {number(chance.between(-5, 5) * unit)}"
            for _ in range(4)
        )
        drawn.append(f'<path d="M0 {number(y)}{ripples}V{height}H0z" fill="{deep}" opacity="{number(opacity, 2)}"/>')
    return "".join(drawn)


def _weave(loom: _Loom, name: str = "weave") -> str:
    step = number(4 * loom.unit, 2)
    return (
        f'<defs><pattern id="{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0H{step}M0 0V{step}" stroke="{loom.ink}" stroke-width="{number(loom.unit, 2)}" opacity=".07"/>'
        f'</pattern></defs><rect width="{loom.width}" height="{loom.height}" fill="url(#{name})"/>'
    )
