"""Sawtooth (tumpal): rows of tall teeth, or two rows that face away from a band."""

from craftsite.motif.canvas import Canvas
from craftsite.motif.shapes import around, band, disc, number, petal


def draw(canvas: Canvas) -> None:
    """Fills the canvas with teeth."""
    chance, dyes = canvas.chance, canvas.dyes
    wanted = chance.choice((80, 96, 120))
    count = max(1, round(canvas.width / wanted))
    width = canvas.width / count
    # A strip is low: a tooth keeps its tip inside it.
    height = min(width * chance.choice((1.7, 2.0, 2.3)), canvas.height * 0.4)
    canvas.fill_with_dots(12, 1.3, opacity=0.4)
    canvas.define("tooth", _tooth(canvas, width, height, dyes.accent, dyes.ground))
    canvas.define("dyed", _tooth(canvas, width, height, dyes.second, dyes.accent))
    # What stands on the band is the lighter of ground and line.
    light, dark = (dyes.ground, dyes.line) if dyes.is_light else (dyes.line, dyes.ground)
    canvas.define("flower", _flower(width * 0.26, light, dark))
    canvas.define("bead", disc(width * 0.06, light))
    if chance.below(100) < 55:
        _draw_facing(canvas, count, width, height)
    else:
        _draw_rows(canvas, count, width, height)


def _draw_facing(canvas: Canvas, count: int, width: float, height: float) -> None:
    middle, half_band = canvas.height / 2, width * 0.4
    _draw_row(canvas, count, width, middle - half_band, points_up=True)
    _draw_row(canvas, count, width, middle + half_band, points_up=False)
    _draw_band(canvas, middle - half_band, half_band * 2)
    for index in range(count * 2 + 1):
        canvas.stamp("flower" if index % 2 else "bead", index * width / 2, middle, sway=0.4)
    far = half_band + height * 1.12
    _draw_row(canvas, count, width, middle - far, points_up=True, shift=width / 2)
    _draw_row(canvas, count, width, middle + far, points_up=False, shift=width / 2)


def _draw_rows(canvas: Canvas, count: int, width: float, height: float) -> None:
    foot, index = float(canvas.height), 0
    while foot > 0:
        _draw_row(canvas, count, width, foot, points_up=True, shift=width / 2 if index % 2 else 0)
        _draw_band(canvas, foot - height - width * 0.3, width * 0.2)
        foot -= height + width * 0.34
        index += 1


def _draw_row(canvas: Canvas, count: int, width: float, y: float, *, points_up: bool, shift: float = 0.0) -> None:
    for index in range(-1, count + 1):
        x = (index + 0.5) * width + shift
        canvas.stamp("dyed" if index % 2 else "tooth", x, y, turn=0 if points_up else 180, sway=0.5)


def _draw_band(canvas: Canvas, y: float, height: float) -> None:
    lines = f"M0 {number(y + 3)}h{canvas.width}M0 {number(y + height - 3)}h{canvas.width}"
    canvas.draw(band(y, canvas.width, height, canvas.dyes.accent))
    canvas.draw(f'<path d="{lines}" stroke="{canvas.dyes.line}" stroke-width="2.5"/>')


def _tooth(canvas: Canvas, width: float, height: float, fill: str, heart: str) -> str:
    dyes = canvas.dyes
    nested = _triangle(width, height, 0, dyes.line)
    for part, colour in ((0.86, dyes.ground), (0.66, dyes.line), (0.58, fill)):
        nested += _triangle(width * part, height * part, height * 0.035, colour)
    flame = petal(height * 0.36, width * 0.11, height * 0.05, dyes.line) + petal(
        height * 0.22, width * 0.05, height * 0.1, heart
    )
    dots = "".join(disc(width * 0.022, dyes.line, side * width * 0.16, -height * 0.11) for side in (-1, 1))
    return nested + flame + dots


def _triangle(width: float, height: float, foot: float, fill: str) -> str:
    half, base = number(width / 2), number(-foot)
    return f'<path d="M-{half} {base}L0 {number(-height)}L{half} {base}Z" fill="{fill}"/>'


def _flower(radius: float, fill: str, heart: str) -> str:
    return around(8, petal(radius * 0.8, radius * 0.24, radius * 0.16, fill)) + disc(radius * 0.2, heart)
