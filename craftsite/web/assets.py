"""The static files: joined, named by their content and compressed in memory, so that nothing has to be built first."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request, url_for

STATIC = Path(__file__).parents[1] / "static"
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"
# The layers in the order of the cascade; the folders stand for their files in the order of the alphabet.
STYLES = ("tokens", "reset", "base", "layout", "components", "pages", "utilities")
SCRIPTS = ("vendor/htmx-2.0.11.min.js", "modules.js", "js")
COMPRESSED_TYPES = ("text/css", "text/javascript", "image/svg+xml", "text/plain")
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".txt": "text/plain"}

_URL = re.compile(r'url\("([^"]+)"\)')
_STRING_OR_COMMENT = re.compile(r'"[^"]*"|/\*.*?\*/', re.DOTALL)


@dataclass(slots=True)
class Asset:
    """One file as it is sent; the encoded copies are made at the first request for them."""

    body: bytes
    content_type: str
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Ten hexadecimal digits that change with the content."""
        return hashlib.sha256(self.body).hexdigest()[:10]

    def encoding(self, name: str) -> bytes:
        """The body in an encoding. Two threads that ask at once do the same work and store the same bytes."""
        if name not in self.encoded:
            self.encoded[name] = (
                brotli.compress(self.body, quality=11) if name == "br" else gzip.compress(self.body, 9, mtime=0)
            )
        return self.encoded[name]


class Assets:
    """Every file of a static folder under its fingerprinted name, and the bundles `site.css` and `site.js`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> Mapping[str, Asset]:
        """Each file by its own name; the CSS and the scripts only as bundles."""
        files = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and path.suffix not in (".css", ".js"):
                files[name] = Asset(path.read_bytes(), content_type(name))
        styles = "".join(self._sources(STYLES, ".css"))
        linked = _URL.sub(lambda found: f'url("{fingerprinted(found[1], files[found[1]])}")', minified(styles))
        files["site.css"] = Asset(linked.encode(), content_type("site.css"))
        files["site.js"] = Asset(";\n".join(self._sources(SCRIPTS, ".js")).encode(), content_type("site.js"))
        return files

    @cached_property
    def names(self) -> Mapping[str, Asset]:
        """Each file by its fingerprinted name."""
        return {fingerprinted(name, asset): asset for name, asset in self.files.items()}

    def name(self, plain: str) -> str:
        """The fingerprinted name of a file. Raises KeyError for one that does not exist."""
        return fingerprinted(plain, self.files[plain])

    def _sources(self, parts: tuple[str, ...], suffix: str) -> list[str]:
        texts = []
        for part in parts:
            path = self.folder / part if suffix == ".js" else self.folder / "css" / part
            found = sorted(path.glob(f"*{suffix}")) if path.is_dir() else [path.with_suffix(suffix)]
            texts += [source.read_text() for source in found]
        return texts


def init_app(app: Flask) -> None:
    """Serves the static folder at `/static/` and gives the templates `asset(name)`, the address of a file.

    In debug mode the sources are read again for each page, so that an edit shows at once.
    """
    assets = Assets(STATIC)

    def current() -> Assets:
        return Assets(STATIC) if app.debug else assets

    @app.get("/static/<path:name>", endpoint="static_file")
    def static_file(name: str) -> Response:
        asset = current().names.get(name) or current().files.get(name)
        if asset is None:
            abort(404)
        response = Response(asset.body, content_type=asset.content_type)
        response.headers["Cache-Control"] = IMMUTABLE if name in current().names else REVALIDATED
        response.set_etag(asset.fingerprint)
        if asset.content_type.partition(";")[0] in COMPRESSED_TYPES:
            encoding = request.accept_encodings.best_match(["br", "gzip"])
            if encoding:
                response.set_data(asset.encoding(encoding))
                response.headers["Content-Encoding"] = encoding
        return response

    app.jinja_env.globals["asset"] = lambda name: url_for("static_file", name=current().name(name))


def fingerprinted(name: str, asset: Asset) -> str:
    """`fonts/caslon.<fingerprint>.woff2` for `fonts/caslon.woff2`."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{asset.fingerprint}{dot}{suffix}"


def content_type(name: str) -> str:
    """The media type of a file, with its character set where it is text."""
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind in COMPRESSED_TYPES else kind


def minified(styles: str) -> str:
    """The style sheet without comments and needless space; strings stay as they are."""
    strings: list[str] = []

    def keep(found: re.Match[str]) -> str:
        if found[0].startswith("/*"):
            return ""
        strings.append(found[0])
        return f'"{len(strings) - 1}"'

    text = _STRING_OR_COMMENT.sub(keep, styles)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    text = re.sub(r"([{;][-\w]+): ", r"\1:", text).replace(";}", "}")
    return re.sub(r'"(\d+)"', lambda found: strings[int(found[1])], text).strip()
