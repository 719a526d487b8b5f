"""Datasette over the same listings: what somebody would take who wants filters with counts in front of a database.

It gets one flat table with an index on every column that it counts by, and a full-text index of its own. Its limits of
time are raised until it answers whole. It still does less: a group's counts do not leave its own choice aside, and its
words have no stems, no synonyms and no beginnings.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Select, select

from bench.cases import Case
from bench.client import Ask
from bench.servers import ROOT, Server, free_port, running
from craftsite.extensions import db
from craftsite.goods.models import RegionalProduct, Taxon
from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_queries import is_evidence
from craftsite.listings.models import Listing, PriceTier
from craftsite.producers.models import Producer, ProducerKindMark
from craftsite.regions.models import Region
from craftsite.web.clock import today

PROGRAM = ROOT / ".venv-bench" / "bin" / "datasette"
COLUMNS = ("kind", "taxon", "technique", "region", "stock", "stage", "season")
ARRAYS = ("selling", "maker_kinds", "evidence")
SEARCHED = ("name", "name_en", "place", "about")
SETTINGS = {
    "sql_time_limit_ms": "300000",
    "facet_time_limit_ms": "300000",
    "default_facet_size": "100",
    "suggest_facets": "off",
}
# What our parameters are called there; a question with another one is not put to it.
PARAMETERS = {"kategori": "kind", "daerah": "region", "bukti": "evidence__arraycontains", "q": "_search"}
SHOWN = [
    ("_size", "24"),
    ("_sort_desc", "published_at"),
    *(("_facet", column) for column in COLUMNS),
    *(("_facet_array", column) for column in ARRAYS),
]


def translated(case: Case) -> Case | None:
    """The same questions as Datasette understands them; None where it cannot answer them."""
    queries = [parse_qsl(urlsplit(ask.path).query) for ask in case.asks]
    if not case.is_catalogue or any(name not in PARAMETERS for query in queries for name, _value in query):
        return None
    paths = [[(PARAMETERS[name], value) for name, value in query] + SHOWN for query in queries]
    return Case(case.name, [Ask(f"/listings/listings?{urlencode(path)}") for path in paths])


@contextmanager
def datasette(folder: Path) -> Iterator[Server]:
    """Datasette over the listings of the running application, until the block ends."""
    file = folder / "listings.db"
    _write(file)
    port = free_port()
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, value)]
    command: list[str | Path] = [PROGRAM, "serve", file, "--port", str(port), *settings]
    with running(command, port, {}, Ask("/-/versions.json")) as server:
        yield server


def _write(file: Path) -> None:
    connection = sqlite3.connect(file)
    columns = ["id", "code", *SEARCHED, *COLUMNS, *ARRAYS, "price_idr", "published_at"]
    connection.execute(f"CREATE TABLE listings ({', '.join(columns)}, PRIMARY KEY (id))")
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO listings VALUES ({places})", _rows())  # noqa: S608
    for column in (*COLUMNS, "published_at"):
        connection.execute(f"CREATE INDEX by_{column} ON listings ({column})")
    searched = ", ".join(SEARCHED)
    connection.execute(f'CREATE VIRTUAL TABLE listings_fts USING fts5({searched}, content="listings")')
    connection.execute(f"INSERT INTO listings_fts (rowid, {searched}) SELECT id, {searched} FROM listings")  # noqa: S608
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _rows() -> Iterator[tuple[object, ...]]:
    day = today()
    evidence = _grouped(select(Listing.id, Certificate.kind).join(Certificate, is_evidence(day)).distinct())
    kinds = _grouped(select(ProducerKindMark.producer_id, ProducerKindMark.kind))
    wholesale = set(db.session.scalars(select(PriceTier.listing_id).distinct()))
    rows = db.session.execute(
        select(Listing, Producer, Region, Taxon, RegionalProduct.name_id)
        .join(Listing.producer)
        .join(Producer.region)
        .join(Listing.taxon)
        .join(Listing.product)
        .execution_options(yield_per=5_000)
    )
    for listing, maker, region, taxon, product in rows:
        selling = [
            name for name, holds in (("grosir", listing.id in wholesale), ("ekspor", listing.is_export_ready)) if holds
        ]
        yield (
            *(listing.id, listing.code, listing.name_id, listing.name_en, f"{region.full_name_id} {maker.name}"),
            f"{listing.kind} {taxon.name_id} {product}",
            *(listing.kind, listing.taxon_slug, listing.technique, region.code, listing.stock, listing.stage),
            "sekarang" if listing.seasons >> (day.month - 1) & 1 else None,
            *(json.dumps(values) for values in (selling, kinds.get(maker.id, []), evidence.get(listing.id, []))),
            *(listing.price_idr, str(listing.published_at)),
        )
    db.session.remove()


def _grouped(statement: Select[int, str]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for key, value in db.session.execute(statement):
        groups.setdefault(key, []).append(value)
    return groups
