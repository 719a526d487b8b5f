"""One tab of the catalogue as sets of ids, and how filters become a total, a page of ids and every count.

Nothing here knows the database. Filters cost an intersection for each choice that is offered, some hundred of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from craftsite.catalog.filters import Facet, Filters, Found, Sort
from craftsite.catalog.index.orders import Order
from craftsite.web.paging import page_count

# A search has at most eight terms, so one word in a name always counts more than all of them in places.
NAME_SCORE, PLACE_SCORE = 9, 1


@dataclass(frozen=True, slots=True)
class Hits:
    """The ids that have a term of a search anywhere, in their name, and in their place or maker."""

    anywhere: BitMap
    in_name: BitMap
    in_place: BitMap


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search narrows to before any group does: each of the terms, or one exact code."""

    terms: Sequence[Hits] = ()
    coded: BitMap | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """All ids that the public sees on a day, those of each choice (never empty), and the orders of the results."""

    everything: BitMap
    facets: Mapping[Facet, Mapping[str, BitMap]]
    orders: Mapping[Sort, Order]

    def find(self, filters: Filters, asked: Asked, priced: BitMap | None, per_page: int) -> Found:
        """The total, one page of ids and the counts of every choice. `priced` are the ids of the right price."""
        base = self._narrowed(asked, priced)
        chosen = self._chosen(filters)
        matching = _all_of(base, chosen.values())
        facets = {}
        for facet, values in self.facets.items():
            others = [ids for other, ids in chosen.items() if other is not facet]
            facets[facet] = _counts(_all_of(base, others) if facet in chosen else matching, values, self.everything)
        total = len(matching)
        page = min(filters.page, page_count(total, per_page))
        ids = self._page(filters, asked, matching, (page - 1) * per_page, per_page) if total else ()
        return Found(total, tuple(ids), facets, page)

    def count(self, filters: Filters, asked: Asked, priced: BitMap | None) -> int:
        """How many match."""
        return len(_all_of(self._narrowed(asked, priced), self._chosen(filters).values()))

    def first(self, filters: Filters, asked: Asked, priced: BitMap | None, limit: int) -> list[int]:
        """The first ids that match, in order."""
        matching = _all_of(self._narrowed(asked, priced), self._chosen(filters).values())
        return self._page(filters, asked, matching, 0, limit)

    def _narrowed(self, asked: Asked, priced: BitMap | None) -> BitMap:
        sets = [hits.anywhere for hits in asked.terms]
        sets += [ids for ids in (asked.coded, priced) if ids is not None]
        return _all_of(self.everything, sets)

    def _chosen(self, filters: Filters) -> dict[Facet, BitMap]:
        """For each group in which something is chosen the ids that have any of it."""
        return {
            facet: BitMap.union(BitMap(), *(values[value] for value in filters[facet] if value in values))
            for facet, values in self.facets.items()
            if filters[facet]
        }

    def _page(self, filters: Filters, asked: Asked, matching: BitMap, skip: int, limit: int) -> list[int]:
        order = self.orders[filters.sort]
        if not asked.terms or filters.sort is not Sort.DEFAULT:
            return order.page(matching, skip, limit)
        ids: list[int] = []
        for ranked in _by_score(matching, asked.terms):
            if skip < len(ranked):
                ids += order.page(ranked, skip, limit - len(ids))
            skip = max(0, skip - len(ranked))
            if len(ids) == limit:
                break
        return ids


def _all_of(ids: BitMap, sets: Iterable[BitMap]) -> BitMap:
    """The ids that are in every set; the set itself where there is no other."""
    for others in sets:
        ids = ids & others
    return ids


def _counts(ids: BitMap, values: Mapping[str, BitMap], everything: BitMap) -> dict[str, int]:
    """How many of the ids each choice has, those with none left out. Of everything it is how many there are."""
    if ids is everything:
        return {value: len(members) for value, members in values.items()}
    counted = {value: members.intersection_cardinality(ids) for value, members in values.items()}
    return {value: number for value, number in counted.items() if number}


def _by_score(matching: BitMap, terms: Sequence[Hits]) -> list[BitMap]:
    """The ids that match in groups of one score, the best first: more terms in the name, then more in the place."""
    scored = {0: matching}
    for term in terms:
        split: dict[int, BitMap] = {}
        for score, ids in scored.items():
            named = ids & term.in_name
            placed = (ids & term.in_place) - named
            for gained, some in ((NAME_SCORE, named), (PLACE_SCORE, placed), (0, ids - named - placed)):
                if some:
                    split[score + gained] = split.get(score + gained, BitMap()) | some
        scored = split
    return [scored[score] for score in sorted(scored, reverse=True)]
