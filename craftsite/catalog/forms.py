"""The catalogue's query string, read into filters."""

from werkzeug.datastructures import MultiDict

from craftsite.catalog.choices import Names
from craftsite.catalog.filters import Facet, Filters, Sort, Tab
from craftsite.web.paging import LAST_PAGE
from craftsite.web.queries import chosen_values, page_value, rupiah_value, text_value


def read_filters(args: MultiDict[str, str], names: Names) -> Filters:
    """The filters of a query string. What is unknown, malformed or out of place means no filter, never an error."""
    chosen = {facet: chosen_values(args, facet, frozenset(names.of[facet])) for facet in Facet}
    if chosen[Facet.KIND]:
        # A taxon of another kind can only empty the page: it is left over from a kind that was taken back.
        chosen[Facet.TAXON] = frozenset(
            slug for slug in chosen[Facet.TAXON] if names.taxon_kinds[slug] in chosen[Facet.KIND]
        )
    least, greatest = rupiah_value(args, "harga_min"), rupiah_value(args, "harga_maks")
    if least is not None and greatest is not None and least > greatest:
        least, greatest = greatest, least
    sort = text_value(args, "urut")
    return Filters(
        text=text_value(args, "q"),
        chosen={facet: values for facet, values in chosen.items() if values},
        price_min_idr=least,
        price_max_idr=greatest,
        sort=Sort(sort) if sort in frozenset(Sort) else Sort.DEFAULT,
        page=page_value(args, "hal", LAST_PAGE),
    )


def read_tab(args: MultiDict[str, str]) -> Tab | None:
    """The part of the catalogue that an address asks for; None where it leaves the choice to us."""
    value = text_value(args, "lihat")
    return Tab(value) if value in frozenset(Tab) else None
