"""The rows of the public listings, turned into columns and sets of ids while they are read."""

import datetime
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TypeVar

from pyroaring import BitMap

from craftsite.catalog.filters import Facet, Selling
from craftsite.catalog.index.offers import Evidence, Offers, read_evidence, read_kinds, read_offers

Sets = Mapping[str, BitMap]
V = TypeVar("V")

ONE_DAY = datetime.timedelta(days=1)
MICROSECOND = datetime.timedelta(microseconds=1)
# Instants come in UTC, from SQLite without saying so.
EPOCH = datetime.datetime(1970, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Rows:
    """The public listings of a day, by rising id. `published` are microseconds, `prices` 0 where there is none.

    `facets` are the ids of every choice but those of the season, whose twelve `months` has; `agenda` those to be read
    again on a later day.
    """

    ids: "array[int]"
    published: "array[int]"
    prices: "array[int]"
    names: list[str]
    facets: Mapping[Facet, Sets]
    months: Sets
    examples: BitMap
    agenda: Mapping[datetime.date, BitMap]


def read_rows(day: datetime.date, ids: Collection[int] | None = None) -> Rows:
    """The public listings of a day, all or those among some ids. Three statements; four seconds for a million."""
    gathering = _Gathering()
    kinds = read_kinds(ids)
    for offers in read_offers(day, ids):
        gathering.add(offers, kinds)
    for evidence in read_evidence(day, ids):
        gathering.certify(evidence, day)
    return gathering.rows()


class _Gathering:
    """Rows while they come: ids are gathered by value in plain arrays, which take little and become sets quickly."""

    def __init__(self) -> None:
        self._ids, self._published, self._prices = array("I"), array("q"), array("q")
        self._names: list[str] = []
        self._facets: dict[Facet, defaultdict[str, array[int]]] = {facet: defaultdict(_ids) for facet in Facet}
        self._months: defaultdict[str, array[int]] = defaultdict(_ids)
        self._agenda: defaultdict[datetime.date, array[int]] = defaultdict(_ids)
        self._lapsing: defaultdict[datetime.date | str, array[int]] = defaultdict(_ids)
        self._examples = array("I")

    def add(self, columns: Offers, kinds: Mapping[int, Sequence[str]]) -> None:
        """Takes in some listings whose makers are of these kinds."""
        ids = columns.id
        self._ids.extend(ids)
        self._published.extend(map(_microseconds, columns.published_at))
        self._prices.extend([price or 0 for price in columns.price_idr])
        self._names.extend(columns.sort_name)
        self._examples.extend(compress(ids, columns.is_example))
        for facet, values in (
            (Facet.KIND, columns.kind),
            (Facet.TAXON, columns.taxon),
            (Facet.TECHNIQUE, columns.technique),
            (Facet.REGION, columns.region),
            (Facet.STOCK, columns.stock),
            (Facet.STAGE, columns.stage),
        ):
            _group(ids, values, self._facets[facet])
        selling = self._facets[Facet.SELLING]
        selling[Selling.WHOLESALE].extend(compress(ids, columns.is_wholesale))
        selling[Selling.EXPORT].extend(compress(ids, columns.is_export_ready))
        of_kind = self._facets[Facet.PRODUCER_KIND]
        for one, producer_id in zip(ids, columns.producer_id, strict=True):
            for kind in kinds.get(producer_id, ()):
                of_kind[kind].append(one)
        for one, seasons in zip(ids, columns.seasons, strict=True):
            if seasons:
                for month in _months_of(seasons):
                    self._months[month].append(one)
        _group(ids, columns.public_until, self._lapsing)

    def certify(self, evidence: Evidence, day: datetime.date) -> None:
        """Takes in a certificate of a listing, and the days after this one on which it begins or has lapsed."""
        if evidence.is_told:
            self._facets[Facet.EVIDENCE][evidence.kind].append(evidence.listing_id)
        begins, ends = evidence.valid_from, evidence.valid_until
        if begins is not None and begins > day:
            self._agenda[begins].append(evidence.listing_id)
        if ends is not None and ends >= day:
            self._agenda[ends + ONE_DAY].append(evidence.listing_id)

    def rows(self) -> Rows:
        """All that was taken in. A listing that the public does not see has no choices, whatever its certificates."""
        everything = BitMap(self._ids)
        for last_day, ids in self._lapsing.items():
            day = datetime.date.fromisoformat(last_day) if isinstance(last_day, str) else last_day
            self._agenda[day + ONE_DAY].extend(ids)
        facets = {facet: _sets(values) for facet, values in self._facets.items()}
        told = {kind: ids & everything for kind, ids in facets[Facet.EVIDENCE].items()}
        facets[Facet.EVIDENCE] = {kind: ids for kind, ids in told.items() if ids}
        return Rows(
            ids=self._ids,
            published=self._published,
            prices=self._prices,
            names=self._names,
            facets=facets,
            months=_sets(self._months),
            examples=BitMap(self._examples),
            agenda={day: BitMap(ids) for day, ids in self._agenda.items()},
        )


def _microseconds(instant: datetime.datetime | str) -> int:
    when = datetime.datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return (when.replace(tzinfo=None) - EPOCH) // MICROSECOND


def _group(ids: Iterable[int], values: Iterable[V | None], groups: Mapping[V, "array[int]"]) -> None:
    """Puts each id where its value is, if it has one."""
    for one, value in zip(ids, values, strict=True):
        if value is not None:
            groups[value].append(one)


def _ids() -> "array[int]":
    return array("I")


def _sets(gathered: Mapping[str, "array[int]"]) -> dict[str, BitMap]:
    return {str(value): BitMap(ids) for value, ids in gathered.items() if ids}


def _months_of(seasons: int) -> list[str]:
    return [str(month) for month in range(1, 13) if seasons >> (month - 1) & 1]
