"""The server as it ships is not frozen by clients that never finish their request."""

import contextlib
import socket
import time
import urllib.request
from urllib.parse import urlsplit

from tests.e2e.conftest import PATIENCE_MS

SLOW_HEADS = SLOW_BODIES = 20


def test_forty_slow_clients_do_not_keep_a_page_from_anyone(site: str) -> None:
    where = urlsplit(site)
    head = f"GET /katalog HTTP/1.1\r\nHost: {where.netloc}\r\nX-Slow: ".encode()
    body = f"POST /katalog HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 5000\r\n\r\na".encode()

    with contextlib.ExitStack() as open_sockets:
        for start in [head] * SLOW_HEADS + [body] * SLOW_BODIES:
            client = open_sockets.enter_context(socket.create_connection((where.hostname, where.port)))
            client.sendall(start)
        time.sleep(0.5)
        answers = []
        for _turn in range(5):
            with urllib.request.urlopen(f"{site}/katalog", timeout=PATIENCE_MS / 1_000) as answer:
                answers.append(answer.status)

    assert answers == [200] * 5
