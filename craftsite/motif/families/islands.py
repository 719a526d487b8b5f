"""Islands: a map of rounded fields, each filled with a small pattern of its own."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from craftsite.motif.canvas import Canvas
from craftsite.motif.dyes import Palette
from craftsite.motif.shapes import around, lens, moved, number, petal

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = list[Point]


def draw(canvas: Canvas) -> None:
    """Fills the canvas with fields around points that are scattered evenly."""
    chance, dyes = canvas.chance, canvas.dyes
    distance = chance.choice((120, 140))
    fillings = _define_fillings(canvas)
    centres = _scatter(canvas, distance)
    grounds = (dyes.ground, dyes.accent, dyes.ground, dyes.second)
    filling = chance.below(len(fillings))
    for index, ((column, row), centre) in enumerate(centres.items()):
        # Two fields of one filling never follow each other.
        filling = (filling + 1 + chance.below(len(fillings) - 1)) % len(fillings)
        ground = grounds[(index + chance.below(2)) % 4]
        neighbours = [
            centres[column + right, row + down]
            for right in range(-2, 3)
            for down in range(-2, 3)
            if (right or down) and (column + right, row + down) in centres
        ]
        outline = _rounded(_shrunk(_field(centre, neighbours, distance), centre, 0.965))
        canvas.draw(
            f'<path d="{outline}" fill="{ground}" stroke="{dyes.line}" stroke-width="5"/>'
            f'<path d="{outline}" fill="url(#{fillings[filling]})" stroke="{ground}" stroke-width="1.4"/>'
        )


def _scatter(canvas: Canvas, distance: float) -> Mapping[tuple[int, int], Point]:
    """One point in each cell of a staggered grid that is larger than the canvas."""
    chance, spread = canvas.chance, distance * 0.3
    centres = {}
    for row in range(-1, int(canvas.height / distance) + 2):
        for column in range(-1, int(canvas.width / distance) + 2):
            x = (column + (1 if row % 2 else 0.5)) * distance + chance.between(-spread, spread)
            y = (row + 0.5) * distance + chance.between(-spread, spread)
            centres[column, row] = (x, y)
    return centres


def _field(centre: Point, neighbours: Sequence[Point], distance: float) -> Polygon:
    """What lies nearer to the centre than to any neighbour, and within two distances of it."""
    x, y = centre
    reach = distance * 2
    polygon = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    for neighbour in neighbours:
        polygon = _nearer(polygon, centre, neighbour)
    return polygon


def _nearer(polygon: Polygon, centre: Point, other: Point) -> Polygon:
    """The part of the polygon on the centre's side of the line halfway to the other point."""
    middle_x, middle_y = (centre[0] + other[0]) / 2, (centre[1] + other[1]) / 2
    towards_x, towards_y = other[0] - centre[0], other[1] - centre[1]
    beyond = [(x - middle_x) * towards_x + (y - middle_y) * towards_y for x, y in polygon]
    if max(beyond) <= 0:
        return polygon
    kept = []
    for index, (x, y) in enumerate(polygon):
        following = (index + 1) % len(polygon)
        if beyond[index] <= 0:
            kept.append((x, y))
        if (beyond[index] < 0) != (beyond[following] < 0):
            share = beyond[index] / (beyond[index] - beyond[following])
            next_x, next_y = polygon[following]
            kept.append((x + share * (next_x - x), y + share * (next_y - y)))
    return kept


def _shrunk(polygon: Polygon, centre: Point, part: float) -> Polygon:
    return [(centre[0] + (x - centre[0]) * part, centre[1] + (y - centre[1]) * part) for x, y in polygon]


def _rounded(polygon: Polygon) -> str:
    """The path through the middles of the sides, bent towards the corners."""
    middles = []
    for index, (x, y) in enumerate(polygon):
        next_x, next_y = polygon[(index + 1) % len(polygon)]
        middles.append(f"{number((x + next_x) / 2, 0)} {number((y + next_y) / 2, 0)}")
    bends = (f"Q{number(x, 0)} {number(y, 0)} {middle}" for (x, y), middle in zip(polygon, middles, strict=True))
    return f"M{middles[-1]}{''.join(bends)}Z"


def _define_fillings(canvas: Canvas) -> Sequence[str]:
    dyes = canvas.dyes
    fillings = {
        "grain": (12, _discs(dyes, (3, 3, 1.5), (9, 9, 1.5)), 0),
        "rows": (12, f'<path d="M0 0H12" stroke="{dyes.line}" stroke-width="3"/>' + _discs(dyes, (6, 7, 1.7)), 45),
        "leaves": (30, _crossed_leaves(dyes), 0),
        "zigzag": (
            16,
            f'<path d="M0 8L8 0L16 8M0 16L8 8L16 16" fill="none" stroke="{dyes.line}" stroke-width="1.8"/>',
            0,
        ),
        "stars": (24, moved(around(8, petal(8, 2.6, 1.5, dyes.line)), 12, 12), 0),
        "shells": (20, _shells(dyes), 0),
    }
    for name, (size, markup, turn) in fillings.items():
        canvas.define_pattern(name, size, size, markup, turn)
    return tuple(fillings)


def _discs(dyes: Palette, *discs: tuple[float, float, float]) -> str:
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y, radius in discs)
    return f'<g fill="{dyes.line}">{circles}</g>'


def _crossed_leaves(dyes: Palette) -> str:
    leaf = f'<path d="{lens(12, 4, 3)}" fill="{dyes.line}"/>'
    return moved(around(3, leaf, 30), 15, 15) + _discs(dyes, (0, 0, 2), (30, 0, 2), (0, 30, 2), (30, 30, 2))


def _shells(dyes: Palette) -> str:
    hoops = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius}"/>'
        for x, y, radius in ((10, 20, 9), (10, 20, 5), (0, 10, 9), (20, 10, 9))
    )
    return f'<g fill="none" stroke="{dyes.line}" stroke-width="1.7">{hoops}</g>'
