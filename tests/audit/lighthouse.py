"""Lighthouse as on a phone: speed, accessibility, good practice and search, each from 0 to 100."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.audit.findings import Target, Verdict
from tests.chromium import FLAGS, executable

PROGRAM = Path("node_modules/.bin/lighthouse")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
# What a page for no search engine fails on purpose.
CRAWLABLE = "is-crawlable"
MORE_RUNS = 2


class LighthouseError(RuntimeError):
    """Lighthouse did not end well; the text holds what it printed."""


@dataclass(frozen=True, slots=True)
class _Run:
    scores: dict[str, int]
    result: dict[str, Any]

    @property
    def is_good(self) -> bool:
        return min(self.scores.values()) >= LEAST


def check(site: str, page: Target, folder: Path) -> Verdict:
    """The four scores and the largest contentful paint; the whole report is left in the folder as JSON.

    A busy machine slows a page down: what is too low is measured twice more, and the middle of the three counts.
    """
    try:
        runs = [_run(site, page, folder)]
        if not runs[0].is_good:
            runs += [_run(site, page, folder) for _more in range(MORE_RUNS)]
    except LighthouseError as error:
        return Verdict("failed", (f"Lighthouse failed: {error}",))
    run = sorted(runs, key=lambda run: run.scores["performance"])[len(runs) // 2]
    (folder / f"{page.file_name}.json").write_text(json.dumps(run.result))

    findings = [
        f"Lighthouse {name} {score}, below {LEAST}: {_causes(run.result, name)}"
        for name, score in run.scores.items()
        if score < LEAST
    ]
    if not page.is_indexed and run.result["audits"][CRAWLABLE]["score"]:
        findings.append("search engines may index it, though it is an example")
    paint = run.result["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    scores = " ".join(f"{score:3}" for score in run.scores.values())
    remarks = [*(["noindex"] if not page.is_indexed else []), *(["middle of 3"] if len(runs) > 1 else [])]
    return Verdict("  ".join([scores, f"{paint:.2f} s", *remarks]), tuple(findings))


def _run(site: str, page: Target, folder: Path) -> _Run:
    report = folder / f"{page.file_name}.json"
    command = [
        *(str(PROGRAM), site + page.path, "--quiet", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": executable()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LighthouseError(done.stderr.strip()[-500:])
    result = json.loads(report.read_text())
    left_out = set() if page.is_indexed else {CRAWLABLE}
    return _Run({name: _score(result, name, left_out) for name in CATEGORIES}, result)


def _score(result: dict[str, Any], category: str, left_out: set[str]) -> int:
    """The score as Lighthouse weighs it, without the audits that are left out."""
    if not left_out:
        return round(100 * (result["categories"][category]["score"] or 0))
    weights = {
        part["id"]: part["weight"]
        for part in result["categories"][category]["auditRefs"]
        if part["id"] not in left_out and result["audits"][part["id"]]["score"] is not None
    }
    total = sum(weight * result["audits"][name]["score"] for name, weight in weights.items())
    return round(100 * total / sum(weights.values()))


def _causes(result: dict[str, Any], category: str) -> str:
    weighed = [part["id"] for part in result["categories"][category]["auditRefs"] if part["weight"]]
    causes = [name for name in weighed if (result["audits"][name]["score"] or 0) < 0.9]
    return ", ".join(f"{name} {result['audits'][name].get('displayValue', '')}".strip() for name in causes)
