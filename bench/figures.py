"""What one run has measured, as values that print themselves and go into JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.edits import Edits
from bench.inside import Inside


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one request after the other."""

    p50_ms: float
    p95_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A case over HTTP: one visitor alone, then sixteen at once.

    `cpu_ms` is what the workers computed for a request of the one, `database_cpu_ms` what a PostgreSQL server did.
    """

    name: str
    size: int
    latency: Latency
    cpu_ms: float
    database_cpu_ms: float
    per_second: float
    per_second_of_16: float
    latency_of_16: Latency


@dataclass(slots=True)
class Round:
    """Everything of one number of listings on one database."""

    listings: int
    database: str
    load_s: float
    rebuild_s: float
    start_s: float
    inside: Inside
    floor: Sequence[Figures]
    site: Sequence[Figures]
    private_mb: Sequence[float]
    edits: Edits
    peer: Sequence[Figures] = field(default_factory=list)
