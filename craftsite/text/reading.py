"""How a text falls into words: compounds, doubled words, numbers and measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from craftsite.text.folding import simplify
from craftsite.text.numerals import UNITS, measure, numbers_in
from craftsite.text.stemming import stem

WORD_CHARACTERS = 40
LONGEST_COMPOUND = 4
# Shorter, and the number may be one: b2 is a vitamin.
SHORTEST_DOUBLED = 3

# A number with its dots and commas, a word, or the hyphen that may join two words.
_PIECE = re.compile(r"[0-9][0-9.,]*|[^\W_]+|-")
# Only between two numbers: elsewhere x is a letter.
_TIMES = re.compile(" ?[x\N{MULTIPLICATION SIGN}] ?(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Atom:
    """A word as it was read.

    `either` are surfaces that stand for it in another text, `beside` are surfaces that only a text has and a search
    does not ask for. `is_plain` words may be part of a fixed phrase.
    """

    surface: str
    either: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every surface of the word in a text."""
        return (self.surface, *self.either, *self.beside)

    @property
    def stems(self) -> frozenset[str]:
        """The stems by which a search finds the word."""
        return frozenset(map(stem, (self.surface, *self.either)))


class _Kind(Enum):
    NUMBER = auto()
    WORD = auto()
    HYPHEN = auto()
    TIMES = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    """`touches`: nothing stands between it and the piece before."""

    kind: _Kind
    text: str
    touches: bool


def read(text: str) -> list[Atom]:
    """The words of a text in their order; empty for a text without letters and digits."""
    pieces = list(_pieces(simplify(text)))
    atoms: list[Atom] = []
    at = 0
    while at < len(pieces):
        kind = pieces[at].kind
        if kind is _Kind.NUMBER:
            at = _read_numbers(pieces, at, atoms)
        elif kind is _Kind.WORD:
            at = _read_compound(pieces, at, atoms)
        else:
            at += 1
    return atoms


def _pieces(simple: str) -> Iterator[_Piece]:
    end = 0
    kind = None
    while True:
        times = _TIMES.match(simple, end) if kind is _Kind.NUMBER else None
        match = times or _PIECE.search(simple, end)
        if match is None:
            return
        kind = _Kind.TIMES if times else _kind(match[0])
        yield _Piece(kind, match[0], match.start() == end)
        end = match.end()


def _kind(piece: str) -> _Kind:
    if piece == "-":
        return _Kind.HYPHEN
    return _Kind.NUMBER if piece[0].isdecimal() else _Kind.WORD


def _read_numbers(pieces: list[_Piece], at: int, atoms: list[Atom]) -> int:
    """Reads `105 x 250 cm` as two measures, and returns where the next word begins."""
    numbers = numbers_in(pieces[at].text)
    at += 1
    while at + 1 < len(pieces) and pieces[at].kind is _Kind.TIMES and pieces[at + 1].kind is _Kind.NUMBER:
        numbers += numbers_in(pieces[at + 1].text)
        at += 2
    unit = pieces[at].text if at < len(pieces) else ""
    if unit not in UNITS:
        atoms += map(Atom, numbers)
        return at
    spelled = (unit,) if len(unit) > 1 else ()
    atoms += [Atom(measure(number, unit), beside=(number, *spelled)) for number in numbers]
    return at + 1


def _read_compound(pieces: list[_Piece], at: int, atoms: list[Atom]) -> int:
    """Reads a word and all that hyphens join to it, and returns where the next word begins."""
    parts = [pieces[at].text[:WORD_CHARACTERS]]
    at += 1
    while (
        len(parts) < LONGEST_COMPOUND
        and at + 1 < len(pieces)
        and pieces[at].kind is _Kind.HYPHEN
        and pieces[at].touches
        and pieces[at + 1].kind is _Kind.WORD
        and pieces[at + 1].touches
    ):
        parts.append(pieces[at + 1].text[:WORD_CHARACTERS])
        at += 2
    if len(parts) == 1 and (doubled := _doubled(parts[0])):
        parts = [doubled, doubled]
    joined = "".join(parts)
    if len(parts) == 1 or len(joined) > WORD_CHARACTERS:
        atoms += [Atom(part, is_plain=True) for part in parts]
    elif len(set(map(stem, parts))) == 1 and stem(joined) == stem(parts[0]):
        atoms.append(Atom(parts[0], beside=(*parts[1:], joined), is_plain=True))
    else:
        atoms += [Atom(part, either=(joined,), is_plain=True) for part in parts]
    return at


def _doubled(word: str) -> str:
    """`oleh` for `oleh2`, which is short for oleh-oleh; nothing for any other word."""
    base = word.removesuffix("2")
    return base if base != word and base.isalpha() and len(base) >= SHORTEST_DOUBLED else ""
