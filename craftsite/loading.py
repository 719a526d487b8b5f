"""Reading the tables that come with the site: every row is checked, every fault named, nothing half loaded."""

import csv
import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; `line` is the line of the file, the header being line 1."""

    file: str
    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.column}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load added, changed and found as they should be."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"


class LoadError(Exception):
    """Rows that cannot be loaded. Nothing was changed; `faults` has them all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(slots=True)
class Row:
    """One row being read. Each getter gives a usable value and notes a fault where the cell has none."""

    file: str
    line: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: str, longest: int, *, required: bool = False) -> str:
        """The trimmed cell."""
        value = " ".join(self.cells[column].split())
        if required and not value:
            self.fault(column, "is empty")
        if len(value) > longest:
            self.fault(column, f"has {len(value)} characters, more than {longest}")
        if "\x00" in value:
            self.fault(column, "holds a NUL character")
        return value

    def choice(self, column: str, allowed: Collection[str], *, required: bool = False) -> str:
        """The cell if it is one of `allowed`, or empty."""
        value = self.text(column, 200, required=required)
        if value and value not in allowed:
            self.fault(column, f"is {value!r}, not one of: {', '.join(sorted(allowed))}")
            return ""
        return value

    def choices(self, column: str, allowed: Collection[str]) -> list[str]:
        """The parts of the cell between semicolons, each one of `allowed`, none twice."""
        parts = [part.strip() for part in self.cells[column].split(";") if part.strip()]
        for part in parts:
            if part not in allowed:
                self.fault(column, f"has {part!r}, not one of: {', '.join(sorted(allowed))}")
        if len(set(parts)) != len(parts):
            self.fault(column, "names something twice")
        return parts

    def integer(self, column: str, least: int, greatest: int) -> int | None:
        """The whole number in the cell; None where it is empty."""
        value = self.text(column, 20)
        if not value:
            return None
        if not (value.isascii() and value.isdigit()) or not least <= int(value) <= greatest:
            self.fault(column, f"is {value!r}, not a whole number from {least} to {greatest}")
            return None
        return int(value)

    def date(self, column: str) -> datetime.date | None:
        """The day in the cell, written `2027-03-09`; None where it is empty."""
        value = self.text(column, 20)
        if not value:
            return None
        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
        except ValueError:
            self.fault(column, f"is {value!r}, not a day like 2027-03-09")
            return None

    def months(self, column: str) -> int:
        """The months of a cell like `9;10;11` as bits, January being bit 0."""
        months = {str(month): 1 << (month - 1) for month in range(1, 13)}
        return sum(months.get(part, 0) for part in set(self.choices(column, months)))

    def fault(self, column: str, problem: str) -> None:
        """Notes what is wrong with a cell."""
        self.faults.append(Fault(self.file, self.line, column, problem))


def read_rows(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 whose header has all of `columns`. Raises LoadError for any other file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError([Fault(path.name, 1, "file", f"cannot be read: {error}")]) from error
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise LoadError([Fault(path.name, 1, "header", f"lacks: {', '.join(sorted(missing))}")])
        for cells in reader:
            row = Row(path.name, reader.line_num, {name: cells.get(name) or "" for name in columns})
            if None in cells or None in cells.values():
                row.fault("row", "has more or fewer cells than the header")
            yield row
    except csv.Error as error:
        # The reader inside is already at the line that DictReader has not come to.
        raise LoadError([Fault(path.name, reader.reader.line_num, "row", f"is not CSV: {error}")]) from error


def refuse_faults(rows: Iterable[Row], unique: Sequence[str] = ()) -> None:
    """Raises LoadError with every fault of the rows, and with each value of a `unique` column that two rows share."""
    rows = list(rows)
    for column in unique:
        note_repeats(rows, column)
    faults = [fault for row in rows for fault in row.faults]
    if faults:
        raise LoadError(sorted(faults, key=lambda fault: (fault.file, fault.line)))


def note_repeats(rows: Iterable[Row], *columns: str) -> None:
    """Notes a fault on each row that has the same values in these columns as a row above it."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(row.cells[column].strip() for column in columns)
        if values in first:
            row.fault(columns[-1], f"is {values[-1]!r} as in line {first[values]}")
        first.setdefault(values, row.line)
