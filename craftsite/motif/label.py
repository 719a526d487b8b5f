"""The words of a museum label, set in a box: small ones on top, the name large, and at the foot what it costs."""

from collections.abc import Iterable
from typing import NamedTuple

from craftsite.motif.dyes import TEGERAN, WEDEL, ink_on
from craftsite.motif.lettering import DISPLAY, LEADING, TEXT, Face
from craftsite.motif.logo import logo
from craftsite.motif.shapes import number

# The side of a swatch, in pixels as all sizes here.
SWATCH = 128

_SMALL, _NOTE, _LOGO, _SIGN_LOGO = 34, 30, 46, 112
_TITLE_SIZES, _MOST_TITLE_LINES = range(136, 43, -2), 5
_TEXT_SIZES, _MOST_TEXT_LINES, _TEXT_LEADING = (33, 30, 27), 3, 1.3
_FIGURE_SIZES = range(64, 33, -2)

# How far the longest letters of a title reach below its last line, as a part of its size.
_DESCENT = 0.27
# Between things that stand beside or under one another.
_AIR = 20


class Inscription(NamedTuple):
    """What a label says; a part without text takes no room.

    On top stand `corner` and `mark`, a word on a patch of its own; then `over`, the large `title`, `text` in small
    lines, a rule, and at the foot `figure` in large letters and `note`.
    """

    title: str
    over: str = ""
    text: str = ""
    figure: str = ""
    corner: str = ""
    mark: str = ""
    note: str = ""


class Box(NamedTuple):
    """Where words may stand."""

    left: float
    top: float
    right: float
    foot: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


def label(words: Inscription, box: Box, ink: str, swatch: str = "") -> str:
    """The words and the logo as outlines; what does not fit is made smaller, and then cut, but never the figure.

    A swatch is a drawing of SWATCH by SWATCH that is framed and takes the top left corner.
    """
    foot, y = _foot(words, box, ink)
    text, y = _text(words.text, box, y, ink)
    top = box.top + (SWATCH if swatch else _LOGO) + _AIR
    height = y - top - (_SMALL * 1.2 if words.over else 0) - _TITLE_SIZES[0] * _DESCENT
    title = DISPLAY.fit(words.title, _TITLE_SIZES, box.width, height, _MOST_TITLE_LINES)
    y -= title.size * _DESCENT
    drawn = [_framed(swatch, box, ink), _head(words, box, ink, SWATCH + _AIR if swatch else 0), foot, text]
    for line in reversed(title.lines):
        # A large letter carries more white on its left: without the shift it would seem indented.
        drawn.append(DISPLAY.draw(line, box.left - title.size * 0.02, y, title.size, ink))
        y -= title.size * LEADING
    over = TEXT.fit(words.over, (_SMALL, 30, 26), box.width, _SMALL, most_lines=1)
    drawn += [TEXT.draw(line, box.left, y - _SMALL * 0.1, over.size, ink) for line in over.lines]
    return "".join(drawn)


def caption(words: Inscription, box: Box, ink: str) -> str:
    """Three lines under a picture: code, mark and place, then the name, then what it costs."""
    head = TEXT.fit(" · ".join(filter(None, (words.corner, words.mark, words.over))), (30, 26), box.width, 30, 1)
    figure = DISPLAY.drawable(words.figure).strip()
    size = _whole_size(DISPLAY, figure, range(54, 33, -2), box.width)
    title = DISPLAY.fit(words.title, range(62, 35, -2), box.width, 62, most_lines=1)
    y = box.top + 26
    drawn = [TEXT.draw(line, box.left, y, head.size, ink) for line in head.lines]
    drawn += [DISPLAY.draw(line, box.left, y + 60, title.size, ink) for line in title.lines]
    if size:
        drawn.append(DISPLAY.draw(figure, box.left, box.foot, size, ink))
    return "".join(drawn)


def sign(words: Inscription, box: Box, ink: str) -> str:
    """The logo, the title and the text alone, one below the other in the middle of the box."""
    text = TEXT.fit(words.text, _TEXT_SIZES, box.width, _TEXT_SIZES[0] * 2, most_lines=2)
    rest = _SIGN_LOGO + _AIR + len(text.lines) * text.size * _TEXT_LEADING
    room = box.foot - box.top - rest
    title = DISPLAY.fit(words.title, _TITLE_SIZES, box.width, room, most_lines=2)
    y = box.top + (room - len(title.lines) * title.size * LEADING) / 2
    middle = (box.left + box.right) / 2
    drawn = [logo(middle - _SIGN_LOGO / 2, y, _SIGN_LOGO, ink)]
    y += _SIGN_LOGO + _AIR
    for face, lines, leading in ((DISPLAY, title, LEADING), (TEXT, text, _TEXT_LEADING)):
        for line in lines.lines:
            y += lines.size * leading
            x = middle - face.width(line, lines.size) / 2
            drawn.append(face.draw(line, x, y - lines.size * _DESCENT, lines.size, ink))
    return "".join(drawn)


def _framed(swatch: str, box: Box, ink: str) -> str:
    if not swatch:
        return ""
    frame = f'<path d="M0 0h{SWATCH}v{SWATCH}H0z" fill="none" stroke="{ink}" stroke-width="3"/>'
    return f'<g transform="translate({number(box.left)} {number(box.top)})">{swatch}{frame}</g>'


def _head(words: Inscription, box: Box, ink: str, inset: float) -> str:
    """The corner and the mark on the left, the logo on the right."""
    baseline = box.top + _LOGO / 2 + _SMALL * 0.36
    left, right = box.left + inset, box.right - _LOGO - _AIR
    drawn = [logo(box.right - _LOGO, box.top, _LOGO, ink)]
    for line in TEXT.fit(words.corner, (_SMALL,), (right - left) / 2, _SMALL, most_lines=1).lines:
        drawn.append(TEXT.draw(line, left, baseline, _SMALL, ink))
        left += TEXT.width(line, _SMALL) + _AIR
    margin = _SMALL / 2
    # The yellow of the strip that says "example" on every page, where the ground is not as light itself.
    patch_dye = WEDEL if ink == WEDEL else TEGERAN
    mark = TEXT.fit(words.mark, (_SMALL, 28, 22), right - left - 2 * margin, _SMALL, most_lines=1)
    for line in mark.lines:
        patch = number(TEXT.width(line, mark.size) + 2 * margin)
        drawn.append(f'<path d="M{number(left)} {number(box.top)}h{patch}v{_LOGO}h-{patch}z" fill="{patch_dye}"/>')
        drawn.append(TEXT.draw(line, left + margin, baseline, mark.size, ink_on(patch_dye)))
    return "".join(drawn)


def _foot(words: Inscription, box: Box, ink: str) -> tuple[str, float]:
    """The rule with figure and note below it, and how far down the words above may reach.

    A figure that was cut would be another figure: one that is too long for any size stays away. A note that finds no
    room beside it goes below.
    """
    note = TEXT.fit(words.note, (_NOTE, 26, 22), box.width, _NOTE, most_lines=1)
    note_width = max((TEXT.width(line, note.size) for line in note.lines), default=0)
    figure = DISPLAY.drawable(words.figure).strip()
    beside = _whole_size(DISPLAY, figure, _FIGURE_SIZES, box.width - note_width - _AIR)
    size = beside or _whole_size(DISPLAY, figure, _FIGURE_SIZES, box.width)
    y = box.foot
    drawn = [TEXT.draw(line, box.right - note_width if beside else box.left, y, note.size, ink) for line in note.lines]
    if note.lines and not beside:
        y -= _NOTE * 1.5
    if size:
        drawn.append(DISPLAY.draw(figure, box.left, y, size, ink))
        y -= _FIGURE_SIZES[0]
    if y == box.foot:
        return "", y
    drawn.append(f'<path d="M{number(box.left)} {number(y)}h{number(box.width)}" stroke="{ink}" stroke-width="2.6"/>')
    return "".join(drawn), y - _AIR / 2


def _whole_size(face: Face, text: str, sizes: Iterable[int], width: float) -> int:
    """The first size at which the text fits the width uncut; 0 if there is none, or no text."""
    return next((size for size in sizes if text and face.width(text, size) <= width), 0)


def _text(text: str, box: Box, y: float, ink: str) -> tuple[str, float]:
    """The lines of text that end at `y`, and where they begin."""
    fitted = TEXT.fit(text, _TEXT_SIZES, box.width, _TEXT_SIZES[0] * _MOST_TEXT_LINES, _MOST_TEXT_LINES)
    if not fitted.lines:
        return "", y
    drawn = []
    y -= fitted.size * 0.3
    for line in reversed(fitted.lines):
        drawn.append(TEXT.draw(line, box.left, y, fitted.size, ink))
        y -= fitted.size * _TEXT_LEADING
    return "".join(drawn), y
