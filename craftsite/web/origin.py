"""Whether a request was sent by a page of this site: what stands in for a token where there is no session."""

from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _

from craftsite.web.refusals import Explanation, Refusal

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignSenderError(Refusal):
    """A form was sent from elsewhere: 403."""

    code = 403


def require_same_origin() -> None:
    """Lets through what only reads and what a page of ours sent. Raises ForeignSenderError for the rest.

    Browsers set both headers themselves and no page can change them. `Sec-Fetch-Site` is the newer and the more exact
    one, but over plain http only `Origin` comes.
    """
    if request.method in SAFE_METHODS or _is_ours():
        return
    raise ForeignSenderError(
        Explanation(
            _("Kiriman ini tidak datang dari halaman kami"),
            _("Demi keamanan kami tidak menerimanya. Buka formulirnya di situs ini, lalu kirim dari sana."),
        )
    )


def _is_ours() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in {_origin(request.host_url), _origin(current_app.config["SITE_URL"])}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
