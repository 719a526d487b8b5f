"""What a visitor has without a signal: the worker that keeps the pages they opened, and the page for all others."""

import hashlib
import json

from flask import Blueprint, Response

from craftsite.web.assets import STATIC, asset_url
from craftsite.web.headers import REVALIDATED
from craftsite.web.htmx import render
from craftsite.web.languages import at_root, root_url

bp = Blueprint("offline", __name__)
WORKER = (STATIC / "worker.js").read_text(encoding="utf-8")
SHELL_FILES = ("site.css", "site.js", "icons.svg", "fonts/caslon.woff2", "fonts/jakarta.woff2")


@bp.get("/luring")
def show() -> Response:
    """What the worker shows in place of a page that was never opened."""
    return render("home/offline.html", picture=_picture())


@bp.get("/sw.js")
@at_root
def worker() -> Response:
    """The service worker. It stands at the root since a worker reaches only what lies below its own address.

    Its version changes with every static file and with its own lines, so each release drops what the last one kept.
    """
    shell = json.dumps([*(asset_url(name) for name in SHELL_FILES), _picture()])
    version = hashlib.sha256(f"{shell}{WORKER}".encode()).hexdigest()[:10]
    script = f'const VERSION = "{version}";\nconst SHELL = {shell};\n{WORKER}'
    response = Response(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = REVALIDATED
    return response


def _picture() -> str:
    return root_url("catalog.pictures.ornament", family="wave", palette=0, key="luring")
