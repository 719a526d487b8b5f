"""Why a letter did not leave, in words for whoever has to do something about it."""

import re

from flask_babel import gettext as _

from craftsite.mail.transports import PERMANENT

_SAID = re.compile(r"The mail server said: (\d{3})")
# RFC 4954: the name or the password is not taken, or one is asked for.
_SIGN_IN = (530, 534, 535, 538)


def plainly(last_error: str) -> str:
    """One sentence for the last error of a letter."""
    said = _SAID.match(last_error)
    if said is not None:
        code = int(said[1])
        if code in _SIGN_IN:
            return _("Server email menolak nama atau sandi situs ini.")
        if code < PERMANENT:
            return _("Server email minta dicoba lagi nanti.")
        return _("Server email menolak surat ini. Mungkin alamatnya salah tulis atau kotaknya sudah ditutup.")
    if "timed out" in last_error or "Timeout" in last_error:
        return _("Server email tidak menjawab.")
    if re.match(r"ConnectionRefused|gaierror|OSError|ConnectionReset", last_error):
        return _("Server email tidak bisa dihubungi.")
    if re.match(r"SMTPServerDisconnected|BrokenPipe|ConnectionAborted", last_error):
        return _("Sambungan ke server email putus di tengah jalan.")
    if re.match(r"SSL|SMTPNotSupported", last_error):
        return _("Server email tidak mau bicara lewat jalur yang aman.")
    return _("Surat ini berhenti karena kesalahan program. Kabari yang merawat situs.")
