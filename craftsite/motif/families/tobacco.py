"""Tobacco: five broad, veined leaves around a small flower."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import around, disc, number, petal, turned

UNIT = 160
VEINS = (0.22, 0.38, 0.54)


def draw(canvas: Canvas) -> None:
    """Fills the canvas with tobacco plants, and flowers between them."""
    step = canvas.chance.choice((150, 180))
    scale = step / UNIT
    canvas.fill_with_dots(12, 1.2, opacity=0.38)
    canvas.define("plant", _plant(canvas.dyes), scale)
    canvas.define("flower", _flower(canvas.dyes), scale)
    spots = list(canvas.lattice(step, step * 0.62, staggered=True))
    for spot in spots:
        canvas.stamp("flower", spot.x + step / 2, spot.y, size=0.8)
    for spot in spots:
        canvas.stamp("plant", spot.x, spot.y, turn=canvas.chance.between(-5, 5))


def _plant(dyes: Palette) -> str:
    leaves = (
        (-74, 62, dyes.line),
        (74, 62, dyes.line),
        (-30, 80, dyes.second),
        (30, 80, dyes.line),
        (180, 46, dyes.line),
    )
    drawn = "".join(_leaf(degrees, length, fill, dyes.ground) for degrees, length, fill in leaves)
    return f'{drawn}<g transform="translate(0 -2)">{_flower(dyes)}</g>'


def _flower(dyes: Palette) -> str:
    return disc(17, dyes.ground) + around(5, petal(14, 6, 2, dyes.accent)) + disc(3.4, dyes.line)


def _leaf(degrees: float, length: float, fill: str, vein: str) -> str:
    def at(part: float) -> str:
        return number(length * part)

    up = f"C{at(0.44)} {at(-0.1)} {at(0.46)} {at(-0.62)} 0 {at(-1)}"
    blade = f"M0 0{up}C{at(-0.46)} {at(-0.62)} {at(-0.44)} {at(-0.1)} 0 0Z"
    ribs = f"M0 -5V{at(-0.86)}"
    for height in VEINS:
        for side in (1, -1):
            ribs += f"M0 {at(-height)}q{at(side * 0.14)} {at(-0.02)} {at(side * 0.24)} {at(-0.14)}"
    return turned(
        f'<path d="{blade}" fill="{fill}" stroke="{vein}" stroke-width="5"/>'
        f'<path d="{ribs}" fill="none" stroke="{vein}" stroke-width="2.4"/>',
        degrees,
    )
