"""`make audit`: starts the site, checks its public pages, prints a table, and fails on any finding."""

import json
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.audit import accessibility, lighthouse, markup
from tests.audit.crawl import crawl
from tests.audit.findings import Verdict, table, targets
from tests.chromium import ChromiumMissingError, executable, started_chromium
from tests.site import running_site

REPORTS = Path("audit")
HEADER = ("page", "HTML errors warnings", "axe", "speed accessibility practice search, LCP")
UNASKED = Verdict("")
NOTE = "noindex: examples are kept from search engines on purpose, so the search score leaves is-crawlable out."


def main() -> int:
    """The exit code: 1 where a page has a finding, or where a tool is missing."""
    missing = _missing_tools()
    if missing:
        print("\n".join(f"error: {sentence}" for sentence in missing), file=sys.stderr)
        return 1
    started = time.monotonic()
    REPORTS.mkdir(exist_ok=True)
    pages = targets()
    with running_site() as site:
        answers = crawl(site, [page.path for page in pages])
        print(f"Checking the HTML of {len(answers)} pages ...", flush=True)
        html = markup.check(answers, {page.path for page in pages if page.is_missing})
        print("Checking the accessibility of every kind ...", flush=True)
        with started_chromium() as browser:
            axe = accessibility.check(browser, site, pages)
        measured = {}
        for page in pages:
            if page.has_lighthouse:
                print(f"Measuring {page.path} ...", flush=True)
                measured[page.path] = lighthouse.check(site, page, REPORTS)

    result = {"HTML": html, "axe": axe, "Lighthouse": measured}
    findings = [
        f"{name}: {text}"
        for verdicts in result.values()
        for name, verdict in verdicts.items()
        for text in verdict.findings
    ]
    seconds = round(time.monotonic() - started)
    closing = f"{len(findings)} findings; {len(answers)} pages in {seconds} s"
    text = "\n".join([_table(html, axe, measured), NOTE, "", *findings, closing])
    _keep(text, result, findings, seconds)
    print(f"\n{text}")
    return 1 if findings else 0


def _missing_tools() -> list[str]:
    """What to install, a sentence for each tool that is not there."""
    sentences = []
    if not shutil.which("java"):
        sentences.append("the HTML checker needs Java. On Debian: apt-get install default-jre-headless")
    if not shutil.which("node") or not shutil.which("npm"):
        sentences.append("Lighthouse needs Node and npm. On Debian: apt-get install nodejs npm")
    elif not markup.JAR.exists() or not lighthouse.PROGRAM.exists():
        sentences.append("the tools are not installed. Run: npm ci --ignore-scripts --no-audit --no-fund")
    try:
        executable()
    except ChromiumMissingError as error:
        sentences.append(str(error))
    return sentences


def _table(html: Mapping[str, Verdict], axe: Mapping[str, Verdict], measured: Mapping[str, Verdict]) -> str:
    """A row for each page and state that axe looked at, and one for all other pages together."""
    others = [verdict for path, verdict in html.items() if path not in axe]
    sums = [sum(int(verdict.summary.split()[part]) for verdict in others) for part in (0, 1)]
    rows = [
        *((name, *(part.get(name, UNASKED).summary for part in (html, axe, measured))) for name in axe),
        (f"{len(others)} more pages", f"{sums[0]} {sums[1]}", "", ""),
    ]
    return table(HEADER, rows)


def _keep(text: str, result: Mapping[str, Mapping[str, Verdict]], findings: list[str], seconds: int) -> None:
    summaries = {
        tool: {name: verdict.summary for name, verdict in verdicts.items()} for tool, verdicts in result.items()
    }
    (REPORTS / "summary.txt").write_text(f"{text}\n")
    (REPORTS / "summary.json").write_text(
        json.dumps({"seconds": seconds, "findings": findings, **summaries}, indent=2, ensure_ascii=False)
    )


if __name__ == "__main__":
    sys.exit(main())
