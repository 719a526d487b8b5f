"""The catalogue in a browser, read and used as a visitor does."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from playwright.sync_api import Locator, Page, expect

KINDS = ("batik", "kerajinan", "agro")
# Of a card that is one link, the whole card shows the focus.
IS_MARKED = "e => [e, e.closest('article')].some(part => part && getComputedStyle(part).outlineStyle !== 'none')"


class Catalogue:
    """The page at /katalog in one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.search = page.locator("#find")
        self.suggestions = page.locator("#suggestions a")
        self.filters = page.locator("#filters")
        self.results = page.locator("#results")
        self.heading = page.locator("#results-heading")
        self.order = page.locator("#sort")
        self.pager = page.get_by_role("navigation", name="Halaman")
        self.offline = page.locator("#offline")
        self.filters_button = self.results.get_by_role("button", name="Saring")
        self.show_button = self.filters.get_by_role("button", name="Tampilkan")

    def open(self, address: str = "/katalog") -> Self:
        """The catalogue in the state of an address."""
        self.page.goto(address)
        return self

    def choice(self, value: str) -> Locator:
        """The checkbox of a filter."""
        return self.filters.locator(f'input[type=checkbox][value="{value}"]')

    def promised(self, value: str) -> int:
        """The number beside a filter: how much it would leave."""
        label = self.filters.locator("label", has=self.page.locator(f'input[value="{value}"]'))
        return _number(label.locator(".count").text_content() or "")

    def unfold(self) -> None:
        """Shows the filters that stand past the first few of their group."""
        for more in self.filters.locator("summary").all():
            more.click()

    def counted(self) -> int:
        """How much the heading of the results says there is."""
        return _number(self.heading.inner_text())

    def names(self) -> list[str]:
        """The names of what is shown, in order."""
        return self.results.locator("h3 a").all_inner_texts()

    def prices(self) -> list[int]:
        """The prices of what is shown, in order; of a range the lower end, and none where it must be asked for."""
        texts = self.results.locator(".price").all_inner_texts()
        return [_number(text.removeprefix("Rp")) for text in texts if text.startswith("Rp")]

    def tab(self, name: str) -> Locator:
        """The link to a part of the catalogue."""
        return self.results.get_by_role("link", name=re.compile(rf"^{name} \("))

    def chip(self, name: str) -> Locator:
        """The link that takes a filter away."""
        return self.results.get_by_role("link", name=f"Hapus saringan {name}")

    @contextmanager
    def swapping(self) -> Iterator[None]:
        """What is done inside has to replace the results, and nothing around them."""
        self.page.evaluate("""() => {
          window.isSamePage = true;
          window.formBefore = document.getElementById('filters');
          document.getElementById('results').dataset.isOld = 'yes';
        }""")
        yield
        expect(self.page.locator("#results[data-is-old]")).to_have_count(0)
        expect(self.page.locator("#results.htmx-settling")).to_have_count(0)
        assert self.page.evaluate("window.isSamePage && window.formBefore === document.getElementById('filters')")


def _number(text: str) -> int:
    found = re.match(r"\s*([\d.]+)", text)
    assert found, f"no number at the start of {text!r}"
    return int(found[1].replace(".", ""))
