"""What an office looks at before a listing is shown: some ten lines for each kind of goods, in numbered versions.

A version that has been used is never changed, since reviews name its lines; the next one is added to
`data/rubrics.json`. No line asks whether a price is high: that is the maker's to say.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from craftsite.goods.models import Kind
from craftsite.web.languages import Words, text_of

_DATA = Path(__file__).parent / "data" / "rubrics.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, and the sentence for the maker where it is not in order."""

    code: str
    sentence_id: str
    sentence_en: str
    note_id: str
    note_en: str

    @property
    def sentence(self) -> Words:
        """What is looked at, in the language of the page."""
        return text_of(self, "sentence")

    @property
    def note(self) -> Words:
        """What the maker is asked for, in the language of the page."""
        return text_of(self, "note")


@dataclass(frozen=True, slots=True)
class Rubric:
    """The lines for a kind of goods in one version."""

    version: int
    lines: Sequence[Line]


def rubric_of(kind: Kind | str, version: int | None = None) -> Rubric:
    """The rubric for a kind in a version, else in the newest. Raises KeyError for a version that never was."""
    number = NEWEST if version is None else version
    return Rubric(number, _VERSIONS[number][Kind(kind)])


def line_words(code: str) -> object:
    """What a line of any rubric looks at, by its code; the code itself where no rubric has it."""
    lines = (line for kinds in _VERSIONS.values() for lines in kinds.values() for line in lines)
    return next((line.sentence for line in lines if line.code == code), code)


def _read() -> Mapping[int, Mapping[Kind, Sequence[Line]]]:
    return {
        int(version): {Kind(kind): [_line(line) for line in lines] for kind, lines in kinds.items()}
        for version, kinds in json.loads(_DATA.read_text(encoding="utf-8")).items()
    }


def _line(told: Mapping[str, str]) -> Line:
    return Line(told["code"], told["id"], told["en"], told["note_id"], told["note_en"])


_VERSIONS = _read()
NEWEST = max(_VERSIONS)
