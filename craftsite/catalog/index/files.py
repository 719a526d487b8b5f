"""A catalogue in a file, so that a worker begins with it instead of reading the whole database.

The file is a line that says its format, a checksum of the rest, the length of a table of contents, that table in JSON,
and then the sets and numbers one behind the other. A million listings take some 40 MB, written and read within a
second. Whatever is not exactly so is refused: then the catalogue is read from the database as if there were no file.
"""

import datetime
import hashlib
import json
import mmap
import os
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from craftsite.catalog.filters import Facet, Sort
from craftsite.catalog.index.catalogue import Catalogue
from craftsite.catalog.index.columns import Column
from craftsite.catalog.index.listings import Listings
from craftsite.catalog.index.orders import Block, Order
from craftsite.catalog.index.parts import Part
from craftsite.catalog.index.states import State

# Counted up with every change of what stands in the file, or of the machine's way to write numbers.
FORMAT = f"craftsite catalogue 1 {array('I').itemsize} {array('q').itemsize}\n".encode()
CHECKSUM_BYTES = 32
LENGTH_BYTES = 8

# A place in the file: where a piece begins behind the table of contents, and its length.
Place = list[int]


class DamagedError(ValueError):
    """The file is not what this version has written."""


def save(catalogue: Catalogue, path: Path) -> None:
    """Puts a catalogue into a file: all of it, or the file stays as it was."""
    pieces = _Pieces()
    listings = catalogue.listings
    contents = json.dumps(
        {
            "state": catalogue.state,
            "day": catalogue.day.isoformat(),
            "products": pieces.part(catalogue.products),
            "listings": pieces.part(listings.part),
            "examples": pieces.ids(listings.examples),
            "months": pieces.sets(listings.months),
            "published": [pieces.add(chunk.tobytes()) for chunk in listings.published.chunks],
            "prices": [pieces.add(chunk.tobytes()) for chunk in listings.prices.chunks],
            "agenda": pieces.sets({day.isoformat(): ids for day, ids in listings.agenda.items()}),
        }
    ).encode()
    body = [len(contents).to_bytes(LENGTH_BYTES, "big"), contents, *pieces.written]
    checksum = hashlib.blake2b(digest_size=CHECKSUM_BYTES)
    for piece in body:
        checksum.update(piece)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}-", delete=False) as file:
        try:
            file.writelines([FORMAT, checksum.digest(), *body])
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def load(path: Path) -> Catalogue:
    """The catalogue of a file. Raises OSError where there is none, DamagedError where it cannot be relied on."""
    with path.open("rb") as file:
        if file.read(len(FORMAT)) != FORMAT:
            raise DamagedError("it is of another version")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content, memoryview(content) as view:
            start = len(FORMAT) + CHECKSUM_BYTES
            checksum = hashlib.blake2b(view[start:], digest_size=CHECKSUM_BYTES).digest()
            if checksum != bytes(view[len(FORMAT) : start]):
                raise DamagedError("its checksum is another")
            length = int.from_bytes(view[start : start + LENGTH_BYTES], "big")
            start += LENGTH_BYTES
            return _Contents(json.loads(bytes(view[start : start + length])), view[start + length :]).catalogue()


class _Pieces:
    """What stands behind the table of contents, and where."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self._end = 0

    def add(self, piece: bytes) -> Place:
        place = [self._end, len(piece)]
        self.written.append(piece)
        self._end += len(piece)
        return place

    def ids(self, ids: BitMap) -> Place:
        return self.add(ids.serialize())

    def sets(self, sets: Mapping[str, BitMap]) -> dict[str, Place]:
        return {value: self.ids(ids) for value, ids in sets.items()}

    def part(self, part: Part) -> dict[str, Any]:
        # One order may have two names.
        orders = {id(order): self._order(order) for order in part.orders.values()}
        return {
            "everything": self.ids(part.everything),
            "facets": {facet: self.sets(values) for facet, values in part.facets.items()},
            "orders": list(orders.values()),
            "sorts": {sort: list(orders).index(id(order)) for sort, order in part.orders.items()},
        }

    def _order(self, order: Order) -> list[Any]:
        return [
            [self.ids(block.members), self.add(block.ids.tobytes()), self.add(block.texts), block.first]
            for block in order.blocks
        ]


class _Contents:
    """A file that is read: its table of contents, and what stands behind that."""

    def __init__(self, table: Mapping[str, Any], view: memoryview) -> None:
        self._table = table
        self._view = view

    def catalogue(self) -> Catalogue:
        table = self._table
        state = State(*table["state"])
        return Catalogue(
            state=state,
            edition=state.stamp,
            day=datetime.date.fromisoformat(table["day"]),
            listings=Listings(
                part=self._part(table["listings"]),
                examples=self._ids(table["examples"]),
                months=self._sets(table["months"]),
                published=self._column(table["published"]),
                prices=self._column(table["prices"]),
                agenda={datetime.date.fromisoformat(day): ids for day, ids in self._sets(table["agenda"]).items()},
            ),
            products=self._part(table["products"]),
        )

    def _bytes(self, place: Place) -> bytes:
        start, length = place
        return bytes(self._view[start : start + length])

    def _ids(self, place: Place) -> BitMap:
        return BitMap.deserialize(self._bytes(place))

    def _sets(self, places: Mapping[str, Place]) -> dict[str, BitMap]:
        return {value: self._ids(place) for value, place in places.items()}

    def _column(self, places: list[Place]) -> Column:
        return Column(tuple(array("q", self._bytes(place)) for place in places))

    def _part(self, table: Mapping[str, Any]) -> Part:
        orders = [self._order(blocks) for blocks in table["orders"]]
        return Part(
            everything=self._ids(table["everything"]),
            facets={Facet(facet): self._sets(places) for facet, places in table["facets"].items()},
            orders={Sort(sort): orders[number] for sort, number in table["sorts"].items()},
        )

    def _order(self, blocks: list[Any]) -> Order:
        return Order(
            tuple(
                Block(self._ids(members), array("I", self._bytes(ids)), self._bytes(texts), first)
                for members, ids, texts, first in blocks
            )
        )
