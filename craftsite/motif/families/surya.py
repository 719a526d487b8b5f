"""Sun (surya): eight straight rays around a ring; geometry only, no figure and no emblem."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import around, disc, dot_ring, hoop, lozenge

UNIT = 160


def draw(canvas: Canvas) -> None:
    """Fills the canvas with suns, and a small lozenge between each four."""
    step = canvas.chance.choice((150, 180))
    scale = step / UNIT
    canvas.fill_with_dots(10, 1.1, opacity=0.32)
    canvas.define("sun", _sun(canvas.dyes), scale)
    canvas.define("lozenge", _lozenge(canvas.dyes), scale)
    for spot in canvas.lattice(step):
        canvas.stamp("sun", spot.x, spot.y, sway=0.5)
        canvas.stamp("lozenge", spot.x + step / 2, spot.y + step / 2, sway=0.5)


def _sun(dyes: Palette) -> str:
    long_ray = (
        f'<path d="M-13 -30L0 -74L13 -30Z" fill="{dyes.line}"/>'
        f'<path d="M-5.5 -34L0 -58L5.5 -34Z" fill="{dyes.accent}"/>'
    )
    short_ray = f'<path d="M-6 -29L0 -52L6 -29Z" fill="{dyes.line}"/>'
    face = (
        disc(33, dyes.ground)
        + hoop(31, dyes.line, 4)
        + disc(23.5, dyes.second)
        + hoop(23.5, dyes.line, 2)
        + dot_ring(8, 17, 2.4, dyes.line)
        + lozenge(9, 9, dyes.line)
    )
    return disc(50, dyes.ground) + around(8, short_ray, 22.5) + around(8, long_ray) + face


def _lozenge(dyes: Palette) -> str:
    return lozenge(13, 13, dyes.line) + lozenge(6, 6, dyes.accent) + dot_ring(4, 22, 2.4, dyes.line)
