"""Rosettes: round flowers inside a double ring, and a pointed one between each four."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import around, disc, dot_ring, hoop, petal

UNIT = 160


def draw(canvas: Canvas) -> None:
    """Fills the canvas with rosettes of eight or twelve petals."""
    step = canvas.chance.choice((120, 160))
    scale = step / UNIT
    petals = canvas.chance.choice((8, 8, 12))
    canvas.fill_with_dots(10 * scale, 1.1, opacity=0.35)
    canvas.define("rosette", _rosette(canvas.dyes, petals), scale)
    canvas.define("filler", _filler(canvas.dyes), scale)
    spots = list(canvas.lattice(step))
    for spot in spots:
        canvas.stamp("filler", spot.x + step / 2, spot.y + step / 2)
    for spot in spots:
        canvas.stamp("rosette", spot.x, spot.y)


def _rosette(dyes: Palette, petals: int) -> str:
    half_width = 15 if petals == 8 else 10
    rings = disc(72, dyes.ground) + hoop(68, dyes.line, 3) + hoop(61, dyes.line, 1.2)
    flower = around(petals, petal(42, half_width, 14, dyes.line) + petal(24, half_width * 0.45, 22, dyes.accent))
    beads = dot_ring(petals, 50, 2.4, dyes.line, turn=180 / petals)
    heart = disc(12, dyes.accent) + disc(6, dyes.ground) + disc(2.4, dyes.line)
    return rings + flower + beads + heart


def _filler(dyes: Palette) -> str:
    long_petals = around(4, petal(34, 11, 4, dyes.line) + petal(20, 4, 10, dyes.second))
    short_petals = around(4, petal(18, 5, 4, dyes.line), 45)
    return disc(40, dyes.ground) + long_petals + short_petals + disc(5, dyes.accent)
