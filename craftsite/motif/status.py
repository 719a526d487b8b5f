"""The picture for a WhatsApp Status: upright, a photograph above its label, at the foot the pattern of the region.

WhatsApp lays its own words over the top and the foot of a Status, so ours keep clear of both. The same arguments give
the same bytes.
"""

import re
from typing import NamedTuple

from craftsite.motif.cloth import SQUARE_DYES, pattern_definitions
from craftsite.motif.dyes import MORI, TEGERAN, ink_on
from craftsite.motif.lettering import DISPLAY, LEADING, TEXT
from craftsite.motif.logo import logo
from craftsite.motif.shapes import number

STATUS_WIDTH, STATUS_HEIGHT = 1080, 1920

_LEFT, _WIDTH = 84, STATUS_WIDTH - 2 * 84
_PHOTO_HEIGHT, _BAND_TOP = 1080, 1690
_PATTERN_ZOOM, _LOGO = 4.2, 64
_SIZE = re.compile(r' width="\d+" height="\d+"')
_TITLE_SIZES, _PRICE_SIZES = range(112, 55, -2), range(92, 47, -2)


class StatusWords(NamedTuple):
    """What a Status says; a part without text takes no room. `site` tells where the code can be typed."""

    title: str
    code: str
    maker: str
    place: str
    price: str
    site: str


def status_picture(words: StatusWords, dye: str, pattern: str, picture: str) -> str:
    """An SVG of the words under a picture, which is an address that holds a photograph, or the markup of a plate.

    `dye` and `pattern` are those of the region's square; a textile has no pattern. Raises KeyError for unknown ones.
    """
    ground = SQUARE_DYES[dye]
    ink = ink_on(ground)
    drawn = [_rect(0, STATUS_HEIGHT, ground), _shown(picture), _rect(_PHOTO_HEIGHT, 12, TEGERAN)]
    drawn += _words(words, ink)
    drawn.append(_foot(pattern))
    definitions = f"<defs>{pattern_definitions({pattern} - {''})}</defs>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {STATUS_WIDTH} {STATUS_HEIGHT}"'
        f' width="{STATUS_WIDTH}" height="{STATUS_HEIGHT}">{definitions}{"".join(drawn)}</svg>'
    )


def _words(words: StatusWords, ink: str) -> list[str]:
    """Code and logo on top, then the name, then who made it where, and the price; set from the foot upwards."""
    top = _PHOTO_HEIGHT + 84
    drawn = [logo(_LEFT + _WIDTH - _LOGO, top - 46, _LOGO, ink)]
    head = TEXT.fit(" · ".join(filter(None, (words.code, words.site))), range(42, 25, -2), _WIDTH - _LOGO - 24, 42, 1)
    drawn += [TEXT.draw(line, _LEFT, top, head.size, ink) for line in head.lines]
    y = float(_BAND_TOP - 56)
    price = DISPLAY.drawable(words.price)
    size = next((size for size in _PRICE_SIZES if price and DISPLAY.width(price, size) <= _WIDTH), 0)
    if size:
        drawn.append(DISPLAY.draw(price, _LEFT, y, size, ink))
        y -= 116
    for text in (words.place, words.maker):
        line = TEXT.fit(text, range(44, 31, -2), _WIDTH, 44, most_lines=1)
        drawn += [TEXT.draw(part, _LEFT, y, line.size, ink) for part in line.lines]
        y -= 56
    title = DISPLAY.fit(words.title, _TITLE_SIZES, _WIDTH, y - top - 30, most_lines=3)
    y -= title.size * 0.18
    for part in reversed(title.lines):
        drawn.append(DISPLAY.draw(part, _LEFT - title.size * 0.02, y, title.size, ink))
        y -= title.size * LEADING
    return drawn


def _shown(picture: str) -> str:
    frame = f'<svg width="{STATUS_WIDTH}" height="{_PHOTO_HEIGHT}"'
    if picture.startswith("data:"):
        image = f'<image href="{picture}" width="100%" height="100%" preserveAspectRatio="xMidYMid slice"/>'
        return f"{frame}>{image}</svg>"
    # Without a size of its own a drawing fills its frame, as far as its shape lets it.
    return f"{frame}>{_SIZE.sub('', picture, count=1)}</svg>"


def _foot(pattern: str) -> str:
    """The pattern of the region; where there is none the dye alone runs on, under a thread."""
    thread = _rect(_BAND_TOP, 8, TEGERAN)
    if not pattern:
        return thread + _rect(_BAND_TOP + 24, 4, MORI)
    height = STATUS_HEIGHT - _BAND_TOP
    view = f"0 0 {number(STATUS_WIDTH / _PATTERN_ZOOM, 2)} {number(height / _PATTERN_ZOOM, 2)}"
    return (
        f'<svg y="{_BAND_TOP}" width="{STATUS_WIDTH}" height="{height}" viewBox="{view}" preserveAspectRatio="none">'
        f'<rect width="100%" height="100%" fill="url(#cloth-{pattern})"/></svg>{thread}'
    )


def _rect(y: float, height: float, fill: str) -> str:
    return f'<rect y="{number(y)}" width="{STATUS_WIDTH}" height="{number(height)}" fill="{fill}"/>'
