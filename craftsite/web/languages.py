"""The two languages of the site: Indonesian at the root, English under `/en` with the same words in the path."""

import io
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlencode, urlsplit

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, abort, current_app, request
from flask.globals import app_ctx
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup, escape
from werkzeug.utils import redirect

SOURCES = Path(__file__).parents[1] / "translations"
MARK = "craftsite.language"
View = TypeVar("View", bound=Callable[..., Any])


class Language(StrEnum):
    """A language that every page is written in."""

    INDONESIAN = "id"
    ENGLISH = "en"

    @property
    def prefix(self) -> str:
        """What stands before the path of a page in this language."""
        return "" if self is Language.INDONESIAN else f"/{self}"


# An enum's own way from a text to its member takes ten times as long.
LANGUAGES = {str(language): language for language in Language}


class Words(str):
    """A text that knows its language, since a maker's own words may have none in the language of the page."""

    language: Language

    def __new__(cls, text: str, language: Language) -> Self:
        """`text`, which is written in `language`."""
        words = super().__new__(cls, text)
        words.language = language
        return words


class LanguagePrefix:
    """Moves `/en` out of the path, so that routes and `url_for` know nothing of it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The answer of the application, or the way to `/en/`."""
        prefix = Language.ENGLISH.prefix
        root, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        if path == prefix:
            query = environ.get("QUERY_STRING")
            return redirect(f"{root}{prefix}/" + (f"?{query}" if query else ""), 301)(environ, start_response)
        if path.startswith(f"{prefix}/"):
            environ |= {
                "SCRIPT_NAME": root + prefix,
                "PATH_INFO": path.removeprefix(prefix),
                MARK: Language.ENGLISH,
            }
        return self._application(environ, start_response)


class SourceDomain(Domain):
    """The translations, read from their sources: with nothing to compile, nothing can be out of date."""

    def get_translations(self) -> NullTranslations:
        """The translations into the language of the page; Indonesian needs none. Read once a process."""
        return translations(current_language())


def init_app(app: Flask, babel: Babel) -> None:
    """Answers in the language of the address, and keeps what has no language away from `/en`."""
    babel.init_app(
        app, default_locale=Language.INDONESIAN, default_timezone="Asia/Jakarta", locale_selector=_language_of_address
    )
    babel.domain_instance = SourceDomain()
    # What is left is the shortest way from a word of a template to its translation.
    i18n: Any = app.jinja_env
    i18n.install_gettext_callables(
        gettext=lambda text: translations(current_language()).ugettext(text),
        ngettext=lambda one, many, number: translations(current_language()).ungettext(one, many, number),
        newstyle=True,
    )
    # Flask means this attribute to be wrapped so.
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.globals.update(
        Language=Language,
        alternates=alternates,
        as_written=as_written,
        current_language=current_language,
        in_language=in_language,
        root_url=root_url,
        text_of=text_of,
    )
    app.jinja_env.filters["spoken"] = spoken

    @app.before_request
    def stay_at_the_root() -> None:
        if request.endpoint and request.script_root and is_at_root(app.view_functions[request.endpoint]):
            abort(404)


def at_root(view: View) -> View:
    """`view`, which has no language and answers at the root only: pictures, files, machines."""
    # A mark on the function itself reaches the view table without a second list.
    view.is_at_root = True  # type: ignore[attr-defined]
    return view


def is_at_root(view: Callable[..., Any]) -> bool:
    """Whether a view has no language."""
    return getattr(view, "is_at_root", False)


def root_url(endpoint: str, **values: Any) -> str:
    """The address of a view that stands `at_root`, whatever the language of the page."""
    return current_app.url_map.bind("").build(endpoint, values)


def site_url(language: Language, endpoint: str, **values: Any) -> str:
    """The whole address of a view in a language, for letters and whatever else leaves the site.

    It stands on SITE_URL and needs no request: the host of one is chosen by whoever sends it.
    """
    site = urlsplit(current_app.config["SITE_URL"])
    prefix = "" if is_at_root(current_app.view_functions[endpoint]) else language.prefix
    root = f"{site.path.rstrip('/')}{prefix}/"
    addresses = current_app.url_map.bind(site.netloc, script_name=root, url_scheme=site.scheme)
    return addresses.build(endpoint, values, force_external=True)


def current_language() -> Language:
    """The language of the page or letter being written; Indonesian outside of both."""
    context: Any = app_ctx
    try:
        # A page asks some hundred times: what Flask-Babel has found is here, and asking it takes twenty times as long.
        locale = context._get_current_object().g._flask_babel.babel_locale or get_locale()
    except (RuntimeError, AttributeError):
        locale = get_locale()
    return LANGUAGES[locale.language] if locale else Language.INDONESIAN


def text_of(subject: object, field: str) -> Words:
    """The text of `<field>_id` or `<field>_en` for the language of the page; Indonesian where there is no English."""
    return text_in(current_language(), subject, field)


def text_in(language: Language, subject: object, field: str) -> Words:
    """The text of a field in a language; in Indonesian where it has none in that language."""
    text = getattr(subject, f"{field}_{language}")
    if text:
        return Words(text, language)
    return Words(getattr(subject, f"{field}_{Language.INDONESIAN}"), Language.INDONESIAN)


def as_written(text: str) -> Words:
    """A maker's own words, which exist in Indonesian only."""
    return Words(text, Language.INDONESIAN)


def spoken(text: str) -> Markup:
    """The text, marked with its language where that is not the language of the page, so that it is read out rightly."""
    if isinstance(text, Words) and text and text.language is not current_language():
        return Markup('<span lang="{}">{}</span>').format(str(text.language), str(text))
    return escape(text)


def in_language(language: Language) -> str:
    """The address of this page in another language, with its filters."""
    query = urlencode(list(request.args.items(multi=True)))
    return language.prefix + request.path + (f"?{query}" if query else "")


def alternates(canonical: str) -> dict[Language, str]:
    """The absolute addresses of a page in each language, from its own address as `url_for` gives it."""
    path = canonical.removeprefix(request.script_root)
    return {language: absolute_url(f"{language.prefix}{path}") for language in Language}


def absolute_url(path: str) -> str:
    """The address of a path of the site as others must write it: from SITE_URL, whatever host this request names."""
    return current_app.config["SITE_URL"].rstrip("/") + path


@cache
def translations(language: Language) -> NullTranslations:
    """The translations into a language, read from its source. Takes some 30 ms the first time."""
    if language is Language.INDONESIAN:
        return NullTranslations()
    compiled = io.BytesIO()
    with (SOURCES / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def _language_of_address() -> Language:
    return request.environ.get(MARK, Language.INDONESIAN) if request else Language.INDONESIAN
