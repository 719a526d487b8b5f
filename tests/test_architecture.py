"""Rules of the house that no linter knows."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from craftsite.web.assets import STATIC

PACKAGE = Path(__file__).parents[1] / "craftsite"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
DECISIONS = sorted((PACKAGE.parent / "docs" / "adr").glob("0*.md"))


def name(path: Path) -> str:
    """A path as the failure should print it."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_entry_points_commit(path: Path) -> None:
    # The worker is an entry point as well: it commits what a job writes together with the mark that the job is done.
    if not path.stem.endswith(("views", "cli", "worker")):
        assert not re.search(r"\.commit\(", path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_form_is_written_field_by_field(path: Path) -> None:
    # Whatever else is sent with a form would come along; tests/test_columns.py sends it.
    assert not re.search(r"\.populate_obj\(|\*\*(dict\()?request\.(form|args|values)", path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_read_in_one_sitting_and_says_what_it_owns(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name)
def test_a_package_holds_one_docstring(path: Path) -> None:
    [statement] = ast.parse(path.read_text()).body
    assert isinstance(statement, ast.Expr)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_trusts_no_text_and_runs_nothing_itself(path: Path) -> None:
    # Facts for machines are data, which no browser runs.
    text = path.read_text().replace('<script type="application/ld+json">', "")

    assert not re.search(r"\|\s*safe\b", text)
    assert not re.search(r"\son[a-z]+=|<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_only_letters_hold_their_style_since_mail_programs_drop_style_sheets(path: Path) -> None:
    is_letter = name(path) == "templates/layouts/mail.html" or path.parent.name == "mails"

    assert not re.search(r"<style|<link" if is_letter else r"\sstyle=|<style", path.read_text())


def test_each_letter_has_both_its_forms() -> None:
    mails = PACKAGE / "templates/mails"
    texts, pages = ({path.with_suffix("") for path in mails.rglob(f"*.{kind}")} for kind in ("txt", "html"))

    assert texts == pages - {mails / "parts"}
    assert texts


@pytest.mark.parametrize("path", [path for path in MODULES if path != PACKAGE / "app.py"], ids=name)
def test_a_feature_keeps_its_pages_forms_and_letters_to_itself(path: Path) -> None:
    feature = path.relative_to(PACKAGE).parts[0]
    imported = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    private = [
        f"{node.module}.{alias.name}"
        for node in imported
        for alias in node.names
        if re.search(r"\.(\w+_)?(views|forms|mails)\b", f"{node.module}.{alias.name}")
    ]

    # The forms of the kit are there for every feature.
    shared_by_all = (f"craftsite.{feature}.", "craftsite.web.")
    assert [module for module in private if not module.startswith(shared_by_all)] == []


def swapped_blocks() -> Iterator[tuple[str, str]]:
    """Each template and block that a view renders alone."""
    for path in MODULES:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "render":
                module = importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
                for keyword in call.keywords:
                    if keyword.arg in ("fragments", "also"):
                        blocks = eval(ast.unparse(keyword.value), vars(module))
                        yield from ((ast.literal_eval(call.args[0]), block) for block in blocks)


@pytest.mark.parametrize(("template", "block"), sorted(set(swapped_blocks())))
def test_a_block_that_is_swapped_is_one_element_of_the_same_name(template: str, block: str) -> None:
    [element] = BeautifulSoup(_block(template, block), "html.parser").find_all(recursive=False)

    # The title has no id: htmx takes it from wherever it stands in an answer.
    assert element.get("id") == block or (block, element.name) == ("title_tag", "title")


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
