"""Ornaments that stand for no product: kinds of goods, makers' marks, empty pages, and the strip on a plate.

The same arguments give the same bytes, so a drawing is kept for good under an address that holds its `address_key`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from craftsite.motif.canvas import Canvas
from craftsite.motif.chance import Chance
from craftsite.motif.dyes import PALETTES
from craftsite.motif.edges import draw_crackle, draw_edge
from craftsite.motif.families import (
    bamboo,
    coffee,
    diamond,
    gringsing,
    islands,
    moringa,
    paddy,
    plait,
    rosette,
    sawtooth,
    scale,
    scroll,
    surya,
    tobacco,
    wave,
)

__all__ = ["FAMILIES", "GENERATION", "PALETTES", "address_key", "family_for", "strip", "tile"]

# Raised whenever the bytes of any drawing change, tile or plate: it is part of every immutable address.
GENERATION = 2

WIDTH, HEIGHT = 480, 600

FAMILIES: Mapping[str, Callable[[Canvas], None]] = {
    "bamboo": bamboo.draw,
    "gringsing": gringsing.draw,
    "tobacco": tobacco.draw,
    "moringa": moringa.draw,
    "surya": surya.draw,
    "wave": wave.draw,
    "scroll": scroll.draw,
    "islands": islands.draw,
    "sawtooth": sawtooth.draw,
    "rosette": rosette.draw,
    "scale": scale.draw,
    "plait": plait.draw,
    "diamond": diamond.draw,
    "coffee": coffee.draw,
    "paddy": paddy.draw,
}

# The shapes that may stand for anything, and those that suit a kind of goods better.
_LEADING = (
    "bamboo", "gringsing", "tobacco", "moringa", "surya", "wave", "scroll", "islands", "sawtooth", "rosette", "scale",
)  # fmt: skip
_BY_CATEGORY: Mapping[str, Sequence[str]] = {
    "kerajinan": ("plait", "bamboo", "diamond", "wave", "surya"),
    "agro": ("paddy", "moringa", "coffee", "wave", "scale"),
}

# These run to the edge by their own nature.
_WITHOUT_EDGE = frozenset({"sawtooth", "plait", "wave"})


def tile(seed: str, *, family: str | None = None, category: str | None = None, palette: int | None = None) -> str:
    """An SVG of 480 x 600 filled with one family of ornament, finished like a cloth.

    Without a family the seed chooses one that suits the category, without a palette it chooses that too.
    Raises KeyError for a family that does not exist, IndexError for a palette.
    """
    chosen = family or family_for(seed, category)
    canvas = Canvas(seed, WIDTH, HEIGHT, palette)
    FAMILIES[chosen](canvas)
    if chosen not in _WITHOUT_EDGE:
        draw_edge(canvas)
    draw_crackle(canvas)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{canvas.svg()}</svg>"
    )


def family_for(seed: str, category: str | None = None) -> str:
    """The family that the seed chooses, of those that suit the category."""
    return Chance(f"family {seed}").choice(_BY_CATEGORY.get(category or "", _LEADING))


def strip(seed: str, family: str, width: int, height: int, palette: int | None = None) -> Canvas:
    """A canvas filled with the family, without edge or cracks. Raises KeyError for a family that does not exist."""
    canvas = Canvas(seed, width, height, palette)
    FAMILIES[family](canvas)
    return canvas


def address_key(*parts: object) -> str:
    """Ten hexadecimal digits that change with any argument of a drawing, and with GENERATION.

    The arguments are texts, numbers, None, or sequences of them.
    """
    return hashlib.sha256(json.dumps([GENERATION, *parts]).encode()).hexdigest()[:10]
