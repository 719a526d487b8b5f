"""Lighthouse as on a phone: speed, accessibility, good practice and search, each from 0 to 100."""

import json
import os
import subprocess
from pathlib import Path

from tests.audit.findings import Target, Verdict
from tests.chromium import FLAGS, executable

PROGRAM = Path("node_modules/.bin/lighthouse")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95


def check(site: str, page: Target, folder: Path) -> Verdict:
    """The four scores of a page; the whole report is left in the folder as JSON."""
    report = folder / f"{page.file_name}.json"
    command = [
        *(str(PROGRAM), site + page.path, "--quiet", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(CATEGORIES)}",
        *([] if page.is_indexed else ["--skip-audits=is-crawlable"]),
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": executable()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return Verdict("failed", (f"Lighthouse failed: {done.stderr.strip()[-500:]}",))
    result = json.loads(report.read_text())
    scores = {name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES}
    low = tuple(
        f"Lighthouse {name} {score}, below {LEAST}: {_causes(result, name)}"
        for name, score in scores.items()
        if score < LEAST
    )
    return Verdict(" ".join(str(score) for score in scores.values()), low)


def _causes(result: dict, category: str) -> str:
    weighed = [part["id"] for part in result["categories"][category]["auditRefs"] if part["weight"]]
    causes = [name for name in weighed if (result["audits"][name]["score"] or 0) < 0.9]
    return ", ".join(f"{name} {result['audits'][name].get('displayValue', '')}".strip() for name in causes)
