"""The one address of each state of the catalogue."""

from flask import url_for

from craftsite.catalog.filters import Facet, Filters, Tab


def parameters(filters: Filters, tab: Tab | None = None) -> dict[str, str | int | list[str]]:
    """The query parameters of these filters, without empty ones and in a fixed order."""
    pairs: dict[str, str | int | list[str]] = {}
    if tab is not None:
        pairs["lihat"] = str(tab)
    if filters.text:
        pairs["q"] = filters.text
    for facet in Facet:
        if filters[facet]:
            pairs[str(facet)] = sorted(filters[facet])
    if filters.price_min_idr is not None:
        pairs["harga_min"] = filters.price_min_idr
    if filters.price_max_idr is not None:
        pairs["harga_maks"] = filters.price_max_idr
    if filters.sort:
        pairs["urut"] = str(filters.sort)
    if filters.page > 1:
        pairs["hal"] = filters.page
    return pairs


def address(filters: Filters, tab: Tab | None = None) -> str:
    """The one address of the catalogue in this state; a link to it shows the same as a filter chosen on the page."""
    # `url_for` declares its own options beside any parameter; none of ours has such a name.
    return url_for("catalog.index", **parameters(filters, tab))  # type: ignore[arg-type]
