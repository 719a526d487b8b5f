"""What the head of a page says of it to search engines, messengers and browser tabs."""

from dataclasses import dataclass

from flask import Flask, current_app
from markupsafe import Markup, escape

from craftsite.web.guards import Access, current_access
from craftsite.web.languages import Language

# What search engines show of a title and a description before they cut them.
LONGEST_TITLE, LONGEST_DESCRIPTION = 60, 160
ELLIPSIS = "…"
OPEN_GRAPH_LOCALES = {Language.INDONESIAN: "id_ID", Language.ENGLISH: "en_GB"}


@dataclass(frozen=True, slots=True)
class SharePicture:
    """The picture that messengers show beside a link; `url` is absolute, sizes are pixels."""

    url: str
    width: int
    height: int
    alt: str
    type: str


def init_app(app: Flask) -> None:
    """Gives the templates of `app` what the head of a page needs."""
    app.jinja_env.filters.update(with_site_name=with_site_name, brief=brief)
    app.jinja_env.globals.update(is_open_to_public=is_open_to_public, open_graph_locales=OPEN_GRAPH_LOCALES)


def is_open_to_public() -> bool:
    """Whether the page is one that anyone may read; forms and all other pages are for no search engine."""
    return current_access() is Access.PUBLIC


def with_site_name(title: str) -> Markup:
    """`Katalog · Karya Jatim`; the title alone where both do not fit into what is shown of it."""
    plain, name = _plain(title), current_app.config["SITE_NAME"]
    whole = f"{plain} · {name}"
    return escape(whole if len(whole) <= LONGEST_TITLE else plain)


def brief(text: str) -> Markup:
    """The text as a description, cut after a word where it is longer than what is shown of one."""
    plain = _plain(text)
    if len(plain) <= LONGEST_DESCRIPTION:
        return escape(plain)
    kept = plain[: LONGEST_DESCRIPTION - 1]
    if plain[len(kept)] != " ":
        kept = kept.rpartition(" ")[0] or kept
    return escape(kept.rstrip(" ,;:.–-") + ELLIPSIS)


def _plain(text: str) -> str:
    """The text without markup and with single spaces; a block of a template gives it escaped."""
    return " ".join((text.unescape() if isinstance(text, Markup) else text).split())
