"""What visitors ask for, and how often each answer has to be worked out anew.

No request says what it has seen before, so no answer is a 304. The questions of a case are asked in turn; those of
`every page` name other listings each time, so no card was shown before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bench.client import Ask
from craftsite.extensions import db
from craftsite.listings.models import Listing

CATALOGUE = "/katalog"
# What htmx says when the search field asks what it could offer.
TYPING = {"HX-Request": "true", "HX-Target": "suggestions"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
LAST_PAGE = 1_000
LISTINGS = 60
KINDS = ("batik", "kerajinan", "agro")
REGIONS = ("3503", "3509", "3526", "3578")


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of question, by several that are asked in turn."""

    name: str
    asks: Sequence[Ask]

    @property
    def is_catalogue(self) -> bool:
        """Whether it asks for plain pages of results."""
        return all(ask.path.startswith(CATALOGUE) and not ask.headers for ask in self.asks)


def cases() -> list[Case]:
    """All of them; the pages of listings are some of the database. One query."""
    return [
        _catalogue("no filter", ""),
        _catalogue("every page", *(f"hal={number}" for number in range(1, LAST_PAGE + 1))),
        _catalogue("page 1,000", f"hal={LAST_PAGE}"),
        _catalogue("page 1,000 by price", f"urut=termurah&hal={LAST_PAGE}"),
        _catalogue("kind", "kategori=batik", "kategori=kerajinan", "kategori=agro"),
        _catalogue("kind and region", *(f"kategori={kind}&daerah={code}" for kind in KINDS for code in REGIONS)),
        _catalogue("two evidences", "bukti=halal&bukti=pirt", "bukti=halal&bukti=merek", "bukti=pirt&bukti=organik"),
        _catalogue("rare word", "q=jenitri", "q=rebana", "q=jimbe"),
        _catalogue("middling word", "q=keripik", "q=kopi", "q=tenun"),
        _catalogue("common word", "q=agro"),
        _catalogue("word and region", *(f"q=keripik&daerah={code}" for code in REGIONS)),
        _catalogue("slip of a finger", "q=kerripik", "q=anyamman"),
        Case("no filter, compressed", [Ask(CATALOGUE, BROWSER)]),
        Case("suggestions", [Ask(f"{CATALOGUE}?q={typed}", TYPING) for typed in ("ba", "keri", "anyam", "kopi+ij")]),
        Case("page of a listing", [Ask(path) for path in _listing_paths()]),
    ]


def _catalogue(name: str, *queries: str) -> Case:
    return Case(name, [Ask(f"{CATALOGUE}?{query}" if query else CATALOGUE) for query in queries])


def _listing_paths() -> list[str]:
    some = select(Listing.code, Listing.slug).order_by(Listing.id).limit(LISTINGS)
    return [f"/karya/{code}-{slug}" for code, slug in db.session.execute(some)]
