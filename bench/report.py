"""The table of a run for people, and all of its figures as JSON for machines."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.figures import Figures, Round
from craftsite.web.clock import now

RESULTS = Path(__file__).with_name("results")
MEGABYTE = 1024 * 1024
HEADS = (
    *("", "p50", "p95", "p99", "cpu", "x Jinja", "cpu db", "a second"),
    *("16 at once", "p95 of 16", "kB", "data", "data cpu"),
)


def keep(rounds: Sequence[Round]) -> Path:
    """The file that now holds everything that was measured, and on what kind of machine."""
    RESULTS.mkdir(exist_ok=True)
    at = now()
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    file = RESULTS / f"{at:%Y-%m-%d-%H%M%S}.json"
    told = {"at": at.isoformat(timespec="seconds"), "machine": machine, "rounds": [asdict(one) for one in rounds]}
    file.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return file


def table(measured: Round) -> str:
    """What people look at of one round."""
    ground = measured.floor[-1]
    lines = [f"{measured.listings:,} listings on {measured.database}. Milliseconds; computing is that of the workers."]
    lines += _columns(
        [
            "",
            "p50",
            "p95",
            "p99",
            "cpu",
            "x Jinja",
            "cpu db",
            "a second",
            "16 at once",
            "p95 of 16",
            "kB",
            "data",
            "data cpu",
        ],
        [[*_figures(one, ground), *_data(measured, one.name)] for one in (*measured.floor, *measured.site)],
    )
    if measured.peer:
        ours = {one.name: one for one in measured.site}
        lines += ["", "Datasette, the same listings and questions."]
        lines += _columns(
            ["", "p50", "ours", "times", "a second of 16", "ours", "times"],
            [_against(ours[one.name], one) for one in measured.peer],
        )
    edits, inside = measured.edits, measured.inside
    lines += [
        "",
        f"An edit with its words takes {edits.edit_ms:.1f}; the first search after it in the slowest worker "
        f"{edits.first_search_ms:.1f}, the same again {edits.search_again_ms:.1f}.",
        f"Private memory of a worker: {', '.join(f'{mb:.0f}' for mb in measured.private_mb)} MB; "
        f"the first answer adds {(inside.private_after - inside.private_before) / MEGABYTE:.0f} MB.",
        f"Seconds: the first answer of a process {inside.first_answer_s:.2f}, the first page of the server "
        f"{measured.start_s:.1f}, a rebuild {measured.rebuild_s:.1f}, the load {measured.load_s:.0f}.",
    ]
    return "\n".join(lines)


def growth(rounds: Sequence[Round]) -> str:
    """How many times as long the data of each case take with the most listings as with the fewest."""
    first, last = rounds[0], rounds[-1]
    if first is last:
        return ""
    rows = [
        [name, f"{few.ms:.2f}", f"{many.ms:.2f}", f"{many.ms / few.ms:.1f}"]
        for name, few in first.inside.data.items()
        if (many := last.inside.data.get(name))
    ]
    return "\n".join(_columns(["Data, milliseconds", f"{first.listings:,}", f"{last.listings:,}", "times"], rows))


def _figures(one: Figures, ground: Figures) -> list[str]:
    alone, crowd = one.latency, one.latency_of_16
    times = (alone.p50_ms, alone.p95_ms, alone.p99_ms, one.cpu_ms)
    return [
        one.name,
        *(f"{ms:.1f}" for ms in times),
        f"{one.cpu_ms / ground.cpu_ms:.1f}",
        f"{one.database_cpu_ms:.1f}",
        f"{one.per_second:.0f}",
        f"{one.per_second_of_16:.0f}",
        f"{crowd.p95_ms:.0f}",
        f"{one.size / 1024:.0f}",
    ]


def _data(measured: Round, name: str) -> list[str]:
    data = measured.inside.data.get(name)
    return [f"{data.ms:.2f}", f"{data.cpu_ms:.2f}"] if data else ["", ""]


def _against(ours: Figures, other: Figures) -> list[str]:
    p50, per_second = (other.latency.p50_ms, ours.latency.p50_ms), (other.per_second_of_16, ours.per_second_of_16)
    return [
        other.name,
        *(f"{ms:.1f}" for ms in p50),
        f"{p50[0] / p50[1]:.0f}",
        *(f"{number:.1f}" for number in per_second),
        f"{per_second[1] / per_second[0]:.0f}",
    ]


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [
        "  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))])
        for first, *rest in (heads, *rows)
    ]
