"""The index of one state of the database on one day, and how the next one is made of it. Nothing in it ever changes."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from craftsite.catalog.index import listings, products
from craftsite.catalog.index.listings import Listings
from craftsite.catalog.index.parts import Part
from craftsite.catalog.index.states import Change, State, changes_since

# Beyond so many changes, and so great a part of the catalogue, reading all of it again is the shorter way.
MOST_STEPS = 1_000
READ_AT_ONCE = 500
MOST_EDITIONS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Both parts of the catalogue. `editions` are the stamps of the last changes of those that changed lately."""

    state: State
    day: datetime.date
    listings: Listings
    products: Part
    edition: int
    editions: Mapping[int, int] = field(default_factory=dict)

    def edition_of(self, listing_id: int) -> int:
        """A number that is another one whenever anything that a card of the listing shows may be."""
        return self.editions.get(listing_id, self.edition)


def build(state: State, day: datetime.date) -> Catalogue:
    """The whole catalogue, read anew. `state` was read before, so whatever changes meanwhile is read again."""
    return Catalogue(state, day, listings.build(day), products.build(day), edition=state.stamp)


def forward(known: Catalogue, day: datetime.date) -> Catalogue | None:
    """The catalogue that follows a known one; None where no way leads from that to the newest state and this day.

    Reads the log and the listings that it names, and those that the calendar has changed: four statements.
    """
    if known.day > day:
        return None
    most = max(MOST_STEPS, len(known.listings.part.everything) // 4)
    changes = changes_since(known.state, most)
    if changes is None:
        return None
    if not changes and known.day == day:
        return known
    ids = {change.listing_id for change in changes if change.listing_id is not None}
    ids.update(known.listings.due(known.day, day))
    is_other_month = (known.day.year, known.day.month) != (day.year, day.month)
    is_other_product = is_other_month or any(change.listing_id is None for change in changes)
    edition, editions = _editions(known, changes)
    return Catalogue(
        state=changes[-1].state if changes else known.state,
        day=day,
        listings=_read_again(known.listings, ids, day) if ids or is_other_month else known.listings,
        products=products.build(day) if is_other_product else known.products,
        edition=edition,
        editions=editions,
    )


def _editions(known: Catalogue, changes: Sequence[Change]) -> tuple[int, Mapping[int, int]]:
    """The edition of all, and those of the listings that have changed since: none after what all may show."""
    edition, editions = known.edition, dict(known.editions)
    for change in changes:
        if change.listing_id is None or len(editions) >= MOST_EDITIONS:
            edition, editions = change.state.stamp, {}
        else:
            editions[change.listing_id] = change.state.stamp
    return edition, editions


def _read_again(known: Listings, ids: Collection[int], day: datetime.date) -> Listings:
    rising = sorted(ids)
    for start in range(0, max(1, len(rising)), READ_AT_ONCE):
        known = known.changed(rising[start : start + READ_AT_ONCE], day)
    return known
