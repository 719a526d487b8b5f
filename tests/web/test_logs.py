"""The log: one JSON line for each request, with its id, and nothing that a visitor wrote can break out of it."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import Any

import pytest
import structlog
from flask import Flask

from craftsite.app import create_app
from tests.conftest import SETTINGS

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written() -> io.StringIO:
    """What the log holds."""
    return io.StringIO()


@pytest.fixture
def site(written: io.StringIO) -> Iterator[Flask]:
    """An application that writes its log and has no database."""
    before = structlog.get_config()
    settings = {**SETTINGS, "TESTING": False, "LOG_LEVEL": "INFO", "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite"}
    with redirect_stderr(written):
        yield create_app(settings)
    structlog.configure(**before)


@pytest.fixture
def lines(written: io.StringIO) -> Lines:
    """Reads the log, parsed."""
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_with_the_id_that_the_answer_carries(site: Flask, lines: Lines) -> None:
    answer = site.test_client().get("/static/icons.svg")

    [line] = lines()
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "request_id": answer.headers["X-Request-ID"],
        "method": "GET",
        "route": "/static/<path:name>",
        "path": "/static/icons.svg",
        "status": 200,
        "bytes": len(answer.data),
    }


@pytest.mark.parametrize("path", ["/percakapan/rahasia", "/percakapan/surat/rahasia", "/kabari/rahasia/data.json"])
def test_no_secret_link_of_a_buyer_is_written(site: Flask, written: io.StringIO, lines: Lines, path: str) -> None:
    site.test_client().get(path, headers={"Referer": f"http://localhost{path}"})

    assert "rahasia" not in written.getvalue()
    assert lines()[-1]["event"] == "request"


def test_each_request_has_an_id_of_its_own_whatever_the_visitor_claims(site: Flask, lines: Lines) -> None:
    client = site.test_client()

    ids = {client.get("/healthz", headers={"X-Request-ID": "mine"}).headers["X-Request-ID"] for _turn in range(5)}

    assert len(ids) == 5
    assert "mine" not in ids
    assert {line["request_id"] for line in lines()} == ids


@pytest.mark.parametrize("path", ["/static/icons.svg", "/healthz", "/tidak-ada", "/tentang"])
def test_what_a_visitor_searched_for_and_who_asked_is_not_written(site: Flask, written: io.StringIO, path: str) -> None:
    site.test_client().get(f"{path}?q=rahasia", headers={"User-Agent": "rahasia", "Cookie": "session=rahasia"})

    assert written.getvalue()
    assert "rahasia" not in written.getvalue()
    assert "127.0.0.1" not in written.getvalue()


def test_only_public_paths_are_written(site: Flask, lines: Lines) -> None:
    site.test_client().get("/surat-rahasia/abc")

    [line] = lines()
    assert (line["path"], line["route"], line["status"]) == (None, None, 404)


@pytest.mark.parametrize("mark", ["%0A", "%0D%0A", "%C2%85", "%E2%80%A8", "%1B[2J", "%22%2C%22", "%7D%0A%7B"])
def test_no_value_can_forge_a_second_line(site: Flask, written: io.StringIO, mark: str) -> None:
    site.test_client().get(f'/static/x{mark}{{"event":"forged"}}')

    assert written.getvalue().isascii()
    [line] = written.getvalue().splitlines()
    assert json.loads(line)["event"] == "request"
    assert "\x1b" not in line


def test_a_fault_is_told_once_with_its_trace_and_the_id_that_the_visitor_reads(site: Flask, lines: Lines) -> None:
    def broken() -> str:
        raise RuntimeError("the reason")

    site.view_functions["home.privacy"] = broken
    answer = site.test_client().get("/privasi")

    fault, request = lines()
    assert (fault["event"], fault["level"]) == ("unhandled error", "error")
    assert "the reason" in fault["exception"]
    assert request["status"] == answer.status_code == 500
    assert fault["request_id"] == request["request_id"] == answer.headers["X-Request-ID"]
    assert fault["request_id"] in answer.text


def test_an_unreachable_database_is_told_without_a_trace(site: Flask, lines: Lines) -> None:
    site.test_client().get("/tentang")

    outage, request = lines()
    assert (outage["event"], outage["level"]) == ("database unavailable", "error")
    assert "exception" not in outage
    assert request["status"] == 503
