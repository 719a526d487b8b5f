"""The names of all choices, read from the database once for each language, until one of them may have changed."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app

from craftsite.catalog.choices import Names
from craftsite.catalog.index.current import catalogue
from craftsite.goods.queries import find_taxa
from craftsite.regions.models import Region
from craftsite.regions.queries import find_regions
from craftsite.web.languages import Language, current_language

EXTENSION = "craftsite.names"


class Key(NamedTuple):
    """What the names depend on. `edition` changes whenever a taxon or a region does."""

    edition: int
    language: Language


@dataclass(frozen=True, slots=True)
class KeptNames:
    """The names, and the regions that they are of; nothing of a region but its own row is there."""

    key: Key
    names: Names
    regions: tuple[Region, ...]


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
