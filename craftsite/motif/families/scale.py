"""Fish scales: overlapping rounds with a fan of dots and a slender eye."""

import math

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import disc, hoop, petal

RADIUS = 50
# The fan: how far from the centre, and at which angles.
FAN = ((0.50, (-50, -17, 17, 50)), (0.68, (-56, -34, -11, 11, 34, 56)))


def draw(canvas: Canvas) -> None:
    """Fills the canvas with scales; every third to fifth one takes the second dye."""
    step = canvas.chance.choice((72, 88, 110))
    scale = step * 0.53 / RADIUS
    dyes = canvas.dyes
    canvas.define("scale", _scale(dyes, fill=dyes.ground, eye=dyes.accent), scale)
    canvas.define("dyed", _scale(dyes, fill=dyes.second, eye=dyes.line), scale)
    every, phase = canvas.chance.choice((3, 4, 5)), canvas.chance.below(3)
    for spot in canvas.lattice(step, step / 2, staggered=True):
        is_dyed = (spot.column * 2 + spot.row * 3 + spot.row % 2 + phase) % every == 0
        canvas.stamp("dyed" if is_dyed else "scale", spot.x, spot.y, sway=0.4)


def _scale(dyes: Palette, fill: str, eye: str) -> str:
    return (
        disc(RADIUS, fill)
        + hoop(RADIUS * 0.95, dyes.line, RADIUS * 0.075)
        + hoop(RADIUS * 0.82, dyes.line, RADIUS * 0.03)
        + _fan(dyes.line)
        + petal(RADIUS * 0.36, RADIUS * 0.13, 0, eye)
    )


def _fan(fill: str) -> str:
    dots = []
    for distance, angles in FAN:
        for angle in map(math.radians, angles):
            x, y = math.sin(angle) * distance, -math.cos(angle) * distance
            dots.append(disc(RADIUS * 0.042, fill, RADIUS * x, RADIUS * y))
    return "".join(dots)
