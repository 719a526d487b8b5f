"""The words for every choice of the filter groups, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.catalog.filters import Facet, Filters, Found, Season, Selling, Sort, Tab
from craftsite.goods.models import Taxon
from craftsite.goods.names import KIND_NAMES, STAGE_NAMES, TECHNIQUE_NAMES
from craftsite.listings.certificate_names import CERTIFICATE_NAMES
from craftsite.listings.models import Stock
from craftsite.producers.names import PRODUCER_KIND_NAMES
from craftsite.regions.models import Region
from craftsite.web.languages import text_of

STOCK_NAMES: Mapping[str, Any] = {
    Stock.READY: _l("Siap kirim"),
    Stock.ONE_OF_A_KIND: _l("Satu-satunya"),
    Stock.MADE_TO_ORDER: _l("Dibuat setelah dipesan"),
}
SELLING_NAMES: Mapping[str, Any] = {
    Selling.WHOLESALE: _l("Melayani grosir"),
    Selling.EXPORT: _l("Siap ekspor"),
}
SEASON_NAMES: Mapping[str, Any] = {Season.NOW: _l("Sedang musim")}
LEGENDS: Mapping[Facet, Any] = {
    Facet.KIND: _l("Jenis"),
    Facet.TAXON: _l("Golongan"),
    Facet.TECHNIQUE: _l("Teknik batik"),
    Facet.REGION: _l("Kabupaten/kota"),
    Facet.STOCK: _l("Ketersediaan"),
    Facet.SELLING: _l("Penjualan"),
    Facet.PRODUCER_KIND: _l("Pembuat"),
    Facet.EVIDENCE: _l("Sertifikat (dokumen dilihat)"),
    Facet.STAGE: _l("Tahap"),
    Facet.SEASON: _l("Musim"),
}
SORT_NAMES: Mapping[Tab, Mapping[Sort, Any]] = {
    Tab.SOLD: {
        Sort.NEWEST: _l("Terbaru"),
        Sort.CHEAPEST: _l("Harga terendah"),
        Sort.DEAREST: _l("Harga tertinggi"),
        Sort.NAME: _l("Nama A–Z"),
    },
    Tab.KNOWN: {Sort.DEFAULT: _l("Menurut daerah"), Sort.NAME: _l("Nama A–Z")},
}
TAB_NAMES: Mapping[Tab, Any] = {Tab.SOLD: _l("Dijual"), Tab.KNOWN: _l("Khas daerah")}
UNFOLDED = 8
BEST_MATCH = _l("Paling cocok")


@dataclass(frozen=True, slots=True)
class Choice:
    """One checkbox: `count` is how many results it would leave."""

    value: str
    label: str
    count: int
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A fieldset of choices; `facet` is the name of its parameter."""

    facet: Facet
    legend: str
    choices: Sequence[Choice]

    @property
    def shown(self) -> Sequence[Choice]:
        """The first few, and every checked one wherever it stands."""
        return [choice for place, choice in enumerate(self.choices) if place < UNFOLDED or choice.is_checked]

    @property
    def folded(self) -> Sequence[Choice]:
        """The rest, which a long group folds away."""
        return [choice for choice in self.choices[UNFOLDED:] if not choice.is_checked]


@dataclass(frozen=True, slots=True)
class Names:
    """The name of every choice, from tables too, in the order they are offered, and the kind of each taxon."""

    of: Mapping[Facet, Mapping[str, str]]
    taxon_kinds: Mapping[str, str]

    @classmethod
    def from_tables(cls, taxa: Sequence[Taxon], regions: Sequence[Region]) -> "Names":
        """The names with the taxa and regions as given, in the language of the page."""
        names: dict[Facet, Mapping[str, Any]] = {
            Facet.KIND: KIND_NAMES,
            Facet.TAXON: {taxon.slug: text_of(taxon, "name") for taxon in taxa},
            Facet.TECHNIQUE: TECHNIQUE_NAMES,
            Facet.REGION: {region.code: text_of(region, "short_name") for region in regions},
            Facet.STOCK: STOCK_NAMES,
            Facet.SELLING: SELLING_NAMES,
            Facet.PRODUCER_KIND: PRODUCER_KIND_NAMES,
            Facet.EVIDENCE: CERTIFICATE_NAMES,
            Facet.STAGE: STAGE_NAMES,
            Facet.SEASON: SEASON_NAMES,
        }
        return cls(
            {facet: {value: str(name) for value, name in of_facet.items()} for facet, of_facet in names.items()},
            {taxon.slug: taxon.kind for taxon in taxa},
        )

    def label(self, facet: Facet, value: str) -> str:
        """The words for a choice."""
        return self.of[facet][value]


def groups(filters: Filters, found: Found, names: Names) -> list[Group]:
    """The groups to offer, without empty choices that are not chosen and without empty groups.

    Taxa are offered for the chosen kinds only, since all 32 at once help nobody. Regions with most behind them come
    first, since the list shows eight before it folds.
    """
    offered = []
    for facet, counts in found.facets.items():
        values = [value for value in names.of[facet] if counts.get(value) or value in filters[facet]]
        if facet is Facet.TAXON:
            values = [
                value for value in values if names.taxon_kinds[value] in filters[Facet.KIND] or value in filters[facet]
            ]
        if facet is Facet.REGION:
            values.sort(key=lambda value: (-counts.get(value, 0), value))
        choices = [
            Choice(value, names.label(facet, value), counts.get(value, 0), value in filters[facet]) for value in values
        ]
        if choices:
            offered.append(Group(facet, str(LEGENDS[facet]), choices))
    return offered
