"""The cloth that an ornament is drawn on: its size, its dyes, its chance, and the marks made so far."""

from collections.abc import Iterator
from typing import NamedTuple

from craftsite.motif.chance import Chance
from craftsite.motif.dyes import PALETTES
from craftsite.motif.flat import flattened
from craftsite.motif.shapes import number


class Spot(NamedTuple):
    """A place of a lattice: its column and row, and where they meet."""

    column: int
    row: int
    x: float
    y: float


class Canvas:
    """One drawing in the making.

    The order of drawing is the order of the craft: ground, filling dots, what the wax keeps, the second dye, the edge.
    """

    def __init__(self, seed: str, width: int, height: int, palette: int | None = None) -> None:
        self.width = width
        self.height = height
        self.chance = Chance(seed)
        drawn = self.chance.below(len(PALETTES))
        self.dyes = PALETTES[drawn if palette is None else palette]
        self._definitions: list[str] = []
        self._reach: dict[str, float] = {}
        self._marks: list[str] = []

    def define(self, name: str, markup: str, scale: float = 1.0) -> None:
        """Cuts a stamp: a piece that `stamp` prints by its name, made `scale` times as large."""
        size = f' transform="scale({number(scale, 3)})"' if scale != 1 else ""
        flat = flattened(markup)
        self._reach[name] = flat.reach * scale
        self._definitions.append(f'<g id="{name}"{size}>{flat.markup}</g>')

    def define_pattern(self, name: str, width: float, height: float, markup: str, turn: int = 0) -> None:
        """Adds a pattern that fills a shape as `url(#name)`."""
        rotation = f' patternTransform="rotate({turn})"' if turn else ""
        self._definitions.append(
            f'<pattern id="{name}" width="{number(width)}" height="{number(height)}"'
            f' patternUnits="userSpaceOnUse"{rotation}>{markup}</pattern>'
        )

    def draw(self, markup: str) -> None:
        """Adds a piece on top of all others."""
        self._marks.append(markup)

    def stamp(
        self,
        name: str,
        x: float,
        y: float,
        *,
        turn: float = 0.0,
        size: float = 1.0,
        sway: float = 1.0,
        mirrored: bool = False,
    ) -> None:
        """Prints a stamp; the hand misses its place by up to `sway`, and its angle a little unless `sway` is 0.

        What would fall beside the cloth is left out.
        """
        if sway:
            x += self.chance.between(-sway, sway)
            y += self.chance.between(-sway, sway)
            turn += self.chance.between(-1.3, 1.3)
        reach = self._reach[name] * size
        if not (-reach < x < self.width + reach and -reach < y < self.height + reach):
            return
        transform = f"translate({number(x)} {number(y)})"
        if abs(turn) > 0.05:
            transform += f"rotate({number(turn)})"
        if mirrored:
            transform += f"scale({number(-size, 2)} {number(size, 2)})"
        elif size != 1:
            transform += f"scale({number(size, 2)})"
        self._marks.append(f'<use href="#{name}" transform="{transform}"/>')

    def lattice(self, step_x: float, step_y: float | None = None, *, staggered: bool = False) -> Iterator[Spot]:
        """Spots of a centred lattice that runs over every edge; `staggered` shifts each second row by half a step."""
        step_y = step_y or step_x
        columns, rows = int(self.width / step_x) + 3, int(self.height / step_y) + 3
        left, top = (self.width - (columns - 1) * step_x) / 2, (self.height - (rows - 1) * step_y) / 2
        for row in range(rows):
            shift = step_x / 2 if staggered and row % 2 else 0
            for column in range(columns + staggered):
                yield Spot(column, row, left + column * step_x - shift, top + row * step_y)

    def fill_with_dots(self, gap: float, radius: float, opacity: float) -> None:
        """Covers the ground with the fine wax dots (isen) that fill the space between the figures."""
        near, far = number(gap / 4), number(gap * 0.75)
        size = number(radius, 2)
        dots = f'<circle cx="{near}" cy="{near}" r="{size}"/><circle cx="{far}" cy="{far}" r="{size}"/>'
        self.define_pattern("dots", gap, gap, f'<g fill="{self.dyes.line}">{dots}</g>')
        self.cover("dots", opacity)

    def cover(self, pattern: str, opacity: float = 1.0) -> None:
        """Lays a pattern over the whole canvas."""
        veil = f' opacity="{number(opacity, 2)}"' if opacity != 1 else ""
        self.draw(f'<rect width="{self.width}" height="{self.height}" fill="url(#{pattern})"{veil}/>')

    def svg(self) -> str:
        """What stands inside an `<svg>` of this size."""
        ground = f'<rect width="{self.width}" height="{self.height}" fill="{self.dyes.ground}"/>'
        return f"<defs>{''.join(self._definitions)}</defs>{ground}{''.join(self._marks)}"
