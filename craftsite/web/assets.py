"""The static files: joined, named by their content and compressed in memory, so that nothing has to be built first."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

import brotli
from flask import Flask, Response, abort, current_app, request

from craftsite.web.headers import IMMUTABLE, REVALIDATED
from craftsite.web.languages import at_root

STATIC = Path(__file__).parents[1] / "static"
PREFIX = "/static/"

# The layers in the order of the cascade; the folders stand for their files in the order of the alphabet.
STYLES = ("tokens", "reset", "base", "layout", "components", "pages", "utilities", "print")
# What only one area of the site needs: the files of `css/areas/work` are sent as `work.css`, beside `site.css`.
AREA_STYLES = "css/areas"
SCRIPTS = ("vendor/htmx-2.0.11.min", "modules", "js")
# What few pages need: `js/pages/screen.js`, or all in `js/pages/photos`, is sent as `screen.js` and `photos.js` with
# what starts modules, alone or beside `site.js`.
PAGE_SCRIPTS = "js/pages"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
JOINED = frozenset({".css", ".js"})
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=11),
    "gzip": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
}

_FINGERPRINT = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")
_LINK = re.compile(r'url\("([^"]+)"\)')
_COMMENT_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/', re.DOTALL)


class Asset:
    """One file as it is sent, with the encoded copies that were asked for so far."""

    def __init__(self, name: str, body: bytes) -> None:
        stem, _dot, suffix = name.rpartition(".")
        self.body = body
        self.content_type = TYPES[f".{suffix}"]
        self.fingerprint = hashlib.sha256(body).hexdigest()[:10]
        self.fingerprinted_name = f"{stem}.{self.fingerprint}.{suffix}"
        self._encoded: dict[str, bytes] = {}
        self._lock = Lock()

    @property
    def is_compressible(self) -> bool:
        """Whether it is text; pictures and fonts are packed already."""
        return "charset" in self.content_type

    def encoded(self, encoding: str) -> bytes:
        """The body in an encoding, made once however many threads ask for it at the same time."""
        with self._lock:
            if encoding not in self._encoded:
                self._encoded[encoding] = ENCODERS[encoding](self.body)
            return self._encoded[encoding]


class Assets:
    """Every file of a static folder as it was when read, the bundles `site.css` and `site.js`, and those of a part.

    Raises KeyError where the styles link to a file that does not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = _stamp(folder)
        self._by_name = _read(folder)
        self._by_fingerprinted_name = {asset.fingerprinted_name: asset for asset in self._by_name.values()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __getitem__(self, name: str) -> Asset:
        return self._by_name[name]

    def url(self, name: str) -> str:
        """The address of a file, which changes with its content. Raises KeyError for one that does not exist."""
        return PREFIX + self._by_name[name].fingerprinted_name

    def response(self, name: str) -> Response:
        """The file under a plain or a fingerprinted name; 404 for a name that no file has.

        A page that a cache has kept over an update still names the old content. It gets the new one instead of none,
        and no cache may keep that.
        """
        current = self._by_fingerprinted_name.get(name)
        asset = current or self._by_name.get(_FINGERPRINT.sub("", name))
        if asset is None:
            abort(404)
        encoding = request.accept_encodings.best_match(ENCODERS) if asset.is_compressible else None
        response = Response(asset.encoded(encoding) if encoding else asset.body, content_type=asset.content_type)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Cache-Control"] = IMMUTABLE if current else REVALIDATED
        # Weak, since the encodings share it.
        response.set_etag(asset.fingerprint, weak=True)
        return response

    def is_outdated(self) -> bool:
        """Whether a file of the folder was changed, added or removed since it was read; opens no file."""
        return _stamp(self._folder) != self._stamp


def init_app(app: Flask) -> None:
    """Serves the static folder at `/static/` and gives the templates `asset(name)`, the address of a file.

    One icon stands at the root too. In debug mode the folder is read again after an edit, so that it shows at once.
    """
    assets = Assets(STATIC)

    def current() -> Assets:
        nonlocal assets
        if app.debug and assets.is_outdated():
            assets = Assets(STATIC)
        return assets

    @app.get(f"{PREFIX}<path:name>", endpoint="static_file")
    @at_root
    def static_file(name: str) -> Response:
        return current().response(name)

    # Where a browser looks for an icon that no page has named.
    @app.get("/favicon.ico", endpoint="favicon")
    @at_root
    def favicon() -> Response:
        return current().response("favicon.ico")

    app.extensions["craftsite_assets"] = current
    app.jinja_env.globals["asset"] = asset_url


def asset_url(name: str) -> str:
    """The address of a file of this application. Raises KeyError for one that does not exist."""
    assets: Assets = current_app.extensions["craftsite_assets"]()
    return assets.url(name)


def minified(styles: str) -> str:
    """The style sheet without comments and needless space; strings stay as they are."""
    strings: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        if found[0].startswith("/*"):
            return ""
        strings.append(found[0])
        return f'"{len(strings) - 1}"'

    text = _STRING_OR_COMMENT.sub(set_aside, styles)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"([{;][-\w]+): ", r"\1:", text).replace(";}", "}")
    return re.sub(r'"(\d+)"', lambda found: strings[int(found[1])], text).strip()


def without_comments(script: str) -> str:
    """The script without the lines that hold nothing but a comment; every other line stays as it is."""
    return _COMMENT_LINE.sub("", script)


def _read(folder: Path) -> dict[str, Asset]:
    assets = {}
    for path in _files(folder):
        if path.suffix not in JOINED:
            name = path.relative_to(folder).as_posix()
            assets[name] = Asset(name, path.read_bytes())
    styles = {"site": _sources(folder / "css", STYLES, ".css")}
    styles |= {path.name: _sources(path.parent, (path.name,), ".css") for path in (folder / AREA_STYLES).glob("*")}
    for name, sources in sorted(styles.items()):
        linked = _LINK.sub(lambda found: f'url("{assets[found[1]].fingerprinted_name}")', minified("".join(sources)))
        assets[f"{name}.css"] = Asset(f"{name}.css", linked.encode())
    assets["site.js"] = Asset("site.js", _script(folder, SCRIPTS))
    for stem in sorted(path.stem for path in (folder / PAGE_SCRIPTS).glob("*")):
        assets[f"{stem}.js"] = Asset(f"{stem}.js", _script(folder, ("modules", f"{PAGE_SCRIPTS}/{stem}")))
    return assets


def _script(folder: Path, parts: tuple[str, ...]) -> bytes:
    return without_comments(";\n".join(_sources(folder, parts, ".js"))).encode()


def _sources(folder: Path, parts: tuple[str, ...], suffix: str) -> list[str]:
    texts = []
    for part in parts:
        path = folder / part
        sources = sorted(path.glob(f"*{suffix}")) if path.is_dir() else [folder / f"{part}{suffix}"]
        texts += [source.read_text(encoding="utf-8") for source in sources]
    return texts


def _files(folder: Path) -> list[Path]:
    # What an editor or a file manager leaves behind has another ending or is hidden, and is not for visitors.
    return sorted(path for path in folder.rglob("*") if path.suffix in TYPES and not path.name.startswith("."))


def _stamp(folder: Path) -> list[tuple[str, int]]:
    return [(str(path), path.stat().st_mtime_ns) for path in _files(folder)]
