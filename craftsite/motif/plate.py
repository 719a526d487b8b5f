"""Label plates: the picture of a thing that has no photograph yet, and that says so.

A textile never receives a drawn textile: its plate is plain dyed cloth with one edge. Other goods may have a strip of
ornament on top. The words are outlines, so that "Foto menyusul" is part of every copy: card, print, letter, picture.
The same arguments give the same bytes.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from craftsite.motif.fabric import Fabric, ornamented_fabric, plain_fabric
from craftsite.motif.lettering import DISPLAY, LEADING, TEXT
from craftsite.motif.shapes import number

PlateSize = Literal["card", "wide", "tall", "chip"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A format of plates, in pixels; `unit` is how many of them one pixel of a card becomes.

    `name_size` is the largest size of the name and `small_size` that of place and note, both in units.
    """

    width: int
    height: int
    unit: float
    name_size: int
    small_size: int
    most_lines: int


SIZES: Mapping[PlateSize, Sheet] = {
    "card": Sheet(480, 600, unit=1, name_size=92, small_size=31, most_lines=5),
    "wide": Sheet(800, 500, unit=1, name_size=92, small_size=29, most_lines=3),
    "tall": Sheet(1080, 1920, unit=2.25, name_size=104, small_size=31, most_lines=5),
    "chip": Sheet(320, 400, unit=2 / 3, name_size=112, small_size=31, most_lines=3),
}

# The smallest name, in units: below it a name is no longer read on a phone, and is cut instead.
SMALLEST_NAME = 34

# What XML 1.0 cannot hold in any form.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plate(
    name: str,
    place: str,
    code: str,
    *,
    family: str | None = None,
    size: PlateSize = "card",
    note: str = "Foto menyusul",
) -> str:
    """An SVG that shows the name, the place and the note; a chip, seen at 56 to 120 pixels, shows only the note.

    `code` chooses the dyes and the edge. Without a family, as for every textile, there is no ornament at all.
    Raises KeyError for a family or a size that does not exist.
    """
    sheet = SIZES[size]
    seed = code or name
    if family:
        fabric = ornamented_fabric(seed, family, sheet.width, sheet.height, sheet.unit)
    else:
        fabric = plain_fabric(seed, sheet.width, sheet.height, sheet.unit)
    words = _note(sheet, fabric, note) if size == "chip" else _label(sheet, fabric, name, place, note)
    title = html.escape(_FORBIDDEN.sub("", f"{name}, {place}. {note}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}"'
        f' width="{sheet.width}" height="{sheet.height}"><title>{title}</title>{fabric.markup}{words}</svg>'
    )


def _label(sheet: Sheet, fabric: Fabric, name: str, place: str, note: str) -> str:
    """Place, name, rule and note, set from the foot upwards."""
    unit, margins, ink = sheet.unit, fabric.margins, fabric.ink
    small = sheet.small_size * unit
    left, width = margins.left, sheet.width - margins.left - margins.right

    note_y = sheet.height - margins.bottom
    rule_y = note_y - small * 1.28
    name_y = rule_y - small * 0.92
    # The place needs two of its own lines above the name.
    room = name_y - margins.top - small * 2
    largest = int(min(sheet.name_size, (sheet.height - margins.top - margins.bottom) * 0.3 / unit))
    sizes = [size * unit for size in range(largest, SMALLEST_NAME - 1, -2)]
    fitted = DISPLAY.fit(name, sizes, width, room, sheet.most_lines)

    rule = f"M{number(left)} {number(rule_y)}h{number(width)}"
    drawn = [
        _small_line(note, left, note_y, small, width, ink),
        f'<path d="{rule}" stroke="{ink}" stroke-width="{number(2 * unit)}"/>',
    ]
    # A large letter carries more white on its left: without the shift it would seem indented.
    shift = fitted.size * 0.02
    baseline = name_y
    for line in reversed(fitted.lines):
        drawn.append(DISPLAY.draw(line, left - shift, baseline, fitted.size, ink))
        baseline -= fitted.size * LEADING
    drawn.append(_small_line(place, left, baseline - small * 0.12, small, width, ink))
    return "".join(drawn)


def _small_line(text: str, x: float, y: float, size: float, width: float, ink: str) -> str:
    fitted = TEXT.fit(text, (size, size * 0.85, size * 0.7), width, size, most_lines=1)
    return "".join(TEXT.draw(line, x, y, fitted.size, ink) for line in fitted.lines)


def _note(sheet: Sheet, fabric: Fabric, note: str) -> str:
    """The note alone, as large as it can be."""
    margins = fabric.margins
    width = sheet.width - margins.left - margins.right
    room = sheet.height - margins.top - margins.bottom
    sizes = [size * sheet.unit for size in range(sheet.name_size, SMALLEST_NAME - 1, -2)]
    fitted = DISPLAY.fit(note, sizes, width, room, sheet.most_lines)
    # So large a letter reaches further below its line than the small words of a label do.
    baseline = sheet.height - margins.bottom - fitted.size * 0.15
    drawn = []
    for line in reversed(fitted.lines):
        drawn.append(DISPLAY.draw(line, margins.left, baseline, fitted.size, fabric.ink))
        baseline -= fitted.size * LEADING
    return "".join(drawn)
