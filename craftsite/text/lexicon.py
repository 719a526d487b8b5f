"""The word lists of this package as they are written in its files; a malformed line stops the start of the program."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

_FOLDER = files("craftsite.text")


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words that find each other, and words of wider sense that find these but are not found by them."""

    indonesian: tuple[str, ...]
    english: tuple[str, ...]
    also_found_by: tuple[str, ...]


def _lines(name: str) -> list[str]:
    """The lines that hold words: no notes, no reasons in brackets."""
    lines = _FOLDER.joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "["))]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _exceptions() -> tuple[frozenset[str], dict[str, str]]:
    whole: set[str] = set()
    families: dict[str, str] = {}
    for line in _lines("exceptions.txt"):
        stem, colon, members = line.partition(":")
        if not colon:
            whole.update(line.split())
            continue
        whole.add(stem)
        for member in members.split():
            if families.setdefault(member, stem) != stem:
                raise ValueError(f"exceptions.txt: {member} has two stems, {families[member]} and {stem}")
    if both := whole & families.keys():
        raise ValueError(f"exceptions.txt: stays whole and has another stem: {', '.join(sorted(both))}")
    return frozenset(whole), families


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = _FOLDER.joinpath(name).read_text("utf-8")
    for line, row in enumerate(csv.DictReader(table.splitlines()), start=2):
        if None in row or None in row.values():
            raise ValueError(f"{name}, line {line}: has too many or too few cells")
        yield row


def _groups() -> tuple[SynonymGroup, ...]:
    return tuple(
        SynonymGroup(
            tuple(row["indonesian"].split()), tuple(row["english"].split()), tuple(row["also_found_by"].split())
        )
        for row in _rows("synonyms.csv")
    )


STOP_WORDS = _words("stop_words.txt")
SHOPPING_WORDS = _words("shopping_words.txt")
WHOLE, _families = _exceptions()
FAMILIES: Mapping[str, str] = _families
GROUPS = _groups()
ENGLISH = frozenset(word for group in GROUPS for word in (*group.english, *group.also_found_by))
PHRASES = tuple((tuple(row["written"].split()), tuple(row["means"].split())) for row in _rows("phrases.csv"))
KNOWN = frozenset(WHOLE | FAMILIES.keys() | ENGLISH | {word for group in GROUPS for word in group.indonesian})
