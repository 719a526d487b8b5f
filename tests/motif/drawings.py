"""Reading a drawing back: its elements, and where its words really stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_WORDS = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)scale\(([\d.]+)\)")
_STEPS = re.compile(r"([mlhvqtz])([^mlhvqtz]*)")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "t": 2}


class Box(NamedTuple):
    """The bounds of one line of words, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def read(drawing: str) -> ElementTree.Element:
    """The root of the drawing. Raises ParseError if it is not well-formed XML."""
    return ElementTree.fromstring(drawing.encode("utf-8"))


def names(drawing: str) -> set[str]:
    """The kinds of elements in the drawing."""
    return {element.tag.removeprefix(_SVG) for element in read(drawing).iter()}


def ids(drawing: str) -> list[str]:
    """Every id in the drawing."""
    return [element.attrib["id"] for element in read(drawing).iter() if "id" in element.attrib]


def title(drawing: str) -> str:
    """What the drawing says of itself."""
    return read(drawing).findtext(f"{_SVG}title") or ""


def lines_of_words(drawing: str) -> list[Box]:
    """The bounds of each line of outlined words, measured on the outlines."""
    boxes = []
    for group in read(drawing).findall(f"{_SVG}g"):
        place = _WORDS.fullmatch(group.get("transform", ""))
        if not place:
            continue
        left, top, scale = map(float, place.groups())
        points = [
            (left + (x + _shift(letter)) * scale, top + y * scale)
            for letter in group
            for x, y in _points(letter.attrib["d"])
        ]
        if points:
            across, down = zip(*points, strict=True)
            boxes.append(Box(min(across), min(down), max(across), max(down)))
    return boxes


def _shift(letter: ElementTree.Element) -> float:
    found = re.fullmatch(r"translate\((\d+)\)", letter.get("transform", "translate(0)"))
    assert found
    return float(found[1])


def _points(path: str) -> Iterator[tuple[float, float]]:
    """The points that the outline passes, and the middle of each curve."""
    x = y = 0.0
    control = start = (x, y)
    for command, rest in _STEPS.findall(path):
        numbers = [float(number) for number in _NUMBERS.findall(rest)]
        if command == "z":
            x, y = start
            continue
        for index in range(0, len(numbers), _ARGUMENTS[command]):
            step = numbers[index : index + _ARGUMENTS[command]]
            from_x, from_y = x, y
            if command == "q":
                control = (x + step[0], y + step[1])
            elif command == "t":
                control = (2 * x - control[0], 2 * y - control[1])
            x += 0 if command == "v" else step[-1] if command == "h" else step[-2]
            y += 0 if command == "h" else step[-1]
            if command == "m" and index == 0:
                start = (x, y)
            if command in "qt":
                yield (from_x + 2 * control[0] + x) / 4, (from_y + 2 * control[1] + y) / 4
            else:
                control = (x, y)
            yield x, y
