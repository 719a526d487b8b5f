"""Gringsing: overlapping round scales, each with one ringed dot."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import disc, hoop, number

RADIUS = 50


def draw(canvas: Canvas) -> None:
    """Fills the canvas with dotted scales; every fifth to seventh one takes the second dye."""
    step = canvas.chance.choice((60, 72, 90))
    scale = step * 0.52 / RADIUS
    dyes = canvas.dyes
    canvas.define("scale", _scale(dyes, fill=dyes.ground, eye=dyes.accent), scale)
    canvas.define("dyed", _scale(dyes, fill=dyes.second, eye=dyes.line), scale)
    every = canvas.chance.choice((5, 6, 7))
    for spot in canvas.lattice(step, step / 2, staggered=True):
        is_dyed = (spot.column * 3 + spot.row * 2) % every == 0
        canvas.stamp("dyed" if is_dyed else "scale", spot.x, spot.y, sway=0.3)


def _scale(dyes: Palette, fill: str, eye: str) -> str:
    edge = hoop(RADIUS * 0.93, dyes.line, RADIUS * 0.09)
    dot = disc(RADIUS * 0.2, eye, y=-RADIUS / 2) + disc(RADIUS * 0.08, dyes.ground, y=-RADIUS / 2)
    reach = number(RADIUS * 0.52)
    beads = (
        f'<path d="M-{reach} {number(-RADIUS * 0.56)}q{reach} {number(-RADIUS * 0.62)} {number(RADIUS * 1.04)} 0"'
        f' fill="none" stroke="{dyes.line}" stroke-width="{number(RADIUS * 0.05)}"'
        f' stroke-dasharray="0 {number(RADIUS * 0.15)}" stroke-linecap="round"/>'
    )
    return disc(RADIUS, fill) + edge + dot + beads
