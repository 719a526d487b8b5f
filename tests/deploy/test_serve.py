"""`make serve`: it says when the site answers, ends whole however it is stopped, and explains why it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site import ROOT, SiteError, free_port, running_site

STARTER = """
import sys, time
from tests.site import running_site
with running_site(sys.argv[1]) as site:
    print(site, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that the first of these sites fills, and the next ones find."""
    return f"sqlite:///{tmp_path_factory.mktemp('serve')}/craftsite.sqlite"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_site_that_says_it_is_open_answers_and_a_stopped_one_is_gone(database: str, number: signal.Signals) -> None:
    with running_site(database, stop=number) as site, urllib.request.urlopen(f"{site}/katalog") as answer:
        assert b"Contoh" in answer.read()
        started = _programs(_port(site))
        assert any("work" in command for command in started.values())

    _assert_gone(site, started)


def test_a_worker_runs_beside_the_server_is_started_again_when_it_dies_and_ends_with_it(database: str) -> None:
    with running_site(database, stop=signal.SIGTERM) as site:
        [worker] = _workers(_port(site))
        os.kill(worker, signal.SIGKILL)

        assert _within_seconds(30, lambda: _workers(_port(site)) not in ([], [worker]))
        with urllib.request.urlopen(f"{site}/healthz") as answer:
            assert answer.status == 200
        _write_letter(database)
        assert _within_seconds(30, lambda: b"Disimpan di sini" in urllib.request.urlopen(f"{site}/surat").read())
        started = _programs(_port(site))
        assert _workers(_port(site))

    _assert_gone(site, started)


def test_a_site_goes_with_the_process_that_started_it(database: str, tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, database],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    port = _port(starter.stdout.readline())
    started = _programs(port)
    assert _workers(port)

    starter.kill()
    starter.wait()

    assert _within_seconds(15, lambda: not started.keys() & _all_programs().keys())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


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


def _assert_gone(site: str, started: dict[int, str]) -> None:
    """Fails where somebody still listens or one of these programs still runs."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", _port(site)))
    assert not started.keys() & _all_programs().keys()


def _port(site: str) -> int:
    return int(site.rpartition(":")[2])


def _workers(port: int) -> list[int]:
    return [process for process, command in _programs(port).items() if "wsgi work" in command]


def _programs(port: int) -> dict[int, str]:
    """What `serve.py` at a port has started, by process id."""
    everything = _all_programs()
    [site] = [process for process, (_, command) in everything.items() if command.endswith(f"deploy/serve.py {port}")]
    return {process: command for process, (parent, command) in everything.items() if parent == site}


def _all_programs() -> dict[int, tuple[int, str]]:
    """The parent and the command line of every process that runs."""
    columns = ["-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "args="]
    printed = subprocess.run(["ps", "-A", "-ww", *columns], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=3) for line in printed.splitlines()]
    return {int(row[0]): (int(row[1]), row[3]) for row in rows if not row[2].startswith("Z")}


def _write_letter(database_url: str) -> None:
    environment = {"CRAFTSITE_DATABASE_URL": database_url, "CRAFTSITE_ENVIRONMENT": "development"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "trial", "halo@example.org"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)


def _within_seconds(seconds: float, is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def _serve(port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "deploy/serve.py", port], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
