"""Bamboo (pring): pairs of jointed stems with drooping, pointed leaves."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import lens, moved, number

# Drawn in a column 130 wide whose joints repeat after 240.
COLUMN, REPEAT = 130, 240
JOINTS = (-118, -58, 2, 62)
TWIGS = (-88, -26, 32, 92)


def draw(canvas: Canvas) -> None:
    """Fills the canvas with bamboo."""
    step = canvas.chance.choice((120, 150))
    scale = step / COLUMN
    canvas.fill_with_dots(11, 1.15, opacity=0.3)
    canvas.define("stem", _stem(canvas.dyes), scale)
    canvas.define("leaves", _leaves(canvas.dyes), scale)
    for spot in canvas.lattice(step, REPEAT * scale):
        y = spot.y + (30 if spot.column % 2 else -28) * scale
        canvas.stamp("stem", spot.x, y, sway=0.4)
        canvas.stamp("stem", spot.x + 22 * scale, y + 26 * scale, size=0.72, sway=0.4)
        for index, twig in enumerate(TWIGS):
            on_the_right = index % 2 == 1
            x = spot.x + (29 if on_the_right else -7) * scale
            turn = canvas.chance.between(-6, 6)
            canvas.stamp("leaves", x, y + twig * scale, turn=turn, mirrored=not on_the_right)


def _stem(dyes: Palette) -> str:
    joints = []
    for top in JOINTS:
        joints.append(
            f'<path d="M-6 {top}h12v54h-12z" fill="{dyes.line}"/>'
            f'<path d="M-2 {top + 7}v40" stroke="{dyes.accent}" stroke-width="3"/>'
            f'<path d="M-9 {top - 3}h18" stroke="{dyes.line}" stroke-width="3.4" stroke-linecap="round"/>'
        )
    return "".join(joints)


def _leaves(dyes: Palette) -> str:
    return (
        _leaf(142, 44, dyes.line, dyes.ground)
        + _leaf(112, 52, dyes.line, dyes.ground)
        + _leaf(80, 44, dyes.second, dyes.ground)
    )


def _leaf(degrees: float, length: float, fill: str, vein: str) -> str:
    blade = f'<path d="{lens(length, length * 0.15)}" fill="{fill}"/>'
    rib = f'<path d="M0 -6V{number(-length * 0.8)}" stroke="{vein}" stroke-width="1.6"/>'
    return moved(blade + rib, 0, 0, degrees)
