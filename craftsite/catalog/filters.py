"""What a visitor may filter by: one value that an address holds whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

NOTHING: frozenset[str] = frozenset()


class Tab(StrEnum):
    """The two parts of the catalogue."""

    SOLD = "dijual"
    KNOWN = "khas"


class Facet(StrEnum):
    """A group of choices; the value is its query parameter. Choices of a group are joined by or, groups by and."""

    KIND = "kategori"
    TAXON = "sub"
    TECHNIQUE = "teknik"
    REGION = "daerah"
    STOCK = "stok"
    SELLING = "jual"
    PRODUCER_KIND = "pembuat"
    EVIDENCE = "bukti"
    STAGE = "tahap"
    SEASON = "musim"


# What is known about a region's product says nothing of stock, price or maker.
KNOWN_FACETS = (Facet.KIND, Facet.TAXON, Facet.TECHNIQUE, Facet.REGION, Facet.STAGE, Facet.SEASON)


class Selling(StrEnum):
    """How a listing may be bought in quantity."""

    WHOLESALE = "grosir"
    EXPORT = "ekspor"


class Season(StrEnum):
    """The one choice of the season group."""

    NOW = "sekarang"


class Sort(StrEnum):
    """The order of the results; DEFAULT is the best match for words, else the newest (products: by region)."""

    DEFAULT = ""
    NEWEST = "terbaru"
    CHEAPEST = "termurah"
    DEAREST = "termahal"
    NAME = "nama"


SORTS = {Tab.SOLD: tuple(Sort), Tab.KNOWN: (Sort.DEFAULT, Sort.NAME)}


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that decides a page of results. Prices are whole rupiah; `page` counts from 1."""

    text: str = ""
    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    price_min_idr: int | None = None
    price_max_idr: int | None = None
    sort: Sort = Sort.DEFAULT
    page: int = 1

    def __getitem__(self, facet: Facet) -> frozenset[str]:
        """The choices of a group, empty where nothing is chosen."""
        return self.chosen.get(facet, NOTHING)

    @property
    def has_price(self) -> bool:
        """Whether a least or a greatest price is set."""
        return self.price_min_idr is not None or self.price_max_idr is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.chosen or self.has_price)

    @property
    def count(self) -> int:
        """How many choices are active, words aside; a price range counts as one."""
        return sum(len(values) for values in self.chosen.values()) + self.has_price

    def choosing(self, facet: Facet, values: frozenset[str]) -> "Filters":
        """These filters from the first page with other choices in one group."""
        chosen = {**self.chosen, facet: values}
        return replace(self, chosen={key: kept for key, kept in chosen.items() if kept}, page=1)

    def without(self, facet: Facet) -> "Filters":
        """These filters with nothing chosen in one group."""
        return self.choosing(facet, NOTHING)

    def without_price(self) -> "Filters":
        """These filters at any price."""
        return replace(self, price_min_idr=None, price_max_idr=None, page=1)

    def without_text(self) -> "Filters":
        """These filters for any words."""
        return replace(self, text="", page=1)

    def applicable(self, tab: Tab) -> "Filters":
        """Those of these filters that mean something in a part of the catalogue."""
        if tab is Tab.SOLD:
            return self
        kept = {facet: values for facet, values in self.chosen.items() if facet in KNOWN_FACETS}
        return replace(self.without_price(), chosen=kept, page=self.page)


@dataclass(frozen=True, slots=True)
class Found:
    """What matches: how many, the ids of one page in order, and for each group how many each choice would leave.

    The counts of a group ignore what is chosen in that group itself. A choice with nothing behind it is absent.
    """

    total: int
    ids: tuple[int, ...]
    facets: Mapping[Facet, Mapping[str, int]]
    page: int = 1
