"""Words drawn as outlines, so that they stay in the picture whatever fonts the reader's machine has."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from craftsite.motif.shapes import number

# From one baseline to the next, as a part of the size.
LEADING = 0.98

ELLIPSIS = "…"

# Signs that Unicode does not decompose into ours: hyphens and dashes, marks that stand for a quote, the slash inside
# a fraction, the German double s.
_STAND_INS: Mapping[str, str] = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2015": "\u2014",
    "\u02bc": "\u2019",
    "\u2032": "\u2019",
    "\u2033": '"',
    "\u2044": "/",
    "\u00df": "ss",
}


class Glyph(NamedTuple):
    """One letter: how far it moves the pen, and its outline; both in thousandths of the size."""

    advance: int
    outline: str


class Lines(NamedTuple):
    """Words set in lines of one size, in pixels."""

    size: float
    lines: Sequence[str]


class _Run(NamedTuple):
    """Letters that stay on one line, and their width in thousandths of the size."""

    text: str
    width: int


@dataclass(frozen=True, slots=True)
class Face:
    """The outlines of one typeface."""

    glyphs: Mapping[str, Glyph]

    def drawable(self, text: str) -> str:
        """The text in letters this face has: an accent falls away, and a sign without any letter is left out."""
        return "".join(self._stand_in(sign) for sign in unicodedata.normalize("NFC", text))

    def width(self, text: str, size: float) -> float:
        """The width of drawable text in pixels."""
        return self._advance(text) * size / 1000

    def draw(self, text: str, x: float, y: float, size: float, fill: str) -> str:
        """The outlines of one line of drawable text; `y` is its baseline."""
        letters, pen = [], 0
        for sign in text:
            glyph = self.glyphs[sign]
            if glyph.outline:
                shift = f' transform="translate({pen})"' if pen else ""
                letters.append(f'<path d="{glyph.outline}"{shift}/>')
            pen += glyph.advance
        place = f"translate({number(x, 0)} {number(y, 0)})scale({size / 1000:.4g})"
        return f'<g fill="{fill}" transform="{place}">{"".join(letters)}</g>'

    def fit(self, text: str, sizes: Iterable[float], width: float, height: float, most_lines: int) -> Lines:
        """The text at the first of these sizes, largest first, at which it fits the box, in lines as even as can be.

        What does not fit at the last size either is cut and ends with an ellipsis.
        """
        words = [self._run(word) for word in self.drawable(text).split()]
        size, limit = 0.0, 0
        for size in sizes:
            limit = int(width / size * 1000)
            rows = min(most_lines, int(height / (size * LEADING)))
            lines = self._fill(words, limit)
            if len(lines) <= rows and all(line.width <= limit for line in lines):
                return Lines(size, [line.text for line in self._evened(words, limit, len(lines))])
        rows = max(1, min(most_lines, int(height / (size * LEADING))))
        pieces = [piece for word in words for piece in self._broken(word, limit)]
        lines = self._fill(pieces, limit)
        if len(lines) > rows:
            lines[rows - 1 :] = [self._cut(lines[rows - 1], limit)]
        return Lines(size, [line.text for line in lines])

    def _fill(self, words: Sequence[_Run], limit: int) -> list[_Run]:
        """Lines that take words as long as there is room; a word that is too long stands alone and sticks out."""
        space = self.glyphs[" "].advance
        lines: list[_Run] = []
        for word in words:
            if lines and lines[-1].width + space + word.width <= limit:
                lines[-1] = _Run(f"{lines[-1].text} {word.text}", lines[-1].width + space + word.width)
            else:
                lines.append(word)
        return lines

    def _evened(self, words: Sequence[_Run], limit: int, count: int) -> list[_Run]:
        """The lines at the narrowest width that still needs no more of them."""
        narrow, wide = max((word.width for word in words), default=0), limit
        while narrow < wide:
            middle = (narrow + wide) // 2
            if len(self._fill(words, middle)) <= count:
                wide = middle
            else:
                narrow = middle + 1
        return self._fill(words, wide)

    def _broken(self, word: _Run, limit: int) -> list[_Run]:
        """The word in pieces that each fit a line."""
        pieces = [_Run("", 0)]
        for sign in word.text:
            advance = self.glyphs[sign].advance
            if pieces[-1].text and pieces[-1].width + advance > limit:
                pieces.append(_Run("", 0))
            pieces[-1] = _Run(pieces[-1].text + sign, pieces[-1].width + advance)
        return pieces

    def _cut(self, line: _Run, limit: int) -> _Run:
        text = line.text
        while text and self._advance(text + ELLIPSIS) > limit:
            text = text[:-1]
        return self._run(text.rstrip() + ELLIPSIS)

    def _run(self, text: str) -> _Run:
        return _Run(text, self._advance(text))

    def _advance(self, text: str) -> int:
        return sum(self.glyphs[sign].advance for sign in text)

    def _stand_in(self, sign: str) -> str:
        if sign in self.glyphs:
            return sign
        if sign.isspace():
            return " "
        plain = unicodedata.normalize("NFKD", _STAND_INS.get(sign, sign))
        return "".join(part for part in (_STAND_INS.get(part, part) for part in plain) if part in self.glyphs)


def _load_faces() -> Mapping[str, Face]:
    faces = json.loads(Path(__file__).with_name("glyphs.json").read_text("utf-8"))
    return {
        name: Face({sign: Glyph(advance, outline) for sign, (advance, outline) in glyphs.items()})
        for name, glyphs in faces.items()
    }


_faces = _load_faces()
DISPLAY, TEXT = _faces["display"], _faces["text"]
