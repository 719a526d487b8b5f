"""QR codes in the dye of the site, as files of their own and inside a page."""

import io

import segno

_DARK, _LIGHT = "#191a30", "#fff"


class TooLongError(ValueError):
    """A text does not fit into a QR code."""


def qr_code(text: str) -> str:
    """The SVG of a text as a QR code, with correction level M so that it scans from a crumpled tag.

    Nothing of the text stands in the markup. Raises TooLongError past what a code holds, 2,331 bytes.
    """
    try:
        code = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise TooLongError(f"{len(text)} characters do not fit into a QR code.") from error
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, border=2, dark=_DARK, light=_LIGHT, omitsize=True)
    return out.getvalue().decode()
