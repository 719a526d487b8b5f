"""`python -m bench`: fills databases with made-up listings, and measures."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import databases, loading, report
from bench.makers import SEED
from bench.measuring import measure
from craftsite.app import create_app


@click.group()
def main() -> None:
    """Measure the site at any size; `docs/speed.md` says what is measured and what came out."""


@main.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--url", required=True, help="The SQLAlchemy address of an empty database.")
@click.option("--seed", default=SEED, show_default=True, help="Another number gives other listings.")
def load(number: int, url: str, seed: int) -> None:
    """Fill an empty database with NUMBER made-up listings."""
    with create_app({"DATABASE_URL": url, "ENVIRONMENT": "development"}).app_context():
        loading.load(number, seed)


@main.command()
@click.argument("numbers", type=click.IntRange(min=1), nargs=-1)
@click.option("--url", "urls", multiple=True, help="Instead, a database that was filled before.")
@click.option("--database", "kind", type=click.Choice([databases.SQLITE, databases.POSTGRESQL]), default="sqlite")
@click.option("--peer/--no-peer", "with_peer", default=True, help="Also measure Datasette.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Keeps SQLite files for the next run.")
def run(numbers: Sequence[int], urls: Sequence[str], kind: str, with_peer: bool, folder: Path | None) -> None:
    """Measure with each of these NUMBERS of listings, and print one table for each."""
    if not numbers and not urls:
        raise click.UsageError("Say with how many listings.")
    rounds = []
    with TemporaryDirectory(prefix="bench-") if folder is None else nullcontext(folder) as place:
        sources: list[AbstractContextManager[databases.Loaded]] = [nullcontext(databases.given(url)) for url in urls]
        sources += [databases.loaded(kind, number, Path(place)) for number in numbers]
        for source in sources:
            with source as database:
                rounds.append(measure(database, with_peer=with_peer))
                click.echo(f"\n{report.table(rounds[-1])}\n")
    click.echo(report.growth(rounds))
    click.echo(f"\nAll figures are in {report.keep(rounds)}")


if __name__ == "__main__":
    main(prog_name="bench")
