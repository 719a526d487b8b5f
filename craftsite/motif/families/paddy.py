"""Paddy: ripe ears of rice between two long leaves."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import disc, lens, moved

UNIT = 100


def draw(canvas: Canvas) -> None:
    """Fills the canvas with ears that stand close."""
    step = canvas.chance.choice((96, 120))
    canvas.define("ear", _ear(canvas.dyes), step / UNIT)
    for spot in canvas.lattice(step * 0.8, step * 1.02, staggered=True):
        canvas.stamp("ear", spot.x, spot.y, turn=canvas.chance.between(-3, 3))


def _ear(dyes: Palette) -> str:
    stalk = f'<path d="M0 98V-52" stroke="{dyes.line}" stroke-width="2.4"/>'
    leaves = (
        f'<path d="M0 96C22 84 30 66 32 44C16 58 4 74 0 96Z" fill="{dyes.line}"/>'
        f'<path d="M0 96C-22 84 -30 66 -32 44C-16 58 -4 74 0 96Z" fill="none" stroke="{dyes.line}" stroke-width="2.6"/>'
    )
    dots = "".join(disc(radius, dyes.line, side * 36, y) for side in (1, -1) for y, radius in ((-40, 2.4), (-28, 2)))
    return stalk + _grains(dyes) + leaves + dots


def _grains(dyes: Palette) -> str:
    grains = [_grain(0, -58, 0, dyes.accent)]
    for index in range(8):
        for degrees in (-38, 38):
            is_ripe = (index + (degrees > 0)) % 3 == 2
            grains.append(_grain(0, index * 15 - 52, degrees, dyes.accent if is_ripe else dyes.line))
    return "".join(grains)


def _grain(x: float, y: float, degrees: float, fill: str) -> str:
    return moved(f'<path d="{lens(21, 6.4)}" fill="{fill}"/>', x, y, degrees)
