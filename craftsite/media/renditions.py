"""Which sizes of a photograph there are: pure numbers, the same in the site and in the darkroom."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Shape(StrEnum):
    """What part of a photograph is shown."""

    # All of it.
    WHOLE = "whole"
    # The largest upright part of 4:5 around its middle, as cards show it; cutting it here saves a third of the bytes.
    CARD = "card"


class Format(StrEnum):
    """A format that renditions are made in, named as their addresses end."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"

    @property
    def mimetype(self) -> str:
        """The type that browsers are told."""
        return "image/jpeg" if self is Format.JPEG else f"image/{self}"


# Cards are 152 px wide on a phone of 360 px and 290 px on a desktop; the page of a listing shows 328 to 620 px.
WIDTHS = {Shape.CARD: (240, 320, 480, 640), Shape.WHOLE: (480, 800, 1280)}
CARD_RATIO = Fraction(4, 5)
# Formats that a job makes after the answer; JPEG is there at once.
LATER = (Format.AVIF, Format.WEBP)


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


def sizes_of(whole: Size, shape: Shape) -> list[Size]:
    """The sizes of a photograph in a shape, the narrowest first; at least one, and none larger than it is itself."""
    largest = whole if shape is Shape.WHOLE else _card_in(whole)
    widths = [width for width in WIDTHS[shape] if width < largest.width]
    if len(widths) < len(WIDTHS[shape]):
        widths.append(min(largest.width, WIDTHS[shape][len(widths)]))
    return [Size(width, max(1, round(Fraction(largest.height * width, largest.width)))) for width in widths]


def all_sizes(whole: Size) -> list[Size]:
    """Every size that is made of a photograph."""
    return sorted({size for shape in Shape for size in sizes_of(whole, shape)})


def _card_in(whole: Size) -> Size:
    width = min(whole.width, int(whole.height * CARD_RATIO))
    return Size(max(1, width), min(whole.height, max(1, round(width / CARD_RATIO))))
