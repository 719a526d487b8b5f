"""How one group of choices narrows and counts rows in SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.catalog.filters import Facet


class Dimension(Protocol):
    """A group of choices over the rows of a statement."""

    def condition(self, values: frozenset[str]) -> ColumnElement[bool]:
        """True for the rows that have any of the values."""

    def counts(self, rows: Select[Any], facet: Facet) -> list[Select[Any]]:
        """Statements of (facet, value, count) over `rows`, which selects no columns yet."""


@dataclass(frozen=True, slots=True)
class ColumnDimension:
    """Each row has one value or none, in a column of its own."""

    column: InstrumentedAttribute[Any]

    def condition(self, values: frozenset[str]) -> ColumnElement[bool]:
        """True for the rows whose column holds any of the values."""
        return self.column.in_(sorted(values))

    def counts(self, rows: Select[Any], facet: Facet) -> list[Select[Any]]:
        """One statement, grouped by the column."""
        counted = rows.add_columns(literal(str(facet)), self.column, func.count())
        return [counted.where(self.column.is_not(None)).group_by(self.column)]


@dataclass(frozen=True, slots=True)
class MarkDimension:
    """Each row may have several values, kept in a table of marks; `key` there equals `owner` here."""

    owner: InstrumentedAttribute[int]
    key: InstrumentedAttribute[int]
    value: InstrumentedAttribute[str]

    def condition(self, values: frozenset[str]) -> ColumnElement[bool]:
        """True for the rows that any of the marks is on."""
        return self.owner.in_(select(self.key).where(self.value.in_(sorted(values))))

    def counts(self, rows: Select[Any], facet: Facet) -> list[Select[Any]]:
        """One statement over the rows joined to their marks."""
        marked = rows.join(self.value.class_, self.key == self.owner)
        return [marked.add_columns(literal(str(facet)), self.value, func.count()).group_by(self.value)]


@dataclass(frozen=True, slots=True)
class JoinDimension:
    """Each row may have several values, on rows of another table that belong to it by a rule of its own."""

    owner: InstrumentedAttribute[int]
    value: InstrumentedAttribute[str]
    rule: ColumnElement[bool]

    def condition(self, values: frozenset[str]) -> ColumnElement[bool]:
        """True for the rows that any row with one of the values belongs to."""
        belonging = select(literal(1)).select_from(self.value.class_)
        belonging = belonging.where(self.rule, self.value.in_(sorted(values)))
        return belonging.correlate(self.owner.class_).exists()

    def counts(self, rows: Select[Any], facet: Facet) -> list[Select[Any]]:
        """One statement over the rows joined to theirs, each row once for a value."""
        joined = rows.join(self.value.class_, self.rule)
        number = func.count(self.owner.distinct())
        return [joined.add_columns(literal(str(facet)), self.value, number).group_by(self.value)]


@dataclass(frozen=True, slots=True)
class RuleDimension:
    """Each value is a rule of its own that a row passes or not."""

    tests: Mapping[str, ColumnElement[bool]]

    def condition(self, values: frozenset[str]) -> ColumnElement[bool]:
        """True for the rows that pass the test of any of the values."""
        first, *others = (self.tests[value] for value in sorted(values))
        for test in others:
            first = first | test
        return first

    def counts(self, rows: Select[Any], facet: Facet) -> list[Select[Any]]:
        """One statement for each value."""
        return [
            rows.add_columns(literal(str(facet)), literal(value), func.count()).where(test)
            for value, test in self.tests.items()
        ]
