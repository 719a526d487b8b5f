"""Moringa (kelor): feathered sprays of small round leaves."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import number

UNIT = 130
# The side twigs: their height on the stalk and their length.
TWIGS = ((42, 38), (16, 44), (-10, 41), (-33, 29))
LEAFLETS = (1, 0.66, 0.32)


def draw(canvas: Canvas) -> None:
    """Fills the canvas with sprays that lean to and fro, row by row."""
    step = canvas.chance.choice((120, 150))
    canvas.fill_with_dots(11, 1.1, opacity=0.3)
    canvas.define("spray", _spray(canvas.dyes), step / UNIT)
    for spot in canvas.lattice(step * 0.88, step, staggered=True):
        lean = 9 if spot.row % 2 else -9
        canvas.stamp("spray", spot.x, spot.y, turn=lean + canvas.chance.between(-3, 3))


def _spray(dyes: Palette) -> str:
    stalk = f'<path d="M0 66C-4 30 6 -8 0 -54" fill="none" stroke="{dyes.line}" stroke-width="2.6"/>'
    twigs = "".join(
        _twig(height, length * side, dyes, tinted=index % 2 == 1)
        for index, (height, length) in enumerate(TWIGS)
        for side in (1, -1)
    )
    crown = f'<ellipse cy="-60" rx="7" ry="9" fill="{dyes.line}"/>'
    bud = f'<circle cy="72" r="3.4" fill="{dyes.accent}"/>'
    return stalk + twigs + crown + bud


def _twig(height: float, reach: float, dyes: Palette, *, tinted: bool) -> str:
    rise = abs(reach) * 0.5
    twig = (
        f'<path d="M0 {number(height)}q{number(reach / 2)} -3 {number(reach)} {number(-rise)}"'
        f' fill="none" stroke="{dyes.line}" stroke-width="1.8"/>'
    )
    tilt = 32 if reach < 0 else -32
    for part in LEAFLETS:
        x, y = reach * part, height - rise * part - 1
        fill = dyes.accent if tinted and part == LEAFLETS[1] else dyes.line
        place = f"translate({number(x)} {number(y)})rotate({tilt})"
        twig += f'<ellipse rx="8.2" ry="6.6" fill="{fill}" transform="{place}"/>'
    return twig
