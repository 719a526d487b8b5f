"""Drawings on paper and as pixels: SVG printed by typst, as JPEG written by Pillow; the same bytes every time."""

import datetime
import io
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import cast

import typst
from PIL import Image

_FOLDER = Path(__file__).parent

# A file that is printed again is the same file.
_NO_TIME = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

# Tried in turn until the picture is light enough; messengers shrink it anyway.
_QUALITIES = (80, 70, 60, 50, 40, 30)


class Press:
    """Two typst compilers, for one thread at a time. They have no font, since words come as outlines, and read no file
    but the pages beside this module: a drawing reaches them as data.
    """

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        # Not as bytes: typst-py 0.15.2 compiles a source that is given as bytes once, and then looks for its file.
        self._compiler = typst.Compiler(_FOLDER / "press.typ", root=_FOLDER, font_paths=fonts)
        self._sheets = typst.Compiler(_FOLDER / "sheets.typ", root=_FOLDER, font_paths=fonts)
        self._lock = Lock()

    def png(self, drawing: str, width: int, height: int) -> bytes:
        """The drawing as a PNG of this size in pixels. The interpreter's lock is free while it is printed.

        Raises typst.TypstError for what is no SVG.
        """
        inputs = {"drawing": drawing, "width": str(width), "height": str(height)}
        with self._lock:
            # One page as PNG comes as bytes.
            return cast(bytes, self._compiler.compile(format="png", ppi=72.0, sys_inputs=inputs))

    def pdf(self, drawings: Sequence[str], width_mm: int, height_mm: int) -> bytes:
        """A file with each drawing on a page of its own. The interpreter's lock is free while it is printed.

        Raises typst.TypstError for what is no SVG.
        """
        inputs = {"drawings": json.dumps(list(drawings)), "width": str(width_mm), "height": str(height_mm)}
        with self._lock:
            return cast(bytes, self._sheets.compile(format="pdf", sys_inputs=inputs, timestamp=_NO_TIME))

    def jpeg(self, drawing: str, width: int, height: int, most_bytes: int) -> bytes:
        """The drawing as a progressive JPEG, as good as it can be within so many bytes."""
        picture = Image.open(io.BytesIO(self.png(drawing, width, height))).convert("RGB")
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= most_bytes:
                break
        return out.getvalue()
