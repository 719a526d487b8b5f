"""Stamps made flat: the same drawing in as few elements as it can have, since a telephone lays out each one anew.

A stamp is printed a hundred times in one ornament, and a browser copies all its elements for each print. Turned and
moved groups become plain coordinates, and marks of one ink become one path wherever nothing between them is touched.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias
from xml.etree import ElementTree

from craftsite.motif.shapes import number

_STEP = re.compile(r"([A-Za-z])|(-?(?:\d+\.?\d*|\.\d+))")
# How many numbers a drawing command takes; all but the last two are control points.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}
Point: TypeAlias = tuple[float, float]
_GEOMETRY = frozenset({"d", "cx", "cy", "r", "rx", "ry", "transform"})


@dataclass(frozen=True, slots=True)
class Flat:
    """The paths of a drawing, and how far from its origin the farthest of its ink may lie."""

    markup: str
    reach: float


def flattened(markup: str) -> Flat:
    """What prints as `markup` does, which consists of groups, paths, circles and ellipses of opaque inks.

    Raises ValueError for any other element, and for a transformation that does not keep shapes.
    """
    # Safe: a stamp is written by this package.
    root = ElementTree.fromstring(f"<g>{markup}</g>")  # noqa: S314
    runs: list[_Run] = []
    for run in _marks(root, _Place(), {}):
        _lay(runs, run)
    return Flat("".join(run.markup for run in runs), max(run.reach for run in runs))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark lies: turned by an angle in radians, then moved."""

    angle: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def point(self, x: float, y: float) -> Point:
        cosine, sine = math.cos(self.angle), math.sin(self.angle)
        return self.x + x * cosine - y * sine, self.y + x * sine + y * cosine

    def inside(self, transform: str) -> "_Place":
        place = self
        for name, values in re.findall(r"(\w+)\(([^)]*)\)", transform):
            numbers = [float(value) for value in values.split()]
            match name, numbers:
                case "translate", [x, y]:
                    place = _Place(place.angle, *place.point(x, y))
                case "rotate", [degrees]:
                    place = _Place(place.angle + math.radians(degrees), place.x, place.y)
                case _:
                    raise ValueError(f"{name}({values}) in a stamp")
        return place


@dataclass(slots=True)
class _Run:
    """Marks of one ink that are printed together, and the box that none of them leaves."""

    ink: Mapping[str, str]
    data: str
    box: tuple[float, float, float, float]
    # Which way round its outlines go: where two of one path overlap in opposite ways, there would be a hole.
    is_clockwise: bool = False

    @classmethod
    def through(cls, ink: Mapping[str, str], data: str, points: Sequence[Point], reach: float) -> Self:
        """A run of one mark that keeps within `reach` of the area between these points."""
        across, down = zip(*points, strict=True)
        box = min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach
        return cls(ink, data, box, _area(points) > 0)

    @property
    def markup(self) -> str:
        written = "".join(f' {name}="{value}"' for name, value in self.ink.items())
        return f'<path d="{self.data}"{written}/>'

    @property
    def reach(self) -> float:
        left, top, right, bottom = self.box
        return math.hypot(max(-left, right), max(-top, bottom))

    def may_take(self, other: "_Run") -> bool:
        if self.ink != other.ink:
            return False
        if self.ink.get("fill") == "none":
            return True
        # Of two outlined marks the second hides the first one's outline.
        return self.is_clockwise == other.is_clockwise and not ("stroke" in self.ink and self.touches(other))

    def touches(self, other: "_Run") -> bool:
        left, top, right, bottom = self.box
        other_left, other_top, other_right, other_bottom = other.box
        return left < other_right and other_left < right and top < other_bottom and other_top < bottom

    def take(self, other: "_Run") -> None:
        self.data += other.data
        left, top, right, bottom = zip(self.box, other.box, strict=True)
        self.box = (min(left), min(top), max(right), max(bottom))


def _lay(runs: list[_Run], new: _Run) -> None:
    """Joins the mark to the last run of its ink, unless it lies on something that was printed since."""
    for run in reversed(runs):
        if run.may_take(new):
            run.take(new)
            return
        if run.touches(new):
            break
    runs.append(new)


def _marks(element: ElementTree.Element, place: _Place, ink: Mapping[str, str]) -> Iterator[_Run]:
    place = place.inside(element.get("transform", ""))
    ink = {**ink, **{name: value for name, value in element.attrib.items() if name not in _GEOMETRY}}
    match element.tag:
        case "g":
            for child in element:
                yield from _marks(child, place, ink)
        case "path":
            yield _path(element.attrib["d"], place, ink)
        case "circle" if ink.get("fill") != "none" and "stroke" not in ink:
            yield _dot(element, place, ink)
        case "circle" | "ellipse":
            yield _oval(element, place, ink)
        case tag:
            raise ValueError(f"<{tag}> in a stamp")


def _path(data: str, place: _Place, ink: Mapping[str, str]) -> _Run:
    written, points = [], []
    for command, numbers in _absolute(data):
        moved = [place.point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        points += moved
        written.append(command + " ".join(f"{number(x)} {number(y)}" for x, y in moved))
    return _Run.through(ink, "".join(written), points, float(ink.get("stroke-width", 0)) / 2 if "stroke" in ink else 0)


def _absolute(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    """The commands of the data with places instead of distances, and with lines for horizontals and verticals."""
    x = y = start_x = start_y = 0.0
    for command, given in _commands(data):
        name, numbers = command.upper(), given
        if name == "Z":
            x, y = start_x, start_y
            yield name, ()
            continue
        from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
        if name == "H":
            name, numbers = "L", (given[0], y - from_y)
        elif name == "V":
            name, numbers = "L", (x - from_x, given[0])
        places = [value + (from_y if index % 2 else from_x) for index, value in enumerate(numbers)]
        x, y = places[-2:]
        if name == "M":
            start_x, start_y = x, y
        yield name, places


def _commands(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    command, numbers = "", list[float]()
    for letter, value in _STEP.findall(data):
        if letter:
            command = letter
            if letter in "Zz":
                yield letter, ()
            elif letter.upper() not in _TAKES:
                raise ValueError(f"the command {letter} in a stamp")
            continue
        numbers.append(float(value))
        if len(numbers) == _TAKES[command.upper()]:
            yield command, numbers
            numbers = []
            # More numbers after a first point are lines to more points.
            command = {"M": "L", "m": "l"}.get(command, command)


def _dot(element: ElementTree.Element, place: _Place, ink: Mapping[str, str]) -> _Run:
    """A filled circle as the round end of a line without length: the shortest way to write many."""
    radius = float(element.attrib["r"])
    x, y = _centre(element, place)
    others = {name: value for name, value in ink.items() if name != "fill"}
    line = {"fill": "none", "stroke": ink["fill"], "stroke-width": number(2 * radius, 2), "stroke-linecap": "round"}
    line |= others
    return _Run.through(line, f"M{number(x)} {number(y)}h0", [(x, y)], radius)


def _oval(element: ElementTree.Element, place: _Place, ink: Mapping[str, str]) -> _Run:
    across = float(element.get("rx") or element.attrib["r"])
    down = float(element.get("ry") or element.attrib["r"])
    x, y = _centre(element, place)
    turn = number(math.degrees(place.angle)) if across != down else "0"
    to_x, to_y = across * math.cos(place.angle), across * math.sin(place.angle)
    # Radii too small for their arc grow until they span it: so only their ratio is written, and no rounding moves it.
    half = f"a1 {number(down / across, 2)} {turn} 0 0 "
    data = (
        f"M{number(x - to_x)} {number(y - to_y)}{half}{number(2 * to_x)} {number(2 * to_y)}"
        f"{half}{number(-2 * to_x)} {number(-2 * to_y)}z"
    )
    reach = max(across, down) + float(ink.get("stroke-width", 0)) / 2
    return _Run.through(ink, data, [(x, y)], reach)


def _centre(element: ElementTree.Element, place: _Place) -> Point:
    return place.point(float(element.get("cx", 0)), float(element.get("cy", 0)))


def _area(points: Sequence[Point]) -> float:
    """Twice the area within these points, negative where they go round against the clock."""
    ends = [*points[1:], points[0]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, ends, strict=True))
