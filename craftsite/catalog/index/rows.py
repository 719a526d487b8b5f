"""The rows of the public listings, turned into columns and sets of ids while they are read."""

import datetime
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from craftsite.catalog.filters import Facet, Selling
from craftsite.catalog.index.offers import Evidence, Offer, read_evidence, read_kinds, read_offers

Sets = Mapping[str, BitMap]

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
    for offer in read_offers(day, ids):
        gathering.add(offer, kinds.get(offer.producer_id, ()))
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
        self._examples = array("I")

    def add(self, offer: Offer, kinds: Iterable[str]) -> None:
        """Takes in a listing whose maker is of these kinds."""
        one = offer.id
        self._ids.append(one)
        self._published.append((offer.published_at.replace(tzinfo=None) - EPOCH) // MICROSECOND)
        self._prices.append(offer.price_idr or 0)
        self._names.append(offer.sort_name)
        for facet, value in (
            (Facet.KIND, offer.kind),
            (Facet.TAXON, offer.taxon),
            (Facet.TECHNIQUE, offer.technique),
            (Facet.REGION, offer.region),
            (Facet.STOCK, offer.stock),
            (Facet.STAGE, offer.stage),
            (Facet.SELLING, Selling.WHOLESALE if offer.is_wholesale else None),
            (Facet.SELLING, Selling.EXPORT if offer.is_export_ready else None),
            *((Facet.PRODUCER_KIND, kind) for kind in kinds),
        ):
            if value is not None:
                self._facets[facet][value].append(one)
        for month in _months_of(offer.seasons):
            self._months[month].append(one)
        if offer.is_example:
            self._examples.append(one)
        elif offer.public_until is not None:
            self._agenda[offer.public_until + ONE_DAY].append(one)

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


def _ids() -> "array[int]":
    return array("I")


def _sets(gathered: Mapping[str, "array[int]"]) -> dict[str, BitMap]:
    return {str(value): BitMap(ids) for value, ids in gathered.items()}


def _months_of(seasons: int) -> list[str]:
    return [str(month) for month in range(1, 13) if seasons >> (month - 1) & 1] if seasons else []
