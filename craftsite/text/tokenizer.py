"""One tokenizer for what is written and what is searched, so that SQLite and PostgreSQL give the same answer.

A word table holds one row for each `Token` of `tokenize(text)`: its `surface` and its `stem`. A search has one `Term`
for each word that must be found. A text answers a term if, among its rows,

- a `stem` is one of `term.stems`, or
- `term.prefix` is not None and a `surface` begins with it.

Never compare a prefix with stems: `gorenga` begins the surface `gorengan`, whose stem is shorter than what was typed.
A text answers a search if it answers every term. A surface has one stem, so `(owner, surface)` is unique.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from craftsite.text.folding import fold, is_open_ended
from craftsite.text.lexicon import SHOPPING_WORDS, STOP_WORDS
from craftsite.text.reading import Atom, read
from craftsite.text.stemming import stem
from craftsite.text.synonyms import LONGEST_PHRASE, phrase_at, same_stems

__all__ = ["Term", "Token", "fold", "listing_code", "query_terms", "tokenize"]

QUERY_CHARACTERS = 400
QUERY_TERMS = 8
PREFIX_CHARACTERS = 2

_CODE = re.compile(r"([A-Za-z]{3})(?: - |[ ./-]|)([0-9]{1,12})")
_CODE_CHARACTERS = 20
_LAST_SERIAL = 99_999


@dataclass(frozen=True, slots=True)
class Token:
    """A row of a word table: `surface` is the word folded and unstemmed, `stem` follows from it."""

    stem: str
    surface: str


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a search accepts: any of these stems or, while it is being typed, a surface that begins so."""

    stems: frozenset[str]
    prefix: str | None


def tokenize(text: str) -> list[Token]:
    """The distinct words by which a text is found, in the order of their first use. Never raises.

    A compound is there in parts and joined (`Ijen-Raung`: ijen, raung, ijenraung), a doubled word with one stem
    (`tas-tas`: the surfaces tas and tastas), a measure with and without its unit (`250 gram`: 250g, 250, gram).
    Common words such as `dan` are left out unless there are no others. Words are cut after 40 characters, the text
    after 20,000.
    """
    atoms = read(text)
    surfaces = [surface for atom in (*atoms, *_phrases_in(atoms)) for surface in atom.surfaces]
    meaningful = [surface for surface in surfaces if surface not in STOP_WORDS]
    return [Token(stem(surface), surface) for surface in dict.fromkeys(meaningful or surfaces)]


def query_terms(text: str) -> tuple[Term, ...]:
    """What a text must answer to be found: at most eight different terms, none where there are no words. Never raises.

    Only the last word may have a prefix, and only while it may still grow: it has two characters or more and neither
    a space nor a sign follows it. A single character at the end asks for nothing yet, unless it is all there is. The
    module's docstring says which column is compared with what.
    """
    text = text[:QUERY_CHARACTERS]
    atoms = read(text)
    typing = atoms[-1] if atoms and is_open_ended(text) else None
    if typing is not None and len(typing.surface) < PREFIX_CHARACTERS:
        atoms = atoms[:-1] if any(map(_is_meaningful, atoms[:-1])) else atoms
        typing = None
    terms: dict[frozenset[str], Term] = {}
    for atom in _meant(atoms):
        stems = frozenset[str]().union(*map(same_stems, atom.stems))
        terms.setdefault(stems, Term(stems, atom.surface if atom is typing else None))
    return tuple(terms.values())[:QUERY_TERMS]


def listing_code(text: str) -> str | None:
    """`BKL-014` for a text that is nothing but a code: `bkl 14`, `BKL014`, `bkl-0014`. None for any other text.

    Only the shape is judged; whether the letters belong to a region is the caller's question.
    """
    code = text.strip()
    # The length goes first, so the pattern never sees a long text.
    found = _CODE.fullmatch(code) if len(code) <= _CODE_CHARACTERS else None
    if found is None:
        return None
    letters, serial = found[1].upper(), int(found[2])
    return f"{letters}-{serial:03}" if 1 <= serial <= _LAST_SERIAL else None


def _meant(atoms: list[Atom]) -> list[Atom]:
    """The words that a search asks for. Where nothing but common words is asked, these are it."""
    meaningful = list(filter(_is_meaningful, atoms))
    # Phrases go first: a common word may be part of one.
    asked = [atom for atom in _with_phrases(atoms) if _is_meaningful(atom) and atom.surface not in SHOPPING_WORDS]
    return asked or meaningful or atoms


def _is_meaningful(atom: Atom) -> bool:
    return atom.surface not in STOP_WORDS


def _with_phrases(atoms: list[Atom]) -> list[Atom]:
    """The words with each fixed phrase replaced by what it stands for."""
    replaced: list[Atom] = []
    at = 0
    while at < len(atoms):
        phrase = _phrase(atoms, at)
        if phrase is None:
            replaced.append(atoms[at])
            at += 1
        else:
            length, means = phrase
            replaced += map(Atom, means)
            at += length
    return replaced


def _phrases_in(atoms: list[Atom]) -> Iterable[Atom]:
    """The words that the fixed phrases of a text stand for, beside those that are written."""
    for at in range(len(atoms)):
        phrase = _phrase(atoms, at)
        if phrase is not None:
            yield from map(Atom, phrase[1])


def _phrase(atoms: list[Atom], at: int) -> tuple[int, tuple[str, ...]] | None:
    return phrase_at([stem(atom.surface) if atom.is_plain else "" for atom in atoms[at : at + LONGEST_PHRASE]])
