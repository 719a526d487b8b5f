"""Waves: bands of water that ride over one another, each with a wax line and a string of drops."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.shapes import number


def draw(canvas: Canvas) -> None:
    """Fills the canvas with waves, from the farthest at the top to the nearest."""
    chance, dyes = canvas.chance, canvas.dyes
    length = chance.choice((120, 160, 240))
    depths = [chance.choice((34, 44, 56)) for _ in range(4)]
    fills = (dyes.ground, dyes.second, dyes.ground, dyes.accent)
    y, index = -30, 0
    while y < canvas.height + 60:
        left = -length * (1.5 if index % 2 else 1)
        crest = _crest(length, canvas.width)
        bottom = canvas.height + 90
        start = f"M{number(left)} {y}{crest}"
        canvas.draw(f'<path d="{start}V{bottom}H{number(left)}Z" fill="{fills[index % 4]}"/>')
        canvas.draw(_line(start, dyes.line, 4.5))
        canvas.draw(_line(f"M{number(left)} {y + 11}{crest}", dyes.line, 1.6))
        canvas.draw(_line(f"M{number(left)} {y + 22}{crest}", dyes.line, 5, drops=11 + index % 3 / 10))
        y += depths[index % 4]
        index += 1


def _crest(length: float, width: float) -> str:
    rise, quarter, half = length * 0.34, number(length / 4), number(length / 2)
    return f"q{quarter} {number(-rise)} {half} 0t{half} 0" + f"t{half} 0t{half} 0" * (int(width / length) + 2)


def _line(path: str, stroke: str, width: float, drops: float = 0) -> str:
    beads = f' stroke-linecap="round" stroke-dasharray="0 {number(drops)}"' if drops else ""
    return f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"{beads}/>'
