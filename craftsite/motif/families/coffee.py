"""Coffee: a branch with veined leaves and pairs of split beans."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import lens, moved, number

UNIT = 150
# Each leaf: x, y, angle, length.
LEAVES = ((0, 40, 62, 56), (0, 40, -70, 56), (-2, -8, 40, 50), (-2, -6, -52, 52), (1, -48, 12, 38))
# Each bean: x, y, angle, whether it takes the second dye.
BEANS = ((-12, 48, 20, False), (13, 54, -30, True), (14, 6, -20, False), (-15, 12, 35, True), (10, -40, 30, False))
VEINS = (0.24, 0.4, 0.56)


def draw(canvas: Canvas) -> None:
    """Fills the canvas with branches that lean left and right, row by row."""
    step = canvas.chance.choice((130, 160))
    canvas.fill_with_dots(12, 1.2, opacity=0.35)
    canvas.define("branch", _branch(canvas.dyes), step / UNIT)
    for spot in canvas.lattice(step * 0.94, step * 0.92, staggered=True):
        is_odd = spot.row % 2 == 1
        turn = (8 if is_odd else -8) + canvas.chance.between(-4, 4)
        canvas.stamp("branch", spot.x, spot.y, turn=turn, mirrored=is_odd)


def _branch(dyes: Palette) -> str:
    twig = f'<path d="M-8 74C10 40 -12 8 2 -30C8 -46 4 -58 0 -70" fill="none" stroke="{dyes.line}" stroke-width="4.5"/>'
    leaves = "".join(moved(_leaf(dyes, length), x, y, degrees) for x, y, degrees, length in LEAVES)
    beans = "".join(
        moved(_bean(dyes, dyes.second if is_second else dyes.accent), x, y, degrees)
        for x, y, degrees, is_second in BEANS
    )
    return twig + leaves + beans


def _leaf(dyes: Palette, length: float) -> str:
    shadow = f'<path d="{lens(length + 6, length * 0.38, -3)}" fill="{dyes.ground}"/>'
    blade = f'<path d="{lens(length, length * 0.32)}" fill="{dyes.line}"/>'
    ribs = f"M0 -6V{8 - length}"
    right, left, up = number(length * 0.13), number(-length * 0.13), number(-length * 0.12)
    for height in VEINS:
        y = number(-length * height)
        ribs += f"M0 {y}l{right} {up}M0 {y}l{left} {up}"
    return shadow + blade + f'<path d="{ribs}" fill="none" stroke="{dyes.ground}" stroke-width="2"/>'


def _bean(dyes: Palette, fill: str) -> str:
    return (
        f'<ellipse rx="13" ry="17.5" fill="{dyes.ground}"/><ellipse rx="11" ry="15.5" fill="{fill}"/>'
        f'<path d="M-1 -15C6 -6 -6 6 1 15" fill="none" stroke="{dyes.ground}" stroke-width="2.6"/>'
    )
