"""Addresses that a visitor brings along, and that must not lead out of the site."""

from urllib.parse import urlsplit, urlunsplit

LONGEST_PATH = 500


def inside(text: str) -> str | None:
    """The path and query of a page of this site, taken apart and put together anew; None for what leads elsewhere.

    Browsers read a backslash as a slash and leave tabs and line breaks out, so none of them may come.
    """
    if len(text) > LONGEST_PATH or not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        return None
    if text.startswith("//"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    return urlunsplit(("", "", parts.path, parts.query, ""))
