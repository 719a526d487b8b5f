"""Photographs for tests: four coloured quarters, so that which way up they are can be seen in four pixels."""

import io
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from craftsite.media import images
from craftsite.media.images import Developed

# Nothing here can write HEIC, so these two were made with `heif-enc`: the quarters in 128 x 96, once as they are, and
# once with the `irot` property that telephones write for a picture that is to be turned clockwise.
HEIC, TURNED_HEIC = ((Path(__file__).parent / "data" / f"{name}.heic").read_bytes() for name in ("upright", "turned"))
RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 180, 60), (40, 60, 200), (240, 240, 240)
QUARTERS = (RED, GREEN, BLUE, GREY)


def quarters(size: tuple[int, int] = (128, 96)) -> Image.Image:
    """Red and green above blue and light grey."""
    picture = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for number, colour in enumerate(QUARTERS):
        left, top = width * (number % 2), height * (number // 2)
        right = size[0] if number % 2 else width
        bottom = size[1] if number > 1 else height
        picture.paste(colour, (left, top, right, bottom))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **({"quality": 95} | options if kind == "JPEG" else options))
    return file.getvalue()


def photograph(size: tuple[int, int] = (128, 96), kind: str = "JPEG", **options: object) -> bytes:
    """The quarters as a file that somebody could send."""
    return encoded(quarters(size), kind, **options)


@cache
def developed() -> Developed:
    """A photograph as the darkroom gives it, of 700 x 900 pixels; made once."""
    return images.develop(photograph((700, 900)))


def opened(data: bytes) -> Image.Image:
    """The picture in a file, loaded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def corners(picture: Image.Image) -> Sequence[tuple[int, ...]]:
    """The colours of the four quarters, read like a page."""
    width, height = picture.size
    points = [(x * width // 8, y * height // 8) for y in (2, 6) for x in (2, 6)]
    plain = picture.convert("RGB")
    # Pillow does not say that a pixel of RGB is three numbers.
    return [tuple(plain.getpixel(point)) for point in points]  # type: ignore[arg-type]


def is_near(found: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]], *, by: int = 12) -> bool:
    """Whether colours are the same but for what a lossy format changes."""
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= by for one, other in pairs for a, b in zip(one, other, strict=True))


def display_p3() -> bytes:
    """A profile of Display P3, the colours of many telephones, written out here from its definition.

    Primaries of SMPTE EG 432-1 adapted to D50, and the curve of sRGB (ICC.1:2022, tags `XYZ ` and `para`).
    """
    points = {
        b"wtpt": (0.9642, 1.0, 0.8249),
        b"rXYZ": (0.51512, 0.2412, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.1571, 0.06657, 0.78407),
    }
    curve = b"para\x00\x00\x00\x00\x00\x03\x00\x00" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {name: b"XYZ \x00\x00\x00\x00" + _fixed(*values) for name, values in points.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    head += b"\x00" * 12 + b"acsp" + b"\x00" * 28 + _fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\x00") + table + body


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65_536)) for value in values)
