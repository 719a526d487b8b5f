"""A photograph or document that comes in a form: what is wrong with it, in words for whoever sent it."""

from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from craftsite.media import images
from craftsite.media.documents import Document, DocumentFault, RefusedDocumentError, is_document, read_document
from craftsite.media.images import BusyError, Developed, Reason, RefusedPhotoError
from craftsite.web.uploads import UnusableFileError


def developed(data: bytes) -> Developed:
    """The photograph, for `PhotoField(read=developed)`. Raises UnusableFileError, ServiceUnavailable (503)."""
    try:
        return images.develop(data)
    except RefusedPhotoError as error:
        raise UnusableFileError(_sentence(error.reason)) from error
    except BusyError as error:
        raise ServiceUnavailable(retry_after=30) from error


def developed_or_document(data: bytes) -> Developed | Document:
    """The photograph or the PDF, for `PaperField`. Raises UnusableFileError, ServiceUnavailable (503)."""
    if not is_document(data):
        return developed(data)
    try:
        return read_document(data)
    except RefusedDocumentError as error:
        if error.fault is DocumentFault.TOO_LARGE:
            raise UnusableFileError(_("PDF ini lebih dari 10 MB. Kecilkan dulu, atau foto lembarannya.")) from error
        raise UnusableFileError(_("PDF ini rusak atau terpotong. Pilih sekali lagi, atau foto lembarannya.")) from error


def _sentence(reason: Reason) -> str:
    return {
        Reason.EMPTY: _("Berkas ini kosong. Pilih fotonya sekali lagi."),
        Reason.TOO_LARGE: _("Foto ini lebih dari 15 MB. Kecilkan dulu, lalu pilih lagi."),
        Reason.NOT_A_PHOTO: _("Berkas ini bukan foto. Pilih foto JPEG, PNG, WebP, AVIF, atau HEIC."),
        Reason.TOO_MANY_PIXELS: _("Ukuran foto ini terlalu besar untuk diolah. Kecilkan dulu, lalu pilih lagi."),
        Reason.BROKEN: _("Foto ini rusak atau terpotong. Pilih sekali lagi, atau ambil foto yang baru."),
    }[reason]
