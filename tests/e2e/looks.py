"""What every page is held to in a real browser: nothing sticks out, every target can be hit, axe finds nothing."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
# The rule about the size of targets is off unless it is asked for.
RUN_AXE = "axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
# The scheme changes colours and nothing else, so by night only the rules that look at them are asked again.
RUN_AXE_ON_COLOURS = "axe.run({resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']})"
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 90));
}"""
# A link inside a sentence may be as low as its line; a checkbox is as large as its label, a card's link as its card.
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, summary')].filter(e => {
  const isStretched = getComputedStyle(e, '::after').position === 'absolute';
  const box = (e.closest('label') ?? (isStretched ? e.offsetParent : e)).getBoundingClientRect();
  const block = e.closest('p, li, dd, dt, td, h1, h2, h3');
  const isInSentence = getComputedStyle(e).display === 'inline' && block?.innerText.trim() !== e.innerText.trim();
  return e.checkVisibility() && box.width > 1 && (box.width < 24 || box.height < 24) && !isInSentence;
}).map(e => e.outerHTML.slice(0, 120))"""


def assert_accessible(page: Page) -> None:
    """Fails on what axe finds, by day and by night."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    for scheme, run in (("light", RUN_AXE), ("dark", RUN_AXE_ON_COLOURS)):
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(run)["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == [], f"in the {scheme} scheme"
