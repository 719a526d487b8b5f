"""The icons of the site as pixels; `python -m craftsite.motif.icons FOLDER` draws them anew into a folder."""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from craftsite.motif.dyes import MORI
from craftsite.motif.logo import icon
from craftsite.motif.press import Press


class Icon(NamedTuple):
    """How one icon is drawn: its side in pixels, the part of it that the mark takes, and what lies behind."""

    side: int
    part: float
    ground: str


# A phone may cut a maskable icon to a circle of four fifths of its side, and the mark has to stay inside that.
ICONS: Mapping[str, Icon] = {
    "favicon.ico": Icon(32, 1, "none"),
    "apple-touch-icon.png": Icon(180, 0.76, MORI),
    "icon-192.png": Icon(192, 0.84, MORI),
    "icon-512.png": Icon(512, 0.84, MORI),
    "icon-maskable-512.png": Icon(512, 0.54, MORI),
}
# Two dyes and the steps between them.
_COLOURS = 32


def icons() -> dict[str, bytes]:
    """Every icon by the name of its file."""
    press = Press()
    return {name: _written(press, name, *how) for name, how in ICONS.items()}


def _written(press: Press, name: str, side: int, part: float, ground: str) -> bytes:
    picture = Image.open(io.BytesIO(press.png(icon(side, part, ground), side, side)))
    out = io.BytesIO()
    if name.endswith(".ico"):
        picture.save(out, "ICO", sizes=[(side, side)])
    else:
        picture.convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    for file_name, body in icons().items():
        Path(sys.argv[1], file_name).write_bytes(body)
