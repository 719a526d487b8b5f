"""The static files: their names, their bytes, their weight, and what the bundles are made of."""

import gzip
import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from flask import Flask

from craftsite.web import assets as web_assets
from craftsite.web.assets import (
    AREA_STYLES,
    ENCODERS,
    STATIC,
    STYLES,
    Asset,
    Assets,
    asset_url,
    init_app,
    minified,
    without_comments,
)
from craftsite.web.headers import IMMUTABLE, REVALIDATED
from tests.browser import Browser

pytestmark = pytest.mark.same_on_both

HTMX_SHA256 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
STYLE_BYTES, WORK_STYLE_BYTES, SCRIPT_BYTES, FONT_BYTES = 11_000, 3_500, 19_000, 30_000
SOURCES = {
    "css/tokens.css": '@layer tokens { a { src: url("fonts/a.woff2"); } }',
    **{f"css/{layer}.css": f"@layer {layer} {{}}" for layer in ("reset", "base", "layout", "utilities", "print")},
    "css/components/b.css": "@layer components { b { top: 0; } }",
    "css/components/a.css": "@layer components { a { top: 0; } }",
    "css/pages/p.css": "@layer pages {}",
    "fonts/a.woff2": "a font",
    "icon.svg": "<svg/>",
    "modules.js": "starts",
    "js/one.js": "runs",
    "vendor/htmx-2.0.11.min.js": "htmx",
    ".hidden.svg": "not for visitors",
    "icon.svg~": "left by an editor",
}


@pytest.fixture(scope="module")
def shipped() -> Assets:
    """The files of the site."""
    return Assets(STATIC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small static folder that a test may change."""
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_file_keeps_its_address_until_its_content_changes(folder: Path) -> None:
    before, again = Assets(folder), Assets(folder)
    (folder / "icon.svg").write_text("<svg>new</svg>")
    after = Assets(folder)

    assert before.url("icon.svg") == again.url("icon.svg")
    assert before.url("icon.svg") != after.url("icon.svg")
    assert re.fullmatch(r"/static/icon\.[0-9a-f]{10}\.svg", after.url("icon.svg"))


@pytest.mark.parametrize(
    ("source", "bundle"), [("css/pages/p.css", "site.css"), ("js/one.js", "site.js"), ("fonts/a.woff2", "site.css")]
)
def test_a_bundle_changes_its_address_with_each_of_its_parts(folder: Path, source: str, bundle: str) -> None:
    before = Assets(folder).url(bundle)
    (folder / source).write_text("@layer pages { i { top: 0; } }")

    assert Assets(folder).url(bundle) != before


def test_styles_are_joined_by_layer_and_link_to_fingerprinted_names(folder: Path) -> None:
    styles = Assets(folder)["site.css"].body.decode()

    assert re.findall(r"@layer (\w+)", styles) == [*STYLES[:5], "components", *STYLES[5:]]
    assert styles.index("components{a") < styles.index("components{b")
    assert f'url("fonts/a.{hashlib.sha256(b"a font").hexdigest()[:10]}.woff2")' in styles


def test_a_link_to_a_file_that_does_not_exist_stops_the_start(folder: Path) -> None:
    (folder / "fonts/a.woff2").unlink()

    with pytest.raises(KeyError, match=r"fonts/a\.woff2"):
        Assets(folder)


def test_scripts_start_with_htmx_and_what_starts_the_modules(folder: Path) -> None:
    assert Assets(folder)["site.js"].body.decode() == "htmx;\nstarts;\nruns"


def test_only_what_visitors_need_has_an_address(folder: Path) -> None:
    assert sorted(Assets(folder)) == ["fonts/a.woff2", "icon.svg", "site.css", "site.js"]


def test_debug_mode_shows_an_edit_and_production_does_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_assets, "STATIC", folder)
    apps = {is_debug: Flask("bare", static_folder=None) for is_debug in (True, False)}
    for is_debug, app in apps.items():
        app.debug = is_debug
        init_app(app)
    path = folder / "icon.svg"
    path.write_text("<svg>edited</svg>")
    os.utime(path, ns=(0, 0))

    shown = {is_debug: app.test_client().get("/static/icon.svg").text for is_debug, app in apps.items()}

    assert shown == {True: "<svg>edited</svg>", False: "<svg/>"}
    with apps[True].app_context():
        assert asset_url("icon.svg") == Assets(folder).url("icon.svg")


def test_many_threads_compress_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setitem(ENCODERS, "br", lambda body: calls.append(body) or b"packed")
    asset = Asset("icon.svg", b"<svg/>")

    with ThreadPoolExecutor(8) as threads:
        bodies = set(threads.map(lambda _turn: asset.encoded("br"), range(64)))

    assert (bodies, len(calls)) == ({b"packed"}, 1)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a > b ,\n i {\n  color: red;\n  top: 0;\n}\n", "a>b,i{color:red;top:0}"),
        ('a::before { content: "a ; /* b */  {"; }', 'a::before{content:"a ; /* b */  {"}'),
        (r'a { content: "\" ;  "; top: 0 }', r'a{content:"\" ;  ";top:0}'),
        ("a { inset: calc(1px + 2px) /* why: because */ auto; }", "a{inset:calc(1px + 2px) auto}"),
        ("@media (width: 1px) { a :hover { --x: 1; } }", "@media (width: 1px){a :hover{--x:1}}"),
    ],
)
def test_minifying_takes_only_what_means_nothing(written: str, sent: str) -> None:
    assert minified(written) == sent


def test_a_script_is_sent_without_its_lines_of_comment_and_otherwise_as_it_is() -> None:
    script = '// Why.\nconst a = "// no comment"; // beside\n  // Why not.\n\n  run(a);\n'

    assert without_comments(script) == 'const a = "// no comment"; // beside\n\n  run(a);\n'


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("site.css", "text/css; charset=utf-8"),
        ("site.js", "text/javascript; charset=utf-8"),
        ("icons.svg", "image/svg+xml; charset=utf-8"),
        ("fonts/caslon.woff2", "font/woff2"),
        ("apple-touch-icon.png", "image/png"),
    ],
)
def test_a_fingerprinted_name_may_be_kept_and_a_plain_one_is_asked_again(
    browser: Browser, shipped: Assets, name: str, content_type: str
) -> None:
    kept, plain = browser.raw(shipped.url(name)), browser.raw(f"/static/{name}")

    assert kept.headers["Content-Type"] == plain.headers["Content-Type"] == content_type
    assert kept.data == plain.data == shipped[name].body
    assert kept.headers["Cache-Control"] == IMMUTABLE
    assert plain.headers["Cache-Control"] == REVALIDATED


def test_a_page_from_before_an_update_still_gets_its_styles(browser: Browser, shipped: Assets) -> None:
    answer = browser.raw("/static/site.0123456789.css")

    assert answer.data == shipped["site.css"].body
    assert answer.headers["Cache-Control"] == REVALIDATED


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_text_is_sent_in_the_best_encoding_that_the_client_reads(
    browser: Browser, shipped: Assets, accepted: str, encoding: str | None
) -> None:
    answer = browser.raw(shipped.url("site.css"), headers={"Accept-Encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == shipped["site.css"].body
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_is_packed_already_is_not_packed_again(browser: Browser, shipped: Assets) -> None:
    answer = browser.raw(shipped.url("fonts/caslon.woff2"), headers={"Accept-Encoding": "br"})

    assert {"Content-Encoding", "Vary"}.isdisjoint(answer.headers)


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_an_unchanged_file_is_not_sent_again(browser: Browser, accepted: str) -> None:
    first = browser.raw("/static/icons.svg", headers={"Accept-Encoding": accepted})

    again = browser.raw(
        "/static/icons.svg", headers={"Accept-Encoding": accepted, "If-None-Match": first.headers["ETag"]}
    )

    assert (again.status_code, again.data) == (304, b"")


def test_head_says_what_get_would_send(browser: Browser, shipped: Assets) -> None:
    url, headers = shipped.url("site.js"), {"Accept-Encoding": "gzip"}

    head, get = browser.raw(url, method="HEAD", headers=headers), browser.raw(url, headers=headers)

    assert head.data == b""
    assert {name: head.headers[name] for name in ("Content-Length", "Content-Type", "ETag")} == {
        name: get.headers[name] for name in ("Content-Length", "Content-Type", "ETag")
    }


@pytest.mark.parametrize(
    "name",
    [
        "missing.svg",
        "missing.0123456789.svg",
        "css/base.css",
        "modules.js",
        "fonts",
        "fonts/",
        "../config.py",
        "%2e%2e/config.py",
        "..%2fconfig.py",
        "%5cetc%5cpasswd",
        "icons.svg%00",
    ],
)
def test_no_other_name_leads_to_a_file(browser: Browser, name: str) -> None:
    assert browser.raw(f"/static/{name}").status_code == 404


def test_styles_scripts_and_fonts_stay_within_their_budgets(shipped: Assets) -> None:
    fonts = [shipped[name].body for name in shipped if name.endswith(".woff2")]

    assert len(shipped["site.css"].encoded("gzip")) <= STYLE_BYTES
    assert len(shipped["work.css"].encoded("gzip")) <= WORK_STYLE_BYTES
    assert len(shipped["site.js"].encoded("gzip")) <= SCRIPT_BYTES
    assert sum(map(len, fonts)) <= FONT_BYTES


def test_a_page_with_a_script_of_its_own_needs_no_other_and_takes_it_beside_others(shipped: Assets) -> None:
    for path in (STATIC / "js" / "pages").glob("*"):
        script = shipped[f"{path.stem}.js"].body.decode()
        assert f"modules.{path.stem} =" in script
        assert "window.modules ??= {}" in script
        assert f"modules.{path.stem} =" not in shipped["site.js"].body.decode()


def test_htmx_is_the_released_one() -> None:
    assert hashlib.sha256((STATIC / "vendor/htmx-2.0.11.min.js").read_bytes()).hexdigest() == HTMX_SHA256


def test_whose_work_we_ship_is_said_beside_it() -> None:
    licences = {path.name: path.read_text() for path in STATIC.rglob("*.txt")}

    assert sorted(licences) == ["OFL-Libre-Caslon-Condensed.txt", "OFL-Plus-Jakarta-Sans.txt", "htmx-LICENSE.txt"]
    assert all("SIL OPEN FONT LICENSE" in text for name, text in licences.items() if name.startswith("OFL"))


def test_every_link_of_the_styles_leads_to_a_file(browser: Browser, shipped: Assets) -> None:
    links = re.findall(r"url\(([^)]*)\)", shipped["site.css"].body.decode())

    answers = {link: browser.raw(f"/static/{link.strip(chr(34))}").headers["Cache-Control"] for link in links}

    assert set(answers.values()) == {IMMUTABLE}
    assert {link.partition(".")[0].strip('"') for link in links} == {"chevron", "fonts/caslon", "fonts/jakarta"}


@pytest.mark.parametrize("path", sorted((STATIC / "css").rglob("*.css")), ids=lambda path: path.stem)
def test_a_style_sheet_stands_in_its_layer_and_forces_nothing(path: Path) -> None:
    text = path.read_text()
    layers = set(STYLES) if AREA_STYLES in path.as_posix() else {path.parent.name, path.stem} & set(STYLES)

    assert text.startswith(tuple(f"@layer {layer} {{\n" for layer in layers))
    assert text.count("@layer") == 1
    assert "!important" not in text
    assert not re.search(r"#[a-z_-]+[^;{}]*\{", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("path", [*(STATIC / "js").glob("*.js"), STATIC / "modules.js"], ids=lambda path: path.stem)
def test_a_script_is_short_and_needs_no_evaluation(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) < 100
    assert not re.search(r"\beval\(|\bnew Function\b|innerHTML|document\.write", text)


def test_every_module_that_a_template_names_exists_and_the_other_way_round() -> None:
    templates = STATIC.parent / "templates"
    named = {
        module
        for path in templates.rglob("*.html")
        for names in re.findall(r'data-module="([^"]+)"', path.read_text())
        for module in names.split()
    }

    scripts = (STATIC / "js").rglob("*.js")
    assert named == {path.stem for path in scripts if "modules." in path.read_text()}


def test_every_class_that_is_styled_is_used() -> None:
    sources = [*(STATIC.parent / "templates").rglob("*.html"), *(STATIC / "js").rglob("*.js")]
    words = set(re.findall(r"[\w-]+", " ".join(path.read_text() for path in sources)))
    # The tone of a badge comes from its view.
    words |= {word for path in STATIC.parent.rglob("*.py") for word in re.findall(r'"([a-z]+)"', path.read_text())}
    styles = minified("".join(path.read_text() for path in (STATIC / "css").rglob("*.css")))

    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"|\{[^{}]*\}', "{}", styles)))

    # The dye of a square comes from its row in the database.
    assert {name for name in classes - words if not name.startswith("dye-")} == set()
