"""What machines look for at fixed addresses: robots.txt, the manifest, the search description, security.txt."""

import datetime
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, abort, current_app, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from craftsite.catalog.filters import Tab
from craftsite.discovery import feed_views, sitemap_views
from craftsite.web.assets import asset_url
from craftsite.web.clock import today
from craftsite.web.guards import Access, access_of, open_to_public
from craftsite.web.languages import Language, absolute_url, at_root, current_language, is_at_root, root_url
from craftsite.web.xml_answers import add, xml_response

bp = open_to_public(Blueprint("discovery", __name__))
for pages in (feed_views, sitemap_views):
    bp.register_blueprint(pages.bp)

PLAIN = "text/plain; charset=utf-8"
# States of a page that repeat another one; they ask not to be indexed, and without end there is no use in trying them.
REPEATING_PARAMETERS = ("q", "urut", "harga_min", "harga_maks", "k")
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
OPENSEARCH_TYPE = "application/opensearchdescription+xml"
LONGEST_SHORT_NAME = 16
THEME, BACKGROUND = "#22315f", "#faf6ec"
# File name in the static folder, pixels, and what a launcher may do with it.
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
# How many months security.txt stays valid from the first of this month on: never more than a year.
VALID_MONTHS = 11


@bp.get("/robots.txt")
@at_root
def robots() -> Response:
    """All may be read but what is not public and what only repeats; and where the sitemap is."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in dict.fromkeys(_private_paths())]
    lines += [f"Disallow: /*{sign}{name}=" for name in REPEATING_PARAMETERS for sign in "?&"]
    lines += ["", f"Sitemap: {absolute_url(root_url('discovery.sitemap.index'))}"]
    return _text(lines)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to keep the site beside its apps, in the language of the page that was open."""
    name = current_app.config["SITE_NAME"]
    shortcuts = [
        (_("Katalog"), url_for("catalog.index")),
        (_("Khas daerah"), url_for("catalog.index", lihat=Tab.KNOWN)),
        (_("Daerah"), url_for("catalog.regions.index")),
    ]
    facts = {
        # One app, in whichever language it was installed.
        "id": Language.INDONESIAN.prefix + "/",
        "name": name,
        "short_name": name,
        "description": _("Batik, kerajinan, dan hasil tani & laut dari 38 kabupaten dan kota di Jawa Timur."),
        "lang": current_language(),
        "dir": "ltr",
        "start_url": url_for("home.index"),
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": BACKGROUND,
        "icons": [
            {"src": asset_url(file), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for file, side, purpose in ICONS
        ],
        "shortcuts": [{"name": label, "url": url} for label, url in shortcuts],
    }
    return Response(current_app.json.dumps(facts), content_type="application/manifest+json")


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches the catalogue from its address bar (OpenSearch 1.1)."""
    name = current_app.config["SITE_NAME"]
    icon, side, _purpose = ICONS[0]
    search = absolute_url(url_for("catalog.index"))
    root = Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    add(root, "ShortName", name[:LONGEST_SHORT_NAME])
    add(root, "Description", _("Cari karya, daerah, dan khas Jawa Timur."))
    add(root, "Url", type="text/html", template=f"{search}?q={{searchTerms}}")
    add(root, "Url", type=OPENSEARCH_TYPE, rel="self", template=absolute_url(url_for(".opensearch")))
    add(root, "Image", absolute_url(asset_url(icon)), width=str(side), height=str(side), type="image/png")
    add(root, "Language", current_language())
    add(root, "InputEncoding", "UTF-8")
    return xml_response(root, OPENSEARCH_TYPE)


@bp.get("/.well-known/security.txt")
@at_root
def security() -> Response:
    """Where to report a weakness (RFC 9116); 404 where the operator has set no contact."""
    contacts = list(_contacts(current_app.config["CONTACT_EMAIL"], current_app.config["CONTACT_PHONE"]))
    if not contacts:
        abort(404)
    expires = datetime.datetime.combine(_expiry(today()), datetime.time(), datetime.UTC)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(Language)}",
        f"Canonical: {absolute_url(root_url('discovery.security'))}",
    ]
    return _text(lines)


@bp.get("/.well-known/change-password")
@at_root
def change_password() -> AnyResponse:
    """The way to the page where a password is changed, for password managers."""
    return redirect(url_for("account.password"), 302)


def _private_paths() -> Iterator[str]:
    """What robots.txt closes: the shortest beginnings of addresses under which nothing is public."""
    rules = [(rule, _pattern(rule.rule)) for rule in current_app.url_map.iter_rules()]
    public = {pattern for rule, pattern in rules if access_of(current_app, rule.endpoint) is Access.PUBLIC}
    for rule, pattern in rules:
        if access_of(current_app, rule.endpoint) is not Access.PUBLIC:
            is_single = is_at_root(current_app.view_functions[rule.endpoint])
            for language in [Language.INDONESIAN] if is_single else Language:
                yield from (language.prefix + path for path in _closed(pattern, public))


def _pattern(rule: str) -> str:
    """The address of a route as robots.txt writes it: `*` for each part that varies."""
    return re.sub(r"<[^>]+>", "*", rule)


def _closed(pattern: str, public: set[str]) -> list[str]:
    """The lines that close an address, all under it and nothing that is public."""
    parts = pattern.split("/")
    beginnings = ("/".join(parts[:length]) for length in range(2, len(parts) + 1))
    start = next(
        (path for path in beginnings if not any(f"{page}/".startswith(f"{path}/") for page in public)), pattern
    )
    # A line closes all that begins like it, such as `/daftar-harga` for `/daftar`.
    is_beginning_of_public = any(page.startswith(start) for page in public)
    return [f"{start}{end}" for end in ("$", "?", "/")] if is_beginning_of_public else [start]


def _contacts(email: str, phone: str) -> Iterator[str]:
    if email:
        yield f"mailto:{email}"
    digits = re.sub(r"[^0-9+]", "", phone)
    if digits:
        # A number as people here write it begins with 0; a URI needs the country.
        yield f"tel:+62{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def _expiry(day: datetime.date) -> datetime.date:
    """The first of the month VALID_MONTHS from this one, so that the file changes once a month only."""
    month = day.month - 1 + VALID_MONTHS
    return datetime.date(day.year + month // 12, month % 12 + 1, 1)


def _text(lines: list[str]) -> Response:
    return Response("".join(f"{line}\n" for line in lines), content_type=PLAIN)
