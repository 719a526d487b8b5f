"""Small pieces of SVG that the drawings are made of, around their own origin."""

import math


def number(value: float, places: int = 1) -> str:
    """The value as short text: every byte is sent hundreds of times in one drawing."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return "0" if text in ("-0", "") else text


def lens(length: float, half_width: float, start: float = 0.0) -> str:
    """The path data of a pointed oval that begins `start` above the origin and grows upwards."""
    foot, tip = -start, -start - length
    middle = (foot + tip) / 2
    side = number(half_width)
    other_side = number(-half_width)
    low, high = number(middle + length * 0.22), number(middle - length * 0.3)
    foot_y, tip_y = number(foot), number(tip)
    return f"M0 {foot_y}C{side} {low} {side} {high} 0 {tip_y}C{other_side} {high} {other_side} {low} 0 {foot_y}Z"


def petal(length: float, half_width: float, start: float, fill: str) -> str:
    """A filled lens."""
    return f'<path d="{lens(length, half_width, start)}" fill="{fill}"/>'


def disc(radius: float, fill: str, x: float = 0, y: float = 0) -> str:
    """A filled circle."""
    return f'<circle{_centre(x, y)} r="{number(radius)}" fill="{fill}"/>'


def hoop(radius: float, stroke: str, width: float, x: float = 0, y: float = 0) -> str:
    """A circle that is only a line."""
    return f'<circle{_centre(x, y)} r="{number(radius)}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'


def dot_ring(count: int, distance: float, radius: float, fill: str, turn: float = 0.0) -> str:
    """Dots in a circle around the origin, the first one `turn` degrees from the top."""
    dots = []
    for index in range(count):
        angle = math.radians(turn + 360 / count * index)
        x, y = distance * math.sin(angle), -distance * math.cos(angle)
        dots.append(f'<circle{_centre(x, y)} r="{number(radius)}"/>')
    return f'<g fill="{fill}">{"".join(dots)}</g>'


def around(count: int, markup: str, turn: float = 0.0) -> str:
    """The same piece `count` times around the origin, the first one turned by `turn` degrees."""
    return "".join(turned(markup, turn + 360 / count * index) for index in range(count))


def turned(markup: str, degrees: float) -> str:
    """The piece, turned clockwise."""
    return f'<g transform="rotate({number(degrees)})">{markup}</g>' if degrees else markup


def moved(markup: str, x: float, y: float, degrees: float = 0.0) -> str:
    """The piece, first turned clockwise and then moved."""
    rotate = f"rotate({number(degrees)})" if degrees else ""
    return f'<g transform="translate({number(x)} {number(y)}){rotate}">{markup}</g>'


def lozenge(half_width: float, half_height: float, fill: str) -> str:
    """A filled rhombus that stands on its point."""
    across, down = number(half_width), number(half_height)
    return f'<path d="M0 -{down}L{across} 0L0 {down}L-{across} 0Z" fill="{fill}"/>'


def band(y: float, width: float, height: float, fill: str) -> str:
    """A filled strip from the left edge, `y` below the origin."""
    return f'<path d="M0 {number(y)}h{number(width)}v{number(height)}H0z" fill="{fill}"/>'


def _centre(x: float, y: float) -> str:
    across = f' cx="{number(x)}"' if number(x) != "0" else ""
    down = f' cy="{number(y)}"' if number(y) != "0" else ""
    return across + down
