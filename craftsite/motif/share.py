"""Pictures for messages: a length of cloth with words on it, in the format that messengers show beside a link.

Some show only the square in the middle, so all words stand inside it, and what lies beside is cloth. The same
arguments give the same bytes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from craftsite.motif.canvas import Canvas
from craftsite.motif.cloth import SQUARE_DYES, pattern_definitions
from craftsite.motif.dyes import MORI, TARUM, TEGERAN, WEDEL, Palette
from craftsite.motif.fabric import Fabric, dyed_length, plain_ground, plain_length
from craftsite.motif.label import SWATCH, Box, Inscription, caption, label, sign
from craftsite.motif.shapes import number
from craftsite.motif.tile import strip

WIDTH, HEIGHT = 1200, 630
SQUARE_LEFT = (WIDTH - HEIGHT) // 2

# The cloth is a little wider than the square, whose sides then show its selvedges.
_LENGTH_LEFT = SQUARE_LEFT - 14
_LENGTH_WIDTH = WIDTH - 2 * _LENGTH_LEFT
_UNIT = 0.9
_TOP, _FOOT = 40, 42
# A photograph takes all but a label of three lines.
_PHOTO_HEIGHT, _AIR = 420, 22

# Figures so large that a picture the size of a stamp still shows them.
_ORNAMENT_ZOOM, _PATTERN_ZOOM = 1.15, 3.0
_SWATCH_PART, _SWATCH_ZOOM = 300, 1.8

# A ring of 14 by 7 squares has 38 places, as many as East Java has regions.
_RING_COLUMNS, _RING_ROWS = 14, 7
_RING_ZOOM = 1.65
_RING_LINES = (
    (5, f'stroke="{MORI}" stroke-width="3"'),
    (16, f'stroke="{MORI}" stroke-width="7" stroke-linecap="round" stroke-dasharray="0 18"'),
    (27, f'stroke="{TEGERAN}" stroke-width="3"'),
)


class Square(NamedTuple):
    """One square of the cloth: a pattern and a dye by their names in `motif.cloth`."""

    pattern: str
    dye: str


def plain_sheet(words: Inscription, seed: str) -> str:
    """The words on plain dyed cloth, without any ornament; for textiles."""
    cloth = plain_length(seed, _LENGTH_WIDTH, HEIGHT, _UNIT)
    return _sheet(plain_ground(seed, WIDTH, HEIGHT, _UNIT), cloth, words)


def photo_sheet(words: Inscription, seed: str, photo: str) -> str:
    """A photograph, given as an address that holds it, above its label on plain dyed cloth."""
    cloth = plain_length(seed, _LENGTH_WIDTH, HEIGHT, _UNIT)
    left, right = SQUARE_LEFT + cloth.margins.left, WIDTH - SQUARE_LEFT - cloth.margins.right
    shown = (
        f'<svg x="{number(left)}" width="{number(right - left)}" height="{_PHOTO_HEIGHT}">'
        f'<image href="{photo}" width="100%" height="100%" preserveAspectRatio="xMidYMid slice"/></svg>'
    )
    box = Box(left, _PHOTO_HEIGHT + _AIR, right, HEIGHT - _FOOT)
    laid = f'<g transform="translate({_LENGTH_LEFT})">{cloth.markup}</g>'
    return _svg(plain_ground(seed, WIDTH, HEIGHT, _UNIT) + laid + shown + caption(words, box, cloth.ink))


def ornament_sheet(words: Inscription, seed: str, family: str) -> str:
    """The words on cloth that lies on an ornament. Raises KeyError for a family that does not exist."""
    canvas = _ornament(seed, family, None)
    return _sheet(_laid_out(canvas), dyed_length(seed, canvas.dyes, _LENGTH_WIDTH, HEIGHT, _UNIT), words)


def mark_sheet(words: Inscription, seed: str, family: str, palette: int) -> str:
    """As `ornament_sheet` in a palette, with a swatch of the ornament beside the words.

    Raises KeyError for a family that does not exist, IndexError for a palette.
    """
    canvas = _ornament(seed, family, palette)
    left, top = (canvas.width - _SWATCH_PART) // 2, (canvas.height - _SWATCH_PART) // 2
    swatch = (
        f'<svg width="{SWATCH}" height="{SWATCH}" viewBox="{left} {top} {_SWATCH_PART} {_SWATCH_PART}">'
        '<use href="#ornament"/></svg>'
    )
    cloth = dyed_length(seed, canvas.dyes, _LENGTH_WIDTH, HEIGHT, _UNIT)
    return _sheet(_laid_out(canvas), cloth, words, swatch)


def square_sheet(words: Inscription, square: Square) -> str:
    """The words on cloth of the square's dye that lies on its pattern.

    Raises KeyError for an unknown pattern or dye.
    """
    dyes = Palette(SQUARE_DYES[square.dye], MORI, TEGERAN, WEDEL)
    under = _definitions([square]) + _filled(square, 0, 0, WIDTH, HEIGHT, _PATTERN_ZOOM)
    cloth = dyed_length(square.pattern, dyes, _LENGTH_WIDTH, HEIGHT, _UNIT)
    return _sheet(under, cloth, words, _filled(square, 0, 0, SWATCH, SWATCH, _SWATCH_ZOOM))


def ring_sheet(words: Inscription, squares: Sequence[Square]) -> str:
    """The title and the text in the middle of a border of up to 38 squares.

    The border begins at the top left and runs clockwise. Raises KeyError for an unknown pattern or dye.
    """
    across, down = WIDTH / _RING_COLUMNS, HEIGHT / _RING_ROWS
    border = "".join(
        _filled(square, column * across, row * down, across, down, _RING_ZOOM)
        for square, (column, row) in zip(squares, _ring_places(), strict=False)
    )
    lines = "".join(_inner_line(across + inset, down + inset, line) for inset, line in _RING_LINES)
    box = Box(SQUARE_LEFT + 30, down + _TOP, WIDTH - SQUARE_LEFT - 30, HEIGHT - down - _TOP)
    field = _rect(0, 0, WIDTH, HEIGHT, TARUM)
    return _svg(_definitions(squares) + field + border + lines + sign(words, box, MORI))


def _ornament(seed: str, family: str, palette: int | None) -> Canvas:
    return strip(seed, family, round(WIDTH / _ORNAMENT_ZOOM), round(HEIGHT / _ORNAMENT_ZOOM), palette)


def _laid_out(ornament: Canvas) -> str:
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {ornament.width} {ornament.height}">'
        f'<g id="ornament">{ornament.svg()}</g></svg>'
    )


def _sheet(under: str, cloth: Fabric, words: Inscription, swatch: str = "") -> str:
    """The cloth over what lies under it, and the words on it."""
    right = _LENGTH_LEFT + _LENGTH_WIDTH
    # A hair of shadow tells the cloth from what it lies on.
    shadow = _rect(_LENGTH_LEFT - 8, 0, _LENGTH_WIDTH + 16, HEIGHT, WEDEL, ' opacity=".3"')
    box = Box(_LENGTH_LEFT + cloth.margins.left, _TOP, right - cloth.margins.right, HEIGHT - _FOOT)
    laid = f'<g transform="translate({_LENGTH_LEFT})">{cloth.markup}</g>'
    return _svg(under + shadow + laid + label(words, box, cloth.ink, swatch))


def _ring_places() -> Sequence[tuple[int, int]]:
    right, foot = _RING_COLUMNS - 1, _RING_ROWS - 1
    return [
        *((column, 0) for column in range(right)),
        *((right, row) for row in range(foot)),
        *((column, foot) for column in range(right, 0, -1)),
        *((0, row) for row in range(foot, 0, -1)),
    ]


def _inner_line(x: float, y: float, line: str) -> str:
    path = f"M{number(x)} {number(y)}H{number(WIDTH - x)}V{number(HEIGHT - y)}H{number(x)}z"
    return f'<path d="{path}" fill="none" {line}/>'


def _filled(square: Square, x: float, y: float, width: float, height: float, zoom: float) -> str:
    """The pattern of a square on its dye; it begins at the corner of the square."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return (
        f'<svg {place} viewBox="0 0 {number(width / zoom, 2)} {number(height / zoom, 2)}" preserveAspectRatio="none">'
        f'<rect width="100%" height="100%" fill="{SQUARE_DYES[square.dye]}"/>'
        f'<rect width="100%" height="100%" fill="url(#cloth-{square.pattern})"/></svg>'
    )


def _definitions(squares: Sequence[Square]) -> str:
    return f"<defs>{pattern_definitions(square.pattern for square in squares)}</defs>"


def _rect(x: float, y: float, width: float, height: float, fill: str, extra: str = "") -> str:
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {place} fill="{fill}"{extra}/>'


def _svg(markup: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{markup}</svg>"
    )
