"""`make serve`: it says when the site answers, ends whole however it is stopped, and explains why it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.site import ROOT, SiteError, free_port, running_site

STARTER = """
import time
from tests.site import running_site
with running_site() as site:
    print(site, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_site_that_says_it_is_open_answers_and_a_stopped_one_is_gone(number: signal.Signals) -> None:
    with running_site(stop=number) as site, urllib.request.urlopen(f"{site}/katalog") as answer:
        assert b"Contoh" in answer.read()

    host, port = site.removeprefix("http://").split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))


def test_a_site_goes_with_the_process_that_started_it(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    port = int(starter.stdout.readline().rpartition(":")[2])

    starter.kill()
    starter.wait()

    assert _is_free(port)


def test_a_database_that_cannot_be_used_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="error: the database cannot be prepared"):
        running_site(f"sqlite:///{tmp_path}/missing/craftsite.sqlite").__enter__()


def test_a_port_in_use_is_named_together_with_one_that_is_free() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        port = taken.getsockname()[1]
        refused = _serve(str(port))

    assert refused.returncode == 1
    assert f"port {port} cannot be used (Address already in use)" in refused.stderr
    assert "make serve PORT=" in refused.stderr


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "٨٠٠٠"])
def test_what_is_no_port_is_refused(text: str) -> None:
    refused = _serve(text)

    assert refused.returncode == 1
    assert f"error: PORT={text} is no port" in refused.stderr


def _is_free(port: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            return True
        time.sleep(0.1)
    return False


def _serve(port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "deploy/serve.py", port], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
