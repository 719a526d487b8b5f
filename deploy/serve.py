"""Sets the site up and serves it on this machine, for development and for a first look: deploy/serve.py PORT."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
STARTER = os.getppid()
ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
WORKER: Sequence[str | Path] = (PROGRAMS / "flask", "--app", "wsgi", "work")
# Ctrl-C, an order from outside, and the closing of the terminal's window.
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_WITHIN_S = 180
STOP_WITHIN_S = 10
# A worker that cannot run is started again no sooner than this, so that it does not keep the machine busy.
RESTART_AFTER_S = 5

Program = subprocess.Popen[bytes]


def main(arguments: list[str]) -> int:
    """The exit code: 0 after a stop that was asked for, 1 where the site cannot start or ends by itself."""
    for number in STOPS:
        signal.signal(number, signal.default_int_handler)
    os.chdir(ROOT)
    try:
        port = _usable_port(arguments[0] if arguments else "8000")
        os.environ.setdefault("CRAFTSITE_ENVIRONMENT", "development")
        os.environ.setdefault("CRAFTSITE_SITE_URL", f"http://localhost:{port}")
        if subprocess.run([PROGRAMS / "flask", "--app", "wsgi", "setup", "--examples"], check=False).returncode:
            return _failed("the database cannot be prepared: see above.")
        return _serve(port)
    except KeyboardInterrupt:
        return 0


def _serve(port: int) -> int:
    print("Starting the server ...", flush=True)
    running: list[Program] = []
    try:
        _start(server_command(port), running)
        if _answers(port, running[0]):
            _start(WORKER, running)
            print(f"Open http://localhost:{port} in a browser. Ctrl-C stops the site.", flush=True)
            if os.environ["CRAFTSITE_ENVIRONMENT"] == "development":
                print(f"The letters it writes are at http://localhost:{port}/surat", flush=True)
            _stay_with(running)
        return _failed("the server does not run: see above.")
    finally:
        _end(running)


def _start(command: Sequence[str | Path], running: list[Program]) -> None:
    # An order to stop between its birth and its entry in the list would leave a program behind that nobody knows.
    with _undisturbed():
        # In a group of its own it gets one signal, from here: a worker of the server that the terminal's Ctrl-C reaches
        # as well often misses the order to stop, and is killed only after the whole timeout.
        running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0))


@contextmanager
def _undisturbed() -> Iterator[None]:
    orders: list[int] = []
    for number in STOPS:
        signal.signal(number, lambda order, frame: orders.append(order))
    yield
    for number in STOPS:
        signal.signal(number, signal.default_int_handler)
    if orders:
        raise KeyboardInterrupt


def server_command(port: int) -> Sequence[str | Path]:
    """What starts the server of the site; its last word names the application."""
    # Two blocking threads a worker freeze on two slow clients; 32 do not, and 64 waiting requests bound the memory.
    return [
        *(PROGRAMS / "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"),
        *("--workers", "2", "--blocking-threads", "32", "--backpressure", "64"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "error", "wsgi:app"),
    ]


def _usable_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"error: PORT={text} is no port. Choose a number from 1024 to 65535: make serve PORT=8001")
    port = int(text)
    problem = _problem_with(port)
    if problem is None:
        return port
    other = next((near for near in range(max(port, 1023) + 1, 65536) if _problem_with(near) is None), 8001)
    sys.exit(f"error: port {port} cannot be used ({problem}). Try another: make serve PORT={other}")


def _problem_with(port: int) -> str | None:
    # The server itself would not notice: it shares a port with whoever allows that.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.strerror or str(error)
    return None


def _answers(port: int, server: Program) -> bool:
    deadline = time.monotonic() + START_WITHIN_S
    while server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_WITHIN_S)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        finally:
            connection.close()
    return False


def _stay_with(running: list[Program]) -> None:
    worker_started = time.monotonic()
    while running[0].poll() is None:
        # Whoever started this may be killed without a word: then the site must not run on and keep the port.
        if os.getppid() != STARTER:
            raise KeyboardInterrupt
        if running[-1].poll() is not None and time.monotonic() - worker_started > RESTART_AFTER_S:
            worker_started = time.monotonic()
            running.pop()
            _start(WORKER, running)
        time.sleep(0.5)


def _end(running: list[Program]) -> None:
    # A second Ctrl-C must not leave anything behind.
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    for program in running:
        program.terminate()
    deadline = time.monotonic() + STOP_WITHIN_S
    for program in running:
        try:
            program.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def _failed(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
