"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from craftsite.web.assets import STATIC

PACKAGE = Path(__file__).parents[1] / "craftsite"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))


def name(path: Path) -> str:
    """A path as the failure should print it."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_entry_points_commit(path: Path) -> None:
    if not path.stem.endswith(("views", "cli")):
        assert not re.search(r"\.commit\(", path.read_text())


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
def test_a_template_trusts_no_text_and_styles_nothing_itself(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"\|\s*safe\b", text)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("block", ["results", "suggestions", "facet_counts", "sheet_button"])
def test_a_fragment_is_a_block_and_an_element_of_the_same_name(block: str) -> None:
    template = (PACKAGE / "templates/catalog/index.html").read_text()
    body = template.partition(f"{{% block {block} %}}")[2]

    assert re.search(rf'^(\s*{{% from .*%}})*\s*<\w+[^>]*\bid="{block}"', body)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {icon for path in TEMPLATES for icon in re.findall(r'icon\("(\w+)"', path.read_text())}
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))

    assert named == drawn
