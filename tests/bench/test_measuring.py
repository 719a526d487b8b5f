"""How the benchmark asks and what it compares with; nothing here depends on how long anything takes."""

import os

import pytest

from bench import floor
from bench.cases import Case
from bench.client import Ask, Visits
from bench.peer import translated
from bench.processes import cpu_seconds, private_bytes


def test_the_two_pages_of_the_floor_are_the_same() -> None:
    visitor = floor.app.test_client()

    assert visitor.get("/page").data == visitor.get("/bytes").data
    assert visitor.get("/page").text.count("<article") == 24


def test_a_quantile_is_what_a_share_of_the_requests_did_not_exceed() -> None:
    visits = Visits(seconds=[0.1 * number for number in range(1, 101)], size=1, elapsed=2.0)

    assert [visits.quantile(share) for share in (0.5, 0.99)] == pytest.approx([5.1, 10.0])
    assert visits.per_second == 50


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/katalog?kategori=batik&daerah=3526", "?kind=batik&region=3526&"),
        ("/katalog?q=kopi", "?_search=kopi&"),
    ],
)
def test_the_peer_is_asked_the_same(path: str, there: str) -> None:
    case = translated(Case("some", [Ask(path)]))

    assert case is not None
    assert there in case.asks[0].path


@pytest.mark.parametrize(
    "ask", [Ask("/katalog?hal=2"), Ask("/karya/BKL-1001-kain"), Ask("/katalog?q=ba", {"HX-Request": "true"})]
)
def test_the_peer_is_not_asked_what_it_cannot_answer(ask: Ask) -> None:
    assert translated(Case("some", [ask])) is None


def test_the_kernel_is_asked_what_a_process_takes() -> None:
    assert cpu_seconds(os.getpid()) > 0
    assert private_bytes("self") > 1024 * 1024
