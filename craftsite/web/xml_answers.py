"""XML as an answer: built as a tree and written by the standard library, so that no text can break it."""

import re
from xml.etree import ElementTree

from flask import Response

# What XML 1.0 forbids anywhere, in UTF-8: control characters and two that stand for no character.
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def xml_response(root: ElementTree.Element, mimetype: str) -> Response:
    """The tree as a document. A character that XML does not allow is left out, or no reader would take the rest."""
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(_FORBIDDEN.sub(b"", written), content_type=f"{mimetype}; charset=utf-8")


def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """A new last child of `parent`. An attribute with a colon in its name is set on what comes back."""
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text
    return child
