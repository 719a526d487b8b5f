"""The server as it ships is not frozen by clients that never finish their request, not even a wish."""

import contextlib
import socket
import time
import urllib.request
from urllib.parse import urlsplit

from tests.e2e.conftest import PATIENCE_MS

SLOW_HEADS = SLOW_BODIES = 20
# What anyone may send, and what takes the longest to come.
FORM = "/khas/anyaman-bambu-ngoro-jombang/kabari"


def test_forty_slow_clients_do_not_keep_a_page_from_anyone(site: str) -> None:
    where = urlsplit(site)
    head = f"GET {FORM} HTTP/1.1\r\nHost: {where.netloc}\r\nX-Slow: ".encode()
    # As the form itself sends it, so that the site reads the body, of which only the beginning ever comes.
    sent = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000"
    body = f"POST {FORM} HTTP/1.1\r\nHost: {where.netloc}\r\n{sent}\r\n\r\nuntuk=a".encode()

    with contextlib.ExitStack() as open_sockets:
        for start in [head] * SLOW_HEADS + [body] * SLOW_BODIES:
            client = open_sockets.enter_context(socket.create_connection((where.hostname, where.port)))
            client.sendall(start)
        time.sleep(0.5)
        answers = []
        for path in ("/katalog", FORM) * 3:
            with urllib.request.urlopen(f"{site}{path}", timeout=PATIENCE_MS / 1_000) as answer:
                answers.append(answer.status)

    assert answers == [200] * 6
