"""The names of choices and products, read from the database once for each language, until one may have changed."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import Flask, current_app

from craftsite.catalog.cards import ProductLink
from craftsite.catalog.choices import Names
from craftsite.catalog.index.current import catalogue
from craftsite.goods.queries import find_taxa
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.languages import Language, current_language

EXTENSION = "craftsite.names"


class Key(NamedTuple):
    """What the names depend on. `edition` changes whenever a taxon, a region or a product does."""

    edition: int
    language: Language


@dataclass(frozen=True, slots=True)
class KeptNames:
    """The names, the regions that some of them are of (of a region only its own row is there), and links to products.

    `products` has those that somebody has asked for so far, some hundred at most.
    """

    key: Key
    names: Names
    regions: tuple[Region, ...]
    products: dict[int, ProductLink] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Gives `app` names to keep."""
    app.extensions[EXTENSION] = {}


def get_names(day: datetime.date) -> KeptNames:
    """The names in the language of the page. Two queries where they are not kept."""
    kept: dict[Language, KeptNames] = current_app.extensions[EXTENSION]
    key = Key(catalogue(day).edition, current_language())
    found = kept.get(key.language)
    if found is None or found.key != key:
        regions = find_regions()
        found = kept[key.language] = KeptNames(key, Names.from_tables(find_taxa(), regions), tuple(regions))
    return found
