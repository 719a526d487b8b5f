"""A whole number for each id, eight bytes each, that is changed by copying the small piece that changes."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CHUNK = 4_096


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers by id; 0 where there is none. Reading one takes constant time, a change copies its 32 kB."""

    chunks: tuple["array[int]", ...] = ()

    @classmethod
    def of(cls, ids: Sequence[int], numbers: Iterable[int]) -> "Column":
        """A column of these numbers."""
        chunks = [_empty() for _chunk in range(max(ids, default=-1) // CHUNK + 1)]
        for one, number in zip(ids, numbers, strict=True):
            chunks[one // CHUNK][one % CHUNK] = number
        return cls(tuple(chunks))

    def __getitem__(self, one: int) -> int:
        at = one // CHUNK
        return self.chunks[at][one % CHUNK] if at < len(self.chunks) else 0

    def changed(self, numbers: Mapping[int, int]) -> "Column":
        """The column with other numbers for some ids."""
        chunks = list(self.chunks)
        copied: set[int] = set()
        for one, number in numbers.items():
            at = one // CHUNK
            while at >= len(chunks):
                chunks.append(_empty())
            if at not in copied:
                chunks[at] = array("q", chunks[at])
                copied.add(at)
            chunks[at][one % CHUNK] = number
        return Column(tuple(chunks))


def _empty() -> "array[int]":
    return array("q", bytes(8 * CHUNK))
