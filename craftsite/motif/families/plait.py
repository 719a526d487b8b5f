"""Plait: broad strands that go over and under one another, as in split bamboo or pandan leaf."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import TypeAlias

from craftsite.motif.canvas import Canvas
from craftsite.motif.shapes import number

Cell: TypeAlias = tuple[int, int]

# Where the fibres run, as parts of the width of a strand.
FIBRES = (0.24, 0.5, 0.76)


def draw(canvas: Canvas) -> None:
    """Fills the canvas with a twill of two strands; now and then one strand has a colour of its own."""
    chance, dyes = canvas.chance, canvas.dyes
    size = chance.choice((30, 40, 48))
    weft, warp, strand = dyes.line, dyes.accent, dyes.second
    if chance.below(10) >= 6:
        warp, strand = strand, warp
    every = chance.choice((5, 6, 7, 99))
    over = chance.choice((2, 2, 3))
    turn_after = chance.choice((0, 6, 8))

    wefts: dict[str, list[Cell]] = defaultdict(list)
    warps: dict[str, list[Cell]] = defaultdict(list)
    for row in range(canvas.height // size + 1):
        for column in range(canvas.width // size + 1):
            # The twill turns back after some columns and makes a point.
            runs_back = turn_after and column // turn_after % 2
            if ((-column if runs_back else column) + row) % (2 * over) < over:
                wefts[strand if row % every == every // 2 else weft].append((column, row))
            else:
                warps[strand if column % every == every // 2 else warp].append((column, row))

    overlap, inset = size * 0.07, size * 0.86
    across = f"h{number(size + 2 * overlap)}v{number(inset)}h{number(-size - 2 * overlap)}z"
    along = f"h{number(inset)}v{number(size + 2 * overlap)}h{number(-inset)}z"
    for fill, cells in wefts.items():
        _draw_strands(canvas, cells, size, (-overlap, overlap), across, fill)
    for fill, cells in warps.items():
        _draw_strands(canvas, cells, size, (overlap, -overlap), along, fill)

    _draw_fibres(canvas, wefts.values(), warps.values(), size)


def _draw_strands(
    canvas: Canvas, cells: Iterable[Cell], size: int, shift: tuple[float, float], outline: str, fill: str
) -> None:
    right, down = shift
    squares = "".join(f"M{number(column * size + right)} {number(row * size + down)}{outline}" for column, row in cells)
    canvas.draw(f'<path d="{squares}" fill="{fill}"/>')


def _draw_fibres(canvas: Canvas, wefts: Iterable[Iterable[Cell]], warps: Iterable[Iterable[Cell]], size: int) -> None:
    path = []
    for column, row in chain.from_iterable(wefts):
        path += [f"M{column * size} {number((row + part) * size)}h{size}" for part in FIBRES]
    for column, row in chain.from_iterable(warps):
        path += [f"M{number((column + part) * size)} {row * size}v{size}" for part in FIBRES]
    width = number(size * 0.035)
    canvas.draw(f'<path d="{"".join(path)}" stroke="{canvas.dyes.ground}" stroke-width="{width}" opacity=".4"/>')
