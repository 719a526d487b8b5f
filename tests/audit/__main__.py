"""`make audit`: starts the site, checks every kind of public page, prints a table, and fails on any finding."""

import sys
from pathlib import Path

from tests.audit import accessibility, lighthouse, markup
from tests.audit.findings import Verdict, table, targets
from tests.chromium import started_chromium
from tests.site import running_site

REPORTS = Path("audit")
HEADER = ("page", "HTML", "axe", "speed accessibility practice search")
UNMEASURED = Verdict("")


def main() -> int:
    """The exit code: 1 where a page has a finding."""
    REPORTS.mkdir(exist_ok=True)
    pages = targets()
    with running_site() as site:
        print(f"Checking the HTML of {len(pages)} pages ...", flush=True)
        html = markup.check(site, pages)
        print("Checking their accessibility ...", flush=True)
        with started_chromium() as browser:
            axe = accessibility.check(browser, site, pages)
        measured = {}
        for page in pages:
            if page.has_lighthouse:
                print(f"Measuring {page.path} ...", flush=True)
                measured[page.path] = lighthouse.check(site, page, REPORTS)

    verdicts = {page.path: (html[page.path], axe[page.path], measured.get(page.path, UNMEASURED)) for page in pages}
    found = [
        f"{path}: {text}" for path, of_page in verdicts.items() for verdict in of_page for text in verdict.findings
    ]
    rows = [(path, *(verdict.summary for verdict in of_page)) for path, of_page in verdicts.items()]
    result = "\n".join([table(HEADER, rows), "", *found, f"{len(found)} findings on {len(pages)} pages"])
    (REPORTS / "summary.txt").write_text(f"{result}\n")
    print(f"\n{result}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
