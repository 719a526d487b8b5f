"""What a page says to machines, in the words of schema.org; only what the page says to people too."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from craftsite.web.languages import absolute_url

CONTEXT = "https://schema.org"
# A page of results has 24; longer lists are cut, since a reader of such data follows the links anyway.
MOST_ITEMS = 50

Thing = dict[str, Any]


def linked_data(*things: Thing | None) -> Thing | None:
    """The things as one document, without those that are None; None where nothing is left."""
    told = [thing for thing in things if thing]
    return {"@context": CONTEXT, "@graph": told} if told else None


def thing(type_: str, **facts: Any) -> Thing:
    """A thing with those of the facts that are known: None and what is empty stay away."""
    return {"@type": type_} | {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def breadcrumbs(crumbs: Sequence[tuple[str, str]], here: str) -> Thing:
    """The way to a page, from pairs of a name and a path; the page itself comes last and needs no address."""
    steps = [
        thing("ListItem", position=position, name=name, item=absolute_url(path))
        for position, (name, path) in enumerate(crumbs, start=1)
    ]
    return thing("BreadcrumbList", itemListElement=[*steps, thing("ListItem", position=len(steps) + 1, name=here)])


def item_list(name: str, links: Sequence[tuple[str, str]]) -> Thing | None:
    """A list of pages, from pairs of a name and a path, cut after MOST_ITEMS; None where it is empty."""
    if not links:
        return None
    items = [
        thing("ListItem", position=position, name=label, url=absolute_url(path))
        for position, (label, path) in enumerate(links[:MOST_ITEMS], start=1)
    ]
    return thing("ItemList", name=name, numberOfItems=len(items), itemListElement=items)


def operator_thing() -> Thing | None:
    """Who runs the site; None where the settings do not say."""
    settings = current_app.config
    if not settings["ORGANISATION"]:
        return None
    return thing(
        "Organization",
        name=settings["ORGANISATION"],
        address=settings["ORGANISATION_ADDRESS"],
        email=settings["CONTACT_EMAIL"],
        telephone=settings["CONTACT_PHONE"],
    )
