"""What an audit hands back: a short verdict for each page, and what must be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).with_name("pages.txt")


@dataclass(frozen=True, slots=True)
class Target:
    """A page to check."""

    path: str
    has_lighthouse: bool
    # An example is not for search engines, and says so.
    is_indexed: bool
    is_missing: bool

    @property
    def file_name(self) -> str:
        """The path as a part of a file name."""
        return "".join(sign if sign.isalnum() else "-" for sign in self.path).strip("-") or "home"

    @property
    def status(self) -> int:
        """The status code that the page must answer with."""
        return 404 if self.is_missing else 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one tool says of one page."""

    summary: str
    findings: tuple[str, ...] = ()


def targets() -> list[Target]:
    """The pages to check, in the order of the file."""
    lines = (line.split() for line in PAGES.read_text().splitlines() if line and not line.startswith("#"))
    return [
        Target(
            path,
            has_lighthouse="lighthouse" in marks,
            is_indexed="noindex" not in marks,
            is_missing="missing" in marks,
        )
        for path, *marks in lines
    ]


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """The rows in aligned columns under their header."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
