"""The Nu HTML checker on the pages as the server sends them."""

import json
import re
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from tests.audit.findings import Target, Verdict

JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")
# The attributes of htmx are no HTML; that is meant.
MEANT = re.compile("Attribute .hx-[a-z-]+. not allowed")


def check(site: str, pages: list[Target]) -> dict[str, Verdict]:
    """What the checker says of each page; one run for all, since Java takes seconds to start."""
    verdicts = {}
    with tempfile.TemporaryDirectory(prefix="craftsite-audit-") as folder:
        files = {}
        for page in pages:
            try:
                with urllib.request.urlopen(site + page.path) as response:
                    file = Path(folder) / f"{page.file_name}.html"
                    file.write_bytes(response.read())
                    files[file.name] = page
            except urllib.error.HTTPError as error:
                verdicts[page.path] = Verdict(str(error.code), (f"answers {error.code}",))
        messages = _messages(Path(folder))
    for name, page in files.items():
        found = tuple(dict.fromkeys(text for file, text in messages if file == name))
        verdicts[page.path] = Verdict(str(len(found)), found)
    return verdicts


def _messages(folder: Path) -> list[tuple[str, str]]:
    command = ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        (message["url"].rpartition("/")[2], f"{message['message']} (line {message.get('lastLine', '?')})")
        for message in json.loads(done.stdout)["messages"]
        if not MEANT.search(message["message"])
    ]
