"""The Nu HTML checker on the pages as the server sends them."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.audit.crawl import Answer
from tests.audit.findings import Verdict

JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")
# The attributes of htmx are no HTML; that is meant.
MEANT = re.compile("Attribute .hx-[a-z-]+. not allowed")


@dataclass(frozen=True, slots=True)
class _Message:
    file: str
    text: str
    is_warning: bool


def check(answers: list[Answer], missing: set[str]) -> dict[str, Verdict]:
    """What the checker says of each page; a warning is a finding too, and so is a wrong status."""
    files = {f"{number:04}.html": answer for number, answer in enumerate(answers) if answer.is_html}
    # One run for all, since Java takes seconds to start.
    with tempfile.TemporaryDirectory(prefix="craftsite-audit-") as folder:
        for name, answer in files.items():
            (Path(folder) / name).write_bytes(answer.body)
        messages = _messages(Path(folder))
    verdicts = {answer.path: _verdict([], _wrong_status(answer, missing)) for answer in answers}
    for name, answer in files.items():
        of_page = [message for message in messages if message.file == name]
        verdicts[answer.path] = _verdict(of_page, _wrong_status(answer, missing))
    return verdicts


def _verdict(messages: list[_Message], wrong_status: list[str]) -> Verdict:
    warnings = sum(message.is_warning for message in messages)
    errors = len(messages) - warnings + len(wrong_status)
    findings = dict.fromkeys([*wrong_status, *(message.text for message in messages)])
    return Verdict(f"{errors} {warnings}", tuple(findings))


def _wrong_status(answer: Answer, missing: set[str]) -> list[str]:
    wanted = 404 if answer.path in missing else 200
    if answer.status == wanted:
        return []
    return [
        f"answers {answer.status}, not {wanted}" + (f"; {answer.linked_from} links to it" * bool(answer.linked_from))
    ]


def _messages(folder: Path) -> list[_Message]:
    command = ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        _Message(
            file=message.get("url", "").rpartition("/")[2],
            text=f"{message['type']}: {message['message']} (line {message.get('lastLine', '?')})",
            is_warning=message["type"] == "info",
        )
        for message in json.loads(done.stdout)["messages"]
        if not MEANT.search(message["message"])
    ]
