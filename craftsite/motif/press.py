"""Drawings as pixels: an SVG printed as PNG by typst, and written as JPEG by Pillow; the same bytes every time."""

import io
from pathlib import Path
from threading import Lock
from typing import cast

import typst
from PIL import Image

_FOLDER = Path(__file__).parent

# Tried in turn until the picture is light enough; messengers shrink it anyway.
_QUALITIES = (80, 70, 60, 50, 40, 30)


class Press:
    """One typst compiler, for one thread at a time. It has no font, since words come as outlines, and reads no file
    but the page beside this module: a drawing reaches it as data.
    """

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        # Not as bytes: typst-py 0.15.2 compiles a source that is given as bytes once, and then looks for its file.
        self._compiler = typst.Compiler(_FOLDER / "press.typ", root=_FOLDER, font_paths=fonts)
        self._lock = Lock()

    def png(self, drawing: str, width: int, height: int) -> bytes:
        """The drawing as a PNG of this size in pixels. The interpreter's lock is free while it is printed.

        Raises typst.TypstError for what is no SVG.
        """
        inputs = {"drawing": drawing, "width": str(width), "height": str(height)}
        with self._lock:
            # One page as PNG comes as bytes.
            return cast(bytes, self._compiler.compile(format="png", ppi=72.0, sys_inputs=inputs))

    def jpeg(self, drawing: str, width: int, height: int, most_bytes: int) -> bytes:
        """The drawing as a progressive JPEG, as good as it can be within so many bytes."""
        picture = Image.open(io.BytesIO(self.png(drawing, width, height))).convert("RGB")
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= most_bytes:
                break
        return out.getvalue()
