"""Diamonds of ikat: stepped rhombuses whose rows slip a little, like yarn that was tied before it was dyed."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.shapes import number


def draw(canvas: Canvas) -> None:
    """Fills the canvas with large diamonds, and a small one between each four."""
    dyes = canvas.dyes
    width = canvas.chance.choice((96, 120, 160))
    row_height = max(7, round(width / 13))
    for name, core in (("diamond", dyes.accent), ("dyed", dyes.second)):
        rings = [(0.5, dyes.line), (0.36, dyes.ground), (0.23, core), (0.09, dyes.line)]
        canvas.define(name, "".join(_rhombus(canvas, width * part, row_height, dye) for part, dye in rings))
    rings = [(0.13, dyes.second), (0.05, dyes.line)]
    canvas.define("filler", "".join(_rhombus(canvas, width * part, row_height, dye) for part, dye in rings))
    step_y = round(width * 1.36 / row_height) * row_height
    for spot in canvas.lattice(width, step_y):
        y = round(spot.y / row_height) * row_height
        between = round((spot.y + step_y / 2) / row_height) * row_height
        canvas.stamp("diamond" if (spot.column + spot.row) % 2 else "dyed", spot.x, y, sway=0)
        canvas.stamp("filler", spot.x + width / 2, between, sway=0)
    _draw_threads(canvas)


def _rhombus(canvas: Canvas, half_width: float, row_height: int, stroke: str) -> str:
    rows = int(half_width * 2.6 / row_height) | 1
    middle = rows // 2
    path = []
    for row in range(rows):
        share = 1 - abs(row - middle) / (middle + 1)
        # The slip to either side is what makes the soft edge of ikat.
        reach = round(half_width * share / row_height * 2) / 2 * row_height + canvas.chance.below(4)
        path.append(f"M{number(-reach)} {(row - middle) * row_height}h{number(2 * reach + canvas.chance.below(4))}")
    return f'<path d="{"".join(path)}" stroke="{stroke}" stroke-width="{row_height + 0.3}"/>'


def _draw_threads(canvas: Canvas) -> None:
    dyes = canvas.dyes
    canvas.define_pattern(
        "threads",
        6,
        4,
        f'<path d="M0 0V4" stroke="{dyes.line}" stroke-width="1.2" opacity=".25"/>'
        f'<path d="M0 0H6" stroke="{dyes.ground}" stroke-width="1.4" opacity=".5"/>',
    )
    canvas.cover("threads")
