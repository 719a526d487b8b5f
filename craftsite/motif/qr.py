"""QR codes in the dye of the site."""

import io

import segno

_DARK, _LIGHT = "#191a30", "#fff"


def qr_code(text: str) -> str:
    """The SVG of a text as a QR code, with correction level M so that it scans from a crumpled tag."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, dark=_DARK, light=_LIGHT, omitsize=True)
    return out.getvalue().decode()
