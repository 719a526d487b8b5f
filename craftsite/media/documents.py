"""What becomes of the bytes of a PDF that somebody sends: nothing; they are kept as they are, or refused."""

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
START, END = b"%PDF-", b"%%EOF"
# Some programs write a few bytes after the end.
END_WITHIN = 2_048


class DocumentFault(StrEnum):
    """Why a document is not taken."""

    TOO_LARGE = "large"
    BROKEN = "broken"


class RefusedDocumentError(ValueError):
    """The document cannot be taken, and no later try can do better."""

    def __init__(self, fault: DocumentFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, byte by byte as it was sent. It may hold scripts: it is never opened here, and never shown by the site."""

    data: bytes


def is_document(data: bytes) -> bool:
    """Whether these bytes begin as a PDF does."""
    return data.startswith(START)


def read_document(data: bytes) -> Document:
    """A whole PDF. Raises RefusedDocumentError. Source: ISO 32000-2, 7.5.2 and 7.5.5."""
    if len(data) > MOST_BYTES:
        raise RefusedDocumentError(DocumentFault.TOO_LARGE)
    if END not in data[-END_WITHIN:]:
        raise RefusedDocumentError(DocumentFault.BROKEN)
    return Document(data)
