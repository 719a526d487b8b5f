"""The mark of the site: four squares, four cuts (leaf, teeth, wave, dot). It is no emblem of any office."""

from craftsite.motif.dyes import MENGKUDU
from craftsite.motif.shapes import number

# On a ground of 32 by 32, as in `static/icon.svg`; the holes show where two outlines lie on one another.
SIDE = 32
CUTS = (
    "M1 1h14v14H1zM8 3.5c-3.2 2.4-4.2 5.4-2.6 7.6L4 12.6l1 1 1.5-1.5c2.4 1 5.6-1.6 6-8.6z",
    "M17 15V4.5L19.33 1l2.34 5L24 1l2.33 5L28.67 1 31 4.5V15z",
    "M1 17h14v3.5q-3.5 3.6-7 0t-7 0zM1 23.6q3.5-3.6 7 0t7 0v2.6q-3.5 3.6-7 0t-7 0zM1 29.3q3.5-3.6 7 0 3.5 3 7 0V31H1z",
    "M17 17h14v14H17zM24 20a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
)


def logo(x: float, y: float, side: float, fill: str) -> str:
    """The mark in one dye, its top left corner at this place."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(side)}" height="{number(side)}"'
    cuts = "".join(f'<path d="{cut}"/>' for cut in CUTS)
    return f'<svg {place} viewBox="0 0 {SIDE} {SIDE}" fill="{fill}" fill-rule="evenodd">{cuts}</svg>'


def icon(side: int, part: float, ground: str) -> str:
    """A square SVG with the mark in its middle, which takes this part of the side; `ground` may be "none"."""
    margin = side * (1 - part) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="{ground}"/>{logo(margin, margin, side * part, MENGKUDU)}</svg>'
    )
