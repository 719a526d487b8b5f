"""What goes with a thing on paper: tags to hang on it, cards to stand beside it, labels to stick on it; on A4 sheets.

All words are outlines, and what does not fit is made smaller and then cut, except a price, which stays away. Lengths
are tenths of a millimetre. The same arguments give the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from craftsite.motif.cloth import SQUARE_DYES, pattern_definitions
from craftsite.motif.dyes import MORI, TEGERAN, WEDEL
from craftsite.motif.lettering import DISPLAY, LEADING, TEXT
from craftsite.motif.logo import logo
from craftsite.motif.qr import qr_code
from craftsite.motif.shapes import number

PAGE_WIDTH, PAGE_HEIGHT = 2100, 2970
WIDTH_MM, HEIGHT_MM = PAGE_WIDTH // 10, PAGE_HEIGHT // 10

# A tag is drawn at this width and then made as large as it is wanted.
_TAG_WIDTH = 550
_MARGIN, _BAND, _LOW_BAND, _QR = 40, 130, 96, 250
_PATTERN_ZOOM = 2.2
_WHITE = "#fff"
_CUT = "#827968"


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of piece: how large it is, how many stand on a sheet, where they begin and how far they are apart."""

    width: int
    height: int
    columns: int
    rows: int
    left: int
    top: int
    gap: int = 0
    is_tag: bool = True
    has_hole: bool = True

    @property
    def per_page(self) -> int:
        """How many stand on a sheet."""
        return self.columns * self.rows


LAYOUTS: Mapping[str, Layout] = {
    # Nearly A6: no printer reaches the edge of the sheet.
    "kartu": Layout(width=990, height=1420, columns=2, rows=2, left=60, top=65, has_hole=False),
    "gantung": Layout(width=550, height=850, columns=3, rows=3, left=225, top=210),
    # The sheet of 21 stickers that shops sell: 63.5 by 38.1 mm.
    "label": Layout(width=635, height=381, columns=3, rows=7, left=72, top=151, gap=25, is_tag=False),
}


class Piece(NamedTuple):
    """What one tag or label says; `price_from` stands where the price is a span that finds no room.

    `pattern` and `dye` are those of the region's square; a textile has no pattern.
    """

    title: str
    code: str
    maker: str
    place: str
    price: str
    price_from: str
    hint: str
    site: str
    url: str
    dye: str
    pattern: str = ""


def sheets(pieces: Sequence[tuple[Piece, int]], layout: Layout) -> Sequence[str]:
    """The SVG of each page with so many of each piece, in their order, from the top left on."""
    numbers = [index for index, (_piece, copies) in enumerate(pieces) for _copy in range(copies)]
    pages = [numbers[start : start + layout.per_page] for start in range(0, len(numbers), layout.per_page)]
    drawn = [_drawn(piece, layout) for piece, _copies in pieces]
    return [_page(page, drawn, [piece for piece, _copies in pieces], layout) for page in pages]


def _page(page: Sequence[int], drawn: Sequence[str], pieces: Sequence[Piece], layout: Layout) -> str:
    patterns = {pieces[index].pattern for index in page} - {""}
    stamps = "".join(f'<g id="piece-{index}">{drawn[index]}</g>' for index in sorted(set(page)))
    placed = []
    for place, index in enumerate(page):
        row, column = divmod(place, layout.columns)
        x = layout.left + column * (layout.width + layout.gap)
        placed.append(f'<use href="#piece-{index}" x="{x}" y="{layout.top + row * layout.height}"/>')
    ground = f'<rect width="100%" height="100%" fill="{_WHITE}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}">'
        f"<defs>{pattern_definitions(patterns)}{stamps}</defs>{ground}{''.join(placed)}</svg>"
    )


def _drawn(piece: Piece, layout: Layout) -> str:
    if not layout.is_tag:
        return _label(piece, layout)
    zoom = layout.width / _TAG_WIDTH
    edge = f'<path d="M0 0h{layout.width}v{layout.height}H0z" fill="none" stroke="{_CUT}" stroke-dasharray="12 12"/>'
    return f'<g transform="scale({number(zoom, 4)})">{_tag(piece, layout.height / zoom, layout.has_hole)}</g>{edge}'


def _tag(piece: Piece, height: float, has_hole: bool) -> str:
    """The band, with a hole in it for a string, the words, and at the foot the code to scan beside what it is for."""
    left, width = _MARGIN, _TAG_WIDTH - 2 * _MARGIN
    band = _BAND if has_hole else _LOW_BAND
    drawn = [_band(piece, _TAG_WIDTH, band, has_hole)]
    qr_top = height - _MARGIN - _QR
    y = qr_top - 28
    price, size = _price(piece, range(64, 35, -2), width)
    if size:
        drawn.append(DISPLAY.draw(price, left, y, size, WEDEL))
        y -= 82
    for words in (piece.place, piece.maker):
        drawn.append(_line(words, left, y, (30, 27, 24), width))
        y -= 38
    title_top = band + 84
    title = DISPLAY.fit(piece.title, range(84, 37, -2), width, y - title_top, most_lines=4)
    y -= title.size * 0.2
    for line in reversed(title.lines):
        drawn.append(DISPLAY.draw(line, left, y, title.size, WEDEL))
        y -= title.size * LEADING
    drawn.append(_line(piece.code, left, band + 62, (36,), width))
    drawn.append(_qr(piece.url, _TAG_WIDTH - _MARGIN - _QR, qr_top, _QR))
    beside = width - _QR - 24
    drawn.append(logo(left, qr_top + 8, 56, WEDEL))
    hint = TEXT.fit(piece.hint, (25, 22), beside, _QR - 110, most_lines=5)
    drawn += _lines(hint.lines, left, qr_top + 104, hint.size)
    drawn.append(_line(piece.site, left, qr_top + 104 + len(hint.lines) * hint.size * 1.25, range(25, 13, -1), beside))
    return "".join(drawn)


def _label(piece: Piece, layout: Layout) -> str:
    """The code to scan on the left, the words on the right; a sticker has an edge of its own."""
    side = 285
    top = (layout.height - side) / 2
    left = 22 + side + 16
    width = layout.width - left - 22
    drawn = [_qr(piece.url, 22, top, side), _line(piece.code, left, top + 32, (32, 28), width)]
    y = layout.height - top - 10
    price, size = _price(piece, range(46, 31, -2), width)
    if size:
        drawn.append(DISPLAY.draw(price, left, y, size, WEDEL))
        y -= 58
    for words in (piece.place, piece.maker):
        drawn.append(_line(words, left, y, (24, 21), width))
        y -= 30
    title = DISPLAY.fit(piece.title, range(52, 27, -2), width, y - top - 40, most_lines=3)
    for line in reversed(title.lines):
        drawn.append(DISPLAY.draw(line, left, y - title.size * 0.15, title.size, WEDEL))
        y -= title.size * LEADING
    return "".join(drawn)


def _band(piece: Piece, width: float, height: float, has_hole: bool) -> str:
    """The dye and the pattern of the region, a thread below, and the hole for the string."""
    place = f'width="{number(width)}" height="{number(height)}"'
    dye = SQUARE_DYES[piece.dye]
    drawn = [f'<rect {place} fill="{dye}"/>']
    if piece.pattern:
        view = f"0 0 {number(width / _PATTERN_ZOOM, 2)} {number(height / _PATTERN_ZOOM, 2)}"
        fill = f'<rect width="100%" height="100%" fill="url(#cloth-{piece.pattern})"/>'
        drawn.append(f'<svg {place} viewBox="{view}" preserveAspectRatio="none">{fill}</svg>')
    drawn.append(f'<rect y="{number(height - 8)}" width="{number(width)}" height="8" fill="{TEGERAN}"/>')
    if not has_hole:
        return "".join(drawn)
    hole = f'cx="{number(width / 2)}" cy="{number(height / 2 - 4)}"'
    drawn.append(f'<circle {hole} r="40" fill="{dye}"/><circle {hole} r="28" fill="{_WHITE}" stroke="{MORI}"/>')
    return "".join(drawn)


def _qr(url: str, x: float, y: float, side: float) -> str:
    """The code in its frame of white, which readers need."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(side)}" height="{number(side)}"'
    return qr_code(url).replace("<svg ", f"<svg {place} ", 1)


def _line(words: str, x: float, y: float, sizes: Sequence[float], width: float) -> str:
    fitted = TEXT.fit(words, sizes, width, sizes[0], most_lines=1)
    return "".join(_lines(fitted.lines, x, y, fitted.size))


def _lines(lines: Sequence[str], x: float, y: float, size: float) -> list[str]:
    return [TEXT.draw(line, x, y + index * size * 1.25, size, WEDEL) for index, line in enumerate(lines)]


def _price(piece: Piece, sizes: Sequence[int], width: float) -> tuple[str, int]:
    """The price and the first size at which it fits uncut; where a span is too long, what it begins with."""
    for price in filter(None, map(DISPLAY.drawable, (piece.price, piece.price_from))):
        for size in sizes:
            if DISPLAY.width(price, size) <= width:
                return price, size
    return "", 0
