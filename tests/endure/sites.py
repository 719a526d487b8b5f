"""A site whose processes are killed without a word, and the buyers who write to it all the while."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from craftsite.web.spam import SOONEST_S
from deploy.serve import HOST, WORKER, server_command
from tests.inquiries.forms import WRITTEN, sent_by_itself
from tests.site import ROOT, environment_of, free_port

PATIENCE_S = 120
# What a connection does whose other end was killed.
BROKEN = (OSError, http.client.HTTPException)


class MortalSite:
    """The programs of `make serve` on one database: they can be killed, and started again."""

    def __init__(self, database_url: str, log: Path, **settings: str) -> None:
        self.port = free_port()
        # A proxy in front lets each question come from a network of its own.
        self._environment = environment_of(database_url) | {
            "CRAFTSITE_ENVIRONMENT": "development",
            "CRAFTSITE_SITE_URL": f"http://{HOST}:{self.port}",
            "CRAFTSITE_PROXY_HOPS": "1",
            **{f"CRAFTSITE_{name}": value for name, value in settings.items()},
        }
        self._log = log
        self._programs: list[subprocess.Popen[bytes]] = []

    def start(self, *, beneath: Sequence[str | Path] = (), with_worker: bool = True) -> None:
        """Returns once pages come. The server runs beneath another program where one is named."""
        commands = [[*beneath, *server_command(self.port)], *([WORKER] if with_worker else [])]
        with self._log.open("ab") as log:
            self._programs = [
                subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, process_group=0)
                for command in commands
            ]
        deadline = time.monotonic() + PATIENCE_S
        while not self._answers():
            if time.monotonic() > deadline:
                self.kill()
                pytest.fail(self._log.read_text())
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends every process at once, so that none can tidy up."""
        for program in self._programs:
            os.killpg(program.pid, signal.SIGKILL)
        for program in self._programs:
            program.wait()
        self._programs = []

    def connection(self) -> http.client.HTTPConnection:
        """A way to ask it for pages."""
        return http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_S)

    def _answers(self) -> bool:
        with suppress(*BROKEN), closing(self.connection()) as connection:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False


@dataclass
class Writer:
    """A buyer who asks one thing after the other, and asks again what nobody has acknowledged.

    `acknowledged` says of each question where its thread is, `sent` holds all.
    """

    number: int
    urls: Sequence[str]
    prove: Callable[[], str]
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    _forms: dict[str, dict[str, str]] = field(default_factory=dict)
    _unanswered: tuple[str, dict[str, str]] | None = None

    def write_to(self, site: MortalSite) -> None:
        """Asks until the site is killed."""
        with suppress(*BROKEN), closing(site.connection()) as connection:
            if not self._forms:
                self._forms = {url: _opened(connection, url) for url in self.urls}
                # What is sent sooner is taken for a machine's.
                time.sleep(SOONEST_S)
            while True:
                self._unanswered = self._unanswered or self._next()
                self._send(connection, *self._unanswered)
                self._unanswered = None

    def _next(self) -> tuple[str, dict[str, str]]:
        number = len(self.sent)
        url = self.urls[number % len(self.urls)]
        text = f"Pertanyaan {number} dari pembeli {self.number}."
        self.sent.append(text)
        contact = f"pembeli-{self.number}-{number}@contoh.id"
        return url, self._forms[url] | WRITTEN | {"isi": text, "kontak": contact, "bukti": self.prove()}

    def _send(self, connection: http.client.HTTPConnection, url: str, form: dict[str, str]) -> None:
        number = len(self.sent)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"10.{self.number}.{number // 250}.{number % 250}",
        }
        connection.request("POST", url, urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 303:
            self.acknowledged[form["isi"]] = answer.headers["Location"]


def killed_while_writing(site: MortalSite, writers: Sequence[Writer], enough: int) -> None:
    """Lets all write at once, and kills the site after so many more were acknowledged, whatever it does just then."""

    def acknowledged() -> int:
        return sum(len(writer.acknowledged) for writer in writers)

    goal, deadline = acknowledged() + enough, time.monotonic() + PATIENCE_S
    threads = [threading.Thread(target=writer.write_to, args=(site,)) for writer in writers]
    for thread in threads:
        thread.start()
    while acknowledged() < goal and time.monotonic() < deadline:
        time.sleep(0.01)
    site.kill()
    for thread in threads:
        thread.join()
    assert acknowledged() >= goal


def _opened(connection: http.client.HTTPConnection, url: str) -> dict[str, str]:
    connection.request("GET", url)
    page = BeautifulSoup(connection.getresponse().read(), "html.parser")
    form = page.select_one("main form[method=post]")
    assert form is not None, url
    return sent_by_itself(form)
