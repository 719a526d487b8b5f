"""Scroll: a curling tendril with leaves, a thin vine and two flowers."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import around, disc, moved, petal

UNIT = 200
TENDRIL = "M-46 78C-70 40 -58 6 -24 -4C12 -14 30 -34 22 -58C14 -80 -16 -82 -24 -62C-30 -46 -14 -34 -3 -44"
VINE = "M-40 60C-10 76 30 66 52 36C66 16 84 14 92 30"
# Each leaf: x, y, angle, length.
VINE_LEAVES = ((2, 68, 150, 26), (10, 66, 60, 26), (44, 46, 100, 28), (40, 50, 5, 26), (70, 22, 130, 24))
TENDRIL_LEAVES = ((-56, 28, -70, 28), (-50, 8, -28, 26), (4, -10, 40, 24), (26, -42, 80, 26))


def draw(canvas: Canvas) -> None:
    """Fills the canvas with tendrils that turn left and right, row by row."""
    step = canvas.chance.choice((190, 230))
    canvas.fill_with_dots(11, 1.25, opacity=0.42)
    canvas.define("tendril", _tendril(canvas.dyes), step / UNIT)
    for spot in canvas.lattice(step, step * 0.78, staggered=True):
        turn = canvas.chance.between(-6, 6)
        canvas.stamp("tendril", spot.x, spot.y, turn=turn, mirrored=spot.row % 2 == 1)


def _tendril(dyes: Palette) -> str:
    return (
        # The ground is drawn first and wider, so that the dots keep clear of the lines.
        _line(TENDRIL, dyes.ground, 30)
        + _line(VINE, dyes.ground, 14)
        + _line(VINE, dyes.line, 3.6)
        + _leaves(VINE_LEAVES, dyes)
        + _line(TENDRIL, dyes.line, 19)
        + _line(TENDRIL, dyes.ground, 12)
        + _line(TENDRIL, dyes.accent, 6.5, dash="0 13")
        + _leaves(TENDRIL_LEAVES, dyes)
        + moved(_flower(dyes, 0.95), -52, 84)
        + moved(_flower(dyes, 0.8), 94, 40)
    )


def _line(path: str, stroke: str, width: float, dash: str = "") -> str:
    beads = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"{beads}/>'


def _leaves(leaves: tuple[tuple[int, int, int, int], ...], dyes: Palette) -> str:
    drawn = []
    for x, y, degrees, length in leaves:
        blade = petal(length, length * 0.36, 0, dyes.line)
        heart = petal(length * 0.6, length * 0.13, length * 0.2, dyes.accent)
        drawn.append(moved(blade + heart, x, y, degrees))
    return "".join(drawn)


def _flower(dyes: Palette, size: float) -> str:
    petals = around(6, petal(20 * size, 7.5 * size, 4 * size, dyes.line))
    return disc(25 * size, dyes.ground) + petals + disc(6 * size, dyes.accent)
