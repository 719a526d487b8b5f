"""What finishes a cloth: an edge along its foot or its side, and the fine cracks of the wax."""

import math

from craftsite.motif.canvas import Canvas
from craftsite.motif.shapes import band, number


def draw_edge(canvas: Canvas) -> None:
    """Draws a row of teeth along the foot, a selvedge on the left, or nothing, as chance has it."""
    roll = canvas.chance.below(100)
    if roll < 30:
        return
    if roll < 68:
        _draw_teeth(canvas)
    else:
        _draw_selvedge(canvas)


def draw_crackle(canvas: Canvas) -> None:
    """Draws the hairlines (remekan) that dye leaves where the wax broke."""
    chance = canvas.chance
    path = []
    for _ in range(4 + chance.below(4)):
        path.append(f"M{number(chance.between(0, canvas.width))} {number(chance.between(0, canvas.height))}")
        heading = chance.between(0, 2 * math.pi)
        for _ in range(5 + chance.below(6)):
            heading += chance.between(-0.5, 0.5)
            length = chance.between(8, 26)
            path.append(f"l{number(length * math.cos(heading))} {number(length * math.sin(heading))}")
    dark, _ = _contrast(canvas)
    canvas.draw(f'<path d="{"".join(path)}" fill="none" stroke="{dark}" stroke-width="1.1" opacity=".45"/>')


def _draw_teeth(canvas: Canvas) -> None:
    dark, light = _contrast(canvas)
    accent, width = canvas.dyes.accent, canvas.width
    base = canvas.height - 34
    tooth = canvas.chance.choice((40, 48, 60))
    tall = tooth * 1.15
    count = math.ceil(width / tooth)
    outer = "".join(
        f"M{i * tooth} {base}l{tooth // 2} {number(-tall)}l{tooth // 2} {number(tall)}z" for i in range(count)
    )
    rise, half = number(tall * 0.6), number(tooth * 0.3)
    inner = "".join(f"M{number((i + 0.2) * tooth)} {base}l{half} -{rise}l{half} {rise}z" for i in range(count))
    top = base - tall
    canvas.draw(
        band(top - 16, width, 50 + tall, dark)
        + f'<path d="M0 {number(top - 13)}h{width}" stroke="{light}" stroke-width="3"/>'
        + f'<path d="{outer}" fill="{light}"/><path d="{inner}" fill="{accent}"/>'
        + band(base, width, 34, accent)
        + f'<path d="M0 {base + 1}h{width}M0 {base + 27}h{width}" stroke="{light}" stroke-width="3"/>'
        + f'<path d="M8 {base + 14}h{width}" stroke="{light}" stroke-width="7"'
        ' stroke-linecap="round" stroke-dasharray="0 16"/>'
    )


def _draw_selvedge(canvas: Canvas) -> None:
    dark, light = _contrast(canvas)
    accent, height = canvas.dyes.accent, canvas.height
    beads = 'stroke-linecap="round" stroke-dasharray="0 26"'
    canvas.draw(
        band(0, 76, height, dark)
        + band(0, 14, height, accent)
        + f'<path d="M20 0v{height}M70 0v{height}" stroke="{light}" stroke-width="3"/>'
        f'<path d="M45 12v{height}" stroke="{light}" stroke-width="11" {beads}/>'
        f'<path d="M45 25v{height}" stroke="{accent}" stroke-width="6" {beads}/>'
    )


def _contrast(canvas: Canvas) -> tuple[str, str]:
    """The darker and the lighter of ground and line."""
    dyes = canvas.dyes
    return (dyes.line, dyes.ground) if dyes.is_light else (dyes.ground, dyes.line)
