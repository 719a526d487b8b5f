"""Measures one loaded database: the site as it is served, the floor on the same server, and the peer."""

import json
import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import edits, peer, servers
from bench.cases import Case, cases
from bench.client import Ask, Visits, visit
from bench.databases import Loaded, server_process
from bench.figures import Figures, Latency, Round
from bench.inside import Data, Inside
from bench.processes import cpu_seconds, private_bytes
from bench.servers import ROOT, Server
from craftsite.app import create_app
from craftsite.extensions import db

AT_ONCE, WITHIN_S = 16, 2
MEGABYTE = 1024 * 1024
FLOOR = (Case("Flask, ready bytes", [Ask("/bytes")]), Case("Flask and Jinja", [Ask("/page")]))


def measure(database: Loaded, *, with_peer: bool) -> Round:
    """Everything of one database, in some minutes."""
    click.echo(f"Measuring {database.listings:,} listings on {database.kind} ...", err=True)
    with TemporaryDirectory(prefix="bench-") as folder:
        place = Path(folder)
        settings = {
            "CRAFTSITE_DATABASE_URL": database.url,
            "CRAFTSITE_CATALOGUE_COPY": f"{place / 'catalogue'}",
            "CRAFTSITE_MEDIA_FOLDER": f"{place / 'media'}",
        }
        built, inside = _inside(settings, "keep"), _inside(settings)
        app = create_app({"DATABASE_URL": database.url, "ENVIRONMENT": "development", "LOG_LEVEL": "ERROR"})
        with app.app_context():
            questions = cases()
            with servers.site(settings) as site:
                figures = [_figures(site, case, server_process()) for case in questions]
                edited = edits.measure(site)
                private_mb = [private_bytes(worker) / MEGABYTE for worker in site.workers]
            with servers.floor(page_bytes=figures[0].size) as floor:
                ground = [_figures(floor, case) for case in FLOOR]
            of_peer = _peer(questions, place) if with_peer else []
            db.engine.dispose()
    return Round(
        listings=database.listings,
        database=database.kind,
        load_s=database.load_s,
        rebuild_s=built.first_answer_s,
        start_s=site.started_s,
        inside=inside,
        floor=ground,
        site=figures,
        private_mb=private_mb,
        edits=edited,
        peer=of_peer,
    )


def _figures(server: Server, case: Case, database: int | None = None) -> Figures:
    asks = cycle(case.asks)
    # Each worker has to have seen it once.
    visit(server.port, asks, at_once=4, least=8, most=20, within_s=1)
    before, of_database = cpu_seconds(server.pid), cpu_seconds(database) if database else 0.0
    alone = visit(server.port, asks, at_once=1, least=10, most=300, within_s=WITHIN_S)
    of_workers = cpu_seconds(server.pid) - before
    of_database = (cpu_seconds(database) if database else 0.0) - of_database
    crowd = visit(server.port, asks, at_once=AT_ONCE, least=AT_ONCE, most=1_000, within_s=WITHIN_S)
    number = len(alone.seconds)
    return Figures(
        name=case.name,
        size=alone.size,
        latency=_latency(alone),
        cpu_ms=of_workers / number * 1_000,
        database_cpu_ms=of_database / number * 1_000,
        per_second=alone.per_second,
        per_second_of_16=crowd.per_second,
        latency_of_16=_latency(crowd),
    )


def _latency(visits: Visits) -> Latency:
    return Latency(*(visits.quantile(share) * 1_000 for share in (0.5, 0.95, 0.99)))


def _peer(questions: list[Case], folder: Path) -> list[Figures]:
    known = [case for case in map(peer.translated, questions) if case is not None]
    with peer.datasette(folder) as datasette:
        return [_figures(datasette, case) for case in known]


def _inside(settings: dict[str, str], *words: str) -> Inside:
    """What `bench.inside` tells of a new process."""
    command = (sys.executable, "-m", "bench.inside", *words)
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, stdout=subprocess.PIPE)
    told = json.loads(done.stdout)
    return Inside(**told | {"data": {name: Data(**values) for name, values in told["data"].items()}})
