"""Which region somebody means. Seven names belong to a kabupaten and a kota: then nobody guesses, both come back."""

from collections.abc import Collection, Iterable, Sequence

from craftsite.regions.models import Region
from craftsite.text.tokenizer import fold

# How people write what a region is, in both languages.
KINDS = {
    "kabupaten": frozenset({"kab", "kabupaten", "regency"}),
    "kota": frozenset({"kota", "kotamadya", "kodya", "city"}),
}
_FILLERS = frozenset({"of"})


def regions_meant(text: str, regions: Iterable[Region]) -> list[Region]:
    """The regions that a text may name by code, abbreviation, address or name: one where it is clear, none, or two."""
    words = _words(text)
    kinds = _kinds(words)
    name = " ".join(word for word in words if word not in _FILLERS and not any(word in said for said in KINDS.values()))
    return [
        region
        for region in regions
        if " ".join(words) in (region.code, region.abbreviation.lower())
        or (name == fold(region.name) and (not kinds or region.kind in kinds))
    ]


def namesakes_in(text: str, regions: Collection[Region]) -> Sequence[Region]:
    """The two regions whose one name stands in a text that does not say which of them is meant; else none."""
    words = _words(text)
    if _kinds(words):
        return ()
    found = [region for region in regions if fold(region.name) in words]
    names = [region.name for region in found]
    return [region for region in found if names.count(region.name) > 1]


def without_name(text: str, region: Region) -> str:
    """The words of a text but the name of a region."""
    return " ".join(word for word in text.split() if fold(word) != fold(region.name))


def _words(text: str) -> list[str]:
    return fold(text).replace("-", " ").split()


def _kinds(words: Collection[str]) -> set[str]:
    return {kind for kind, said in KINDS.items() if not said.isdisjoint(words)}
