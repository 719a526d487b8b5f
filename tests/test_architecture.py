"""Rules of the house that no linter knows."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from craftsite.web.assets import STATIC

PACKAGE = Path(__file__).parents[1] / "craftsite"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
DECISIONS = sorted((PACKAGE.parent / "docs" / "adr").glob("0*.md"))

Trees = Mapping[Path, ast.Module]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Every module as the compiler sees it; gone after this file, since they are large."""
    return {path: ast.parse(path.read_text()) for path in MODULES}


def name(path: Path) -> str:
    """A path as the failure should print it."""
    return path.relative_to(PACKAGE).as_posix()


def test_only_entry_points_commit() -> None:
    # The worker is an entry point as well: it commits what a job writes together with the mark that the job is done.
    inner = [path for path in MODULES if not path.stem.endswith(("views", "cli", "worker"))]

    assert [name(path) for path in inner if re.search(r"\.commit\(", path.read_text())] == []


def test_a_form_is_written_field_by_field() -> None:
    # Whatever else is sent with a form would come along; tests/test_columns.py sends it.
    whole = re.compile(r"\.populate_obj\(|\*\*(dict\()?request\.(form|args|values)")

    assert [name(path) for path in MODULES if whole.search(path.read_text())] == []


def test_a_module_is_read_in_one_sitting_and_says_what_it_owns(trees: Trees) -> None:
    assert [name(path) for path in MODULES if len(path.read_text().splitlines()) > 400] == []
    assert [name(path) for path in MODULES if not ast.get_docstring(trees[path])] == []


def test_a_package_holds_one_docstring(trees: Trees) -> None:
    packages = [path for path in MODULES if path.name == "__init__.py"]

    assert [name(path) for path in packages if not _is_one_text(trees[path])] == []


def _is_one_text(module: ast.Module) -> bool:
    return len(module.body) == 1 and ast.get_docstring(module) is not None


def test_a_template_trusts_no_text_and_runs_nothing_itself() -> None:
    # Facts for machines are data, which no browser runs.
    texts = {path: path.read_text().replace('<script type="application/ld+json">', "") for path in TEMPLATES}

    assert [name(path) for path, text in texts.items() if re.search(r"\|\s*safe\b", text)] == []
    code = re.compile(r"\son[a-z]+=|<script(?![^>]*\bsrc=)")
    assert [name(path) for path, text in texts.items() if code.search(text)] == []


def test_only_letters_hold_their_style_since_mail_programs_drop_style_sheets() -> None:
    letters = [path for path in TEMPLATES if name(path) == "templates/layouts/mail.html" or path.parent.name == "mails"]
    pages = [path for path in TEMPLATES if path not in letters]

    assert [name(path) for path in letters if re.search(r"<style|<link", path.read_text())] == []
    assert [name(path) for path in pages if re.search(r"\sstyle=|<style", path.read_text())] == []


def test_each_letter_has_both_its_forms() -> None:
    mails = PACKAGE / "templates/mails"
    texts, pages = ({path.with_suffix("") for path in mails.rglob(f"*.{kind}")} for kind in ("txt", "html"))

    assert texts == pages - {mails / "parts"}
    assert texts


def test_a_feature_keeps_its_pages_forms_and_letters_to_itself(trees: Trees) -> None:
    features = [path for path in MODULES if path != PACKAGE / "app.py"]

    assert {name(path): foreign for path in features if (foreign := _foreign_insides(path, trees[path]))} == {}


def _foreign_insides(path: Path, module: ast.Module) -> list[str]:
    """What a module imports of the pages, forms and letters of other features."""
    imported = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    private = [
        f"{node.module}.{alias.name}"
        for node in imported
        for alias in node.names
        if re.search(r"\.(\w+_)?(views|forms|mails)\b", f"{node.module}.{alias.name}")
    ]
    # The forms of the kit are there for every feature.
    open_to_it = (f"craftsite.{path.relative_to(PACKAGE).parts[0]}.", "craftsite.web.")
    return [inside for inside in private if not inside.startswith(open_to_it)]


def swapped_blocks(trees: Trees) -> Iterator[tuple[str, str]]:
    """Each template and block that a view renders alone."""
    for path in MODULES:
        for call in ast.walk(trees[path]):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "render":
                module = importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
                for keyword in call.keywords:
                    if keyword.arg in ("fragments", "also"):
                        blocks = eval(ast.unparse(keyword.value), vars(module))
                        yield from ((ast.literal_eval(call.args[0]), block) for block in blocks)


def test_a_block_that_is_swapped_is_one_element_of_the_same_name(trees: Trees) -> None:
    blocks = sorted(set(swapped_blocks(trees)))

    assert blocks
    assert [block for block in blocks if not _is_one_element(*block)] == []


def _is_one_element(template: str, block: str) -> bool:
    elements = BeautifulSoup(_block(template, block), "html.parser").find_all(recursive=False)
    # The title has no id: htmx takes it from wherever it stands in an answer.
    return [element.get("id") or {"title": "title_tag"}.get(element.name) for element in elements] == [block]


def _block(template: str, block: str) -> str:
    """What stands in a block, without the tags of the template language."""
    text = (PACKAGE / "templates" / template).read_text()
    start = text.index(f"{{% block {block} %}}")
    depth = 0
    for tag in re.finditer(r"{%-? (end)?block\b.*?%}", text[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return re.sub(r"{%.*?%}|{{.*?}}", "", text[start : start + tag.end()], flags=re.DOTALL)
    raise AssertionError(f"{block} does not end in {template}")


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {icon for path in TEMPLATES for icon in re.findall(r'icon\("(\w+)"', path.read_text())}
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))

    assert named == drawn


def test_decisions_are_numbered_one_by_one_in_their_names_and_headings() -> None:
    headings = [path.read_text().partition(". ")[0] for path in DECISIONS]

    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert headings == [f"# {number}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "README.md", "CHANGELOG.md"])
def test_a_guide_links_only_to_what_is_there(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (PACKAGE.parent / guide).read_text())

    assert [link for link in links if not (PACKAGE.parent / link).exists()] == []
