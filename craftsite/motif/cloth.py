"""The patterns of the 38 squares: tiny, drawn to be read at 44 pixels on any dye, and printed inline on the home page.

A template prints `<svg><defs>{{ pattern_definitions(names) }}</defs></svg>` once, and fills a square with
`url(#cloth-bamboo)`.
"""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from craftsite.motif.dyes import IJO, MENGKUDU, MORI, SOGA, TARUM, TEGERAN, WEDEL
from craftsite.motif.shapes import around, disc, lens, moved

# The dyes of the squares by their names; this pale indigo is the one of the style sheet, on which small words are read.
SQUARE_DYES: Mapping[str, str] = {
    "tarum": TARUM,
    "mengkudu": MENGKUDU,
    "soga": SOGA,
    "ijo": IJO,
    "wedel": WEDEL,
    "biru": "#41598f",
}


def pattern_definitions(names: Iterable[str]) -> Markup:
    """The `<pattern>` of each name once, with the id `cloth-<name>`. Raises KeyError for a name not in PATTERNS."""
    # Safe: every pattern is a constant of this module.
    return Markup("").join(Markup(PATTERNS[name]) for name in sorted(set(names)))  # noqa: S704


def _fill(dye: str, path: str) -> str:
    return f'<path d="{path}" fill="{dye}"/>'


def _line(dye: str, width: float, path: str, extra: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{dye}" stroke-width="{width:g}"{extra}/>'


def _leaf_ring(count: int, leaf: str, centre: float, turn: float = 0) -> str:
    return moved(around(count, leaf, turn), centre, centre)


# Every drawing is cream with a touch of yellow, and dark where a line crosses the cream. Name: width, height, drawing.
_DRAWINGS: Mapping[str, tuple[int, int, str]] = {
    "apple": (
        22,
        24,
        _fill(
            MORI,
            "M11 9C8 6 2 8 3 14c1 5 4 8 6 8 1 0 1-1 2-1s1 1 2 1c2 0 5-3 6-8 1-6-5-8-8-5z",
        )
        + _line(TEGERAN, 1.8, "M11 9V4")
        + _fill(TEGERAN, "M11 6q2-5 8-4-1 5-8 4z"),
    ),
    "bamboo": (
        22,
        28,
        _line(MORI, 4, "M5 0v12M5 15v13M16 0v3M16 6v22")
        + _fill(TEGERAN, "M7 13q7-5 8 2-6 3-8-2zM14 3q-7-1-6 5 6 0 6-5z"),
    ),
    "banana": (
        25,
        26,
        _fill(MORI, "M5 4C1 13 7 23 19 23q2-2 0-3C11 19 8 12 9 4zM11 4c-1 7 4 13 12 13q1-2 0-3c-5-1-8-4-8-10z")
        + _fill(TEGERAN, "M7 1h5l3 3H5z"),
    ),
    "beads": (
        18,
        18,
        _line(MORI, 2.4, "M4 9a5 5 0 0 1 10 0 5 5 0 0 1-10 0z")
        + disc(1.8, TEGERAN, 9, 9)
        + "".join(disc(2.2, TEGERAN, x, y) for x in (0, 18) for y in (0, 18)),
    ),
    "cananga": (
        26,
        26,
        _leaf_ring(6, _fill(MORI, "M-1-2c-5-3-3-7 2-10-1 4 4 6 1 10z"), 13) + disc(2.6, TEGERAN, 13, 13),
    ),
    "chilli": (
        19,
        24,
        _fill(MORI, "M5 7c-2 8 2 14 11 15-4-4-5-9-5-15z") + _line(TEGERAN, 2.2, "M4 7q4-4 8 0M8 5q0-3 4-4"),
    ),
    "clove": (
        22,
        27,
        moved(
            _fill(MORI, "M-2.6 2h5.2L1 19h-2z")
            + around(4, _fill(MORI, "M-3-1Q-2-6 0-8 2-6 3-1z"), 45)
            + disc(3.4, TEGERAN),
            7.5,
            8,
            -28,
        ),
    ),
    "clover": (
        26,
        26,
        _leaf_ring(4, _fill(MORI, "M0-1C-7-3-6-10-3-10q3 0 3 3 0-3 3-3C6-10 7-3 0-1z"), 13)
        + _line(TEGERAN, 1.8, "M13 13q4 3 9 11"),
    ),
    "coffee": (
        22,
        24,
        _fill(MORI, "M11 22C3 20 1 13 3 9c5 2 8 7 8 13zM11 22c8-2 10-9 8-13-5 2-8 7-8 13z")
        + disc(3, TEGERAN, 8, 4)
        + disc(3, TEGERAN, 15, 5),
    ),
    "diamond": (18, 24, _line(MORI, 1.8, "M9 1l8 11-8 11L1 12z") + _fill(TEGERAN, "M9 6l5 6-5 6-5-6z")),
    "drum": (
        20,
        27,
        _fill(MORI, "M3 5h14c0 7-4 8-4 11 0 3 2 5 3 8H4c1-3 3-5 3-8 0-3-4-4-4-11z")
        + _fill(TEGERAN, "M2 2h16v3H2z")
        + _line(WEDEL, 1.1, "M5 6l2 4 2-4 2 4 2-4 2 4"),
    ),
    "embroidery": (
        24,
        24,
        _line(TEGERAN, 1.4, "M1 1h24M1 1v24", ' stroke-dasharray="4 2"')
        + _leaf_ring(5, _line(MORI, 1.8, lens(8, 3.4, 1.5)), 13)
        + disc(1.5, TEGERAN, 13, 13),
    ),
    "feather": (
        20,
        27,
        _fill(MORI, "M10 27C0 18 2 2 10 2s10 16 0 25z")
        + _fill(WEDEL, "M5 11a5 6 0 0 1 10 0 5 6 0 0 1-10 0z")
        + disc(3, TEGERAN, 10, 12),
    ),
    "grape": (
        20,
        25,
        "".join(disc(2.5, MORI, x, y) for x, y in ((4.5, 10), (10, 10), (15.5, 10), (7.2, 15), (12.8, 15), (10, 20)))
        + _line(TEGERAN, 1.8, "M10 7V2")
        + _fill(TEGERAN, "M10 5q2-5 7-3-1 5-7 3z"),
    ),
    "gringsing": (
        20,
        20,
        _line(MORI, 1.6, "M0 10a10 10 0 0 1 20 0M-10 20a10 10 0 0 1 20 0 10 10 0 0 1 20 0")
        + disc(2.4, TEGERAN, 10, 6)
        + disc(2.4, TEGERAN, 0, 16)
        + disc(2.4, TEGERAN, 20, 16),
    ),
    "jar": (
        22,
        26,
        _fill(MORI, "M5 3h12v3H5zM7 8h8c7 5 5 14 0 16H7c-5-2-7-11 0-16z") + _line(TEGERAN, 2, "M4 14q7 3 14 0"),
    ),
    "keris": (
        17,
        32,
        _fill(MORI, "M9 1Q13 6 10.5 11T11.5 22H5Q2 16 5.5 10.5 8 6 9 1z")
        + _fill(TEGERAN, "M3 22h11v2H3zM7 25h3.5l1 5H8z"),
    ),
    "lurik": (16, 10, _line(MORI, 1.4, "M1 0v10M5 0v10M6.5 0v10M12 0v10") + _line(TEGERAN, 1.8, "M9 0v10")),
    "mango": (
        22,
        25,
        _fill(MORI, "M12 6c6 0 8 5 7 9-1 5-5 8-9 7s-7-4-6-8c1-3 4-3 5-6 .5-1.5 1.5-2 3-2z")
        + _fill(TEGERAN, "M12 6Q8 0 2 3q3 5 10 3z"),
    ),
    "marble": (
        30,
        30,
        _line(MORI, 2, "M0 8c8-2 9 8 16 5s6-9 14-5M0 23c6 4 10-3 15 0s8 5 15 0")
        + _line(TEGERAN, 1.4, "M16 13c3 4-3 6-1 10M22 0q-2 3 1 7M22 30q1-3-2-5"),
    ),
    "moringa": (
        20,
        24,
        _line(MORI, 1.4, "M10 24V3")
        + f'<g fill="{MORI}">'
        + "".join(f'<ellipse cx="{x}" cy="{y}" rx="3.5" ry="2.5"/>' for y in (18, 11) for x in (5, 15))
        + "</g>"
        + disc(2.6, TEGERAN, 10, 4),
    ),
    "paddy": (
        16,
        16,
        _line(MORI, 2, "M8 0v16M8 8L3 2M8 8l5-6M8 16l-5-6M8 16l5-6", ' stroke-linecap="round"'),
    ),
    "pineapple": (
        20,
        29,
        _fill(MORI, "M10 11c-6 0-8 5-7 9 1 5 4 7 7 7s6-2 7-7c1-4-1-9-7-9z")
        + _line(WEDEL, 1.1, "M4 15l9 11M7 12l9 10M16 15L7 26M13 12L4 22")
        + _fill(TEGERAN, "M10 12L3 5l4 1 3-5 3 5 4-1z"),
    ),
    "plait": (16, 16, _fill(MORI, "M0 2h8v4H0zM8 10h8v4H8zM2 8h4v8H2zM10 0h4v8h-4z")),
    "salt": (
        22,
        22,
        _line(MORI, 1.7, "M3 3h12v12H3zM3 3l4 4M15 3l-4 4M3 15l4-4M15 15l-4-4")
        + _fill(TEGERAN, "M7 7h4v4H7z")
        + _fill(MORI, "M17 17h4v4h-4z"),
    ),
    "scale": (
        20,
        20,
        _line(MORI, 1.6, "M0 10a10 10 0 0 1 20 0M-10 20a10 10 0 0 1 20 0 10 10 0 0 1 20 0")
        + _line(MORI, 1.6, "M5 10a5 5 0 0 1 10 0M-5 20a5 5 0 0 1 10 0m10 0a5 5 0 0 1 10 0"),
    ),
    "shallot": (
        20,
        26,
        _fill(MORI, "M10 5c-1 4-7 5-7 11 0 4 3 6 7 6s7-2 7-6C17 10 11 9 10 5z")
        + _line(WEDEL, 1.1, "M10 9v12M7 12q-2 5 1 9M13 12q2 5-1 9")
        + _line(TEGERAN, 1.8, "M10 6V1M8 22v3M12 22v3"),
    ),
    "soybean": (
        24,
        22,
        moved(
            _line(MORI, 2, "M-11 1q2-1 4 0")
            + "".join(disc(4.3, MORI, x) for x in (-5, 1, 7))
            + "".join(disc(2, TEGERAN, x) for x in (-5, 1, 7)),
            12,
            11,
            -35,
        ),
    ),
    "starfruit": (
        26,
        26,
        f'<path d="M13 2l3 7 8 1-6 5 2 8-7-4-7 4 2-8-6-5 8-1z" fill="{TEGERAN}" stroke="{MORI}" stroke-width="2"/>'
        + moved(around(5, _fill(WEDEL, lens(4, 1.3, 1))), 13, 13.5),
    ),
    "surya": (
        30,
        30,
        _fill(MORI, "M15 2l2.6 8 7.4-4-4 7.4 8 1.6-8 1.6 4 7.4-7.4-4L15 28l-2.6-8-7.4 4 4-7.4L1 15l8-1.6L5 6l7.4 4z")
        + disc(4.4, WEDEL, 15, 15)
        + disc(2.4, TEGERAN, 15, 15),
    ),
    "tobacco": (
        26,
        26,
        _fill(MORI, "M13 2c7 5 7 14 0 20-7-6-7-15 0-20z")
        + _line(WEDEL, 1.2, "M13 6v13M13 12l3-3M13 12l-3-3M13 16l3-3M13 16l-3-3")
        + disc(2.6, TEGERAN, 1, 14)
        + disc(2.6, TEGERAN, 25, 14),
    ),
    "wave": (24, 12, _line(MORI, 2.2, "M-12 6q6 8 12 0t12 0 12 0 12 0")),
    "woodgrain": (
        30,
        20,
        _line(MORI, 1.6, "M0 1h30M0 10c7 0 7-5 15-5s8 5 15 5M0 13c7 0 7 4 15 4s8-4 15-4")
        + _fill(TEGERAN, "M10 11q5-5 10 0-5 4-10 0z"),
    ),
}

PATTERNS: Mapping[str, str] = {
    name: f'<pattern id="cloth-{name}" width="{width}" height="{height}" patternUnits="userSpaceOnUse">{drawing}'
    "</pattern>"
    for name, (width, height, drawing) in _DRAWINGS.items()
}
