"""What is sold, as sets of ids: made of the rows of the public listings, and changed by reading some of them again."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from craftsite.catalog.filters import Facet, Filters, Season, Sort
from craftsite.catalog.index.columns import Column
from craftsite.catalog.index.orders import Block, Keys, Order, united
from craftsite.catalog.index.parts import Part
from craftsite.catalog.index.rows import Sets, read_rows

# Greater than any price: listings without one come last.
NO_PRICE = 2**62


@dataclass(frozen=True, slots=True)
class Listings:
    """The public listings of a day.

    `months` are those in season by month, `published` and `prices` (0: none) what the orders go by. `agenda` says on
    which later days which listings are told otherwise without anybody changing them: an origin or a certificate
    lapses, or a certificate begins.
    """

    part: Part
    examples: BitMap
    months: Sets
    published: Column
    prices: Column
    agenda: Mapping[datetime.date, BitMap]

    def priced(self, filters: Filters) -> BitMap | None:
        """The ids whose price lies within the filters; None where they set none. Costs a union of some blocks."""
        if not filters.has_price:
            return None
        least = max(1, filters.price_min_idr or 1)
        greatest = NO_PRICE - 1 if filters.price_max_idr is None else filters.price_max_idr
        within: list[BitMap] = []
        for blocks in self.part.orders[Sort.CHEAPEST].shelves():
            if self._lie_within(blocks, least, greatest):
                within.append(united(blocks))
                continue
            for block in blocks:
                if self._lie_within((block,), least, greatest):
                    within.append(block.members)
                elif self._lowest(block) <= greatest and least <= self._highest(block):
                    start = bisect_left(block.ids, least, key=self._price)
                    within.append(BitMap(block.ids[start : bisect_right(block.ids, greatest, key=self._price)]))
        return BitMap.union(BitMap(), *within)

    def _lie_within(self, blocks: Sequence[Block], least: int, greatest: int) -> bool:
        return least <= self._lowest(blocks[0]) and self._highest(blocks[-1]) <= greatest

    def _lowest(self, block: Block) -> int:
        return self._price(block.ids[0])

    def _highest(self, block: Block) -> int:
        return self._price(block.ids[-1])

    def _price(self, one: int) -> int:
        return self.prices[one] or NO_PRICE

    def due(self, after: datetime.date, until: datetime.date) -> BitMap:
        """The ids that the calendar alone may have changed between two days."""
        return BitMap.union(BitMap(), *(ids for day, ids in self.agenda.items() if after < day <= until))

    def changed(self, ids: Collection[int], day: datetime.date) -> "Listings":
        """These listings as they are on a day, some of them read again. Three statements, then some milliseconds."""
        read = read_rows(day, ids)
        gone = BitMap(ids)
        published = self.published.changed(dict(zip(read.ids, read.published, strict=True)))
        prices = self.prices.changed(dict(zip(read.ids, read.prices, strict=True)))
        named = sorted(zip(zip(read.names, read.ids, strict=True), read.ids, strict=True))
        orders = {Sort.NAME: self.part.orders[Sort.NAME].changed(gone, named)}
        for sort, key_of in _KEYS.items():
            keys = Keys(key_of(self.published, self.prices), key_of(published, prices))
            added = sorted((keys.now(one), one) for one in read.ids)
            orders[sort] = self.part.orders[sort].changed(gone, added, keys)
        months = _changed(self.months, gone, read.months)
        facets = {facet: _changed(sets, gone, read.facets[facet]) for facet, sets in self.part.facets.items()}
        return Listings(
            part=_part((self.part.everything - gone) | BitMap(read.ids), facets, months, orders, day),
            examples=(self.examples - gone) | read.examples,
            months=months,
            published=published,
            prices=prices,
            agenda=self._agenda(read.agenda, day),
        )

    def _agenda(self, added: Mapping[datetime.date, BitMap], day: datetime.date) -> Mapping[datetime.date, BitMap]:
        """What is still to come after a day; a day that keeps its ids keeps the set of them."""
        agenda = {date: ids for date, ids in self.agenda.items() if date > day}
        for date, ids in added.items():
            agenda[date] = agenda.get(date, BitMap()) | ids
        return agenda


def build(day: datetime.date) -> Listings:
    """All public listings of a day. Three statements; some seconds for a million."""
    read = read_rows(day)
    ids, prices, names = read.ids, read.prices, read.names
    # Sorting keeps the order of equals, also the wrong way round.
    newest = sorted(range(len(ids) - 1, -1, -1), key=read.published.__getitem__, reverse=True)
    cheapest = sorted(newest, key=[price or NO_PRICE for price in prices].__getitem__)
    dearest = sorted(newest, key=prices.__getitem__, reverse=True)
    by_name = sorted(range(len(ids)), key=names.__getitem__)
    orders = {
        Sort.NEWEST: Order.of([ids[at] for at in newest]),
        Sort.CHEAPEST: Order.of([ids[at] for at in cheapest]),
        Sort.DEAREST: Order.of([ids[at] for at in dearest]),
        Sort.NAME: Order.of([ids[at] for at in by_name], [names[at] for at in by_name]),
    }
    return Listings(
        part=_part(BitMap(ids), read.facets, read.months, orders, day),
        examples=read.examples,
        months=read.months,
        published=Column.of(ids, read.published),
        prices=Column.of(ids, prices),
        agenda=read.agenda,
    )


def _part(
    everything: BitMap, facets: Mapping[Facet, Sets], months: Sets, orders: Mapping[Sort, Order], day: datetime.date
) -> Part:
    in_season = {str(Season.NOW): months[str(day.month)]} if str(day.month) in months else {}
    return Part(
        everything,
        {**facets, Facet.SEASON: in_season},
        {**orders, Sort.DEFAULT: orders[Sort.NEWEST]},
    )


def _changed(sets: Sets, gone: BitMap, added: Sets) -> dict[str, BitMap]:
    """The sets without some ids and with others, the empty ones left out. One that stays the same is not copied."""
    changed = {}
    for value in sets.keys() | added.keys():
        before, new = sets.get(value, BitMap()), added.get(value, BitMap())
        after = before if before & gone == new else (before - gone) | new
        if after:
            changed[value] = after
    return changed


Key = Callable[[int], tuple[int, ...]]


def _newest(published: Column, prices: Column) -> Key:
    return lambda one: (-published[one], -one)


def _cheapest(published: Column, prices: Column) -> Key:
    return lambda one: (prices[one] or NO_PRICE, -published[one], -one)


def _dearest(published: Column, prices: Column) -> Key:
    return lambda one: (-prices[one], -published[one], -one)


_KEYS = {Sort.NEWEST: _newest, Sort.CHEAPEST: _cheapest, Sort.DEAREST: _dearest}
